"""What words mean: tokens, vocabulary matches, polarity. The only package importing spaCy."""

from __future__ import annotations

from checker.language.analyser import Analysis, Sentence, analyse

__all__ = ["Analysis", "Sentence", "analyse"]
