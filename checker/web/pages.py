"""The pages a person opens. Until there is one, `/` points to the API."""

from __future__ import annotations

from flask import Flask, Response, redirect, url_for


def install(app: Flask) -> None:
    """Add the pages to `app`."""
    app.add_url_rule("/", endpoint="home", view_func=_home)


def _home() -> Response:
    return redirect(url_for("get_openapi"))  # pyright: ignore[reportReturnType]
