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
    ("lines", "covered", "excluded"),
    [
        pytest.param(
            ["# A.1 Objet de l'Accord", "La Banque peut commander :", "- des tests d'intrusion."],
            {"it.cyber.audit"}, set[str](), id="a letter and a number",
        ),
        pytest.param(
            ["# Art. 1. Ce que couvre le contrat", "Le Mainteneur assure la maintenance corrective "
             "de l'application. L'hébergement de l'application demeure à la charge du Client."],
            {"it.run.tma"}, {"it.run.hosting"}, id="left to the client",
        ),
        pytest.param(
            ["# 1 ENGAGEMENT", "The Company engages the Consultant to provide training of its "
             "analysts. Hosting of the models is not part of the Services."],
            {"it.training"}, {"it.run.hosting"}, id="an engagement",
        ),
        pytest.param(
            ["# 1. Prestations", "Le Prestataire héberge les applications mobiles du Client."],
            {"it.run.hosting"}, set[str](), id="what is hosted is not made",
        ),
        pytest.param(
            ["# Mission", "Elle porte sur un audit de sécurité de votre hébergement."],
            {"it.cyber.audit"}, set[str](), id="what is audited is not run",
        ),
        pytest.param(
            ["1 – Nos services. Nous assurons le référencement naturel de vos sites.",
             "2 – Prix. Les formations sont facturées à part."],
            {"it.mkt.seo"}, set[str](), id="a title at the head of its paragraph",
        ),
        pytest.param(
            ["# 1. THE SERVICE", "The Vendor makes its application available as a "
             "software-as-a-service offering. User training is available under a separate "
             "statement of work and forms no part of the Service."],
            {"it.publish.saas"}, set[str](), id="what may be ordered another day",
        ),
    ],
)  # fmt: skip
def test_assembly_contracts_services_ordered(
    lines: list[str], covered: set[str], excluded: set[str], knowledge: Knowledge
) -> None:
    analysis = analyse(make_document(lines), knowledge)
    found = find_activities(analysis, knowledge, kind=Kind.CONTRACT)
    assert (covered, excluded) == tuple({fact.id for fact in facts} for facts in found)


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
            "Pouvoir adjudicateur : Centre hospitalier intercommunal de Vallorbe-sur-Orb\n"
            "Titulaire : CAPLINE SAS",
            "Centre hospitalier intercommunal de Vallorbe-sur-Orb",
            id="public hospital",
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
        pytest.param(
            "L'Accord produit ses effets à compter du 1er septembre 2026.",
            "2026-09-01",
            id="produces its effects",
        ),
        pytest.param(
            "Date de notification : 14/09/2026. Le marché prend effet à la date de sa notification.",
            "2026-09-14",
            id="at its notification",
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


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["La société TISANES DU VAL, SARL, ci-après « LE CLIENT », et Monsieur Ferréol Astruc, "
             "entrepreneur individuel exerçant sous l'enseigne « STUDIO MÉRIDIENNE », ci-après "
             "« LE PRESTATAIRE »."],
            ("STUDIO MÉRIDIENNE", "TISANES DU VAL"), id="a sole trader's sign",
        ),
        pytest.param(
            ["Between Larkfield Analytics LLP (registered in England, OC 318822), of 3 Tanner's "
             "Yard, Bristol (the Consultant) and Thornbury Rail plc (company no. 05512780), of "
             "Gloucester Road, Swindon (the Company)."],
            ("Larkfield Analytics LLP", "Thornbury Rail plc"), id="between",
        ),
        pytest.param(
            ["Le présent contrat lie GALERNE RÉSEAUX, SARL au capital de 40 000 € (« Galerne ») à "
             "MENUISERIES AUNIS, SAS, 40 route de Surgères, 17180 Périgny (« l'Entreprise »)."],
            ("GALERNE RÉSEAUX", "MENUISERIES AUNIS"), id="no role known",
        ),
    ],
)  # fmt: skip
def test_assembly_contracts_parties(
    lines: list[str], expected: tuple[str, str], knowledge: Knowledge
) -> None:
    found = find_parties(analyse(make_document(lines), knowledge), knowledge, kind=Kind.CONTRACT)
    names = (found.policyholder, found.client)
    assert expected == tuple(party.name if party else None for party in names)


def test_assembly_contracts_parties_in_columns_have_their_own_numbers(
    knowledge: Knowledge,
) -> None:
    rows = [
        ["", "Hébergeur", "Client"],
        ["Dénomination", "ALTICUMULUS SAS", "CLINIQUE DES RIVES SA"],
        ["SIREN", "791 028 467", "265 801 373"],
    ]
    analysis = analyse(make_document([rows]), knowledge)
    found = find_parties(analysis, knowledge, kind=Kind.CONTRACT)
    parties = (found.policyholder, found.client)
    assert tuple(p.siren if p else None for p in parties) == ("791028467", "265801373")


def test_assembly_contracts_concluded_at_a_place_is_signed(knowledge: Knowledge) -> None:
    lines = ["Conclu à Strasbourg le 30 avril 2026", "Les services sont ouverts le 1er juin 2026."]
    period = find_period(analyse(make_document(lines), knowledge), knowledge, kind=Kind.CONTRACT)
    dates = (period.issued, period.effective)
    assert tuple(str(d.value) if d else None for d in dates) == ("2026-04-30", "2026-06-01")


def test_assembly_contracts_end_told_by_a_pronoun(knowledge: Knowledge) -> None:
    lines = [
        "L'Accord produit ses effets à compter du 1er mars 2026. Il expire le 28 février 2029."
    ]
    period = find_period(analyse(make_document(lines), knowledge), knowledge, kind=Kind.CONTRACT)
    assert (str(period.valid_to.value) if period.valid_to else None) == "2029-02-28"
