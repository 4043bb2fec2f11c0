from __future__ import annotations

import pytest

from checker.domain import Severity
from checker.knowledge import Knowledge

# The founding lists, transcribed from domain.md 4.1: what each risk that they name for an
# activity is called in the taxonomy. Severity: each is at least high.
FOUNDING: dict[str, dict[str, tuple[str, ...]]] = {
    "it.telecom.isp": {
        "défaut de fonctionnement": ("rc.bug",),
        "défaut de performance": ("rc.performance",),
        "débit non-conforme": ("rc.performance",),
        "pertes de données confidentielles": ("rc.confidentialite", "rc.perte_donnees"),
        "non respect de la CNIL": ("rc.rgpd",),
    },
    "it.build.web": {
        "retard de livraison": ("rc.retard",),
        "dysfonctionnements": ("rc.bug",),
        "violation des droits à l’image": ("rc.image",),
        "perte de données": ("rc.perte_donnees",),
    },
    "it.build.dev": {
        "défaut de conception": ("rc.bug",),
        "mauvaise mise en œuvre du cahier des charges": ("rc.bug",),
        "retard de livraison": ("rc.retard",),
        "virus": ("rc.virus",),
        "défaut de programmation par rapport aux infrastructures du site": ("rc.bug", "rc.incompatibilite"),
        "non respect des normes de l’entreprise": ("rc.incompatibilite",),
        "incompatibilité avec des systèmes internes": ("rc.incompatibilite",),
    },
    "it.consulting.si": {
        "défaut de conseil": ("rc.conseil",),
        "insuffisance d’informations": ("rc.conseil",),
        "erreur d’analyse": ("rc.conseil",),
        "faute professionnelle": ("rc.faute",),
    },
    "it.run.hosting": {
        "perte de données": ("rc.perte_donnees",),
        "mauvaise protection d’informations confidentielles": ("rc.confidentialite",),
        "violation du droit à l’image": ("rc.image",),
    },
    "it.hw.sale": {
        "insuffisance de performance": ("rc.performance",),
        "mauvais fonctionnement": ("rc.bug",),
        "dommages causés par le matériel fourni": ("rc.materiel_fourni",),
    },
    "it.training": {
        "insuffisance de formation": ("rc.formation",),
        "erreur": ("rc.faute",),
        "omission": ("rc.faute",),
        "non respect des règles sur la propriété droits d’auteur": ("rc.pi",),
    },
    "it.hw.install": {
        "omission": ("rc.faute",),
        "erreur d’appréciation": ("rc.conseil",),
        "perte de données": ("rc.perte_donnees",),
        "casse": ("rc.materiel_casse",),
    },
    "it.hw.cleanroom": {
        "défaut de performance": ("rc.performance",),
        "perte de données": ("rc.perte_donnees",),
        "responsabilité civile décennale": ("rc.decennale",),
        "pertes d’exploitation": ("rc.perte_ca", "mrp.pe"),
    },
    "it.run.tma": {
        "omission": ("rc.faute",),
        "négligence": ("rc.faute",),
        "malveillance": ("rc.malveillance",),
        "perte de données": ("rc.perte_donnees",),
        "dommages aux biens confiés": ("rc.biens_confies",),
    },
    "it.build.cms": {
        "bug bloquant après mise à jour": ("rc.bug", "rc.perte_ca", "rc.image_client"),
        "perte de données lors d’une migration": ("rc.perte_donnees",),
        "faille de sécurité entraînant un piratage (vol de données, ransomware, perte de crédibilité)": (
            "rc.intrusion",
            "rc.rgpd",
            "cyb.extorsion",
            "rc.image_client",
        ),
        "retard de livraison": ("rc.retard",),
        "erreur d’intégration aux conséquences financières (paiement en ligne, formulaire, e-commerce)": (
            "rc.bug",
            "rc.perte_ca",
        ),
        "dommages matériels, immatériels ou financiers": ("rc.materiel", "rc.dinc"),
        "frais de défense": ("def.frais",),
        "erreurs, omissions, négligences": ("rc.faute",),
        "multirisque : bureau": ("mrp.locaux",),
        "multirisque : matériel informatique (vol, casse, surtension)": ("mrp.materiel",),
        "multirisque : perte d’exploitation (option)": ("mrp.pe",),
    },
}  # fmt: skip
# "Maintenance applicative ou matériels" is one founding activity and two of ours.
FOUNDING["it.run.hw_maintenance"] = FOUNDING["it.run.tma"]

GENERAL: dict[str, str] = {
    "bug": "rc.bug",
    "virus": "rc.virus",
    "violation du droit à l’image": "rc.image",
    "perte d’image": "rc.image_client",
    "matériel cassé": "rc.materiel_casse",
    "destruction de biens confiés par vos clients": "rc.biens_confies",
    "perte de chiffre d’affaire": "rc.perte_ca",
}
TRANSVERSAL: dict[str, str] = {
    "frais de défense même sans responsabilité": "def.frais",
    "couverture pendant et après livraison": "time.post_livraison",
}
# The activities of domain.md 2.2: 58 leaves.
LEAVES = 58


@pytest.mark.parametrize(
    ("activity", "wording", "protection"),
    [
        pytest.param(activity, wording, protection, id=f"{activity}-{wording}-{protection}")
        for activity, risks in FOUNDING.items()
        for wording, protections in risks.items()
        for protection in protections
    ],
)
def test_matrix_requires_each_founding_risk_of_an_activity(
    knowledge: Knowledge, activity: str, wording: str, protection: str
) -> None:
    listed = {risk.wording: risk.ids for risk in knowledge.rows[activity].founding}
    assert protection in listed.get(wording, ())
    required = {need.protection: need.severity for need in knowledge.matrix[activity]}
    assert required.get(protection) in (Severity.CRITICAL, Severity.HIGH)


@pytest.mark.parametrize("activity", FOUNDING, ids=str)
def test_matrix_invents_no_founding_risk(knowledge: Knowledge, activity: str) -> None:
    listed = {risk.wording: risk.ids for risk in knowledge.rows[activity].founding}
    assert FOUNDING[activity] == listed


@pytest.mark.parametrize(("wording", "protection"), GENERAL.items(), ids=str)
def test_matrix_requires_the_general_risks_of_every_activity(
    knowledge: Knowledge, wording: str, protection: str
) -> None:
    assert {risk.wording: risk.ids for risk in knowledge.general.founding}[wording] == (protection,)
    for activity, needs in knowledge.matrix.items():
        assert protection in {need.protection for need in needs}, activity


@pytest.mark.parametrize(("wording", "protection"), TRANSVERSAL.items(), ids=str)
def test_matrix_requires_the_transversal_risks_of_every_activity(
    knowledge: Knowledge, wording: str, protection: str
) -> None:
    assert {risk.wording: risk.ids for risk in knowledge.common.founding}[wording] == (protection,)
    for activity, needs in knowledge.matrix.items():
        graded = {need.protection: need.severity for need in needs}
        assert graded.get(protection) in (Severity.CRITICAL, Severity.HIGH), activity


@pytest.mark.parametrize(
    ("protection", "severity"),
    [
        pytest.param("rc.pro", Severity.CRITICAL, id="professional cover"),
        pytest.param("rc.dinc", Severity.CRITICAL, id="pure financial loss"),
        pytest.param("rc.faute", Severity.CRITICAL, id="fault"),
        pytest.param("def.frais", Severity.HIGH, id="defence"),
        pytest.param("rc.exploitation", Severity.HIGH, id="general liability"),
    ],
)
def test_matrix_common_row_holds_for_every_activity(
    knowledge: Knowledge, protection: str, severity: Severity
) -> None:
    order = list(Severity)
    for activity, needs in knowledge.matrix.items():
        graded = {need.protection: need.severity for need in needs}
        assert order.index(graded[protection]) <= order.index(severity), activity


def test_matrix_has_a_row_for_every_activity(knowledge: Knowledge) -> None:
    assert len(knowledge.rows) == LEAVES
    assert knowledge.rows.keys() == knowledge.activities.keys()


@pytest.mark.parametrize(
    ("activity", "severity", "protections"),
    [
        pytest.param("it.run.backup", Severity.CRITICAL, {"rc.perte_donnees"}, id="backup"),
        pytest.param("it.build.erp", Severity.CRITICAL, {"rc.bug", "rc.retard"}, id="erp"),
        pytest.param("it.consulting.expert_judiciaire", Severity.CRITICAL, {"time.subsequente"}, id="court expert"),
        pytest.param("it.run.msp", Severity.HIGH, {"rc.faute", "rc.biens_confies", "rc.malveillance", "cyb.rc"}, id="msp"),
        pytest.param("it.run.colo", Severity.MEDIUM, {"rc.biens_confies"}, id="colocation"),
        pytest.param("it.hw.security", Severity.CRITICAL, {"rc.exploitation"}, id="security"),
    ],
)  # fmt: skip
def test_matrix_rows_keep_the_grades_of_the_full_matrix(
    knowledge: Knowledge, activity: str, severity: Severity, protections: set[str]
) -> None:
    order = list(Severity)
    graded = {need.protection: need.severity for need in knowledge.matrix[activity]}
    for protection in protections:
        assert order.index(graded[protection]) <= order.index(severity), protection


def test_matrix_grades_gravest_first(knowledge: Knowledge) -> None:
    order = list(Severity)
    for activity, needs in knowledge.matrix.items():
        ranks = [order.index(need.severity) for need in needs]
        assert ranks == sorted(ranks), activity
        assert len({need.protection for need in needs}) == len(needs), activity


def test_profiles_class_every_activity(knowledge: Knowledge) -> None:
    for profile in knowledge.profiles.values():
        for activity in knowledge.activities:
            assert "rc.dinc" in profile.minimums_for([activity]), (profile.id, activity)


def test_profiles_say_that_they_are_no_legal_minimum(knowledge: Knowledge) -> None:
    assert {"default", "freelance", "tpe", "pme", "eti", "critical", "public"} <= set(
        knowledge.profiles
    )
    for profile in knowledge.profiles.values():
        assert "pas un minimum légal" in profile.note.fr
        assert "not a legal minimum" in profile.note.en


def test_profiles_ask_more_of_heavier_classes(knowledge: Knowledge) -> None:
    for profile in knowledge.profiles.values():
        floors = [profile.by_class[name]["rc.dinc"] for name in "ABCD"]
        assert floors == sorted(floors), profile.id


def test_legal_references_say_which_text_was_read(knowledge: Knowledge) -> None:
    for entry in knowledge.legal.values():
        read = entry.status == "read"
        assert read == (entry.text_date is not None), entry.id
