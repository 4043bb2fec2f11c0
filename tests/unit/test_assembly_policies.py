"""Policies of many hands: what their long conditions grant, ask for, and only define."""

from __future__ import annotations

import pytest
from builders import make_document

from checker.assembly.activities import find_activities
from checker.assembly.coverage import find_guarantees
from checker.assembly.exclusions import find_exclusions
from checker.assembly.insurers import find_insurers
from checker.assembly.kind import find_kind
from checker.assembly.parties import find_parties
from checker.assembly.territory import find_territory
from checker.domain import Guarantee, Kind
from checker.knowledge import Knowledge
from checker.language import analyse


def lines_of(lines: object, knowledge: Knowledge) -> dict[tuple[str, str], Guarantee]:
    analysis = analyse(make_document(lines), knowledge)
    found = find_guarantees(analysis, knowledge, kind=Kind.POLICY)
    return {(line.section, line.id): line for line in found}


def activities_of(lines: object, knowledge: Knowledge) -> set[str]:
    analysis = analyse(make_document(lines), knowledge)
    covered, _ = find_activities(analysis, knowledge, kind=Kind.POLICY)
    return {fact.id for fact in covered}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            "# CONDITIONS PARTICULIÈRES\nVous devez nous informer de l'exercice d'une activité "
            "nouvelle : hébergement de données ou vente de matériel.",
            id="a duty to declare",
        ),
        pytest.param(
            "# CONDITIONS PARTICULIÈRES\nActivités assurées : hébergement de données. Cette "
            "activité n'est garantie qu'après émission d'un avenant.",
            id="after an amendment only",
        ),
        pytest.param(
            "# CONDITIONS GÉNÉRALES\nActivités assurées : hébergement de données.",
            id="general conditions declare nothing",
        ),
    ],
)
def test_assembly_policies_activity_spoken_of_is_not_declared(
    lines: str, knowledge: Knowledge
) -> None:
    assert activities_of(lines, knowledge) == set()


def test_assembly_policies_special_conditions_declare(knowledge: Knowledge) -> None:
    lines = "# CONDITIONS PARTICULIÈRES\nActivités assurées : hébergement de données."
    assert activities_of(lines, knowledge) == {"it.run.hosting"}


PRO, RUNNING = "rc.pro", "rc.exploitation"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "# 2. La garantie responsabilité civile professionnelle\n# 2.1 Ce qui est garanti\n"
            "Relèvent notamment de cette garantie les réclamations fondées sur :\n"
            "- un manquement à l'obligation de conseil ;\n- un vice de conception d'un logiciel.",
            {(PRO, "rc.conseil"), (PRO, "rc.bug")},
            id="a list below its own verb, under a sub-title",
        ),
        pytest.param(
            "# 3. La garantie responsabilité civile exploitation\n# 3.1 Ce qui est garanti\n"
            "Sont également garanties : la faute inexcusable de l'employeur ; les dommages aux "
            "biens confiés.",
            {(RUNNING, "rc.faute_inexcusable"), (RUNNING, "rc.biens_confies")},
            id="a list in a sentence, under the number of its section",
        ),
        pytest.param(
            "# INSURING CLAUSE A – PROFESSIONAL INDEMNITY\nThe Insurer shall pay on behalf of the "
            "Insured all Loss arising from any Claim in respect of the Business Activities for:\n"
            "- A.1 any negligent act, error or omission;\n- A.5 defamation.",
            {(PRO, "rc.faute"), (PRO, "rc.image")},
            id="causes behind the business",
        ),
        pytest.param(
            "# Responsabilité civile professionnelle\nLes dommages immatériels non consécutifs "
            "sont garantis dans la limite du montant prévu aux conditions particulières.",
            {(PRO, "rc.dinc")},
            id="pure financial loss by itself",
        ),
        pytest.param(
            "# Responsabilité civile professionnelle\nNous garantissons les dommages corporels, "
            "matériels et immatériels non consécutifs causés aux tiers.",
            set[tuple[str, str]](),
            id="classes of damage are no lines",
        ),
        pytest.param(
            "# Cyber\nWhere shown as operative in the Schedule, the Insurer will pay the costs of "
            "incident response and restoration of data.",
            set[tuple[str, str]](),
            id="where shown as operative",
        ),
        pytest.param(
            "# Responsabilité civile professionnelle\n« Virus » désigne tout programme nuisible.",
            set[tuple[str, str]](),
            id="a definition",
        ),
        pytest.param(
            "# Responsabilité civile professionnelle\nLe contrat vous garantit.\n"
            "# Article 3 – Frais de défense\nL'assureur prend en charge les frais de défense.",
            {("def.frais", "def.frais")},
            id="defence under a title of its own",
        ),
    ],
)  # fmt: skip
def test_assembly_policies_grants(
    lines: str, expected: set[tuple[str, str]], knowledge: Knowledge
) -> None:
    assert expected == set(lines_of(lines, knowledge))


def test_assembly_policies_column_of_answers_beside_amounts(knowledge: Knowledge) -> None:
    rows = [
        ["Nature des garanties", "Garantie", "Montant maximum"],
        ["A. Responsabilité civile professionnelle", "Oui", "1 000 000 € par sinistre"],
        ["– dont immatériels non consécutifs", "Oui", "400 000 € par an"],
        ["– dont perte de données de tiers", "Non", "–"],
    ]
    found = lines_of(["# CONDITIONS PARTICULIÈRES", "# Garanties souscrites", rows], knowledge)
    assert {key[1]: (str(line.status), line.amount) for key, line in found.items()} == {
        "rc.tous_dommages": ("granted", 1_000_000),
        "rc.dinc": ("granted", 400_000),
        "rc.perte_donnees": ("not_subscribed", None),
    }


def test_assembly_policies_holder_defined_as_the_insured(knowledge: Knowledge) -> None:
    text = (
        "Entre la compagnie Orbe Iard SA, ci-après l'assureur, et la société QUATRE RUES SARL, "
        "6 place du Ralliement, 49100 Angers, ci-après l'assuré, il est convenu :"
    )
    analysis = analyse(make_document([text]), knowledge)
    party = find_parties(analysis, knowledge, kind=Kind.POLICY).policyholder
    assert (party.name if party else None) == "QUATRE RUES SARL"


CYBER = [
    "# CONDITIONS PARTICULIÈRES CYBER",
    [
        ["Garantie", "Plafond", "Franchise"],
        ["VOLET A – GESTION DE L'INCIDENT", "", ""],
        ["Frais de notification", "150 000 €", "Néant"],
        ["VOLET B – RESPONSABILITÉ", "", ""],
        ["Responsabilité civile liée à une atteinte aux données", "1 000 000 €", "5 000 €"],
    ],
]


@pytest.mark.parametrize(
    ("sentence", "conditional"),
    [
        pytest.param(
            "Les garanties du volet A ne sont acquises que si l'authentification multifacteur est "
            "activée pour tous les accès à distance.",
            {"cyb.notification"},
            id="one part",
        ),
        pytest.param(
            "Les garanties du présent contrat sont subordonnées à une sauvegarde hebdomadaire.",
            {"cyb.notification", "cyb.rc"},
            id="all of them",
        ),
        pytest.param(
            "Les garanties ne sont acquises que si elles sont mentionnées au tableau.",
            set[str](),
            id="what was chosen is no condition",
        ),
        pytest.param(
            "Les garanties sont subordonnées au paiement de la cotisation.",
            set[str](),
            id="nor is the premium",
        ),
    ],
)
def test_assembly_policies_condition_of_cover(
    sentence: str, conditional: set[str], knowledge: Knowledge
) -> None:
    found = lines_of([*CYBER, "# Conditions", sentence], knowledge)
    assert {key[1] for key in found} == {"cyb.notification", "cyb.rc"}
    assert conditional == {key[1] for key, line in found.items() if line.condition}


def test_assembly_policies_condition_inside_an_exclusion_grants_nothing(
    knowledge: Knowledge,
) -> None:
    lines = (
        "# EXCLUSIONS\nThe Insurer shall not be liable for any Claim arising from:\n"
        "- any Cyber Incident, provided that this exclusion shall not apply to Clause A.9;\n"
        "- war."
    )
    analysis = analyse(make_document(lines), knowledge)
    found = {e.id: e.reinstated for e in find_exclusions(analysis, knowledge)}
    assert found == {"ex.cyber": False, "ex.guerre": False}


def test_assembly_policies_year_before_an_activity_is_no_code(knowledge: Knowledge) -> None:
    rows = [["Échéance", "30 juin 2027"], ["Activités", "Édition de logiciels en mode SaaS"]]
    assert activities_of(["# CONDITIONS PARTICULIÈRES", rows], knowledge) == {"it.publish.saas"}


def test_assembly_policies_sentence_in_capitals_is_no_party(knowledge: Knowledge) -> None:
    lines = [
        "# CONVENTIONS SPÉCIALES",
        "L'ASSUREUR NE GARANTIT PAS :",
        "OUTRE LES EXCLUSIONS COMMUNES DU CHAPITRE 5, NE SONT PAS GARANTIS :",
    ]
    analysis = analyse(make_document(lines), knowledge)
    assert find_parties(analysis, knowledge, kind=Kind.POLICY).policyholder is None
    assert find_insurers(analysis, knowledge) == ()


def test_assembly_policies_territory_under_a_chapter(knowledge: Knowledge) -> None:
    lines = [
        "# CHAPITRE III – TERRITORIALITÉ",
        "France métropolitaine, Union européenne et Suisse.",
    ]
    territory = find_territory(analyse(make_document(lines), knowledge), knowledge)
    assert territory is not None
    assert set(territory.includes) == {"FR-METRO", "EU", "CH"}


OWN_WORDS = [
    "# Contrat Numérique & Responsabilités",
    "# Titre 2 – Responsabilité civile professionnelle",
    "Nous prenons en charge les conséquences de votre responsabilité par suite :",
    "- d'un dysfonctionnement du logiciel que vous avez livré.",
    "# Titre 3 – Garantie cyber",
    "Ce module couvre la restauration de vos données.",
    "# Titre 4 – Nous ne prenons pas en charge",
    "Quelle que soit la garantie :",
    "- les pénalités ;",
    "- le remboursement de vos honoraires.",
]


def test_assembly_policies_contract_that_grants_covers_is_a_policy(knowledge: Knowledge) -> None:
    analysis = analyse(make_document(OWN_WORDS), knowledge)
    assert find_kind(analysis, knowledge).kind is Kind.POLICY


def test_assembly_policies_title_that_refuses_governs_its_list(knowledge: Knowledge) -> None:
    analysis = analyse(make_document(OWN_WORDS), knowledge)
    found = {e.id for e in find_exclusions(analysis, knowledge)}
    assert found == {"ex.penalites", "ex.prix"}
