"""The pane for Word, its manifest and its files; the same panel is the page at `/`.

Only the pane may be shown inside another site, and only inside those of Office.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, request

from checker.model_files import addin_root
from checker.web.config import LOOPBACK_NAMES, current_config
from checker.web.manifest import build_manifest
from checker.web.problems import Refusal, request_language, request_words

# Folders of addin/ that are served, with the media types of what they hold.
_TYPES = {
    "css": {".css": "text/css; charset=utf-8"},
    "js": {".js": "text/javascript; charset=utf-8"},
    "i18n": {".json": "application/json"},
    "assets": {".png": "image/png", ".svg": "image/svg+xml"},
}
# Office refuses icons that may not be cached; code is asked for again after an update.
_CACHE = {"assets": "public, max-age=86400"}
_REVALIDATED = "no-cache"
# The HTML report carries its style and its pictures, and nothing else may run in it.
REPORT_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)


def install(app: Flask) -> None:
    """Add the pane, its files, the page and the one-time links to `app`."""
    app.add_url_rule("/", endpoint="home", view_func=get_page)
    app.add_url_rule("/addin/taskpane.html", view_func=get_pane)
    app.add_url_rule("/addin/manifest.xml", view_func=get_manifest)
    app.add_url_rule("/addin/<folder>/<name>", view_func=get_file)
    app.add_url_rule("/reports/<token>", view_func=get_report)


def get_page() -> Response:
    """Show the panel to a browser, beside the pages of the documents."""
    return _panel(host="browser")


def get_pane() -> Response:
    """Show the panel to Word."""
    return _panel(host="word")


def get_manifest() -> Response:
    """Return the manifest of this deployment, to give to Word."""
    config = current_config()
    url = config.public_url
    if url is None:
        # The address of an unknown asker never ends up in a manifest.
        if urlsplit(request.host_url).hostname not in LOOPBACK_NAMES:
            raise Refusal("no_public_url", 404)
        url = f"https://{request.host}"
    text = build_manifest(url)
    return Response(text, mimetype="application/xml", headers={"Cache-Control": _REVALIDATED})


def get_file(folder: str, name: str) -> Response:
    """Return a file of the pane; nothing else of addin/ is served."""
    mimetype = _TYPES.get(folder, {}).get(Path(name).suffix)
    if mimetype is None:
        raise Refusal("not_found", 404)
    path = addin_root() / folder / name
    if Path(name).name != name or not path.is_file():
        raise Refusal("not_found", 404)
    response = Response(path.read_bytes(), mimetype=mimetype)
    response.add_etag()
    response.headers["Cache-Control"] = _CACHE.get(folder, _REVALIDATED)
    if folder == "assets":
        # Office shows the icons in its own pages.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.make_conditional(request)
    return response


def get_report(token: str) -> Response:
    """Return a report that was made on demand, once."""
    item = current_config().links.take(token)
    if item is None:
        return _gone()
    response = Response(item.content, mimetype=item.mimetype)
    response.headers["Cache-Control"] = "no-store"
    if item.attached:
        response.headers.set("Content-Disposition", "attachment", filename=item.name)
    else:
        response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


def _panel(*, host: str) -> Response:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    config, language, in_word = current_config(), request_language(), host == "word"
    environment = Environment(
        loader=FileSystemLoader(addin_root()), autoescape=True, undefined=StrictUndefined
    )
    words = read_words(language)
    html = environment.get_template("taskpane.html").render(
        host=host,
        language=language,
        office_js=config.office_js if in_word else None,
        letter=True,
        t=words.__getitem__,
    )
    headers = {
        "Content-Security-Policy": _panel_policy(config.office_js, config.frames, in_word=in_word),
        "Cache-Control": _REVALIDATED,
        "Vary": "Accept-Language",
    }
    return Response(html, mimetype="text/html", headers=headers)


def _panel_policy(office_js: str, frames: tuple[str, ...], *, in_word: bool) -> str:
    """Return what the panel may load, and who may show it."""
    parts = urlsplit(office_js)
    office = f" {parts.scheme}://{parts.netloc}" if in_word and parts.netloc else ""
    ancestors = " ".join(("'self'", *frames)) if in_word and frames else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{office}",
            "style-src 'self'",
            "img-src 'self' data:",
            f"connect-src 'self'{office}",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {ancestors}",
        )
    )


@lru_cache(maxsize=4)
def read_words(language: str) -> dict[str, str]:
    """Return the words of the panel in a language."""
    path = addin_root() / "i18n" / f"{language}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _gone() -> Response:
    said = request_words().messages.say("error.link_used")
    return Response(said, status=404, mimetype="text/plain", headers={"Cache-Control": "no-store"})
