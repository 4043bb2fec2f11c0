"""Attestations made from facts, in layouts and wordings that models/ was not written from.

A seed gives one document with its gold. Seeds below EVALUATION are for development; those
from it on are for evaluation: no rule and no word of models/ may be tuned on them.
"""

from __future__ import annotations

EVALUATION = 10_000
