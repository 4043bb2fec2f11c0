"""Bytes become a Document."""
