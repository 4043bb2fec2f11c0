"""A multipart form read into sources and a declaration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from flask import request

from checker.declarations import build_declaration, parse_day, parse_loss, with_stored
from checker.domain import Declaration
from checker.readers.docx_declaration import read_declaration as read_stored
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


def read_declaration(sources: Sequence[Source] = ()) -> Declaration:
    """Return what the form asks; raises the InvalidRequest of what is not understood.

    Where the form declares no activity, a Word document among `sources` may remember some.
    """
    day = request.form.get("as_of", "").strip()
    knowledge = current_config().knowledge
    declaration = build_declaration(
        knowledge,
        activities=_values("activities"),
        minimums=_values("minimum"),
        profile=request.form.get("profile", "").strip() or None,
        as_of=parse_day(day) if day else dt.date.today(),  # noqa: DTZ011 (the day of the server)
        language=request_language(),
        firm=request.form.get("firm"),
        countries=_values("country"),
        side=request.form.get("side"),
    )
    if declaration.activities:
        return declaration
    stored = (read_stored(source.data, name=source.name) for source in sources)
    return with_stored(declaration, next((s for s in stored if s), None), knowledge)


def read_losses() -> tuple[list[str], Decimal | None]:
    """Return the scenarios that the form names and the amount of loss; raises InvalidLoss."""
    amount = request.form.get("amount", "").strip()
    return _values("scenario"), parse_loss(amount) if amount else None


def _values(field: str) -> list[str]:
    return [*request.form.getlist(field), *request.form.getlist(f"{field}[]")]


def _plain_name(name: str) -> str:
    """Return the last part of a file's name: some browsers send the whole path."""
    return name.replace("\\", "/").rpartition("/")[2] or "document"
