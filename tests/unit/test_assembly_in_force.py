"""What is printed without being in force attests nothing."""

from __future__ import annotations

import pytest
from builders import make_document

from checker.assembly.facts import assemble
from checker.domain import Facts, GuaranteeStatus
from checker.knowledge import Knowledge

HEAD = """# Attestation d'assurance responsabilité civile professionnelle
Nous soussignés, Mutuelle Alpine, attestons que la société LUMEN CONSEIL SAS, 3 rue Verte, 69001 Lyon, est titulaire du contrat n° 123 456 789.
Période de validité : du 01/01/2026 au 31/12/2026.
"""


def read(lines: str, knowledge: Knowledge) -> Facts:
    return assemble(make_document(HEAD + lines), knowledge)


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("- Hébergement (option non retenue)", id="option refused"),
        pytest.param(
            "L'activité d'hébergement fera l'objet d'un avenant.", id="endorsement to come"
        ),
        pytest.param(
            "- Hébergement : sous réserve d'acceptation par l'assureur", id="to be accepted"
        ),
        pytest.param("- Hébergement : en cours d'étude", id="being examined"),
        pytest.param("- Hébergement (activité à déclarer)", id="to be declared"),
        pytest.param("- Hébergement (activité cessée le 31/12/2024)", id="ended"),
        pytest.param("- Hébergement : assuré par ailleurs", id="insured elsewhere"),
        pytest.param(
            "- L'hébergement, sous-traité, demeure à la charge de l'assuré", id="borne by the firm"
        ),
        pytest.param("- Hosting (subject to underwriting)", id="subject to underwriting"),
        pytest.param("L'assuré a cessé son activité d'hébergement en 2024.", id="ceased"),
        pytest.param(
            "L'activité d'hébergement est reprise par la société SOLVERIS.", id="taken over"
        ),
        pytest.param("Hébergement néant.", id="nothing"),
        pytest.param("L'hébergement étant confié à OVH.", id="given to a named firm"),
        pytest.param("Activité secondaire (non garantie) : hébergement.", id="head that refuses"),
        pytest.param("Software development, but not hosting.", id="but not"),
        pytest.param("Hosting activities ceased on 31 March 2025.", id="ceased, in English"),
        pytest.param("Hébergement : 0 % du chiffre d'affaires", id="no share of turnover"),
        pytest.param("Hosting is provided by third parties.", id="third parties"),
        pytest.param("Vos clients : hébergeurs, éditeurs de logiciels", id="trade of clients"),
        pytest.param(
            "L'assuré exerce l'hébergement de sites ; cette activité n'est pas garantie.",
            id="taken up again to be refused",
        ),
        pytest.param("L'hébergement ne saurait être garanti.", id="cannot be insured"),
    ],
)
def test_activity_not_in_force_is_not_covered(item: str, knowledge: Knowledge) -> None:
    facts = read(f"# Activités garanties\n- Développement de logiciels\n{item}", knowledge)
    assert {fact.id for fact in facts.activities} == {"it.build.dev"}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param("- Hébergement (option souscrite)", "it.run.hosting", id="option taken"),
        pytest.param(
            "- Hébergement, sous réserve du paiement de la prime", "it.run.hosting", id="premium"
        ),
        pytest.param(
            "- Infogérance (en cours d'étude) ; hébergement", "it.run.hosting", id="of another item"
        ),
    ],
)
def test_activity_in_force_is_covered(item: str, expected: str, knowledge: Knowledge) -> None:
    facts = read(f"# Activités garanties\n- Développement de logiciels\n{item}", knowledge)
    assert expected in {fact.id for fact in facts.activities}


@pytest.mark.parametrize(
    ("line", "section"),
    [
        pytest.param(
            "La garantie cyber peut être souscrite en option pour 500 000 €.",
            "cyb",
            id="may be taken",
        ),
        pytest.param(
            "RC Professionnelle : 1 000 000 € par sinistre (garantie proposée, non souscrite)",
            "rc.pro",
            id="offered",
        ),
        pytest.param(
            "Si mention en est faite aux conditions particulières, la RC professionnelle est garantie à hauteur de 1 000 000 €.",
            "rc.pro",
            id="if mentioned",
        ),
        pytest.param("Cyber : 500 000 €, en attente de souscription", "cyb", id="awaited"),
        pytest.param(
            "Cyber liability: quoted, awaiting acceptance, EUR 500,000", "cyb", id="quoted"
        ),
        pytest.param("Professional Indemnity: insured elsewhere", "rc.pro", id="elsewhere"),
    ],
)
def test_guarantee_not_in_force_is_not_granted(
    line: str, section: str, knowledge: Knowledge
) -> None:
    facts = read(f"# Garanties\nRC Exploitation : 5 000 000 € par sinistre\n{line}", knowledge)
    granted = {
        g.section for g in facts.guarantees if g.status is not GuaranteeStatus.NOT_SUBSCRIBED
    }
    assert "rc.exploitation" in granted
    assert section not in granted


def test_guarantee_with_an_end_of_its_own_is_conditional(knowledge: Knowledge) -> None:
    facts = read("# Garanties\nRC Professionnelle : 1 000 000 € jusqu'au 30/06/2026", knowledge)
    assert [g.condition for g in facts.guarantees if g.section == "rc.pro"] == [
        "jusqu'au 30/06/2026"
    ]


def test_guarantee_that_begins_later_is_conditional(knowledge: Knowledge) -> None:
    facts = read(
        "# Garanties\nLa garantie cyber, d'un montant de 250 000 €, prendra effet le 01/12/2026.",
        knowledge,
    )
    assert {g.condition for g in facts.guarantees if g.section == "cyb"} == {
        "prendra effet le 01/12/2026."
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "La garantie Cyber a été résiliée au 31/12/2025. RC Professionnelle : 500 000 €.",
            {("rc.pro", 500_000)},
            id="sentence before a row",
        ),
        pytest.param(
            "Hors garantie RC Professionnelle. RC Exploitation : 4 000 000 €.",
            {("rc.exploitation", 4_000_000)},
            id="refusal before a row",
        ),
        pytest.param(
            "RC Exploitation : 4 000 000 €\nFranchise RC Professionnelle : 10 % du montant du sinistre avec un minimum de 1 000 € et un maximum de 10 000 €.",
            {("rc.exploitation", 4_000_000)},
            id="deductible of a cover",
        ),
        pytest.param(
            "RC vie privée : 7 600 000 €\nRC Exploitation : 4 000 000 €",
            {("rc.exploitation", 4_000_000)},
            id="private life",
        ),
        pytest.param(
            "Cyber: £250,000 in the aggregate; Social engineering sub-limit £25,000.",
            {("cyb", 250_000), ("cyb", 25_000)},
            id="label before its cue",
        ),
    ],
)
def test_amount_belongs_to_its_own_sentence(
    lines: str, expected: set[tuple[str, int]], knowledge: Knowledge
) -> None:
    facts = read(f"# Garanties\n{lines}", knowledge)
    assert {(g.section, g.amount) for g in facts.guarantees if g.amount is not None} == expected


def test_guarantee_until_the_end_of_the_period_has_no_condition(knowledge: Knowledge) -> None:
    facts = read("# Garanties\nRC Professionnelle : 1 000 000 € jusqu'au 31/12/2026", knowledge)
    assert [g.condition for g in facts.guarantees if g.section == "rc.pro"] == [None]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("RC Professionnelle (en cas d'option) : 300 000 €", id="option"),
        pytest.param(
            "La RC Professionnelle n'entre pas dans le champ du présent contrat (plafond habituel : 1 000 000 €).",
            id="out of the contract",
        ),
        pytest.param(
            "Le client exige une RC professionnelle de 2 000 000 €.", id="asked by a client"
        ),
        pytest.param(
            "Pour mémoire, la RC professionnelle du précédent contrat était de 2 000 000 €.",
            id="before",
        ),
        pytest.param(
            "Ajoutez la RC professionnelle en deux clics, à partir de 9 € par mois, pour un "
            "plafond de 100 000 € par an !",
            id="advertised",
        ),
        pytest.param(
            "A quotation for professional indemnity with a limit of £500,000 has been offered.",
            id="quoted",
        ),
        pytest.param(
            "Une garantie RC professionnelle de 500 000 € par sinistre vous a été proposée.",
            id="offered",
        ),
        pytest.param(
            "Exemple : pour une RC professionnelle de 2 000 000 €, la cotisation est de 900 €.",
            id="example",
        ),
        pytest.param(
            "RC professionnelle : plafond de 1 000 000 € épuisé à ce jour", id="exhausted"
        ),
    ],
)
def test_guarantee_only_spoken_of_is_not_granted(line: str, knowledge: Knowledge) -> None:
    facts = read(f"# Garanties\nRC Exploitation : 5 000 000 € par sinistre\n{line}", knowledge)
    granted = {
        g.section for g in facts.guarantees if g.status is not GuaranteeStatus.NOT_SUBSCRIBED
    }
    assert granted == {"rc.exploitation"}


def test_guarantee_above_another_contract_is_conditional(knowledge: Knowledge) -> None:
    facts = read(
        "# Garanties\nRC Professionnelle : 2 000 000 € en excédent de 1 000 000 €", knowledge
    )
    assert [g.condition for g in facts.guarantees if g.section == "rc.pro"] == [
        "en excédent de 1 000 000 €"
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            "Développement de logiciels à l'attention d'hébergeurs", {"it.build.dev"}, id="audience"
        ),
        pytest.param(
            "Formation aux métiers de l'hébergement et de l'infogérance",
            {"it.training"},
            id="what is taught",
        ),
        pytest.param(
            "Développement de logiciels pour le compte d'un éditeur de progiciels",
            {"it.build.dev"},
            id="client",
        ),
        pytest.param(
            "Développement. L'hébergement est confié par les clients à des tiers.",
            {"it.build.dev"},
            id="done by others",
        ),
        pytest.param(
            "Formation et hébergement de sites",
            {"it.training", "it.run.hosting"},
            id="beside training",
        ),
        pytest.param(
            "Hébergement pour le compte de ses clients", {"it.run.hosting"}, id="for clients"
        ),
    ],
)
def test_activities_of_others_are_not_the_firm_s(
    item: str, expected: set[str], knowledge: Knowledge
) -> None:
    facts = read(f"Activités garanties : {item}", knowledge)
    assert {fact.id for fact in facts.activities} == expected


def test_term_ends_where_its_verb_has_an_object(knowledge: Knowledge) -> None:
    facts = read(
        "Activités garanties : déploiement de progiciels de gestion, négoce de matériel informatique.",
        knowledge,
    )
    assert {fact.id for fact in facts.activities} == {"it.build.erp", "it.hw.sale"}


def test_sublimit_behind_a_limit_in_the_same_row(knowledge: Knowledge) -> None:
    facts = read(
        "# Garanties\nRC Professionnelle : 1 000 000 € dont 150 000 € pour les dommages immatériels non consécutifs",
        knowledge,
    )
    assert [(g.id, g.amount, g.sublimit) for g in facts.guarantees] == [
        ("rc.tous_dommages", 1_000_000, False),
        ("rc.dinc", 150_000, True),
    ]


@pytest.mark.parametrize(
    "stamp", ["ANNULÉ", "Annulée", "CANCELLED", "COPIE NON VALABLE", "CADUQUE"]
)
def test_stamp_of_a_cancelled_document_refuses_it(stamp: str, knowledge: Knowledge) -> None:
    facts = assemble(make_document(f"{stamp}\n{HEAD}"), knowledge)
    assert facts.document.refusal == "specimen"


def test_document_that_cancels_and_replaces_another_is_kept(knowledge: Knowledge) -> None:
    facts = assemble(
        make_document(f"{HEAD}ANNULE ET REMPLACE l'attestation du 02/01/2026."), knowledge
    )
    assert facts.document.refusal is None


def test_firm_s_own_word_is_no_attestation(knowledge: Knowledge) -> None:
    lines = "Bonjour, je vous confirme que nous sommes bien assurés. LUMEN CONSEIL SAS\n# Garanties\nRC Professionnelle : 1 000 000 €"
    assert assemble(make_document(lines), knowledge).document.refusal == "unrecognised"


def test_refused_cell_of_a_matrix_leaves_its_neighbours_in_force(knowledge: Knowledge) -> None:
    document = make_document(
        [
            "# Attestation d'assurance responsabilité civile",
            [
                ["Volet", "Dommages matériels", "Dommages immatériels non consécutifs"],
                ["RC exploitation", "1 000 000 €", "Option non souscrite"],
                ["RC professionnelle (en option)", "500 000 €", "200 000 €"],
            ],
        ]
    )
    found = {(g.section, g.id): str(g.status) for g in assemble(document, knowledge).guarantees}

    assert found == {
        ("rc.exploitation", "rc.materiel"): "granted",
        ("rc.exploitation", "rc.dinc"): "not_subscribed",
        ("rc.pro", "rc.materiel"): "not_subscribed",
        ("rc.pro", "rc.dinc"): "not_subscribed",
    }


def read_parts(*parts: object, knowledge: Knowledge) -> Facts:
    return assemble(make_document([*HEAD.strip().splitlines(), *parts]), knowledge)


def test_activity_whose_row_ended_is_left_out(knowledge: Knowledge) -> None:
    table = [
        ["Activité", "Depuis le", "Jusqu'au"],
        ["Développement de logiciels", "01/01/2020", ""],
        ["Hébergement", "01/01/2020", "31/12/2023"],
    ]
    facts = read_parts("# Activités", table, knowledge=knowledge)
    assert [fact.id for fact in facts.activities] == ["it.build.dev"]
    assert [fact.id for fact in facts.excluded_activities] == ["it.run.hosting"]


def test_table_of_demands_grants_nothing(knowledge: Knowledge) -> None:
    table = [["Garantie exigée", "Montant minimum"], ["RC Professionnelle", "2 000 000 €"]]
    assert read_parts("# Exigences du client", table, knowledge=knowledge).guarantees == ()


def test_table_of_years_gives_the_latest(knowledge: Knowledge) -> None:
    table = [
        ["Garantie", "2024", "2025", "2026"],
        ["RC Professionnelle", "2 000 000 €", "1 500 000 €", "1 000 000 €"],
    ]
    facts = read_parts("# Garanties", table, knowledge=knowledge)
    assert [g.amount for g in facts.guarantees] == [1_000_000]


def test_offer_of_more_leaves_the_printed_line_alone(knowledge: Knowledge) -> None:
    table = [["Garantie", "Plafond"], ["RC professionnelle", "1 000 000 € par sinistre"]]
    offer = "Une RC professionnelle à hauteur de 2 000 000 € par sinistre vous a été proposée."
    facts = assemble(make_document([*HEAD.splitlines(), table, offer]), knowledge)

    assert [(g.section, int(g.amount or 0)) for g in facts.guarantees] == [("rc.pro", 1000000)]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            "# Lexique\nProtection juridique : assistance en cas de litige, plafonnée à 20 000 €.",
            id="a lexicon explains",
        ),
        pytest.param(
            "Protection juridique : en cas de litige, généralement plafonnée à 20 000 €.",
            id="usual figures",
        ),
        pytest.param(
            "Responsabilité civile professionnelle et garantie financière du courtier conformes à "
            "l'article L. 512-6 du Code des assurances : 1 500 000 € par sinistre.",
            id="what the broker carries for itself",
        ),
    ],
)
def test_words_beside_the_cover_grant_nothing(lines: str, knowledge: Knowledge) -> None:
    facts = assemble(make_document("Attestation d'assurance\n" + lines), knowledge)

    assert [g for g in facts.guarantees if g.status is GuaranteeStatus.GRANTED] == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Perte de données, si sauvegardes quotidiennes : 100 000 € par an", id="si"),
        pytest.param(
            "Perte de données : 100 000 € par an, sauf absence de chiffrement", id="sauf absence"
        ),
    ],
)
def test_guarantee_with_a_condition_in_its_own_words(line: str, knowledge: Knowledge) -> None:
    facts = read(f"# Garanties\nRC professionnelle : 500 000 € par an\n{line}", knowledge)

    assert [bool(g.condition) for g in facts.guarantees if g.id == "rc.perte_donnees"] == [True]
