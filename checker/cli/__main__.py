"""`python -m checker.cli`: the command line."""

from __future__ import annotations

from checker.cli import main

main()
