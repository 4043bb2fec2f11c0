"""Access tokens: random, shown once, kept as SHA-256 in a file of "name hash" lines."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from pathlib import Path

_BYTES = 32


def read_tokens(path: Path) -> frozenset[str]:
    """Return the hashes in a token file; blank lines and those that begin with # are skipped."""
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line.split() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return frozenset(words[-1].lower() for words in kept)


def add_token(name: str, path: Path) -> str:
    """Return a new token after adding its hash to `path`, readable by its owner only."""
    token = secrets.token_urlsafe(_BYTES)
    line = f"{'-'.join(name.split()) or 'token'} {hash_of(token)}\n"
    if not path.exists():
        path.touch(mode=0o600)
    with path.open("a", encoding="utf-8") as file:
        file.write(line)
    return token


def is_known(token: str, hashes: Iterable[str]) -> bool:
    """Return True when the hash of `token` is one of `hashes`, in constant time for each."""
    given = hash_of(token)
    return any(hmac.compare_digest(given, known) for known in hashes)


def hash_of(token: str) -> str:
    """Return the SHA-256 of a token; it is random, so that a slow hash adds nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
