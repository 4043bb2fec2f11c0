"""Clauses of contracts as fifty firms might write them; one sentence, one expectation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import make_document

from checker.assembly.clauses import find_clauses
from checker.domain import Clause
from checker.knowledge import Knowledge
from checker.language import analyse


def read(text: str, knowledge: Knowledge) -> list[Clause]:
    return list(find_clauses(analyse(make_document(text), knowledge), knowledge))


def only(clauses: list[Clause], identifier: str) -> Clause:
    (found,) = [clause for clause in clauses if clause.id == identifier]
    return found


@pytest.mark.parametrize(
    ("sentence", "form", "amount", "rate"),
    [
        pytest.param(
            "La responsabilité totale cumulée du Prestataire, toutes causes confondues, est limitée à 500 000 €.",
            "fixed", 500_000, None, id="limitée à",
        ),
        pytest.param(
            "En tout état de cause, la responsabilité de l'Éditeur ne saurait excéder la somme de deux cent mille euros (200 000 €) par année contractuelle.",
            "fixed", 200_000, None, id="ne saurait excéder, en lettres",
        ),
        pytest.param(
            "Le montant total des indemnités mises à la charge du Titulaire ne pourra dépasser le montant hors taxes effectivement réglé par le Client au cours des douze (12) derniers mois.",
            "fees_12_months", None, 100, id="douze derniers mois",
        ),
        pytest.param(
            "La responsabilité de la Société est plafonnée au montant des sommes facturées durant les six mois précédant le fait générateur.",
            "fees_multiple", None, 50, id="six derniers mois",
        ),
        pytest.param(
            "Son engagement financier, tous sinistres cumulés et hors pénalités, est borné à 120 % du prix forfaitaire.",
            "percent_of_price", None, 120, id="engagement, hors pénalités",
        ),
        pytest.param(
            "Les dommages-intérêts auxquels il serait condamné ne dépasseront pas le prix du contrat.",
            "percent_of_price", None, 100, id="ne dépasseront pas",
        ),
        pytest.param(
            "En cas d'atteinte aux données, la limite est portée à 3 000 000 € par année contractuelle.",
            "fixed", 3_000_000, None, id="limite portée à",
        ),
        pytest.param(
            "La responsabilité du Prestataire est limitée à 150 % du prix hors taxes du Contrat.",
            "percent_of_price", None, 150, id="pourcentage du prix",
        ),
        pytest.param(
            "La responsabilité du Prestataire est limitée à deux fois le montant annuel des redevances.",
            "percent_of_price", None, 200, id="multiple annuel",
        ),
        pytest.param(
            "La responsabilité du Prestataire est limitée au montant de la commande concernée.",
            "per_order", None, 100, id="par commande",
        ),
        pytest.param(
            "La responsabilité du Prestataire est limitée au plafond de sa police d'assurance.",
            "policy_limit", None, None, id="police",
        ),
        pytest.param(
            "The Supplier's total aggregate liability under this Agreement shall not exceed £1,000,000.",
            "fixed", 1_000_000, None, id="English fixed",
        ),
        pytest.param(
            "The Provider's maximum liability in any contract year shall be limited to 125% of the Charges paid in the preceding twelve months.",
            "fees_12_months", None, 125, id="English fees",
        ),
    ],
)  # fmt: skip
def test_assembly_clauses_cap_forms(
    sentence: str, form: str, amount: int | None, rate: int | None, knowledge: Knowledge
) -> None:
    cap = only(read(sentence, knowledge), "ct.cap")
    expected_amount = None if amount is None else Decimal(amount)
    expected_rate = None if rate is None else Decimal(rate)
    assert (cap.form, cap.amount, cap.rate) == (form, expected_amount, expected_rate)


@pytest.mark.parametrize(
    ("sentence", "identifier"),
    [
        pytest.param("La responsabilité du Prestataire est illimitée.", "ct.nocap", id="illimitée"),
        pytest.param("The Supplier's liability shall be unlimited.", "ct.nocap", id="unlimited"),
        pytest.param("Sa responsabilité n'est ni limitée ni plafonnée.", "ct.nocap", id="ni limitée"),
        pytest.param("Cette clause ne trouve pas à s'appliquer en présence d'une faute dolosive ou d'un dommage corporel.", "ct.cap.carveouts", id="clause does not apply"),
        pytest.param("Aucune limite n'est applicable au dommage corporel, au dol et à la faute lourde.", "ct.cap.carveouts", id="no limit applies to"),
        pytest.param("Le plafond ne pourra être opposé à la Banque en cas de faute lourde.", "ct.cap.carveouts", id="cap cannot be opposed"),
        pytest.param("9 – Discrétion. Nous gardons pour nous ce que vous nous dites, sans limite de temps.", "ct.confidentialite", id="title at the head of a paragraph"),
        pytest.param("Tamarack performs encrypted backups of Subscriber Data every six hours.", "ct.pca", id="backups every six hours"),
        pytest.param("For sixty days following termination Subscriber may download its data.", "ct.reversibilite", id="download after termination"),
        pytest.param("# Assurances\nLes attestations, datées de moins de six mois, sont jointes à l'accusé de réception.", "ct.attestation", id="certificates joined"),
        pytest.param("Le Prestataire réparera l'intégralité des préjudices subis par le Client.", "ct.nocap", id="intégralité"),
        pytest.param("Cette limitation ne s'applique pas en cas de faute lourde ou de violation de la confidentialité.", "ct.cap.carveouts", id="carve-out"),
        pytest.param("Nothing in this Agreement shall limit either party's liability for death or personal injury.", "ct.cap.carveouts", id="English carve-out"),
        pytest.param("Le Prestataire ne pourra être tenu responsable des dommages indirects.", "ct.indirects", id="indirects"),
        pytest.param("Neither party shall be liable for loss of profit or consequential loss.", "ct.indirects", id="consequential"),
        pytest.param("Le Prestataire s'engage, au titre d'une obligation de résultat, à livrer le système.", "ct.resultat", id="résultat"),
        pytest.param("Le Client et ses assureurs renoncent à recourir ; le Prestataire renonce à tout recours contre le Client.", "ct.renonciation", id="renonciation"),
        pytest.param("Le Prestataire garantit le Client contre toute action en contrefaçon.", "ct.garantie_pi", id="contrefaçon"),
        pytest.param("The Supplier shall indemnify the Customer against any claim that the Software infringes third party rights.", "ct.garantie_pi", id="IP indemnity"),
        pytest.param("Le Prestataire traite les données à caractère personnel sur instruction du Client, au sens du RGPD.", "ct.rgpd", id="RGPD"),
        pytest.param("The Supplier shall not subcontract any of the Services without consent.", "ct.sstt", id="subcontract"),
        pytest.param("Toute sous-traitance est soumise à l'accord préalable du Client.", "ct.sstt", id="sous-traitance"),
        pytest.param("La livraison fait l'objet d'une recette prononcée par procès-verbal.", "ct.recette", id="recette"),
        pytest.param("Le marché est soumis au CCAG-TIC approuvé par arrêté du 30 mars 2021.", "ct.ccag", id="CCAG"),
        pytest.param("Le Client est mentionné comme assuré additionnel.", "ct.assurance_assure", id="assuré additionnel"),
        pytest.param("Le Prestataire restitue l'ensemble des données au Client à la fin du contrat.", "ct.reversibilite", id="restitution"),
        pytest.param("L'Hébergeur garantit un taux de disponibilité de 99,5 % par mois.", "ct.sla", id="disponibilité"),
        pytest.param("Une sauvegarde quotidienne des données est effectuée et testée.", "ct.pca", id="sauvegarde"),
        pytest.param("Le Titulaire remettra une attestation d'assurance avant tout commencement d'exécution.", "ct.attestation", id="attestation"),
        pytest.param("Chaque Partie s'engage à garder confidentielles les informations reçues.", "ct.confidentialite", id="confidentialité"),
    ],
)  # fmt: skip
def test_assembly_clauses_plain_clause_is_found(
    sentence: str, identifier: str, knowledge: Knowledge
) -> None:
    assert identifier in {clause.id for clause in read(sentence, knowledge)}


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        pytest.param("Tout retard de paiement entraîne des pénalités de retard au taux de 10 %.", "ct.penalites", id="late payment"),
        pytest.param("Son engagement, hors pénalités, est borné à 120 % du prix.", "ct.penalites.cap", id="penalties left out"),
        pytest.param("Aucune obligation de résultat ne pèse sur le Prestataire.", "ct.resultat", id="no result"),
        pytest.param("Le Prestataire met en œuvre son plan d'assurance qualité.", "ct.assurance", id="quality"),
        pytest.param("La responsabilité du Prestataire ne peut être engagée en cas de force majeure.", "ct.cap", id="force majeure"),
        pytest.param("La société de droit belge ALPHA livre les modules.", "ct.loi", id="company under Belgian law"),
        pytest.param("Le Prestataire remet son attestation de vigilance URSSAF.", "ct.attestation", id="URSSAF"),
        pytest.param("L'Intégrateur répond de tous les dommages, directs et indirects.", "ct.indirects", id="answers for indirect loss"),
    ],
)  # fmt: skip
def test_assembly_clauses_mention_is_no_clause(
    sentence: str, absent: str, knowledge: Knowledge
) -> None:
    assert absent not in {clause.id for clause in read(sentence, knowledge)}


@pytest.mark.parametrize(
    ("text", "rate", "unit", "cap"),
    [
        pytest.param("Une pénalité de 0,5 % du prix par jour de retard est due, dans la limite de 10 %.", "0.5", "percent_per_day", "10", id="percent per day"),
        pytest.param("En cas de retard, le Prestataire doit une pénalité de 300 € par jour calendaire.\nLe montant total des pénalités est plafonné à 5 % du prix.", "300", "eur_per_day", "5", id="cap apart"),
        pytest.param("Liquidated damages of 1% of the Charges per week of delay shall apply, up to a maximum of 10%.", "1", "percent_per_week", "10", id="English"),
        pytest.param("# § 6 Retard\nÀ défaut, l'Intégrateur verse, par semaine entamée, une somme égale à 1,5 % du prix, jusqu'à concurrence de 12 % de ce prix.", "1.5", "percent_per_week", "12", id="a sum under a title"),
        pytest.param("Le titulaire encourt une pénalité de 200 € par jour. Leur montant total est limité à 15 % du marché.", "200", "eur_per_day", "15", id="their total"),
        pytest.param("Le titulaire encourt une pénalité de 200 € par jour, déduite du paiement de la facture suivante.", "200", "eur_per_day", None, id="deducted from an invoice"),
        pytest.param("# 5 DELAY\nFor each complete week by which a Deliverable is late, the Company may deduct 1% of its price, not exceeding 5% in total.", "1", "percent_per_week", "5", id="a deduction for each complete week"),
        pytest.param("Le retard donne lieu à une pénalité de 1 ‰ du montant du marché par jour.", "0.1", "percent_per_day", None, id="per mille"),
    ],
)  # fmt: skip
def test_assembly_clauses_penalties(
    text: str, rate: str, unit: str, cap: str | None, knowledge: Knowledge
) -> None:
    penalty = only(read(text, knowledge), "ct.penalites")
    assert (penalty.rate, penalty.unit) == (Decimal(rate), unit)
    assert penalty.cap_percent == (None if cap is None else Decimal(cap))


def test_assembly_clauses_penalties_in_a_column(knowledge: Knowledge) -> None:
    lines = [
        "# 4. Niveaux de service",
        [["Indicateur", "Engagement", "Pénalité"], ["GTR", "4 heures", "150 € par heure entamée"]],
        "Le montant cumulé des pénalités d'un mois ne peut dépasser 20 % de la redevance.",
    ]
    found = find_clauses(analyse(make_document(lines), knowledge), knowledge)
    penalty = only(list(found), "ct.penalites")
    assert (penalty.rate, penalty.unit, penalty.cap_percent) == (150, "eur_per_hour", 20)


def test_assembly_clauses_penalty_and_its_cap_in_two_columns(knowledge: Knowledge) -> None:
    rows = [
        ["Manquement", "Retenue applicable", "Maximum"],
        ["Jalon dépassé", "0,75 % du prix par jour ouvré", "15 % de ce prix"],
    ]
    found = find_clauses(analyse(make_document(["# B.4 Pénalités", rows]), knowledge), knowledge)
    penalty = only(list(found), "ct.penalites")
    assert (penalty.rate, penalty.cap_percent) == (Decimal("0.75"), 15)


@pytest.mark.parametrize(
    ("sentence", "heads"),
    [
        pytest.param("Ce plafond ne s'applique pas en cas de violation des articles C.3 ou C.4.", {"rc.confidentialite", "rc.rgpd"}, id="two articles"),
        pytest.param("The limit in clause C.1 shall not apply to the indemnity in clause C.5.2.", {"rc.pi"}, id="a clause of an article"),
        pytest.param("Ce plafond ne s'applique pas en cas de faute lourde, au sens de l'article 1231 du code civil.", set[str](), id="an article of the law"),
    ],
)  # fmt: skip
def test_assembly_clauses_carveout_names_articles(
    sentence: str, heads: set[str], knowledge: Knowledge
) -> None:
    text = (
        f"# C.1 Responsabilité\n{sentence}\n# C.3 Secret et confidentialité\nLe secret est tenu."
        "\n# C.4 Données à caractère personnel\nLa Banque décide.\n# C.5 Propriété "
        "intellectuelle\nLes droits sont cédés."
    )
    assert heads == set(only(read(text, knowledge), "ct.cap.carveouts").heads)


def test_assembly_clauses_insurance_heads_and_amounts(knowledge: Knowledge) -> None:
    text = """
    Article 12 – Assurances
    Le Prestataire souscrit et maintient une assurance de responsabilité civile professionnelle d'un montant minimum de 2 000 000 € par sinistre et par an, dont 800 000 € pour les dommages immatériels non consécutifs, et une responsabilité civile exploitation de 5 M€ par sinistre.
    Cette assurance est maintenue deux ans après la fin du contrat.
    """
    found = {
        c.head: (c.amount, c.basis, c.tail_months)
        for c in read(text, knowledge)
        if c.id == "ct.assurance"
    }
    assert found == {
        "rc.pro": (Decimal(2_000_000), "PER_CLAIM_AND_YEAR", 24),
        "rc.dinc": (Decimal(800_000), "UNSTATED", 24),
        "rc.exploitation": (Decimal(5_000_000), "PER_CLAIM", 24),
    }


@pytest.mark.parametrize(
    ("text", "months"),
    [
        pytest.param("Le contrat est conclu pour une durée de trois ans.", 36, id="ans"),
        pytest.param("Durée : vingt-quatre mois", 24, id="label"),
        pytest.param("Le contrat court pendant deux ans.", 24, id="court pendant"),
        pytest.param("L'engagement du Client est de cinq ans fermes.", 60, id="engagement"),
        pytest.param(
            "This Agreement shall continue for an initial term of two years.", 24, id="English"
        ),
    ],
)
def test_assembly_clauses_term(text: str, months: int, knowledge: Knowledge) -> None:
    assert only(read(text, knowledge), "ct.duree").months == months


@pytest.mark.parametrize(
    ("text", "law"),
    [
        pytest.param("Le présent contrat est régi par le droit français.", "FR", id="French"),
        pytest.param(
            "This Agreement is governed by the laws of England and Wales.", "GB", id="English"
        ),
        pytest.param("Le contrat est soumis à la loi belge.", "BE", id="Belgian"),
        pytest.param(
            "English law applies and the courts of London have jurisdiction.", "GB", id="applies"
        ),
    ],
)
def test_assembly_clauses_law(text: str, law: str, knowledge: Knowledge) -> None:
    assert only(read(text, knowledge), "ct.loi").law == law
