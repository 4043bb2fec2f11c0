"""Scope, with inline gold: `[-x]` excluded, `[+x]` affirmed, `[~x]` reinstated, `[?x]` conditional."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.domain import BlockKind, Polarity
from checker.knowledge import Knowledge, load_knowledge
from checker.language import analyse
from tests.builders import Line, make_document

KNOWLEDGE = load_knowledge()
_SIGNS = {
    "-": Polarity.EXCLUDED,
    "+": Polarity.AFFIRMED,
    "~": Polarity.REINSTATED,
    "?": Polarity.CONDITIONAL,
}
_MARK = re.compile(r"\[([-+~?])([^\[\]]+)\]")


def read_gold(marked: str) -> tuple[str, list[tuple[int, int, Polarity]]]:
    """Return the text without its marks, and the marked spans; raises on a stray bracket."""
    gold: list[tuple[int, int, Polarity]] = []
    plain, position = "", 0
    for match in _MARK.finditer(marked):
        plain += marked[position : match.start()]
        gold.append((len(plain), len(plain) + len(match[2]), _SIGNS[match[1]]))
        plain += match[2]
        position = match.end()
    plain += marked[position:]
    if not gold or set("[]") & set(plain):
        raise ValueError(f"no gold, or a stray bracket, in {marked!r}")
    return plain, gold


def spans_of(document_text: str, lines: list[Line]) -> Iterator[tuple[str, int, int, Polarity]]:
    position = 0
    for line in lines:
        content = line[1] if isinstance(line, tuple) else line.strip().removeprefix("# ")
        plain, gold = read_gold(content) if "[" in content else (content, [])
        position = document_text.index(plain, position)
        for start, end, polarity in gold:
            yield plain[start:end], position + start, position + end, polarity
        position += len(plain)


def unmarked(line: Line) -> Line:
    if isinstance(line, tuple):
        return line[0], _MARK.sub(r"\2", line[1])
    return _MARK.sub(r"\2", line)


HEADING = BlockKind.HEADING
ITEM = BlockKind.LIST_ITEM

CASES = [
    pytest.param("Conseil, à l'exclusion de toute prestation d'[-hébergement]", id="forward"),
    pytest.param(
        "[+Conseil] en informatique, à l'exclusion de toute prestation d'[-hébergement]",
        id="forward leaves what precedes",
    ),
    pytest.param(
        "Monde entier, à l'exclusion des [-États-Unis] d'Amérique et du [-Canada].",
        id="forward governs an enumeration",
    ),
    pytest.param("[+Monde entier], sauf [-États-Unis] et [-Canada].", id="sauf and countries"),
    pytest.param("[+Monde entier] hors [-USA/Canada]", id="hors"),
    pytest.param("[+Monde entier] ([-USA]/[-Canada] exclus)", id="exclus behind its nouns"),
    pytest.param("[+Worldwide] ([-USA] and [-Canada] excluded)", id="excluded behind"),
    pytest.param("[+Worldwide] except [-USA] and [-Canada]", id="except"),
    pytest.param("Sont toujours exclus les [-dommages] de guerre.", id="toujours exclus"),
    pytest.param("[+Monde entier] (USA/[+Canada] inclus)", id="inclus"),
    pytest.param("Le contrat exclut les [-amendes].", id="exclut"),
    pytest.param("Insurers shall not be liable for [-fines].", id="not liable"),
    pytest.param("[+Monde entier] (hors [-USA] et [-Canada])", id="hors in brackets"),
    pytest.param(
        "Hébergement (hors [-données de santé]), [+développement] et [+conseil]",
        id="hors ends with its bracket",
    ),
    pytest.param("L'activité d'[-hébergement] de données n'est pas garantie.", id="predicate"),
    pytest.param("[-Les pénalités] de retard sont exclues.", id="predicate plural"),
    pytest.param("Ne sont pas garanties les [-pénalités] ni les [-amendes].", id="predicate first"),
    pytest.param(
        "Sont exclus les [-établissements] permanents situés aux [-États-Unis].",
        id="sont exclus first",
    ),
    pytest.param(
        "Ne relèvent pas de la police : l'[-infogérance] de serveurs, les [-tests d'intrusion].",
        id="predicate and colon",
    ),
    pytest.param(
        "Le [+développement] est garanti. Les [-tests d'intrusion] ne sont pas couverts.",
        id="one sentence does not colour another",
    ),
    pytest.param(
        "Les [-pénalités] sont exclues ; les [+frais de défense] sont garantis.",
        id="semicolon separates predicates",
    ),
    pytest.param(
        "Les [-pénalités] sont exclues ; toutefois sont garantis les [+frais] de reconstitution.",
        id="toutefois reopens",
    ),
    pytest.param(
        "Sont exclus les dommages aux [-données] ; reste garantie la [+transmission] d'un virus.",
        id="reste garanti reopens",
    ),
    pytest.param(
        "Le [~vol] commis par les préposés n'est pas exclu lorsqu'une plainte a été déposée.",
        id="double negation",
    ),
    pytest.param(
        "Ne sont exclus que les [-brevets].", id="ne sont exclus que excludes what it names"
    ),
    pytest.param(
        "Le [-retard] est exclu, sauf s'il résulte d'un [+événement] accidentel.",
        id="sauf si leaves the exclusion",
    ),
    pytest.param(
        "Les [-engagements] sont exclus à moins que la [+responsabilité] n'existe sans eux.",
        id="à moins que",
    ),
    pytest.param("[-Pénalités de retard] : exclues", id="answered behind a colon"),
    pytest.param("[+Incendie] : 50 000 € sauf [+vol] 10 000 €", id="sauf and an amount"),
    pytest.param(
        "[+RC] : 1 000 000 €, non compris les [-dommages immatériels].", id="non compris put first"
    ),
    pytest.param("Toutes prestations autres que l'[-hébergement] de sites.", id="autres que"),
    pytest.param("L'[-infogérance] ne saurait être garantie.", id="ne saurait être garanti"),
    pytest.param(
        "Les [+dommages] ne sont garantis qu'à hauteur de 200 000 €.", id="a limit is no condition"
    ),
    pytest.param("[+Montant] 480 000 € hors taxes, [+franchise] 1 000 €", id="hors taxes"),
    pytest.param(
        "La garantie des [?données] n'est acquise que si une copie a été réalisée.",
        id="n'est acquise que si",
    ),
    pytest.param(
        "La [?cyber-extorsion] est garantie à condition que l'assuré ait des sauvegardes.",
        id="à condition que",
    ),
    pytest.param(
        "Le [+développement] est garanti sous réserve du paiement de la cotisation.",
        id="payment of the premium is no condition",
    ),
    pytest.param(
        "L'ensemble des clauses, franchises et exclusions du [+contrat] demeure applicable.",
        id="boilerplate",
    ),
    pytest.param(
        "La présente attestation ne peut engager l'assureur en dehors des limites du [+contrat].",
        id="reservation",
    ),
    pytest.param(
        "Le [+développement] est garanti, sauf suspension ou résiliation du contrat.",
        id="sauf suspension",
    ),
    pytest.param("The policy does not cover [-liquidated damages].", id="english forward"),
    pytest.param("[-Cyber risks] are not covered.", id="english predicate"),
    pytest.param(
        "[+Worldwide], excluding work undertaken in the [-United States] and [-Canada].",
        id="english excluding",
    ),
    pytest.param("The following are excluded: [-fines], [-penalties].", id="english colon"),
    pytest.param(
        "[-Fines] are excluded; however the policy covers [+defence costs].",
        id="english however",
    ),
    pytest.param("The [~dishonesty] of employees is not excluded.", id="english double negation"),
    pytest.param("[?Ransom] is covered provided that the insurer agrees.", id="english condition"),
    pytest.param("Sums insured [+GBP] 50,000 excluding VAT", id="english excluding VAT"),
    pytest.param(
        "Garanties accordées, dommages immatériels non consécutifs compris : [+1 000 000 €]",
        id="non consécutif is no negation",
    ),
    pytest.param("La garantie [-vol] est exclue.", id="la garantie est exclue"),
    pytest.param(
        "Demeurent exclus les [-brevets], même si l'[-atteinte] est involontaire.",
        id="même si widens the exclusion",
    ),
    pytest.param(
        "Les [-amendes], y compris [-celles] prononcées par la CNIL, ne sont pas garanties.",
        id="y compris widens the exclusion",
    ),
    pytest.param(
        "L'assureur ne prend pas en charge les [-amendes] ni les [-pénalités].",
        id="ne prend pas en charge",
    ),
    pytest.param(
        "Les [-réclamations] nées d'un [-retard] n'entrent dans aucune des garanties ci-dessus.",
        id="n'entrent dans aucune",
    ),
    pytest.param(
        "La [+garantie] couvre les dommages, à l'exception des [-amendes] ; elle couvre aussi "
        "les [+frais] de défense.",
        id="a new clause ends the preposition",
    ),
    pytest.param("En aucun cas la garantie ne couvre les [-amendes].", id="ne couvre"),
    pytest.param("L'assureur ne garantit jamais les [-amendes].", id="ne garantit jamais"),
    pytest.param(
        "Nous ne garantissons pas : les [-amendes], les [-astreintes].", id="nous ne garantissons"
    ),
    pytest.param("Vous n'êtes pas couvert pour les [-amendes].", id="vous n'êtes pas couvert"),
    pytest.param("Exclusions : les [-amendes], le [-retard].", id="exclusions and a colon"),
    pytest.param("Exclus : les [-amendes] et le [-retard].", id="exclus and a colon"),
    pytest.param(
        "Toute [-réclamation] fondée sur le droit américain est formellement exclue.",
        id="formellement exclue",
    ),
    pytest.param("Aucune garantie n'est accordée pour le [-retard].", id="aucune garantie"),
    pytest.param("Sans garantie pour les [-amendes].", id="sans garantie"),
    pytest.param("This insurance excludes [-war] and [-terrorism].", id="english excludes"),
    pytest.param("No cover is provided for [-fines].", id="english no cover"),
    pytest.param("We will not pay for [-fines] or [-penalties].", id="english will not pay"),
]

BLOCKS = [
    pytest.param(
        ["Sont exclus :", "- les [-pénalités] de retard ;", "- les [-amendes]."],
        id="header governs its list",
    ),
    pytest.param(
        ["Sont exclus", "- les [-pénalités] ;", "- les [-amendes].", "Le [+conseil] est garanti."],
        id="list ends with its items",
    ),
    pytest.param(
        [
            "SONT EN OUTRE EXCLUS :",
            (ITEM, "LES CONSÉQUENCES D'[-ENGAGEMENTS] PARTICULIERS, ET NOTAMMENT :"),
            (ITEM, "LES [-GARANTIES] CONVENTIONNELLES ;"),
            (ITEM, "LE [-REMBOURSEMENT] DU PRIX."),
        ],
        id="nested list",
    ),
    pytest.param(
        [
            "Sont exclus :",
            "- les [-dommages] aux données ; toutefois reste garantie la [+transmission] d'un virus ;",
            "- les [-amendes].",
        ],
        id="toutefois inside an item",
    ),
    pytest.param(
        [
            (HEADING, "Exclusions"),
            "Les [-pénalités] de retard.",
            "Les [-amendes] et sanctions.",
            (HEADING, "Garanties"),
            "Les [+frais de défense].",
        ],
        id="section title",
    ),
    pytest.param(
        [
            (HEADING, "Ce qui n'est pas garanti"),
            "- les [-pénalités]",
            (HEADING, "Ce qui est garanti"),
            "- le [+conseil]",
        ],
        id="what is not covered",
    ),
    pytest.param(
        ["EXCLUSIONS", "- les [-pénalités] ;", "- les [-amendes]."],
        id="capital title that is no heading",
    ),
    pytest.param(
        [
            "Exclusions rappelées à la demande du destinataire :",
            "- les [-pénalités] de retard ;",
            "- les [-engagements], sauf si la responsabilité aurait été encourue sans eux.",
        ],
        id="exclusions recalled",
    ),
    pytest.param(
        [
            "Ne sont pas garantis :",
            "les [-pénalités] de retard ;",
            "les [-amendes] ;",
            "le [-remboursement] du prix.",
            "Les [+garanties] s'exercent dans le monde entier.",
        ],
        id="unmarked list by its semicolons",
    ),
    pytest.param(
        [
            "Sont exclus :",
            "- les [-pénalités] ;",
            "Sont garantis :",
            "- les [+frais de défense].",
        ],
        id="a new header ends the list",
    ),
    pytest.param(
        [
            "Les exclusions figurent au chapitre 4 des conditions générales.",
            "- le [+développement]",
        ],
        id="exclusions that figure elsewhere govern nothing",
    ),
    pytest.param(
        [
            "EXCLUSIONS PRINCIPALES",
            "Les [-pénalités] de retard.",
            "Les [-amendes].",
            "TERRITORIALITÉ",
            "[+Monde entier].",
        ],
        id="a title in capitals governs its paragraphs",
    ),
    pytest.param(
        ["EXCLUSIONS", "Les [-pénalités].", "La présente attestation vaut pour le [+conseil]."],
        id="a sentence of the attestation leaves the section",
    ),
    pytest.param(
        ["Ce que nous ne couvrons pas", "✗ les [-amendes]", "✗ les [-pénalités]"],
        id="crosses before the items",
    ),
    pytest.param(
        ["Toute autre activité n'est pas garantie.", "Le [+conseil] est garanti."],
        id="a sentence with its subject announces nothing",
    ),
    pytest.param(
        [
            "Principal exclusions (for information)",
            "- [-liquidated damages] and penalties;",
            "- [-war].",
        ],
        id="english title",
    ),
    pytest.param(
        ["The policy does not cover:", "- [-liquidated damages];", "- [-war]."],
        id="english header",
    ),
    pytest.param(
        [
            "Activités garanties, à l'exclusion de toute autre :",
            "- le [+développement] ;",
            "- le [+conseil].",
        ],
        id="à l'exclusion de toute autre governs nothing",
    ),
    pytest.param(
        [
            "Les garanties sont acquises, sauf pour les exclusions du contrat, aux activités suivantes :",
            "- le [+développement]",
        ],
        id="a passing sauf governs no list",
    ),
]


@pytest.mark.parametrize("marked", CASES)
def test_language_scope_reads_a_sentence(knowledge: Knowledge, marked: str) -> None:
    plain, gold = read_gold(marked)
    analysis = analyse(make_document(plain), knowledge)
    read = [(plain[s:e], analysis.scope_at(s, e).polarity) for s, e, _ in gold]
    assert [(plain[s:e], polarity) for s, e, polarity in gold] == read


@pytest.mark.parametrize("lines", BLOCKS)
def test_language_scope_reads_lists_and_sections(knowledge: Knowledge, lines: list[Line]) -> None:
    document = make_document([unmarked(line) for line in lines])
    analysis = analyse(document, knowledge)
    gold = list(spans_of(document.text, lines))
    assert gold
    assert [(words, polarity) for words, _, _, polarity in gold] == [
        (words, analysis.scope_at(start, end).polarity) for words, start, end, _ in gold
    ]


_RISKS = [
    "la contrefaçon",
    "les virus informatiques",
    "le retard de livraison",
    "les biens confiés",
]
_OPENINGS = {
    Polarity.EXCLUDED: ["Sont exclus : {x}.", "Le contrat ne garantit pas {x}.", "{x} ne sont pas garantis."],
    Polarity.AFFIRMED: ["Sont garantis : {x}.", "La garantie s'étend à {x}.", "Le contrat garantit {x}."],
}  # fmt: skip
_OTHERS = [
    "Le contrat est conclu pour un an.", "Sont exclus les dommages de guerre.", "La franchise est de 500 €.",
    "Les garanties sont acquises en France.", "L'assuré est une société.",
]  # fmt: skip


@given(
    polarity=st.sampled_from(sorted(_OPENINGS)),
    which=st.integers(0, 2),
    risk=st.sampled_from(_RISKS),
    before=st.lists(st.sampled_from(_OTHERS), max_size=3),
    after=st.lists(st.sampled_from(_OTHERS), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_language_scope_of_a_paragraph_is_its_own(
    polarity: Polarity, which: int, risk: str, before: list[str], after: list[str]
) -> None:
    sentence = _OPENINGS[polarity][which].format(x=risk)
    document = make_document([*before, sentence, *after])
    start = document.text.index(sentence) + sentence.index(risk)
    analysis = analyse(document, KNOWLEDGE)
    assert polarity is analysis.scope_at(start, start + len(risk)).polarity


@given(st.lists(st.sampled_from(_RISKS), min_size=1, max_size=4, unique=True), st.booleans())
@settings(max_examples=40, deadline=None)
def test_language_scope_governs_every_item_of_a_list(risks: list[str], excluded: bool) -> None:
    lead = "Sont exclus de la garantie :" if excluded else "Sont garantis :"
    document = make_document([lead, *(f"- {risk} ;" for risk in risks)])
    analysis = analyse(document, KNOWLEDGE)
    places = [document.text.index(risk) for risk in risks]
    found = {
        analysis.scope_at(start, start + len(risk)).polarity
        for start, risk in zip(places, risks, strict=True)
    }
    assert {Polarity.EXCLUDED if excluded else Polarity.AFFIRMED} == found
