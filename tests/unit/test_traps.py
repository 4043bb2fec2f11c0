"""The trap list of domain.md §9, each played on documents through the real service."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from contract_files import attestation, contract, found, only, quotes, report_of

from checker.domain import Finding, ProtectionResult, Report
from checker.knowledge import Knowledge
from checker.service import Source

PRO = ("Responsabilité civile professionnelle : tous dommages confondus", "1 500 000 € par sinistre et par année d'assurance", "1 500 €")  # fmt: skip
DINC = ("dont dommages immatériels non consécutifs", "300 000 € par sinistre et par année d'assurance")  # fmt: skip
OPERATIONS = ("Responsabilité civile exploitation : tous dommages corporels, matériels et immatériels confondus", "8 000 000 € par sinistre")  # fmt: skip
ENGLISH = {
    "title": "CERTIFICATE OF PROFESSIONAL INDEMNITY INSURANCE",
    "activities": ("Bespoke software development",),
}


def state(report: Report, protection: str) -> str:
    return one(report, protection).state.value


def one(report: Report, protection: str) -> ProtectionResult:
    return next(each for each in report.protections if each.id == protection)


def activity_state(report: Report, activity: str) -> str:
    return next(each.state.value for each in report.activities if each.id == activity)


def dev(knowledge: Knowledge, *sources: Source, **more: object) -> Report:
    options = {"activities": ("it.build.dev",), **more}
    return report_of(knowledge, *sources, **options)


# ---------------------------------------------------------------- 1, 2: the decisive line


@pytest.mark.parametrize(
    ("rows", "consecutive", "pure"),
    [
        pytest.param([("Dommages immatériels consécutifs", "1 000 000 € par sinistre")], "evidenced", "not_evidenced", id="trap 1 fr: consecutive only"),
        pytest.param([("Consequential financial loss following insured damage", "EUR 1,000,000 per claim")], "evidenced", "not_evidenced", id="trap 1 en: consequential only"),
        pytest.param([("Dommages immatériels non consécutifs", "1 000 000 € par sinistre")], "not_evidenced", "evidenced", id="near miss: non consécutifs"),
    ],
)  # fmt: skip
def test_trap_1_consecutive_loss_evidences_no_pure_loss(
    rows: list[tuple[str, str]], consecutive: str, pure: str, knowledge: Knowledge
) -> None:
    title = "Responsabilité civile professionnelle : dommages corporels"
    report = dev(knowledge, attestation((title, "4 000 000 € par sinistre"), *rows))
    assert (state(report, "rc.dic"), state(report, "rc.dinc")) == (consecutive, pure)


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        pytest.param(500_000, "below_requirement", id="trap 2: 150 000 for 500 000"),
        pytest.param(150_000, "evidenced", id="near miss: the minimum reached"),
    ],
)
def test_trap_2_sublimit_answers_not_the_headline(
    minimum: int, expected: str, knowledge: Knowledge
) -> None:
    paper = attestation(
        ("Responsabilité civile professionnelle : tous dommages confondus", "8 000 000 € par sinistre"),
        ("dont dommages immatériels non consécutifs", "150 000 € par sinistre"),
    )  # fmt: skip
    report = dev(knowledge, paper, minimums={"rc.dinc": minimum})
    line = one(report, "rc.dinc")
    assert (line.state.value, line.found_amount) == (expected, Decimal(150_000))
    gaps = found(report, "protection_below_requirement", head="rc.dinc")
    assert [gap.gap for gap in gaps] == ([Decimal(350_000)] if minimum == 500_000 else [])


# ---------------------------------------------------------------- 3, 4: territory


@pytest.mark.parametrize(
    ("words", "countries", "gap"),
    [
        pytest.param("Les garanties s'exercent dans le monde entier, à l'exclusion des USA et du Canada.", ("US",), "US", id="trap 3 fr: hors USA/Canada"),
        pytest.param("Étendue territoriale : monde entier hors USA / Canada.", ("CA",), "CA", id="trap 3 fr: hors"),
        pytest.param("Territorial scope: worldwide excluding USA and Canada.", ("US",), "US", id="trap 3 en"),
        pytest.param("Les garanties s'exercent dans le monde entier, USA et Canada compris.", ("US",), None, id="near miss: compris"),
        pytest.param("Les garanties s'exercent dans le monde entier, à l'exclusion des USA et du Canada.", ("DE",), None, id="near miss: Germany"),
        pytest.param("Les travaux sont garantis dans les DROM-COM, à l'exclusion de la France métropolitaine.", (), "FR", id="trap 4: metropolitan France excluded"),
        pytest.param("Les garanties s'exercent en France métropolitaine, à l'exclusion des DROM-COM.", (), None, id="near miss: overseas excluded"),
    ],
)  # fmt: skip
def test_traps_3_and_4_place_outside_the_territory(
    words: str, countries: tuple[str, ...], gap: str | None, knowledge: Knowledge
) -> None:
    report = dev(knowledge, attestation(PRO, DINC, more=[words]), countries=countries)
    gaps = found(report, "territory_gap")
    assert [(g.country, g.severity) for g in gaps] == ([(gap, "critical")] if gap else [])
    assert all("exclu" in quotes(g, "attestation.pdf") or "hors" in quotes(g, "attestation.pdf") for g in gaps)  # fmt: skip


def test_trap_3_client_in_new_york(knowledge: Knowledge) -> None:
    paper = attestation(PRO, DINC, more=["Étendue territoriale : monde entier hors USA / Canada."])
    deal = contract(
        [
            (
                "Lieu d'exécution",
                "Les prestations sont réalisées dans les locaux du Client à New York (États-Unis).",
            )
        ]
    )
    gap = only(report_of(knowledge, deal, paper), "territory_gap", country="US")
    assert (gap.severity, gap.clause) == ("critical", "ct.territoire")
    assert "New York" in quotes(gap, "contrat.docx")


# ---------------------------------------------------------------- 5, 6, 7: nil and no figure


@pytest.mark.parametrize(
    ("limit", "deductible", "expected"),
    [
        pytest.param("300 000 € par sinistre", "Néant", ("evidenced", "none"), id="trap 5: néant as deductible"),
        pytest.param("Néant", "Néant", ("not_subscribed", None), id="trap 6: néant as limit"),
        pytest.param("Non garanti", "", ("not_subscribed", None), id="trap 6: non garanti"),
        pytest.param("Nil", "Nil", ("not_subscribed", None), id="trap 6 en: nil"),
        pytest.param("GARANTI", "1 500 €", ("evidenced_no_amount", "fixed"), id="trap 7: garanti without figure"),
        pytest.param("Acquis", "", ("evidenced_no_amount", None), id="trap 7: acquis"),
        pytest.param("Included", "", ("evidenced_no_amount", None), id="trap 7 en: included"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("label", "protection"),
    [
        pytest.param("Contrefaçon et propriété intellectuelle", "rc.pi", id="IP"),
        pytest.param("Défaut de performance", "rc.performance", id="performance"),
    ],
)
def test_traps_5_to_7_nil_and_granted_without_figure(
    label: str, protection: str, limit: str, deductible: str,
    expected: tuple[str, str | None], knowledge: Knowledge,
) -> None:  # fmt: skip
    report = dev(knowledge, attestation(PRO, (label, limit, deductible)))
    line = one(report, protection)
    kind = line.deductible.kind.value if line.deductible else None
    assert (line.state.value, kind) == expected
    assert label[:8] in " ".join(item.quote for item in line.evidence)


# ---------------------------------------------------------------- 8, 9: exclusions and their turns


@pytest.mark.parametrize(
    ("words", "exclusions"),
    [
        pytest.param("Restent exclus les dommages résultant d'une absence de sauvegarde des données.", {"ex.donnees": False}, id="trap 8 fr"),
        pytest.param("Excluded: loss or corruption of data where the insured kept no backup.", {"ex.donnees": False}, id="trap 8 en"),
        pytest.param("Ne sont pas garantis les pénalités de retard ; toutefois sont garanties les conséquences de la contrefaçon.", {"ex.penalites": False}, id="trap 9: toutefois turns the scope"),
        pytest.param("Ne sont pas garanties les pénalités de retard et la contrefaçon.", {"ex.penalites": False, "ex.contrefacon": False}, id="near miss: no turn"),
    ],
)  # fmt: skip
def test_traps_8_and_9_exclusions(
    words: str, exclusions: dict[str, bool], knowledge: Knowledge
) -> None:
    report = dev(knowledge, attestation(PRO, DINC, more=[words]))
    assert {e.id: e.reinstated for e in report.facts[0].exclusions} == exclusions
    for exclusion in report.facts[0].exclusions:
        assert exclusion.evidence[0].quote in words.replace("  ", " ")


# ---------------------------------------------------------------- 10, 11, 19: the wrong insurance


@pytest.mark.parametrize(
    ("paper", "missing"),
    [
        pytest.param(attestation(OPERATIONS), True, id="trap 10: operations only, titled RC Pro"),
        pytest.param(
            attestation(
                ("Incendie, explosion", "500 000 €"), ("Dégâts des eaux", "200 000 €"),
                ("Vol et vandalisme du matériel informatique", "50 000 €"),
                title="ATTESTATION D'ASSURANCE MULTIRISQUE PROFESSIONNELLE",
            ), True, id="trap 11: multirisque only",
        ),
        pytest.param(
            attestation(
                title="ATTESTATION D'ASSURANCE DE RESPONSABILITÉ DÉCENNALE OBLIGATOIRE",
                activities=("Travaux d'électricité et de câblage",),
                more=["Garantie de responsabilité civile décennale : 300 000 € par chantier, pour les travaux de construction soumis à l'obligation d'assurance."],
            ), True, id="trap 19: décennale for software",
        ),
        pytest.param(attestation(PRO, DINC), False, id="near miss: professional liability printed"),
    ],
)  # fmt: skip
def test_traps_10_11_19_other_insurance_is_no_professional_liability(
    paper: Source, missing: bool, knowledge: Knowledge
) -> None:
    report = dev(knowledge, paper)
    gaps = found(report, "rc_pro_missing")
    assert [g.severity for g in gaps] == (["critical"] if missing else [])
    assert (state(report, "rc.pro") == "evidenced") is not missing


def test_trap_11_property_cover_is_still_evidenced(knowledge: Knowledge) -> None:
    paper = attestation(
        ("Incendie, explosion", "500 000 €"),
        ("Vol et vandalisme du matériel informatique", "50 000 €"),
        title="ATTESTATION D'ASSURANCE MULTIRISQUE PROFESSIONNELLE",
    )
    report = dev(knowledge, paper)
    assert "mrp" in report.documents[0].families
    assert (state(report, "mrp.locaux"), state(report, "mrp.materiel")) == (
        "evidenced",
        "evidenced",
    )


def test_trap_19_decennale_is_said_to_be_the_wrong_document(knowledge: Knowledge) -> None:
    paper = attestation(
        title="ATTESTATION D'ASSURANCE DE RESPONSABILITÉ DÉCENNALE OBLIGATOIRE",
        activities=("Travaux d'électricité et de câblage",),
        more=["Garantie de responsabilité civile décennale : 300 000 € par chantier, pour les travaux de construction soumis à l'obligation d'assurance."],
    )  # fmt: skip
    assert only(dev(knowledge, paper), "wrong_document_type").severity == "high"
    assert not found(dev(knowledge, attestation(PRO)), "wrong_document_type")


# ---------------------------------------------------------------- 12, 13, 14: whose, for what


@pytest.mark.parametrize(
    ("words", "restricted"),
    [
        pytest.param("La présente attestation est délivrée pour la seule mission suivante : migration de la messagerie de la commune de Valmont.", True, id="trap 12: one mission"),
        pytest.param("La présente attestation vaut exclusivement pour le site de Valmont.", True, id="trap 12: one site"),
        pytest.param("This certificate is valid solely for the following project: migration of the Valmont mail servers.", True, id="trap 12 en: one project"),
        pytest.param("La présente attestation est délivrée pour servir et valoir ce que de droit.", False, id="near miss: boilerplate"),
    ],
)  # fmt: skip
def test_trap_12_one_site_or_mission(words: str, restricted: bool, knowledge: Knowledge) -> None:
    report = dev(knowledge, attestation(PRO, DINC, more=[words]))
    assert bool(found(report, "restricted_scope")) is restricted
    assert state(report, "rc.pro") == ("conditional" if restricted else "evidenced")


def test_trap_13_two_attestations_are_merged_and_never_summed(knowledge: Knowledge) -> None:
    cyber = attestation(
        ("Responsabilité civile cyber : atteinte aux données", "250 000 € par sinistre et par an"),
        ("Frais de notification", "100 000 € par sinistre et par an"),
        name="cyber.pdf", policy="CY 88 310", title="ATTESTATION D'ASSURANCE CYBER",
    )  # fmt: skip
    second = attestation(
        ("Responsabilité civile professionnelle : tous dommages confondus", "400 000 € par sinistre et par année d'assurance"),
        name="seconde.pdf", policy="RC 5500 118",
    )  # fmt: skip
    report = dev(knowledge, attestation(PRO, DINC), cyber, second)
    assert one(report, "rc.pro").found_amount == Decimal(1_500_000)
    assert state(report, "cyb.notification") == "evidenced"
    assert one(report, "cyb.notification").evidence[0].document == "cyber.pdf"


@pytest.mark.parametrize(
    ("firm", "insured"),
    [
        pytest.param("CALANQUE ULTRAMARINE", False, id="trap 14: subsidiary not listed"),
        pytest.param("CALANQUE SERVICES", True, id="near miss: subsidiary listed"),
        pytest.param("GROUPE CALANQUE", True, id="near miss: the policyholder"),
    ],
)
def test_trap_14_group_policy(firm: str, insured: bool, knowledge: Knowledge) -> None:
    paper = attestation(
        PRO, DINC, holder="GROUPE CALANQUE", siren="443 061 841",
        more=["Le souscripteur agit tant pour son compte que pour celui de ses filiales. Assurés additionnels : CALANQUE SERVICES et CALANQUE MAINTENANCE."],
    )  # fmt: skip
    report = dev(knowledge, paper, firm=firm)
    assert [f.severity for f in found(report, "entity_not_insured")] == ([] if insured else ["critical"])  # fmt: skip
    assert state(report, "rc.pro") == ("evidenced" if insured else "not_evidenced")


# ---------------------------------------------------------------- 15, 16, 20: numbers, activities


@pytest.mark.parametrize(
    ("siren", "invalid"),
    [
        pytest.param("732 829 321", True, id="trap 15: wrong key"),
        pytest.param("732 829 320", False, id="near miss: right key"),
    ],
)
def test_trap_15_siren_key(siren: str, invalid: bool, knowledge: Knowledge) -> None:
    report = dev(knowledge, attestation(PRO, siren=siren))
    assert bool(found(report, "identifier_invalid")) is invalid


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("Conseil en systèmes d'information", "not_evidenced", id="trap 16: advice for hosting"),
        pytest.param("IT consultancy", "not_evidenced", id="trap 16 en: advice for hosting"),
        pytest.param("Hébergement de sites et d'applications", "evidenced", id="near miss: hosting"),
    ],
)  # fmt: skip
def test_trap_16_advice_is_not_hosting(printed: str, expected: str, knowledge: Knowledge) -> None:
    report = report_of(
        knowledge, attestation(PRO, activities=(printed,)), activities=("it.run.hosting",)
    )
    assert activity_state(report, "it.run.hosting") == expected
    assert bool(found(report, "activity_not_evidenced")) is (expected == "not_evidenced")


def test_trap_16_hosting_ordered_by_the_contract(knowledge: Knowledge) -> None:
    paper = attestation(PRO, DINC, activities=("Conseil en systèmes d'information",))
    deal = contract([], services="hébergement de l'extranet du Client")
    gap = only(report_of(knowledge, deal, paper), "activity_not_evidenced")
    assert (gap.severity, gap.concerns) == ("critical", ("it.run.hosting",))
    other = contract([], services="conseil en systèmes d'information")
    assert not found(report_of(knowledge, other, paper), "activity_not_evidenced")


def test_trap_20_naf_61_20y_is_resale_of_telecoms(knowledge: Knowledge) -> None:
    entry = knowledge.naf["61.20Y"]
    assert "revente" in entry.label.lower()
    assert entry.activities == ("it.telecom.reseller",)


# ---------------------------------------------------------------- 17, 18: contract and insurance


@pytest.mark.parametrize(
    ("words", "language", "uncapped"),
    [
        pytest.param("Une pénalité de 0,5 % du prix par jour de retard est due, sans limitation.", "fr", True, id="trap 17 fr"),
        pytest.param("Liquidated damages of 1% of the Charges per day of delay shall apply, without limit.", "en", True, id="trap 17 en"),
        pytest.param("Une pénalité de 0,5 % du prix par jour de retard est due, dans la limite de 10 % du prix.", "fr", False, id="near miss: capped"),
    ],
)  # fmt: skip
def test_trap_17_penalties_are_uninsured(
    words: str, language: str, uncapped: bool, knowledge: Knowledge
) -> None:
    deal = contract([("Pénalités", words)], language=language)
    report = report_of(knowledge, deal, attestation(PRO, DINC))
    exposure: Finding = only(report, "penalties_uninsured")
    assert exposure.evidence[0].quote == words.rstrip(".") or exposure.evidence[0].quote == words
    assert [f.severity for f in found(report, "penalties_uncapped")] == (["critical"] if uncapped else [])  # fmt: skip


@pytest.mark.parametrize(
    ("words", "language"),
    [
        pytest.param("La responsabilité du Prestataire est limitée au montant hors taxes versé par le Client au cours des douze (12) derniers mois.", "fr", id="trap 18 fr"),
        pytest.param("The Supplier's total liability shall not exceed the fees paid in the twelve months preceding the claim.", "en", id="trap 18 en"),
    ],
)  # fmt: skip
def test_trap_18_fees_formula_is_a_threshold(
    words: str, language: str, knowledge: Knowledge
) -> None:
    paper = attestation(
        ("Responsabilité civile professionnelle : tous dommages confondus", "3 000 000 € par sinistre et par an"),
        ("dont dommages immatériels non consécutifs", "2 000 000 € par sinistre et par an"),
    )  # fmt: skip
    report = report_of(knowledge, contract([("Responsabilité", words)], language=language), paper)
    formula = only(report, "cap_formula")
    assert (formula.threshold, formula.gap, formula.severity) == (Decimal(2_000_000), None, "medium")  # fmt: skip
    assert not found(report, "cap_exceeds_policy")


def test_traps_validity_is_inclusive_on_both_ends(knowledge: Knowledge) -> None:
    paper = attestation(PRO, DINC)
    states = [
        state(dev(knowledge, paper, as_of=day), "rc.pro")
        for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    ]  # fmt: skip
    assert states == ["not_evidenced", "evidenced", "evidenced", "not_evidenced"]
