"""Errors as RFC 9457 problem details, in the language of the one who asks."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from checker.errors import (
    CheckerError,
    DocumentTooLarge,
    InvalidRequest,
    UnreadableDocument,
    UnsupportedFormat,
)
from checker.reports.wording import Wording
from checker.web.config import current_config

_LOG = logging.getLogger("checker.web")

_STATUSES: tuple[tuple[type[CheckerError], int], ...] = (
    (DocumentTooLarge, 413),
    (UnsupportedFormat, 415),
    (UnreadableDocument, 422),
    (InvalidRequest, 400),
)
_HTTP_CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "request_too_large",
}
_BYTES_IN_A_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """RFC 9457; `code` is that of the error tree, `document` the file it is about."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    document: str | None


class Refusal(Exception):
    """A request that is refused before anything is read."""

    def __init__(self, code: str, status: int, **values: object) -> None:
        super().__init__(code)
        self.code, self.status, self.values = code, status, values


def install(app: Flask) -> None:
    """Answer every error of `app` with a problem document."""
    app.register_error_handler(CheckerError, _checker_error)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def request_language() -> str:
    """Return "fr" or "en": what the form asks, else what the browser accepts."""
    asked = request.args.get("language", "")
    if not asked and request.mimetype == "multipart/form-data":
        try:
            asked = request.form.get("language", "")
        except HTTPException:
            asked = ""
    if asked in ("fr", "en"):
        return asked
    return request.accept_languages.best_match(("fr", "en")) or current_config().language


def request_words() -> Wording:
    """Return the sentences of the language of the request."""
    return Wording(current_config().knowledge, request_language())


def _checker_error(error: CheckerError) -> Response:
    status = next((s for kind, s in _STATUSES if isinstance(error, kind)), 500)
    document = error.values.get("name") if isinstance(error, UnreadableDocument) else None
    return _response(error.code, status, request_words().error(error), document)


def _refusal(error: Refusal) -> Response:
    said = request_words().messages.say(f"error.{error.code}", **error.values)
    return _response(error.code, error.status, said, None)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    code = _HTTP_CODES.get(status, "bad_request" if status < 500 else "internal")
    megabytes = current_config().max_bytes // _BYTES_IN_A_MEGABYTE
    said = request_words().messages.say(f"error.{code}", megabytes=megabytes)
    return _response(code, status, said, None)


def _unexpected(error: Exception) -> Response:
    # The one place that catches everything: the text of a document must reach no log.
    _LOG.error("unexpected %s at %s", type(error).__name__, _where(error))
    return _response("internal", 500, request_words().messages.say("error.internal"), None)


def _where(error: Exception) -> str:
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    if place is None:
        return "?"
    return f"{place.tb_frame.f_globals.get('__name__', '?')}:{place.tb_lineno}"


def _response(code: str, status: int, detail: str, document: str | None) -> Response:
    body = {
        "type": f"urn:checker:error:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "document": document,
    }
    return Response(
        json.dumps(body, ensure_ascii=False), status=status, mimetype="application/problem+json"
    )
