"""A multipart form read into sources and a declaration."""

from __future__ import annotations

import datetime as dt

from flask import request

from checker.declarations import build_declaration, parse_day
from checker.domain import Declaration
from checker.service import Source
from checker.web.config import current_config
from checker.web.problems import Refusal, request_language

_FILE_FIELDS = ("files", "files[]", "file")


def read_files() -> list[Source]:
    """Return the files of the form; raises Refusal when there is none or too many."""
    uploads = [file for field in _FILE_FIELDS for file in request.files.getlist(field)]
    uploads = [file for file in uploads if file.filename]
    if not uploads:
        raise Refusal("no_document", 400)
    most = current_config().max_files
    if len(uploads) > most:
        raise Refusal("too_many_files", 413, most=most)
    return [Source(name=_plain_name(f.filename or ""), data=f.read()) for f in uploads]


def read_declaration() -> Declaration:
    """Return what the form asks; raises the InvalidRequest of what is not understood."""
    day = request.form.get("as_of", "").strip()
    return build_declaration(
        current_config().knowledge,
        activities=_values("activities"),
        minimums=_values("minimum"),
        profile=request.form.get("profile", "").strip() or None,
        as_of=parse_day(day) if day else dt.date.today(),  # noqa: DTZ011 (the day of the server)
        language=request_language(),
        firm=request.form.get("firm"),
        countries=_values("country"),
    )


def _values(field: str) -> list[str]:
    return [*request.form.getlist(field), *request.form.getlist(f"{field}[]")]


def _plain_name(name: str) -> str:
    """Return the last part of a file's name: some browsers send the whole path."""
    return name.replace("\\", "/").rpartition("/")[2] or "document"
