"""Who may ask, from where, and what a browser may do with the answer."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

from checker.web.config import LOOPBACK_NAMES, current_config
from checker.web.problems import Refusal
from checker.web.tokens import is_known

# A page that comes from us or a program without a browser; never another site's page.
_SITES = frozenset({"same-origin", "none"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_API = "/api/"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Check every request of `app`, and mark every answer."""
    app.before_request(_check)
    app.after_request(_mark)


def _check() -> None:
    config = current_config()
    if not config.any_host and _host_name(request.host) not in {*LOOPBACK_NAMES, *config.hosts}:
        # A name that is not ours resolved to us: DNS rebinding, or a mistaken proxy.
        raise Refusal("forbidden_host", 421)
    if request.method not in _SAFE_METHODS and not _is_own_site():
        raise Refusal("forbidden_site", 403)
    if config.tokens and request.path.startswith(_API) and not _has_token():
        raise Refusal("unauthorized", 401)


def _is_own_site() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _SITES:
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _has_token() -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and is_known(given.strip(), current_config().tokens)


def _host_name(host: str) -> str:
    """Return a host without its port: "[::1]:80" is "::1"."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _mark(response: Response) -> Response:
    for name, value in _HEADERS.items():
        # A view that shows a page says for itself what its page may do.
        response.headers.setdefault(name, value)
    if request.path.startswith(_API):
        response.headers["Cache-Control"] = "no-store"
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="checker"'
    return response
