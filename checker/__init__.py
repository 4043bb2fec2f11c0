"""checker: what an insurance attestation evidences for declared IT activities."""

from __future__ import annotations

__version__ = "0.1.0"
