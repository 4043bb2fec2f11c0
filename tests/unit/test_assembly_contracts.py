"""What a contract orders, between whom, and from when: wordings of many hands."""

from __future__ import annotations

import pytest
from builders import make_document

from checker.assembly.activities import find_activities
from checker.assembly.parties import find_parties
from checker.assembly.periods import find_period
from checker.domain import Kind
from checker.knowledge import Knowledge
from checker.language import analyse


def ordered(text: str, knowledge: Knowledge) -> set[str]:
    analysis = analyse(make_document(["# Article 1 - Objet", text]), knowledge)
    covered, _ = find_activities(analysis, knowledge, kind=Kind.CONTRACT)
    return {fact.id for fact in covered}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Le Prestataire assure l'hébergement de la boutique en ligne du Client.",
            {"it.run.hosting"},
            id="a shop that is hosted is not built",
        ),
        pytest.param(
            "Le Prestataire assure le développement et l'hébergement de la boutique en ligne.",
            {"it.run.hosting", "it.build.ecommerce"},
            id="a shop that is made as well",
        ),
        pytest.param(
            "Le Prestataire met à disposition un logiciel de paie accessible en mode SaaS.",
            {"it.publish.saas"},
            id="software on line is one service",
        ),
        pytest.param(
            "L'Éditeur concède une licence du logiciel et propose un mode SaaS.",
            {"it.publish.software", "it.publish.saas"},
            id="a licence and a service",
        ),
    ],
)
def test_assembly_contracts_object_of_a_service_is_no_service(
    text: str, expected: set[str], knowledge: Knowledge
) -> None:
    found = ordered(text, knowledge)
    assert expected == found & {
        "it.run.hosting", "it.build.ecommerce", "it.publish.saas", "it.publish.software"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("opening", "client"),
    [
        pytest.param(
            "Acheteur : le Syndicat intercommunal du Haut-Bréda (ci-après « l'Acheteur »)\n"
            "Titulaire : VERDANSE SAS, SIREN 479 158 024 (ci-après « le Titulaire »)",
            "Syndicat intercommunal du Haut-Bréda",
            id="public body",
        ),
        pytest.param(
            "Entre la société BANQUE ORSEL, société anonyme, ci-après « la Banque »,\n"
            "et la société VERDANSE SAS, société par actions simplifiée, ci-après "
            "« le Prestataire »,",
            "BANQUE ORSEL",
            id="a role of its own",
        ),
    ],
)
def test_assembly_contracts_client_of_any_name(
    opening: str, client: str, knowledge: Knowledge
) -> None:
    analysis = analyse(make_document(opening), knowledge)
    party = find_parties(analysis, knowledge, kind=Kind.CONTRACT).client
    assert client == (party.name if party else None)


@pytest.mark.parametrize(
    ("text", "effective"),
    [
        pytest.param(
            'THIS AGREEMENT is dated 9 February 2026 (the "Effective Date").',
            "2026-02-09",
            id="effective date by its name",
        ),
        pytest.param("Le projet débute le 1er juin 2026.", "2026-06-01", id="the work begins"),
        pytest.param(
            "Conditions générales de vente – version en vigueur au 1er mars 2026",
            "2026-03-01",
            id="general terms in force",
        ),
        pytest.param("Le tarif en vigueur au 1er mars 2026 s'applique.", None, id="a price list"),
    ],
)
def test_assembly_contracts_beginning(
    text: str, effective: str | None, knowledge: Knowledge
) -> None:
    analysis = analyse(make_document([text]), knowledge)
    period = find_period(analysis, knowledge, kind=Kind.CONTRACT)
    assert effective == (str(period.effective.value) if period.effective else None)
