"""The HTTP service: a Flask application that keeps nothing of what it is sent."""

from __future__ import annotations

from checker.web.app import create_app
from checker.web.config import WebConfig

__all__ = ["WebConfig", "create_app"]
