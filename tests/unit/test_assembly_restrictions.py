from __future__ import annotations

import pytest

from checker.assembly.restrictions import find_restriction, find_suspension
from checker.knowledge import Knowledge
from checker.language import analyse
from tests.builders import make_document


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Attestation délivrée exclusivement pour la mission suivante : audit.", id="mission"
        ),
        pytest.param(
            "La garantie est accordée exclusivement au titre de la mission d'assistance confiée "
            "par la communauté de communes.",
            id="cover granted for one assignment",
        ),
        pytest.param("Police dédiée à la mission de migration.", id="dedicated policy"),
        pytest.param(
            "Les garanties sont acquises pour les marchés dont le montant n'excède pas 500 000 € HT.",
            id="price",
        ),
        pytest.param("Contrats n'excédant pas 300 000 € hors taxes.", id="price of contracts"),
        pytest.param(
            "La présente attestation est établie pour servir dans le cadre de l'appel d'offres n° 12.",
            id="tender",
        ),
        pytest.param("Attestation valable uniquement pour le chantier situé à Dijon.", id="site"),
        pytest.param(
            "Garanties acquises exclusivement aux missions conclues via la plateforme.",
            id="platform",
        ),
        pytest.param("Cover is limited to the project named below.", id="english project"),
        pytest.param("Contracts not exceeding EUR 500,000 only.", id="english price"),
    ],
)
def test_assembly_restrictions_narrow_the_document(knowledge: Knowledge, text: str) -> None:
    found = find_restriction(analyse(make_document(text), knowledge), knowledge)
    assert found is not None
    assert found.evidence[0].quote in text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Établie à la demande de l'assuré pour servir et valoir ce que de droit.", id="serve"
        ),
        pytest.param("Garanties acquises pour les seules activités suivantes :", id="activities"),
        pytest.param("Pour des séjours n'excédant pas trente jours.", id="stays"),
        pytest.param("sans pouvoir excéder 1 000 000 € par sinistre", id="limit"),
        pytest.param("Les indemnités dues ne peuvent excéder ces montants.", id="indemnities"),
        pytest.param("Conception de plateformes de mise en relation", id="platform activity"),
        pytest.param("Limit any one project: EUR 500,000", id="any one project"),
        pytest.param("Franchise n'excédant pas 5 000 € par contrat", id="deductible"),
        pytest.param("Gestion de projets et de marchés publics", id="activity"),
        pytest.param(
            "L'infogérance fait l'objet d'un contrat distinct et les serveurs ne sont pas garantis.",
            id="another contract",
        ),
    ],
)
def test_assembly_restrictions_leave_a_general_document(knowledge: Knowledge, text: str) -> None:
    assert find_restriction(analyse(make_document(text), knowledge), knowledge) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Les garanties sont suspendues depuis le 12 mars 2026.", id="suspended"),
        pytest.param("Le contrat a été résilié le 31/12/2025.", id="cancelled"),
        pytest.param(
            "Une mise en demeure a été adressée au souscripteur le 3 mai 2026.", id="notice"
        ),
        pytest.param("La police est actuellement suspendue.", id="currently"),
        pytest.param("Cover has been suspended since 1 May 2026.", id="english"),
        pytest.param("The policy was cancelled on 3 June 2026.", id="english cancelled"),
        pytest.param(
            "Ce contrat garantissait, jusqu'à sa résiliation intervenue le 30 juin 2026, la RC.",
            id="until its dated end",
        ),
        pytest.param(
            "Nous certifions que la société ALPHA était titulaire du contrat n° 12.",
            id="past tense",
        ),
    ],
)
def test_assembly_restrictions_suspension_stated(knowledge: Knowledge, text: str) -> None:
    assert find_suspension(analyse(make_document(text), knowledge), knowledge) is not None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Valable en 2026 sauf suspension ou résiliation du contrat.", id="sauf"),
        pytest.param("sous réserve que le contrat ne soit ni suspendu ni résilié en 2026", id="ni"),
        pytest.param(
            "À défaut de paiement, les garanties sont suspendues dans les conditions de l'article "
            "L. 113-3.",
            id="à défaut",
        ),
        pytest.param(
            "Si vous ne payez pas, la garantie est suspendue trente jours plus tard.", id="si"
        ),
        pytest.param("Le contrat n'est pas résilié au 1er janvier 2026.", id="not cancelled"),
        pytest.param(
            "Le contrat est résilié de plein droit en cas de cessation d'activité.", id="en cas de"
        ),
        pytest.param("Le contrat peut être résilié chaque année depuis 2020.", id="may be"),
        pytest.param("Le délai subséquent court après la résiliation du contrat.", id="tail"),
        pytest.param("The policy may be cancelled by the insurer in 2026.", id="english may"),
        pytest.param("Cette attestation vaut jusqu'à résiliation du contrat en 2027.", id="until"),
        pytest.param(
            "Nous certifions que la société ALPHA a été assurée du 1er janvier au 31 décembre 2026.",
            id="past tense of a period",
        ),
        pytest.param("L'assuré est à jour de ses cotisations au 1er mars 2026.", id="paid"),
    ],
)
def test_assembly_restrictions_suspension_only_possible(knowledge: Knowledge, text: str) -> None:
    assert find_suspension(analyse(make_document(text), knowledge), knowledge) is None
