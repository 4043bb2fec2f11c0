"""`--annotate`: the same Word file with comments and proposed clauses, and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from contract_files import Articles, attestation, contract, contract_lines, report_of
from docx import Document as open_docx
from docx_files import make_docx, p, r, t, tbl, tc, tr
from docx_revisions import W, normal, parts_of, resolved, root_of, without_comments
from lxml import etree
from made_reports import make_report

from checker.assembly.evidence import cite
from checker.domain import Document, Finding, Part, Report, Severity
from checker.errors import TruncatedDocument
from checker.knowledge import Knowledge
from checker.readers import read_document
from checker.reports.word import CLAUSE_CODES, REQUESTED_CLAUSES, annotate
from checker.service import Source

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "contrat_hebergement.docx"
ATTESTATION = ROOT / "samples" / "attestation_hebergeur.pdf"
NAME = "contrat.docx"
CLAUSE = "Le Prestataire verse une pénalité de 500 euros par jour de retard."
PROPOSED = "Les pénalités sont plafonnées à 10 % du prix."
MAY_CHANGE = {
    "word/document.xml",
    "word/comments.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
}
_TYPES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    b"</Types>"
)


def finding(document: Document, quote: str, **more: object) -> Finding:
    """Return a finding that quotes the document, with a clause to propose."""
    at = document.text.index(quote)
    values: dict[str, object] = {
        "code": "penalties_uninsured",
        "severity": Severity.HIGH,
        "message": f"Sur « {quote[:40]} »",
        "action": "Faites plafonner.",
        "suggested_text": PROPOSED,
        "clause": "ct.penalites",
        "evidence": (cite(document, at, at + len(quote)),),
    }
    return Finding(**(values | more))


def absent(clause: str = "ct.sstt", text: str = PROPOSED) -> Finding:
    return Finding(
        code="clause_absent", severity=Severity.MEDIUM, message=f"Pas de clause {clause}.",
        action="Demandez-la.", suggested_text=text, clause=clause,
    )  # fmt: skip


def report_with(*findings: Finding) -> Report:
    return replace(make_report(), findings=findings, facts=(), as_of=dt.date(2026, 6, 1))


def written(data: bytes, *quotes: str, suggest: bool = False, **more: object) -> bytes:
    """Return `data` annotated with one finding for each quotation."""
    document = read_document(data, name=NAME)
    findings = [finding(document, quote, **more) for quote in quotes]
    return annotate(data, document, report_with(*findings), suggest=suggest)


def commented(data: bytes) -> list[str]:
    """Return the text that each comment of ours stands on, in the order of their ids."""
    root = root_of(data)
    comments = root_of(data, _comments_part(data))
    found = []
    for comment in comments.iter(f"{W}comment"):
        if comment.get(f"{W}author") != "checker":
            continue
        identifier, inside, texts = comment.get(f"{W}id"), False, []
        for element in root.iter():
            if element.get(f"{W}id") == identifier and element.tag == f"{W}commentRangeStart":
                inside = True
            elif element.get(f"{W}id") == identifier and element.tag == f"{W}commentRangeEnd":
                inside = False
            elif inside and element.tag == f"{W}t":
                texts.append(element.text or "")
            elif inside and element.tag == f"{W}p":
                texts.append("\n")
        references = [e for e in root.iter(f"{W}commentReference") if e.get(f"{W}id") == identifier]
        assert len(references) == 1
        found.append("".join(texts))
    return found


def _comments_part(data: bytes) -> str:
    return next(n for n in parts_of(data) if n.startswith("word/comments") and "Ext" not in n)


def assert_only_added(before: bytes, after: bytes) -> None:
    """Assert that `after` is `before` with comments and refusable insertions of ours."""
    old, new = parts_of(before), parts_of(after)
    assert set(old) <= set(new)
    assert set(new) - set(old) <= MAY_CHANGE
    for name in set(old) - MAY_CHANGE:
        assert old[name] == new[name], name
    comments = root_of(after, _comments_part(after))
    body = without_comments(root_of(after), "checker", comments)
    assert normal(root_of(before)) == normal(resolved(body, "checker", accept=False))


# ---------------------------------------------------------------- documents

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_BOX = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx>'
    f"<w:txbxContent>{p('Encadré : pénalité de 900 euros par jour.')}</w:txbxContent></wps:txbx>"
    "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    f"{p('Encadré : pénalité de 900 euros par jour.')}</w:txbxContent></v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
_CONTROL = (
    "<w:p>{before}<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent>"
    "</w:sdt>{after}</w:p>"
)


def rich() -> bytes:
    """Return a contract that holds what a careless writer loses."""
    change = 'w:id="7" w:author="Maître Brun" w:date="2026-01-02T00:00:00Z"'
    body = "".join(
        (
            "<?mso-keep 1?>",
            p("CONTRAT DE PRESTATIONS", style="Title"),
            p("Article 1 – Pénalités", style="Heading1"),
            "<w:p><w:pPr/><w:bookmarkStart w:id=\"3\" w:name=\"_Ref1\"/>"
            + r("Le Prestataire verse une ", "<w:b/>")
            + f"<w:del {change}><w:r><w:delText>faible </w:delText></w:r></w:del>"
            + f"<w:ins {change}>{r('lourde ')}</w:ins>"
            + r("pénalité de 500 euros", "<w:i/>") + r(" par jour de retard.")
            + "<w:bookmarkEnd w:id=\"3\"/></w:p>",
            p("Point numéroté du contrat.", properties=NUMBERED),
            tbl(tr("Niveau", "Avoir"), tr("Panne", "2 % de la redevance")),
            p(),
            "<w:p>" + r("Voir le site ") + "<w:hyperlink r:id=\"rIdX\">"
            + r("des conditions de pénalité") + "</w:hyperlink>" + r(" en ligne.") + "</w:p>",
            "<w:p>" + r("Selon l’article ")
            + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF _Ref1 \\h </w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + r("Article 1 – Pénalités")
            + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" + r(", tout est dû.") + "</w:p>",
            _CONTROL.format(before=r("Montant : "), content=r("1 000 euros par an"), after=r(".")),
            _BOX,
            p("الغرامة خمسمئة يورو عن كل يوم تأخير.", properties="<w:bidi/>", run="<w:rtl/>"),
            "<w:p><w:pPr><w:sectPr><w:type w:val=\"continuous\"/></w:sectPr></w:pPr>"
            + r("Fin de la première section.") + "</w:p>",
            "<w:p>" + r("Clause notée") + "<w:r><w:footnoteReference w:id=\"1\"/></w:r>" + r(" ici.")
            + "</w:p>",
            "<w:p><w:commentRangeStart w:id=\"0\"/>" + r("Texte déjà commenté par un tiers.")
            + "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>",
            p("Article 2 – Durée", style="Heading1"),
            p("Le contrat dure un an."),
        )
    )  # fmt: skip
    return make_docx(
        body,
        headers={"default": p("En-tête confidentiel")},
        footers={"default": p("Page de garde")},
        styles="".join(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
            for key, name in (("Title", "Title"), ("Heading1", "heading 1"))
        ),
        numbering=NUMBERING,
        footnotes=f'<w:footnote w:id="1">{p("Note : pénalité de 70 euros par jour.")}</w:footnote>',
        comments=f'<w:comment w:id="0" w:author="Tiers">{p("Déjà dit.")}</w:comment>',
        settings="<w:trackRevisions/>",
        files={"[Content_Types].xml": _TYPES, "word/media/image1.png": bytes(range(256)) * 40},
    )


RICH_QUOTES = (
    "pénalité de 500 euros par jour",
    "Point numéroté du contrat.",
    "2 % de la redevance",
    "conditions de pénalité",
    "Article 1 – Pénalités, tout est dû",
    "1 000 euros par an",
    "pénalité de 900 euros",
    "خمسمئة يورو",
    "Fin de la première section.",
    "pénalité de 70 euros",
    "déjà commenté",
    "En-tête confidentiel",
    "Le contrat dure un an.",
)


# ---------------------------------------------------------------- nothing else changes


@pytest.mark.parametrize("suggest", [False, True], ids=["comments", "proposals too"])
@pytest.mark.parametrize("quote", RICH_QUOTES)
def test_reports_word_only_adds(quote: str, suggest: bool) -> None:
    before = rich()
    assert_only_added(before, written(before, quote, suggest=suggest))


def test_reports_word_only_adds_all_at_once() -> None:
    before = rich()
    document = read_document(before, name=NAME)
    findings = [
        finding(document, quote, clause=f"ct.{n}", suggested_text=f"{PROPOSED} ({n})")
        for n, quote in enumerate(RICH_QUOTES)
    ]
    after = annotate(before, document, report_with(*findings, absent()), suggest=True)

    assert_only_added(before, after)
    assert len(commented(after)) == len(RICH_QUOTES) + 1
    accepted = "".join(resolved(root_of(after), "checker", accept=True).itertext(f"{W}t"))
    assert all(f"({n})" in accepted for n in range(len(RICH_QUOTES)))


def test_reports_word_keeps_what_stands_before_the_root() -> None:
    before = make_docx(p(CLAUSE), head='<?mso-application progid="Word.Document"?><!-- x -->')
    xml = parts_of(written(before, CLAUSE))["word/document.xml"]
    assert b'<?mso-application progid="Word.Document"?><!-- x -->' in xml


def test_reports_word_without_a_finding_gives_the_same_parts() -> None:
    before = rich()
    document = read_document(before, name=NAME)
    assert parts_of(before) == parts_of(annotate(before, document, report_with()))


def test_reports_word_copies_what_it_cannot_inflate() -> None:
    """A picture whose checksum is wrong opens in Word; it must not stop the annotation."""
    data = bytearray(rich())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/media/image1.png")
    end = data.index(b"PK\x01\x02")
    at = data.index(b"word/media/image1.png", end) - 46 + 16
    data[at] ^= 0xFF
    after = written(bytes(data), "Le contrat dure un an.")
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        copy = archive.getinfo("word/media/image1.png")
        assert (copy.CRC, copy.compress_size) == (info.CRC ^ 0xFF, info.compress_size)


# ---------------------------------------------------------------- where comments stand


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param("pénalité de 500 euros par jour", None, id="split over runs"),
        pytest.param("Article 1 – Pénalités, tout est dû", None, id="begins in a field"),
        pytest.param("conditions de pénalité", None, id="inside a link"),
        pytest.param("1 000 euros par an", "1 000 euros par an", id="around a content control"),
        pytest.param("lourde pénalité de 500", None, id="from an insertion on"),
        pytest.param("1. Point numéroté du contrat.", "Point numéroté du contrat.", id="number"),
        pytest.param("pénalité de 900 euros", "\nEncadré : pénalité de 900 euros par jour." * 2,
                     id="around a text box"),
        pytest.param("pénalité de 70 euros", "", id="at the call of a footnote"),
        pytest.param("En-tête confidentiel", "CONTRAT DE PRESTATIONS", id="header: at the top"),
    ],
)  # fmt: skip
def test_reports_word_comments_the_quotation(quote: str, expected: str | None) -> None:
    assert commented(written(rich(), quote)) == [quote if expected is None else expected]


def test_reports_word_comment_around_a_field_stays_outside_it() -> None:
    """What is inside a field is lost when Word computes it anew."""
    root = root_of(written(rich(), "Article 1 – Pénalités, tout"))
    start = next(e for e in root.iter(f"{W}commentRangeStart") if e.get(f"{W}id") != "0")
    assert start.getnext().find(f"{W}fldChar").get(f"{W}fldCharType") == "begin"


def test_reports_word_same_words_twice_in_a_paragraph() -> None:
    text = "Pour la phase A, 100 euros. Pour la phase B, 100 euros."
    before = make_docx(p(text))
    document = read_document(before, name=NAME)
    at = document.text.rindex("100 euros")
    item = replace(
        finding(document, "100 euros"), evidence=(cite(document, at, at + len("100 euros")),)
    )
    root = root_of(annotate(before, document, report_with(item)))
    start = next(root.iter(f"{W}commentRangeStart"))
    printed = "".join(
        "".join(e.itertext()) for e in start.itersiblings(preceding=True) if e.tag == f"{W}r"
    )
    assert "phase B" in printed


def test_reports_word_quotation_over_several_paragraphs() -> None:
    before = make_docx(p("Sont exclus :") + p("les retards ;") + p("les pannes."))
    after = written(before, "Sont exclus :\nles retards ;\nles pannes.")
    assert commented(after) == ["Sont exclus :\nles retards ;\nles pannes."]
    assert_only_added(before, after)


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        pytest.param(p("Une ﬁn de contrat efﬁcace."), "fin de contrat efficace", id="ligatures"),
        pytest.param(p("Une pe\u0301nalite\u0301 due."), "pénalité due", id="accents apart"),
        pytest.param(p("Une péna\u00adlité due."), "pénalité due", id="soft hyphen"),
        pytest.param("<w:p>" + r("Un") + "<w:r><w:tab/></w:r>" + r("montant") + "</w:p>",
                     "Un montant", id="tab"),
        pytest.param("<w:p><w:r>" + t("Un") + "<w:br/>" + t("montant dû par lot") + "</w:r></w:p>",
                     "montant dû par lot", id="line break in a run"),
        pytest.param("<w:p><w:smartTag>" + r("Un mon") + "</w:smartTag>" + r("tant") + "</w:p>",
                     "montant", id="smart tag"),
        pytest.param(p("Le <w:x/>".replace("<w:x/>", "") + "montant dû"), "montant dû", id="end"),
    ],
)  # fmt: skip
def test_reports_word_finds_the_quotation_however_it_is_typed(body: str, quote: str) -> None:
    before = make_docx(body)
    after = written(before, quote)
    whole = len(root_of(before).findtext(f".//{W}t") or "")
    assert commented(after)[0]
    assert len(commented(after)[0]) <= max(whole, len(quote) + 2)
    assert_only_added(before, after)


# ---------------------------------------------------------------- proposals


def _texts(root: etree._Element) -> list[str]:
    return ["".join(t.text or "" for t in each.iter(f"{W}t")) for each in root.iter(f"{W}p")]


def test_reports_word_proposal_follows_its_clause_and_can_be_accepted_or_refused() -> None:
    before = make_docx(p("Avant.") + p(CLAUSE) + p("Après."))
    root = root_of(written(before, CLAUSE, suggest=True))
    assert _texts(resolved(root, "checker", accept=True)) == ["Avant.", CLAUSE, PROPOSED, "Après."]
    assert _texts(resolved(root, "checker", accept=False)) == ["Avant.", CLAUSE, "Après."]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(p("Avant.") + p(CLAUSE), id="last paragraph"),
        pytest.param(p(CLAUSE, properties="<w:jc w:val=\"both\"/>") + tbl(tr("a", "b")) + p(),
                     id="before a table"),
        pytest.param(tbl(tr(tc(CLAUSE), tc("2 %"))) + p(), id="cell of a table of values"),
        pytest.param(tbl(tr(tc(p(CLAUSE + " mot" * 50)), tc("Clause"))) + p(), id="cell of text"),
        pytest.param(p(CLAUSE, properties="<w:sectPr><w:type w:val=\"nextPage\"/></w:sectPr>")
                     + p("Section deux."), id="end of a section"),
        pytest.param(f"<w:sdt><w:sdtContent>{p(CLAUSE)}</w:sdtContent></w:sdt>" + p("Après."),
                     id="block content control"),
    ],
)  # fmt: skip
def test_reports_word_refusing_gives_the_original(body: str) -> None:
    before = make_docx(body, files={"[Content_Types].xml": _TYPES})
    after = written(before, CLAUSE, suggest=True)
    assert_only_added(before, after)
    accepted = _texts(resolved(root_of(after), "checker", accept=True))
    assert PROPOSED in accepted


def test_reports_word_proposal_looks_like_its_neighbour() -> None:
    look = '<w:b/><w:rFonts w:ascii="Garamond"/><w:sz w:val="19"/>'
    before = make_docx(
        p(CLAUSE, properties=f'{NUMBERED}<w:jc w:val="both"/>', run=look) + p("Après."),
        numbering=NUMBERING,
    )
    root = root_of(written(before, CLAUSE, suggest=True))
    new = next(e for e in root.iter(f"{W}p") if "plafonnées" in "".join(e.itertext()))
    assert new.find(f"{W}pPr/{W}jc").get(f"{W}val") == "both"
    # A number of its own would shift those of the next articles.
    assert new.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"
    run = new.find(f"{W}ins/{W}r/{W}rPr")
    assert run.find(f"{W}rFonts").get(f"{W}ascii") == "Garamond"
    assert run.find(f"{W}sz").get(f"{W}val") == "19"
    assert run.find(f"{W}b") is None


def test_reports_word_proposal_waits_for_the_end_of_an_enumeration() -> None:
    lines = ("Une pénalité est due :", "– en cas de retard ;", "– en cas de panne.", "Autre point.")
    before = make_docx("".join(map(p, lines)))
    root = root_of(written(before, lines[0], suggest=True))
    assert [*lines[:3], PROPOSED, lines[3]] == _texts(root)


def test_reports_word_same_proposal_once_in_an_article() -> None:
    lines = ("Retard : 2 % par jour.", "Panne : 3 % par heure.")
    before = make_docx(p("Article 1 – Pénalités", style="Heading1") + "".join(map(p, lines)))
    assert _texts(root_of(written(before, *lines, suggest=True))).count(PROPOSED) == 1


def test_reports_word_request_to_the_insurer_is_no_clause() -> None:
    before = make_docx(p(CLAUSE) + p("Après."))
    for more in ({"code": "requirement_not_met", "clause": "ct.assurance"},
                 {"code": "aggravated_liability", "clause": "ct.renonciation"}):  # fmt: skip
        after = written(before, CLAUSE, suggest=True, **more)
        assert PROPOSED not in "".join(root_of(after).itertext())
        assert PROPOSED in "".join(root_of(after, "word/comments.xml").itertext())


def test_reports_word_and_pane_propose_the_same_clauses() -> None:
    script = (ROOT / "addin" / "js" / "findings.js").read_text(encoding="utf-8")
    block = script.split("CLAUSE_CODES = new Set([")[1].split("]")[0]
    requested = script.split("REQUESTED_CLAUSES = new Set([")[1].split("]")[0]
    assert {word.strip(' \n"') for word in block.split(",")} - {""} == CLAUSE_CODES
    assert {word.strip(' \n"') for word in requested.split(",")} - {""} == REQUESTED_CLAUSES


# ---------------------------------------------------------------- clauses that are absent

_ARTICLES = (
    ("Pénalités", "Une pénalité de 2 % du prix est due par semaine de retard."),
    ("Responsabilité", "La responsabilité totale du Prestataire est limitée à 100 000 euros."),
    ("Durée", "Le contrat est conclu pour une durée de deux ans."),
)


def test_reports_word_absent_clause_goes_to_the_article_beside_it(knowledge: Knowledge) -> None:
    source = contract(_ARTICLES, services="hébergement et infogérance de serveurs", name=NAME)
    report = report_of(knowledge, source, activities=("it.run.hosting",))
    after = annotate(source.data, read_document(source.data, name=NAME), report, suggest=True)
    assert_only_added(source.data, after)
    texts = _texts(root_of(after))

    def is_under(title: str, words: str) -> bool:
        at = next(i for i, text in enumerate(texts) if words in text)
        headings = [text for text in texts[:at] if text.startswith("Article")]
        return headings[-1].endswith(title)

    assert is_under("Responsabilité", "dommages indirects")
    assert is_under("Durée", "restitue les données")
    assert is_under("Pénalités", "Le montant cumulé des pénalités ne pourra excéder")
    # Nothing is agreed below the signatures.
    assert texts[-1].startswith("Fait à")


@pytest.mark.parametrize(
    ("lines", "close"),
    [
        pytest.param(("Un.", "Deux.", "Fait à Rennes, le 3 mai."), "Fait à Rennes, le 3 mai.",
                     id="signature"),
        pytest.param(("One.", "Two.", "Signed by the parties."), "Signed by the parties.",
                     id="English"),
        pytest.param(("Un.", "Deux.", "ANNEXE 1 – Prix", "Prix : 3."), "ANNEXE 1 – Prix",
                     id="annex"),
        pytest.param(("Un.", "Deux."), None, id="end of the document"),
    ],
)  # fmt: skip
def test_reports_word_absent_clause_without_a_place(
    lines: tuple[str, ...], close: str | None
) -> None:
    before = make_docx("".join(map(p, lines)))
    document = read_document(before, name=NAME)
    after = annotate(before, document, report_with(absent()), suggest=True)
    texts = _texts(root_of(after))
    assert len(commented(after)) == 1
    assert texts.index(PROPOSED) == (len(texts) - 1 if close is None else texts.index(close) - 1)
    assert_only_added(before, after)


# ---------------------------------------------------------------- packages of all makes


def test_reports_word_twice_says_nothing_twice() -> None:
    once = written(rich(), *RICH_QUOTES[:4], suggest=True)
    twice = written(once, *RICH_QUOTES[:4], suggest=True)
    assert parts_of(once) == parts_of(twice)
    third = written(twice, *RICH_QUOTES[:5], suggest=True)
    assert len(commented(third)) == 5


def test_reports_word_own_insertion_is_no_change_to_report() -> None:
    once = written(make_docx(p(CLAUSE) + p("Après.")), CLAUSE, suggest=True)
    twice = written(once, PROPOSED, code="redline_effect", suggested_text=None)
    assert len(commented(twice)) == len(commented(once))


@pytest.mark.parametrize("kind", ["transitional", "strict"])
def test_reports_word_strict_names_stay_strict(kind: str) -> None:
    strict = kind == "strict"
    before = make_docx(p(CLAUSE), strict=strict, files={"[Content_Types].xml": _TYPES})
    parts = parts_of(written(before, CLAUSE, suggest=True))
    names = b"http://purl.oclc.org/ooxml/"
    for name in ("word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"):
        assert (names in parts[name]) is strict, name
    assert read_document(written(before, CLAUSE), name=NAME).text == CLAUSE


def test_reports_word_keeps_threads_and_ids_of_other_comments() -> None:
    extended = b'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
    before = make_docx(
        p(CLAUSE), comments=f'<w:comment w:id="41" w:author="Tiers">{p("Ici.")}</w:comment>',
        files={"word/commentsExtended.xml": extended, "word/commentsIds.xml": extended,
               "[Content_Types].xml": _TYPES},
    )  # fmt: skip
    after = written(before, CLAUSE)
    assert parts_of(after)["word/commentsExtended.xml"] == extended
    ids = [c.get(f"{W}id") for c in root_of(after, "word/comments.xml").iter(f"{W}comment")]
    assert ids[0] == "41"
    assert len(set(ids)) == 2
    rels = parts_of(after)["word/_rels/document.xml.rels"]
    assert rels.count(b'/comments"') == 1


def test_reports_word_stray_comments_part_is_not_overwritten() -> None:
    stray = b"<stray/>"
    before = make_docx(p(CLAUSE), files={"word/comments.xml": stray, "[Content_Types].xml": _TYPES})
    parts = parts_of(written(before, CLAUSE))
    assert parts["word/comments.xml"] == stray
    assert b"checker" in parts["word/comments1.xml"]


def test_reports_word_comment_ids_that_are_no_numbers() -> None:
    before = make_docx(
        p(CLAUSE), comments=f'<w:comment w:id="a" w:author="Tiers">{p("Ici.")}</w:comment>'
    )
    assert commented(written(before, CLAUSE)) == [CLAUSE]


def test_reports_word_control_characters_of_a_pdf() -> None:
    document = read_document(make_docx(p(CLAUSE)), name=NAME)
    item = replace(finding(document, CLAUSE), message="Lu : \x00\x0babc \ufffe\ud800")
    after = annotate(make_docx(p(CLAUSE)), document, report_with(item))
    assert "Lu : abc" in "".join(root_of(after, "word/comments.xml").itertext())


def test_reports_word_made_by_python_docx_stays_readable(knowledge: Knowledge) -> None:
    data, pdf = SAMPLE.read_bytes(), ATTESTATION.read_bytes()
    report = report_of(
        knowledge, Source(name=NAME, data=data), Source(name="a.pdf", data=pdf),
        activities=("it.run.hosting",),
    )  # fmt: skip
    after = annotate(data, read_document(data, name=NAME), report, suggest=True)
    assert_only_added(data, after)
    again = open_docx(io.BytesIO(after))
    assert len(list(again.comments)) == len(commented(after)) >= 8


def test_reports_word_text_box_of_evidence_is_no_paragraph_of_the_body() -> None:
    document = read_document(rich(), name=NAME)
    at = document.text.index("pénalité de 900")
    assert cite(document, at, at + 8).part is Part.TEXTBOX


# ---------------------------------------------------------------- LibreOffice

needs_soffice = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice: libreoffice-writer-nogui"
)


def _converted(data: bytes, tmp_path: Path, to: str) -> bytes:
    file = tmp_path / "in" / "relu.docx"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", to, "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (tmp_path / f"relu.{to.split(':')[0]}").read_bytes()


def _by_python_docx(articles: Articles) -> bytes:
    document = open_docx()
    for kind, text in contract_lines(articles, services="hébergement de serveurs"):
        if kind == "p":
            document.add_paragraph(text)
        else:
            document.add_heading(text, level=0 if kind == "title" else 1)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@needs_soffice
def test_reports_word_round_trips_through_libreoffice(knowledge: Knowledge, tmp_path: Path) -> None:
    """Opened and saved by LibreOffice: comments, insertions and the original text are there."""
    source = Source(name=NAME, data=_by_python_docx(_ARTICLES))
    insurance = attestation(("Responsabilité civile professionnelle", "500 000 €"))
    report = report_of(knowledge, source, insurance, activities=("it.run.hosting",))
    after = annotate(source.data, read_document(source.data, name=NAME), report, suggest=True)
    saved = _converted(after, tmp_path, "docx")

    assert sorted(commented(saved)) == sorted(commented(after))
    for accept in (True, False):
        ours = _texts(resolved(root_of(after), "checker", accept=accept))
        theirs = _texts(resolved(root_of(saved), "checker", accept=accept))
        assert ours == theirs


@needs_soffice
def test_reports_word_file_of_libreoffice_is_annotated(tmp_path: Path) -> None:
    """What LibreOffice writes (other prefixes, other defaults) is only added to."""
    made = _converted(SAMPLE.read_bytes(), tmp_path, "docx")
    document = read_document(made, name=NAME)
    quote = "Cette limite ne s’applique pas en cas de violation de données personnelles."
    after = annotate(made, document, report_with(finding(document, quote), absent()), suggest=True)
    assert commented(after)[0] == quote
    assert_only_added(made, after)


# ---------------------------------------------------------------- hostile files


def test_reports_word_thousands_of_articles_take_seconds() -> None:
    before = make_docx(
        "".join(
            p(f"Article {n} – Objet {n}", style="Heading1") + p(f"Pénalité numéro {n} due.")
            for n in range(2_000)
        )
    )
    document = read_document(before, name=NAME)
    findings = [
        finding(document, f"Pénalité numéro {n} due.", message=str(n)) for n in range(0, 2_000, 10)
    ]
    start = time.process_time()
    after = annotate(before, document, report_with(*findings), suggest=True)
    assert time.process_time() - start < 5
    assert len(commented(after)) == len(findings)


def test_reports_word_damaged_content_types_are_said() -> None:
    before = make_docx(p(CLAUSE), files={"[Content_Types].xml": b"<Types"})
    with pytest.raises(TruncatedDocument, match="Content_Types"):
        written(before, CLAUSE)
