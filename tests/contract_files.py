"""Client contracts (DOCX or PDF) and the insurance documents beside them, made in memory.

Firms, people and policy numbers are invented. A contract holds only the clauses it is given,
so that a test says exactly which words make a finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from docx_files import make_docx, p
from pdfs import flowed

from checker.domain import Declaration, Finding, Report
from checker.knowledge import Knowledge
from checker.service import Source, check

AS_OF = dt.date(2026, 6, 1)
SERVICES = "développement d'un logiciel de gestion spécifique"
_TITLE = {"fr": "CONTRAT DE PRESTATIONS DE SERVICES INFORMATIQUES", "en": "IT SERVICES AGREEMENT"}
_PARTIES = {
    "fr": (
        "Entre les soussignées :",
        "La société ORMEAU DISTRIBUTION, SAS au capital de 90 000 €, immatriculée au RCS de Rennes sous le numéro 443 061 841, ci-après dénommée « le Client »,",
        "Et la société CALANQUE LOGICIELS, SARL au capital de 20 000 €, immatriculée au RCS de Marseille sous le numéro 732 829 320, ci-après dénommée « le Prestataire »,",
        "Il a été convenu ce qui suit.",
    ),
    "en": (
        "This Agreement is made between:",
        'ORMEAU DISTRIBUTION SAS, a company registered in France under number 443 061 841 (the "Client"), and',
        'CALANQUE LOGICIELS SARL, a company registered in France under number 732 829 320 (the "Supplier").',
    ),
}
_OBJECT = {
    "fr": ("Objet", "Le Prestataire réalise pour le Client les prestations suivantes : {}."),
    "en": ("Purpose", "The Supplier shall provide the Client with the following services: {}."),
}
_SIGNED = {
    "fr": "Fait à Rennes, le {}, en deux exemplaires.",
    "en": "Signed in Rennes on {}.",
}
Articles = Sequence[tuple[str, str]]


def contract_lines(
    articles: Articles, *, language: str = "fr", services: str = SERVICES, signed: str = ""
) -> list[tuple[str, str]]:
    """Return (kind, text) of a contract: title, parties, object, `articles`, signature."""
    title, body = _OBJECT[language]
    lines = [("title", _TITLE[language]), *(("p", line) for line in _PARTIES[language])]
    for number, (name, text) in enumerate([(title, body.format(services)), *articles], 1):
        word = "Article" if language == "fr" else "Clause"
        lines.append(("h", f"{word} {number} – {name}"))
        lines += [("p", line) for line in text.splitlines() if line.strip()]
    day = signed or {"fr": "15 janvier 2026", "en": "15 January 2026"}[language]
    return [*lines, ("p", _SIGNED[language].format(day))]


def contract(
    articles: Articles,
    *,
    language: str = "fr",
    services: str = SERVICES,
    signed: str = "",
    name: str = "contrat.docx",
) -> Source:
    """Return a client contract; a name in .pdf makes a PDF."""
    lines = contract_lines(articles, language=language, services=services, signed=signed)
    if name.endswith(".pdf"):
        return Source(name=name, data=flowed(*(text for _, text in lines)))
    styles = {"title": "Title", "h": "Heading1", "p": ""}
    body = "".join(p(_xml(text), style=styles[kind]) for kind, text in lines)
    return Source(name=name, data=make_docx(body, styles=_STYLES))


def attestation(
    *rows: Sequence[str],
    name: str = "attestation.pdf",
    holder: str = "CALANQUE LOGICIELS",
    siren: str = "732 829 320",
    policy: str = "RC 4471 902",
    activities: Sequence[str] = ("Développement de logiciels spécifiques",),
    valid: tuple[str, str] = ("01/01/2026", "31/12/2026"),
    title: str = "ATTESTATION D'ASSURANCE RESPONSABILITÉ CIVILE PROFESSIONNELLE",
    more: Sequence[str] = (),
) -> Source:
    """Return a PDF attestation; `rows` are (label, limit) or (label, limit, deductible)."""
    table = [["Garanties", "Montants", "Franchise"], *([*row, "Néant"][:3] for row in rows)]
    parts: list[object] = [
        title,
        "L'assureur HORIZON MUTUELLE ASSURANCES, entreprise régie par le Code des assurances, atteste que :",
        f"La société {holder}, SIREN {siren}, est titulaire du contrat n° {policy}.",
        "Activités garanties : " + " ; ".join(activities) + "." if activities else "",
        table if rows else "",
        *more,
        f"La présente attestation est valable du {valid[0]} au {valid[1]}.",
        "Fait à Nantes, le 05/01/2026. Pour l'assureur.",
    ]
    return Source(name=name, data=flowed(*(part for part in parts if part)))


def report_of(
    knowledge: Knowledge,
    *sources: Source,
    activities: tuple[str, ...] = (),
    minimums: dict[str, int] | None = None,
    as_of: dt.date = AS_OF,
    language: str = "fr",
    firm: str | None = None,
    countries: tuple[str, ...] = (),
) -> Report:
    """Return the report of the real service on these files."""
    declaration = Declaration(
        activities=activities,
        minimums=tuple((key, Decimal(value)) for key, value in (minimums or {}).items()),
        as_of=as_of,
        language=language,
        firm=firm,
        countries=countries,
    )
    return check(sources, declaration, knowledge)


def found(report: Report, code: str, **wanted: object) -> list[Finding]:
    """Return the findings of this code whose fields have the wanted values."""
    return [
        finding
        for finding in report.findings
        if finding.code == code
        and all(getattr(finding, key) == value for key, value in wanted.items())
    ]


def only(report: Report, code: str, **wanted: object) -> Finding:
    """Return the one finding of this code with the wanted values; fail naming what there is."""
    hits = found(report, code, **wanted)
    assert len(hits) == 1, (code, wanted, [_shown(finding) for finding in report.findings])
    return hits[0]


def quotes(finding: Finding, document: str) -> str:
    """Return what the finding quotes of a document, in one line."""
    return " … ".join(item.quote for item in finding.evidence if item.document == document)


def _shown(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.head or finding.clause, finding.gap


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in (("Title", "Title"), ("Heading1", "heading 1"))
)
