"""The command line: thin commands over plain functions; data on stdout, talk on stderr.

Exit status: 0 no gap, 1 gaps or review needed, 2 wrong usage, 3 a document was refused or
unreadable. Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

import gc
import logging
import sys

import click

from checker import __version__
from checker.cli.documents import check, demo, extract
from checker.cli.letters import letter
from checker.cli.losses import scenarios
from checker.cli.quality import evaluate
from checker.cli.reference import activities, explain, profiles, schema
from checker.cli.serving import manifest, serve, token

_ALLOCATIONS_BETWEEN_COLLECTIONS = 100_000


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="checker")
def cli() -> None:
    """Which protections an insurance attestation evidences, each with its quotation.

    \b
    Start with:  checker demo
    Then:        checker check attestation.pdf --activities "hébergement, développement"
    """


for _command in (
    check,
    extract,
    letter,
    scenarios,
    demo,
    explain,
    activities,
    profiles,
    evaluate,
    serve,
    manifest,
    token,
    schema,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot print an accent gets a question mark, not a traceback.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    # A short run allocates much and frees little: collecting often costs a tenth of it.
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)
    # What a PDF's fonts lack is no news for someone who reads an attestation.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    cli(prog_name="checker")
