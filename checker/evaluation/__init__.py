"""How good the product is: counts against gold, every miss, and a baseline that ratchets."""

from __future__ import annotations
