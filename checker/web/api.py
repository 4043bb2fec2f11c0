"""/api/v1 and /health: views that parse, call the service and serialise, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, request
from spectree import Response as Answers
from spectree import SpecTree

from checker import __version__
from checker.domain import Facts, Report
from checker.losses import Scenarios
from checker.readers.guard import read_guarded
from checker.reports.catalogue import ListedActivity, ListedProfile, activity_list, profile_list
from checker.reports.documents import dumps
from checker.reports.schema import ROOTS, build_schema
from checker.service import check, extract_all, play
from checker.web.addin import REPORT_POLICY
from checker.web.config import current_config
from checker.web.forms import read_declaration, read_files, read_losses
from checker.web.openapi import (
    CheckForm,
    ExtractForm,
    PagesForm,
    ReportForm,
    ScenariosForm,
    build_spec,
)
from checker.web.problems import Problem, Refusal, request_words
from checker.web.reviews import DocumentShown, Link, post_pages, post_reports

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activities:
    activities: tuple[ListedActivity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    profiles: tuple[ListedProfile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    status: str
    version: str
    models_digest: str


def install(app: Flask) -> None:
    """Add the API to `app`, with its OpenAPI description at /api/v1/openapi.json."""
    spec = build_spec()
    problem = {"HTTP_400": Problem, "HTTP_413": Problem, "HTTP_415": Problem, "HTTP_422": Problem}
    routes = (
        ("POST", f"{PREFIX}/extract", post_extract, ExtractForm, Facts),
        ("POST", f"{PREFIX}/check", post_check, CheckForm, Report),
        ("POST", f"{PREFIX}/scenarios", post_scenarios, ScenariosForm, Scenarios),
        ("POST", f"{PREFIX}/pages", post_pages, PagesForm, DocumentShown),
        ("POST", f"{PREFIX}/reports", post_reports, ReportForm, Link),
        ("GET", f"{PREFIX}/activities", get_activities, None, Activities),
        ("GET", f"{PREFIX}/profiles", get_profiles, None, Profiles),
        ("GET", "/health", get_health, None, Health),
    )
    for method, path, view, form, model in routes:
        answers = Answers(HTTP_200=model, **(problem if form else {}))
        documented = spec.validate(form=form, resp=answers, skip_validation=True)(view)
        app.add_url_rule(path, view_func=documented, methods=[method])
    app.add_url_rule(f"{PREFIX}/schema", view_func=get_schema)
    app.add_url_rule(f"{PREFIX}/schema/<name>", view_func=get_schema)
    _describe(spec, app)


def post_extract() -> Response:
    """Say what one document prints.

    The answer is a facts/1 document, or a list of them where the file holds several
    attestations. Nothing is kept.
    """
    sources = read_files()
    if len(sources) > 1:
        raise Refusal("too_many_files", 413, most=1)
    config = current_config()
    with config.lock:
        found = extract_all(
            sources[0].data, name=sources[0].name, knowledge=config.knowledge, read=read_guarded
        )
    return _json(found[0] if len(found) == 1 else found)


def post_check() -> Response:
    """Check documents of one firm against what it does.

    The answer is a report/1 document, or an HTML page where `format` is "html". Nothing
    is kept.
    """
    sources, config = read_files(), current_config()
    declaration = read_declaration(sources)
    with config.lock:
        report = check(sources, declaration, config.knowledge, read=read_guarded)
        if request.form.get("format") == "html":
            from checker.reports.html import build_html

            page = build_html(report, {s.name: s.data for s in sources}, request_words())
            return Response(page, headers={"Content-Security-Policy": REPORT_POLICY})
    return _json(report)


def post_scenarios() -> Response:
    """Play loss scenarios on documents of one firm.

    The answer is a scenarios/1 document. Nothing is kept.
    """
    sources, config = read_files(), current_config()
    declaration = read_declaration(sources)
    ids, loss = read_losses()
    with config.lock:
        played = play(sources, declaration, config.knowledge, ids=ids, loss=loss, read=read_guarded)
    return _json(played)


def get_activities() -> Response:
    """List the activities that may be declared, with what each requires."""
    return _json(Activities(activities=activity_list(request_words())))


def get_profiles() -> Response:
    """List the requirement profiles with their floors."""
    return _json(Profiles(profiles=profile_list(request_words())))


def get_schema(name: str | None = None) -> Response:
    """Return the JSON Schemas of facts/1, report/1 and scenarios/1, or one of them."""
    if name is None:
        return _json({root: build_schema(root) for root in ROOTS})
    if name not in ROOTS:
        raise Refusal("not_found", 404)
    return _json(build_schema(name))


def get_health() -> Response:
    """Say that the service answers, and with which knowledge."""
    digest = current_config().knowledge.digest
    return _json(Health(status="ok", version=__version__, models_digest=digest))


def _json(value: object) -> Response:
    return Response(dumps(value), mimetype="application/json")


def _describe(spec: SpecTree, app: Flask) -> None:
    """Serve the description; spectree's own route would bring pages with it."""
    spec.app = app

    def get_openapi() -> Response:
        return _json(spec.spec)

    app.add_url_rule(f"{PREFIX}/openapi.json", view_func=get_openapi)
