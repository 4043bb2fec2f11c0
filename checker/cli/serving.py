"""`serve`, `token`: the HTTP service and who may ask it."""

from __future__ import annotations

import ipaddress
from pathlib import Path

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
) -> int:
    """Serve the HTTP API, on this machine only unless access is controlled."""
    from checker.errors import MissingDocument
    from checker.service import warm_up
    from checker.web import WebConfig, create_app
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
    config = WebConfig(
        knowledge=session.knowledge,
        language=session.language,
        hosts=(host, *hosts),
        any_host=behind_proxy or host in ("0.0.0.0", "::"),
        behind_proxy=behind_proxy,
        tokens=read_tokens(token_file) if token_file else frozenset(),
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


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
