"""Mentions and blocks become Facts."""
