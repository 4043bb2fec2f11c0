from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from docx import Document as open_docx
from made_facts import AS_OF, FULL, excluded, line, make_facts

import checker.rules
from checker.domain import Declaration, Facts, Finding, Kind, Report, Severity
from checker.errors import InvalidReport
from checker.knowledge import Knowledge
from checker.reports.documents import dumps, is_report, parse_report
from checker.reports.letter import Letter, build_letters
from checker.reports.letter_docx import build_docx
from checker.reports.letter_models import AUDIENCES, load_letters
from checker.reports.letter_text import build_text
from checker.reports.wording import Wording
from checker.rules import assess

# What a finding's question may be filled with (letter_values.build_values).
VALUES = {
    "label", "required", "evidenced", "gap", "country", "day", "document", "firm", "years",
    "fields", "start", "end", "holder", "refusal",
}  # fmt: skip


def report_of(knowledge: Knowledge, *facts: Facts, **asked: Any) -> Report:
    values: dict[str, Any] = {"activities": ("it.build.dev",), "as_of": AS_OF}
    return assess(facts, Declaration(**(values | asked)), knowledge)


def letters_of(
    knowledge: Knowledge, report: Report, *, to: str = "insurer", language: str = "fr", **more: Any
) -> tuple[Letter, ...]:
    return build_letters(report, Wording(knowledge, language), to=to, **more)


def text_of(knowledge: Knowledge, report: Report, **more: Any) -> str:
    return build_text(letters_of(knowledge, report, **more))


# ---------------------------------------------------------------- models/letters.yaml


def test_letter_models_ask_about_every_finding_or_say_why_not(knowledge: Knowledge) -> None:
    models = load_letters(knowledge)
    codes = {
        code
        for path in Path(checker.rules.__file__).parent.rglob("*.py")
        for code in re.findall(
            r"build_finding\(\s*(?:[\w.]+,\s*)?\"([a-z_]+)\"", path.read_text(encoding="utf-8")
        )
    }
    asked = {item.code for item in models.items}

    assert len(codes) > 40
    assert codes - asked - set(models.unasked) == set()
    assert asked & set(models.unasked) == set()
    told = {key.split(".")[1] for key in knowledge.messages["fr"] if key.startswith("finding.")}
    assert (asked | set(models.unasked)) - told == set()


def test_letter_models_name_groups_documents_and_readers_that_exist(knowledge: Knowledge) -> None:
    models = load_letters(knowledge)
    groups = {group.id for group in models.groups}
    documents = {document.id for document in models.documents}

    assert {frame.to for frame in models.frames} == set(AUDIENCES)
    for item in models.items:
        assert item.group in groups, item.code
        assert set(item.asks) <= documents, item.code
        assert set(item.to) <= set(AUDIENCES), item.code
        assert item.points in (None, "all", "rest", "hanging"), item.code
        assert item.text is not None or item.asks, item.code
    asked = {document for item in models.items for document in item.asks}
    assert asked == documents


def test_letter_models_fill_their_sentences_with_known_values(knowledge: Knowledge) -> None:
    for item in load_letters(knowledge).items:
        if item.text is None:
            continue
        french, english = (
            {name for _, name, _, _ in Formatter().parse(text) if name}
            for text in (item.text.fr, item.text.en)
        )
        assert french == english, item.code
        assert french <= VALUES, item.code


def test_letter_models_never_say_forbidden_words(knowledge: Knowledge) -> None:
    models = load_letters(knowledge)
    texts = [item.text for item in models.items if item.text]
    for text in texts:
        assert not re.search(r"\bcouvert(?:e|es|s)?\b|\bfaux\b|\bfausse", text.fr), text.fr
        assert not re.search(r"\bcovered\b|\bfake\b|\bforged\b", text.en), text.en
        assert not re.search(r"\w'\w", text.fr), text.fr


# ---------------------------------------------------------------- who writes to whom


def test_letter_to_the_insurer_names_both_and_the_policy(knowledge: Knowledge) -> None:
    report = report_of(knowledge, make_facts(*FULL), activities=("it.run.hosting",))
    (letter,) = letters_of(knowledge, report)

    assert letter.sender == ("NOVALIS CONSEIL", "SIREN 552 100 554")
    assert letter.recipient == ("Compagnie du Phare",)
    assert (
        letter.subject == "Objet : contrat n° PH 10 234 567 : précisions et attestation demandées"
    )
    assert letter.date == "Le 01/06/2026"
    assert "valable du 01/01/2026 au 31/12/2026 (made.pdf)" in letter.intro[0]
    assert letter.intro[1] == "Nous exerçons les activités suivantes : Hébergement."


def test_letter_to_the_supplier_comes_from_the_client_of_the_contract(knowledge: Knowledge) -> None:
    contract = replace(
        make_facts(kind=Kind.CONTRACT, name="contrat.pdf", activities=("it.run.hosting",)),
        client=make_facts(holder="MOULINS DE L’AURE").policyholder,
    )
    report = report_of(knowledge, contract, make_facts(*FULL), activities=("it.run.hosting",))
    (letter,) = letters_of(knowledge, report, to="supplier")

    assert letter.sender == ("MOULINS DE L’AURE",)
    assert letter.recipient == ("NOVALIS CONSEIL", "SIREN 552 100 554")


def test_letter_leaves_a_blank_only_for_what_no_document_says(knowledge: Knowledge) -> None:
    report = report_of(
        knowledge, make_facts(*FULL, insurer=None, numbers=(), holder=None, siren=None),
        activities=("it.run.hosting",),
    )  # fmt: skip
    (letter,) = letters_of(knowledge, report)

    assert letter.sender == ("[Nom de l’assuré]",)
    assert letter.recipient == ("[Nom de l’assureur]",)
    assert "[à compléter]" in letter.subject
    (said,) = letters_of(knowledge, report, sender="ORMEAU", firm="ORMEAU")
    assert said.sender == ("ORMEAU",)
    assert "[à compléter]" not in said.subject


def test_letter_to_the_broker_and_through_it(knowledge: Knowledge) -> None:
    facts = make_facts(*FULL, intermediary=("Cabinet du Gué", "09051774"))
    report = report_of(knowledge, facts, activities=("it.run.hosting",))

    assert letters_of(knowledge, report, to="broker")[0].recipient == ("Cabinet du Gué",)
    (letter,) = letters_of(knowledge, report)
    assert letter.recipient == ("Compagnie du Phare", "Par l’intermédiaire de Cabinet du Gué")


def test_letter_one_for_each_insurer_about_its_own_branch(knowledge: Knowledge) -> None:
    cyber = make_facts(
        line("cyb", "cyb.rc", 300_000),
        name="cyber.pdf", families=("cyb",), insurer="Rempart Numérique", numbers=("CY-7",),
        activities=(),
    )  # fmt: skip
    report = report_of(
        knowledge, make_facts(*FULL), cyber, activities=("it.publish.saas",),
        minimums=(("rc.dinc", Decimal(2_000_000)),),
    )  # fmt: skip
    letters = {
        letter.recipient[0]: build_text([letter]) for letter in letters_of(knowledge, report)
    }

    assert set(letters) == {"Compagnie du Phare", "Rempart Numérique"}
    assert "Dommages immatériels non consécutifs" in letters["Compagnie du Phare"]
    assert "Dommages immatériels non consécutifs" not in letters["Rempart Numérique"]
    assert "Pertes d'exploitation cyber" in letters["Rempart Numérique"]
    assert "Pertes d'exploitation cyber" not in letters["Compagnie du Phare"]
    assert "CY-7" not in letters["Compagnie du Phare"]


# ---------------------------------------------------------------- what is asked


def test_letter_asks_for_the_missing_amount(knowledge: Knowledge) -> None:
    report = report_of(
        knowledge, make_facts(*FULL), minimums=(("rc.dinc", Decimal(1_500_000)),)
    )  # fmt: skip
    text = text_of(knowledge, report).replace("\u00a0", " ")

    assert (
        "« Dommages immatériels non consécutifs » : 1 000 000 € attestés pour 1 500 000 € demandés."
        " Merci de relever ce montant de 500 000 €" in text
    )
    assert "Imprimé : « rc.dinc »" in text


@pytest.mark.parametrize(
    ("facts", "said", "unsaid"),
    [
        pytest.param(
            make_facts(*FULL, excluded_activities=("it.build.dev",), activities=("it.build.web",)),
            "elle est exclue en toutes lettres", "le document ne la nomme pas", id="excluded",
        ),
        pytest.param(
            make_facts(*FULL, activities=("it.build.web",)),
            "le document ne la nomme pas", "exclue en toutes lettres", id="silent",
        ),
        pytest.param(
            make_facts(*FULL, line("rc.pro", "rc.pi", "none")),
            "imprimées comme non souscrites", "Une exclusion est imprimée", id="not taken",
        ),
        pytest.param(
            make_facts(*FULL, exclusions=(excluded("ex.contrefacon"),)),
            "Une exclusion est imprimée", "imprimées comme non souscrites", id="printed exclusion",
        ),
        pytest.param(
            make_facts(*FULL, valid_to="2026-03-31"),
            "a pris fin le 31/03/2026", "Garanties non attestées", id="expired",
        ),
        pytest.param(
            make_facts(*FULL[:3], line("rc.pro", "rc.immateriels", 100_000)),
            "ne dit pas s’ils sont consécutifs ou non", "aucune ligne ne l’atteste",
            id="without qualifier",
        ),
        pytest.param(
            make_facts(*FULL[:3], line("rc.exploitation", "rc.dinc", 50_000)),
            "au titre de la responsabilité d’exploitation seulement", "aucune ligne ne l’atteste",
            id="premises only",
        ),
        pytest.param(
            make_facts(kind=Kind.OTHER, refusal="quotation"),
            "est un devis ou une proposition", "Garanties non attestées", id="quotation",
        ),
    ],
)  # fmt: skip
def test_letter_asks_according_to_what_is_printed(
    knowledge: Knowledge, facts: Facts, said: str, unsaid: str
) -> None:
    text = text_of(knowledge, report_of(knowledge, facts))

    assert said in text
    assert unsaid not in text


def test_letter_asks_one_question_once(knowledge: Knowledge) -> None:
    report = report_of(knowledge, make_facts(*FULL), activities=("it.run.hosting",))
    items = [
        item for section in letters_of(knowledge, report)[0].sections for item in section.items
    ]

    assert len({item.text for item in items}) == len(items)
    points = [point for item in items for point in item.points]
    assert len(set(points)) == len(points)


def test_letter_has_no_empty_heading_and_numbers_follow(knowledge: Knowledge) -> None:
    report = report_of(knowledge, make_facts(*FULL), activities=("it.run.hosting",))
    (letter,) = letters_of(knowledge, report)

    assert all(section.items for section in letter.sections)
    assert letter.documents
    numbers = [int(n) for n in re.findall(r"^(\d+)\. ", build_text([letter]), re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_letter_is_none_where_nothing_is_asked(knowledge: Knowledge) -> None:
    silent = Finding(
        code="requirement_met", severity=Severity.LOW, message="", action="", concerns=("rc.pro",)
    )
    report = replace(report_of(knowledge, make_facts(*FULL)), findings=(silent,))

    assert letters_of(knowledge, report) == ()


def test_letter_of_documents_only_says_so(knowledge: Knowledge) -> None:
    only = Finding(code="exclusions_not_shown", severity=Severity.LOW, message="", action="")
    report = replace(report_of(knowledge, make_facts(*FULL)), findings=(only,))
    (letter,) = letters_of(knowledge, report)

    assert letter.sections == ()
    assert letter.intro[-1].startswith("Nous vous remercions de bien vouloir nous adresser")
    assert len(letter.documents) == 2


def test_letter_does_not_ask_about_a_document_that_another_replaces(knowledge: Knowledge) -> None:
    old = make_facts(*FULL, name="old.pdf", valid_from="2025-01-01", valid_to="2025-12-31")
    report = report_of(knowledge, old, make_facts(*FULL))

    assert any(f.code == "expired" and f.severity is Severity.LOW for f in report.findings)
    assert "a pris fin" not in text_of(knowledge, report)


@pytest.mark.parametrize("to", AUDIENCES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_letter_speaks_one_language(knowledge: Knowledge, to: str, language: str) -> None:
    french = report_of(
        knowledge, make_facts(*FULL, valid_to="2026-06-20"), activities=("it.run.hosting",),
        countries=("US",), minimums=(("rc.dinc", Decimal(3_000_000)),), language="fr",
    )  # fmt: skip
    text = text_of(knowledge, french, to=to, language=language)
    other = {"fr": r"\b(?:the|please|policy)\b", "en": r"\b(?:les|merci|contrat)\b"}[language]

    assert re.findall(other, text, re.IGNORECASE) == []


# ---------------------------------------------------------------- saved, written, read back


def test_letter_of_a_saved_report_is_the_same(knowledge: Knowledge) -> None:
    report = report_of(knowledge, make_facts(*FULL), activities=("it.run.hosting",))
    saved = dumps(report).encode()

    assert is_report(saved)
    assert text_of(knowledge, parse_report(saved, name="r.json")) == text_of(knowledge, report)


def test_letter_report_saved_before_a_key_was_added(knowledge: Knowledge) -> None:
    report = report_of(knowledge, make_facts(*FULL), activities=("it.run.hosting",))
    import json

    raw = json.loads(dumps(report))
    for finding in raw["findings"]:
        del finding["document"]
    parsed = parse_report(json.dumps(raw).encode(), name="r.json")

    assert text_of(knowledge, parsed)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"schema": "facts/1"}', b'{"schema": "report/1", "facts": 3}']
)
def test_letter_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidReport):
        parse_report(data, name="r.json")


def test_letter_docx_holds_the_letter_with_real_styles(knowledge: Knowledge) -> None:
    report = report_of(knowledge, make_facts(*FULL), activities=("it.run.hosting",))
    letters = letters_of(knowledge, report)
    document = open_docx(io.BytesIO(build_docx(letters, day=AS_OF)))
    styled = {
        style: [p.text for p in document.paragraphs if p.style and p.style.name == style]
        for style in ("Heading 2", "List Number", "List Bullet", "List Bullet 2", "Quote")
    }
    (letter,) = letters

    assert styled["Heading 2"] == [s.title for s in letter.sections] + [letter.documents_title]
    items = [item for section in letter.sections for item in section.items]
    assert styled["List Number"] == [item.text for item in items]
    assert styled["List Bullet 2"] == [point for item in items for point in item.points]
    assert styled["List Bullet"] == list(letter.documents)
    assert styled["Quote"] == [item.passages for item in items if item.passages]
    assert document.core_properties.title == letter.subject
    assert document.core_properties.author == "NOVALIS CONSEIL"


def test_letter_docx_is_the_same_every_time(knowledge: Knowledge) -> None:
    report = report_of(knowledge, make_facts(*FULL), activities=("it.run.hosting",))
    letters = letters_of(knowledge, report)

    assert build_docx(letters, day=AS_OF) == build_docx(letters, day=AS_OF)


def test_letter_docx_begins_each_letter_on_a_page_and_at_one(knowledge: Knowledge) -> None:
    (letter,) = letters_of(
        knowledge, report_of(knowledge, make_facts(*FULL), activities=("it.run.hosting",))
    )
    document = open_docx(io.BytesIO(build_docx((letter, letter), day=AS_OF)))
    breaks = [p for p in document.paragraphs if p.paragraph_format.page_break_before]
    lists = {
        p._p.pPr.numPr.numId.val
        for p in document.paragraphs
        if p.style and p.style.name == "List Number"
    }

    assert [p.text.splitlines()[0] for p in breaks] == ["NOVALIS CONSEIL"]
    assert len(lists) == 2
