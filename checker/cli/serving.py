"""`serve`, `token`: the HTTP service and who may ask it."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

import click

from checker.cli.session import SATISFIED, USAGE, Session, session_command

_PORT = 8765


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=_PORT, show_default=True, type=click.IntRange(0, 65535))
@click.option("--cert", type=click.Path(path_type=Path), help="TLS certificate (PEM).")
@click.option("--key", type=click.Path(path_type=Path), help="Its private key (PEM).")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    help="Hashed access tokens, one a line (see `checker token`).",
)
@click.option("--behind-proxy", is_flag=True, help="A reverse proxy in front of it authenticates.")
@click.option(
    "--allow-host", "hosts", multiple=True, help="A host name it answers to, besides its own."
)
@click.option(
    "--public-url",
    envvar="CHECKER_PUBLIC_URL",
    metavar="https://…",
    help="The address that Word opens (written in /addin/manifest.xml).",
)
@click.option(
    "--office-js",
    metavar="URL",
    help="Where the library of Office is fetched, for a firm without the internet.",
)
@session_command
def serve(
    session: Session,
    host: str,
    port: int,
    cert: Path | None,
    key: Path | None,
    token_file: Path | None,
    behind_proxy: bool,
    hosts: tuple[str, ...],
    public_url: str | None,
    office_js: str | None,
) -> int:
    """Serve the page, the Word pane and the API, on this machine only unless protected."""
    from checker.errors import MissingDocument
    from checker.service import warm_up
    from checker.web import WebConfig, create_app
    from checker.web.config import OFFICE_JS
    from checker.web.manifest import public_base
    from checker.web.server import run
    from checker.web.tokens import read_tokens

    messages = session.words.messages
    if bool(cert) != bool(key):
        session.talk(messages.say("error.certificate_pair"))
        return USAGE
    if not _is_loopback(host) and token_file is None and not behind_proxy:
        session.talk(messages.say("error.not_loopback", host=host))
        return USAGE
    for path in (cert, key, token_file):
        if path is not None and not path.is_file():
            raise MissingDocument(f"{path} is missing", name=str(path))
    base = public_base(public_url) if public_url else None
    public = (urlsplit(base).hostname or "",) if base else ()
    config = WebConfig(
        knowledge=session.knowledge,
        language=session.language,
        hosts=(host, *hosts, *public),
        any_host=behind_proxy or host in ("0.0.0.0", "::"),
        behind_proxy=behind_proxy,
        tokens=read_tokens(token_file) if token_file else frozenset(),
        public_url=base,
        office_js=office_js or OFFICE_JS,
    )
    warm_up(session.knowledge)
    scheme = "https" if cert else "http"
    session.talk(session.say("serving", url=f"{scheme}://{host}:{port}/"))
    run(create_app(config), host=host, port=port, cert=cert, key=key)
    return SATISFIED


@click.command()
@click.argument("name")
@click.option("--token-file", type=click.Path(path_type=Path), required=True)
@session_command
def token(session: Session, name: str, token_file: Path) -> int:
    """Make an access token: printed once, stored hashed in the token file."""
    from checker.web.tokens import add_token

    try:
        click.echo(add_token(name, token_file))
    except OSError:
        session.talk(session.words.messages.say("error.not_writable", name=token_file))
        return USAGE
    return SATISFIED


@click.command()
@click.option("--url", required=True, metavar="https://…", help="Where the service is reached.")
@click.option("--label", default="", help='Added to the name: "test" for a trial.')
@session_command
def manifest(session: Session, url: str, label: str) -> int:
    """Print the manifest that Word loads to show the pane."""
    del session
    from checker.web.manifest import build_manifest

    click.echo(build_manifest(url, label=label), nl=False)
    return SATISFIED


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
