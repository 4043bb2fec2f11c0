"""Serving: waitress, or werkzeug's threaded server where TLS is asked for."""

from __future__ import annotations

import logging
import ssl
from pathlib import Path

from flask import Flask

# Requests wait for the reader's lock; more threads would only wait with them.
_THREADS = 4


def run(app: Flask, *, host: str, port: int, cert: Path | None, key: Path | None) -> None:
    """Serve `app` until it is interrupted."""
    if cert is None or key is None:
        from waitress import serve

        # A queue is normal here: one document is read at a time.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        limit = int(app.config["MAX_CONTENT_LENGTH"])
        serve(app, host=host, port=port, threads=_THREADS, ident=None,
              max_request_body_size=2 * limit,
              # Above these, waitress would put requests and answers in temporary files.
              inbuf_overflow=2 * limit, outbuf_overflow=2 * limit)  # fmt: skip
        return
    from werkzeug.serving import make_server

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(cert, key)
    make_server(host, port, app, threaded=True, ssl_context=context).serve_forever()
