"""What an application is made with."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from flask import Flask, current_app

from checker.knowledge import Knowledge
from checker.web.links import OneTimeLinks

# One file may weigh 50 MB (readers); a request carries a few, and its form.
_MOST_BYTES = 60 * 1024 * 1024
_MOST_FILES = 10
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
_EXTENSION = "checker"
OFFICE_JS = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
# Every page around the pane is checked, hence SharePoint. Microsoft publishes no such list.
OFFICE_FRAMES = (
    "https://*.officeapps.live.com",
    "https://*.office.com",
    "https://*.office365.com",
    "https://*.sharepoint.com",
    "https://*.cloud.microsoft",
    "https://*.microsoft365.com",
    "https://onedrive.live.com",
)


@dataclass(frozen=True, kw_only=True)
class WebConfig:
    """`hosts`: the names it answers to; `tokens`: SHA-256 of those let in, none: everyone.

    `public_url`: the address that Word opens, written in the manifest; `office_js`: where
    the library of Office comes from; `frames`: the sites that may show the pane.
    `lock` is held while a document is read: PDFium is not thread-safe.
    """

    knowledge: Knowledge
    language: str = "fr"
    hosts: tuple[str, ...] = ()
    any_host: bool = False
    behind_proxy: bool = False
    tokens: frozenset[str] = frozenset()
    max_bytes: int = _MOST_BYTES
    max_files: int = _MOST_FILES
    public_url: str | None = None
    office_js: str = OFFICE_JS
    frames: tuple[str, ...] = OFFICE_FRAMES
    links: OneTimeLinks = field(default_factory=OneTimeLinks, repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


def install(config: WebConfig, app: Flask) -> None:
    """Make `config` the configuration of `app`."""
    app.extensions[_EXTENSION] = config


def current_config() -> WebConfig:
    """Return the configuration of the application that answers."""
    return current_app.extensions[_EXTENSION]
