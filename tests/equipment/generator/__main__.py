"""`python -m generator --seeds 0-99 OUT`, in tests/equipment."""

from __future__ import annotations

import argparse
from pathlib import Path

from .files import write


def main() -> None:
    """Write the documents of a range of seeds."""
    parser = argparse.ArgumentParser(prog="generator", description=__doc__)
    parser.add_argument("--seeds", default="0-29", help="first-last, both written")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    write(range(int(first), int(last or first) + 1), arguments.out)


if __name__ == "__main__":
    main()
