from __future__ import annotations

import pytest
from builders import make_document
from equipment.identity_cases import Case, having

from checker.assembly.parties import Parties, find_parties
from checker.domain import Kind
from checker.knowledge import Knowledge
from checker.language import analyse


def found_in(lines: object, kind: Kind, knowledge: Knowledge) -> Parties:
    return find_parties(analyse(make_document(lines), knowledge), knowledge, kind=kind)


def kind_of(case: Case) -> Kind:
    return Kind(str(case.expected.get("kind", "attestation")))


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in having("policyholder")])
def test_assembly_parties_policyholder(case: Case, knowledge: Knowledge) -> None:
    party = found_in(case.lines, kind_of(case), knowledge).policyholder
    assert case.expected["policyholder"] == (party.name if party else None)
    if "siren" in case.expected:
        assert case.expected["siren"] == (party.siren if party else None)


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in having("client")])
def test_assembly_parties_client(case: Case, knowledge: Knowledge) -> None:
    party = found_in(case.lines, kind_of(case), knowledge).client
    assert party is not None
    assert case.expected["client"] == party.name
    if "client_siren" in case.expected:
        assert case.expected["client_siren"] == party.siren


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in having("orias")])
def test_assembly_parties_orias(case: Case, knowledge: Knowledge) -> None:
    parties = found_in(case.lines, kind_of(case), knowledge)
    assert case.expected["orias"] == [i.orias for i in parties.intermediaries]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in having("additional")])
def test_assembly_parties_additional_insureds(case: Case, knowledge: Knowledge) -> None:
    parties = found_in(case.lines, kind_of(case), knowledge)
    assert case.expected["additional"] == [p.name for p in parties.additional_insureds]


@pytest.mark.parametrize(
    ("lines", "name", "siren"),
    [
        pytest.param(
            [
                "Vellave IARD atteste que la société ORBE SAS est assurée.",
                "Vellave IARD, SA au capital de 10 000 000 €, RCS Lyon 552 008 443, régie par le Code des assurances",
            ],
            "ORBE SAS",
            None,
            id="the insurer's SIREN is not the insured's",
        ),
        pytest.param(
            ["Souscripteur : NUAGES DE L'ORBE SASU SIREN : 812 345 676 6 rue du Torrent, 74000 Annecy"],
            "NUAGES DE L'ORBE SASU",
            "812345676",
            id="a street number behind the SIREN",
        ),
        pytest.param(
            [[["Preneur d'assurance", "ORBE SAS"], ["TVA intracommunautaire", "FR20812345676"]]],
            "ORBE SAS",
            "812345676",
            id="the SIREN in a VAT number",
        ),
        pytest.param(
            ["Insured: Orbe Systems Limited", "Certificate holder: Big Buyer plc"],
            "Orbe Systems Limited",
            None,
            id="a certificate holder is not insured",
        ),
        pytest.param(
            [
                "Vellave IARD atteste que le groupe ORBE HOLDING SA, SIREN 812 345 676, a souscrit le contrat n° 774 411.",
                "Sociétés assurées :",
                "- ORBE CONSEIL SAS",
            ],
            "ORBE HOLDING SA",
            "812345676",
            id="who took the policy out comes before the list of the insured",
        ),
        pytest.param(
            ["Nous certifions que :", "Nom ou raison sociale : ORBE SAS", "est assurée."],
            "ORBE SAS",
            None,
            id="a label is no name",
        ),
        pytest.param(
            ["We have issued the following insurance in the name of Orbe Systems Limited."],
            "Orbe Systems Limited",
            None,
            id="in the name of",
        ),
        pytest.param(
            [
                "SAS ORBE CODE",
                "12 rue des Carmes",
                "31000 TOULOUSE",
                "Nous attestons que la société ORBE CODE (RCS Aix-en-Provence 812 345 676) est assurée.",
            ],
            "SAS ORBE CODE",
            "812345676",
            id="the number stands behind the name without its form",
        ),
        pytest.param(
            [
                "ORBE SAS",
                "12 rue des Carmes",
                "31000 TOULOUSE",
                "- Perte de données : garantie non souscrite",
                "Ne sont pas garantis :",
                "- la conception de logiciels",
            ],
            "ORBE SAS",
            None,
            id="a refusal has no firm for its subject",
        ),
        pytest.param(
            ["ORBE SAS", "12 rue des Carmes", "31000 TOULOUSE", "Vos garanties sont en vigueur."],
            "ORBE SAS",
            None,
            id="the addressee, where nobody else is named",
        ),
        pytest.param(
            [
                "Re: Orbe Digital Ltd - Professional Indemnity Insurance",
                "We confirm that cover is in force for the above client.",
            ],
            "Orbe Digital Ltd",
            None,
            id="the subject of a letter",
        ),
        pytest.param(
            ["Objet : société ORBE DIGITAL SARL", "Attestation délivrée à la commune de Valmont"],
            "ORBE DIGITAL SARL",
            None,
            id="the subject with its common noun",
        ),
    ],
)  # fmt: skip
def test_assembly_parties_holder_and_registration(
    lines: list[object], name: str, siren: str | None, knowledge: Knowledge
) -> None:
    party = found_in(lines, Kind.ATTESTATION, knowledge).policyholder
    assert party is not None
    assert (name, siren) == (party.name, party.siren)


def test_assembly_parties_two_orias_numbers_of_one_agency(knowledge: Knowledge) -> None:
    lines = ["AGENCE PRUNIER & ROC", "N° ORIAS : 08 041 377 et 08 041 378"]
    parties = found_in(lines, Kind.ATTESTATION, knowledge)
    assert [(i.name, i.orias) for i in parties.intermediaries] == [
        ("AGENCE PRUNIER & ROC", "08041377"),
        ("AGENCE PRUNIER & ROC", "08041378"),
    ]


def test_assembly_parties_what_a_house_does_is_not_its_name(knowledge: Knowledge) -> None:
    lines = [
        "Lloyd's Insurance Brokers",
        "Penrose Marlow Broking Limited",
        "We hereby confirm that the following insurance is in force.",
    ]
    parties = found_in(lines, Kind.ATTESTATION, knowledge)

    assert [i.name for i in parties.intermediaries] == ["Penrose Marlow Broking Limited"]


def test_assembly_parties_legal_form_alone_is_no_holder(knowledge: Knowledge) -> None:
    lines = "Nous, Horizon Assurances, certifions que SAS, immatriculée sous le numéro 552, est assurée."
    assert found_in(lines, Kind.ATTESTATION, knowledge).policyholder is None
