"""What the title of an article makes of words that no vocabulary holds."""

from __future__ import annotations

import pytest
from builders import make_document

from checker.assembly.clauses import find_clauses
from checker.assembly.kind import find_kind
from checker.domain import Clause, Kind
from checker.knowledge import Knowledge
from checker.language import analyse


def read(text: str, knowledge: Knowledge) -> list[Clause]:
    return list(find_clauses(analyse(make_document(text), knowledge), knowledge))


@pytest.mark.parametrize(
    ("title", "sentence", "identifier"),
    [
        pytest.param("Article 14 – Sous-traitance", "Aucun tiers n'intervient à la place de la société sans signature d'un avenant.", "ct.sstt", id="sous-traitance"),
        pytest.param("9. Discrétion et secret", "Chacun garde pour soi ce qu'il apprend de l'autre, cinq ans encore après la fin.", "ct.confidentialite", id="secret"),
        pytest.param("11. Réversibilité", "La société prête son concours au transfert vers le repreneur pendant trois mois.", "ct.reversibilite", id="concours au transfert"),
        pytest.param("VI. RÉCEPTION", "Le maître d'ouvrage dispose de dix jours pour émettre ses réserves par écrit.", "ct.recette", id="réserves"),
        pytest.param("ARTICLE 9 – GARANTIE", "Tout défaut signalé dans les trois mois de la mise en ligne est repris, la société garantit ce résultat trois mois.", "ct.conformite", id="garantie de trois mois"),
        pytest.param("8. Backup", "The hosted files are copied every night and can be recovered on request.", "ct.pca", id="English backup"),
        pytest.param("14. Exit", "For four months the firm will assist the incoming provider with the move.", "ct.reversibilite", id="English exit"),
    ],
)  # fmt: skip
def test_title_makes_the_clause_of_a_sentence_in_its_own_words(
    title: str, sentence: str, identifier: str, knowledge: Knowledge
) -> None:
    assert identifier in {clause.id for clause in read(f"# {title}\n{sentence}", knowledge)}
    assert identifier not in {clause.id for clause in read(sentence, knowledge)}


@pytest.mark.parametrize(
    ("title", "sentence", "identifier"),
    [
        pytest.param("Article 14 – Sous-traitance", "Sans objet.", "ct.sstt", id="sans objet"),
        pytest.param("12. Confidentiality", "Intentionally left blank.", "ct.confidentialite", id="left blank"),
        pytest.param("12. GARANTIES", "Le service est fourni conformément aux règles de l'art et sans promesse de résultat.", "ct.conformite", id="no warranty"),
        pytest.param("10. Propriété intellectuelle", "La société conserve la propriété de ses outils et de ses méthodes.", "ct.garantie_pi", id="ownership is no indemnity"),
        pytest.param("3. Durée", "Chacun peut résilier moyennant un préavis de trois mois.", "ct.duree", id="notice is no term"),
    ],
)  # fmt: skip
def test_title_alone_makes_no_clause(
    title: str, sentence: str, identifier: str, knowledge: Knowledge
) -> None:
    assert identifier not in {clause.id for clause in read(f"# {title}\n{sentence}", knowledge)}


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        pytest.param("Il reste applicable pendant trois (3) ans, avec un préavis de six mois.", 36, id="years"),
        pytest.param("Sauf préavis de deux mois, il est renouvelé ; il court sur dix-huit mois.", 18, id="behind the notice"),
    ],
)  # fmt: skip
def test_title_of_the_term_gives_its_length(
    sentence: str, months: int, knowledge: Knowledge
) -> None:
    found = [c for c in read(f"# III. DURÉE\n{sentence}", knowledge) if c.id == "ct.duree"]
    assert [clause.months for clause in found] == [months]


def test_articles_of_services_make_a_contract_of_terms_that_attest_an_insurance(
    knowledge: Knowledge,
) -> None:
    text = """
    # Conditions générales d'abonnement
    # 1. OBJET
    La présente offre est un logiciel de plannings en ligne.
    # 4. PRIX
    L'abonnement est facturé par trimestre.
    # 8. RESPONSABILITÉ
    Aucune garantie de résultat n'est due.
    # 9. CONFIDENTIALITÉ
    Le secret est gardé.
    # 10. ASSURANCE
    Brume atteste avoir contracté une assurance de responsabilité professionnelle.
    """
    lines = "\n".join(line.strip() for line in text.splitlines())
    assert find_kind(analyse(make_document(lines), knowledge), knowledge).kind is Kind.CONTRACT
