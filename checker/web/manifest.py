"""The XML manifest that Word loads: the add-in-only format, for every Word since 2019.

Sources: Microsoft's "Office Add-ins manifest" (OfficeDev/office-js-docs-pr). The order of
its elements is imposed.
"""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from checker import __version__
from checker.errors import InvalidUrl
from checker.model_files import addin_root

# With the address it gives the Id of a deployment, which never changes afterwards: two
# deployments (a trial, production) are two add-ins for Word.
_FAMILY = uuid.UUID("5b0f9a5e-2c0e-4f0a-9d86-7a3c0f6d2e41")


def build_manifest(url: str, *, label: str = "") -> str:
    """Return the manifest for the pane served at `url`; raises InvalidUrl unless https.

    `label` is added to the name, to tell a trial from production.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    base = public_base(url)
    environment = Environment(
        loader=FileSystemLoader(addin_root()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("manifest.xml.j2").render(
        base=base,
        id=str(uuid.uuid5(_FAMILY, f"{base} {label}".strip())),
        # Word wants four numbers, the first at least 1.
        version=f"1.{__version__}",
        suffix=f" ({label.strip()})" if label.strip() else "",
    )


def public_base(url: str) -> str:
    """Return an https address without its last slash; raises InvalidUrl for any other."""
    parts = urlsplit(url.strip())
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise InvalidUrl(f"{url!r} is no https address", given=url)
    return f"https://{parts.netloc}{parts.path.rstrip('/')}"
