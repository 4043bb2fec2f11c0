"""The application factory."""

from __future__ import annotations

import io
from typing import IO

from flask import Flask, Request
from werkzeug.middleware.proxy_fix import ProxyFix

from checker.web import addin, api, problems, security
from checker.web.config import WebConfig, install

# The fields of a form are words; a megabyte of them is already an attack.
_MOST_FORM_BYTES = 1024 * 1024
_MOST_FORM_PARTS = 200


class InMemoryRequest(Request):
    """A request whose uploads stay in memory, whatever their size: nothing touches a disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def create_app(config: WebConfig) -> Flask:
    """Return the application; the machine's clock is read only for a missing `as_of`."""
    app = Flask("checker.web", static_folder=None)
    app.request_class = InMemoryRequest
    app.json.ensure_ascii = False  # pyright: ignore[reportAttributeAccessIssue]
    app.json.sort_keys = False  # pyright: ignore[reportAttributeAccessIssue]
    app.config["MAX_CONTENT_LENGTH"] = config.max_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = _MOST_FORM_BYTES
    app.config["MAX_FORM_PARTS"] = _MOST_FORM_PARTS
    install(config, app)
    problems.install(app)
    security.install(app)
    api.install(app)
    addin.install(app)
    if config.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)
    return app
