from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from made_facts import AS_OF, FULL, activity, cited, excluded, line, make_facts

from checker.domain import (
    Declaration,
    Deductible,
    DeductibleKind,
    Facts,
    Finding,
    Kind,
    Report,
    Severity,
    Territory,
    Trigger,
    Verdict,
)
from checker.knowledge import Knowledge
from checker.rules import assess

RISKS = ("rc.faute", "rc.conseil", "rc.perte_donnees", "rc.pi", "rc.retard", "rc.performance")


def check(
    knowledge: Knowledge,
    *facts: Facts,
    activities: tuple[str, ...] = ("it.build.dev",),
    as_of: dt.date = AS_OF,
    language: str = "fr",
    minimums: dict[str, int] | None = None,
    profile: str | None = None,
    firm: str | None = None,
    countries: tuple[str, ...] = (),
) -> Report:
    declaration = Declaration(
        activities=activities,
        minimums=tuple((key, Decimal(value)) for key, value in (minimums or {}).items()),
        profile=profile,
        as_of=as_of,
        language=language,
        firm=firm,
        countries=countries,
    )
    return assess(facts, declaration, knowledge)


def only(report: Report, code: str) -> Finding:
    found = [finding for finding in report.findings if finding.code == code]
    assert len(found) == 1, [finding.code for finding in report.findings]
    return found[0]


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


# ------------------------------------------------------------------ activities


@pytest.mark.parametrize(
    ("facts", "code", "severity"),
    [
        pytest.param({"activities": ["it.run.hosting"]}, None, None, id="named"),
        pytest.param({"activities": ["it.consulting.si"]}, "activity_not_evidenced", Severity.CRITICAL, id="trap 16: advice attested, hosting ordered"),
        pytest.param({"excluded_activities": ["it.run.hosting"]}, "activity_excluded", Severity.CRITICAL, id="excluded"),
        pytest.param({"activities": [], "umbrella": ["it.run.hosting"]}, "activity_unclear", Severity.HIGH, id="generic wording"),
        pytest.param({"activities": ["it.run.hosting"], "excluded_activities": ["it.run.hosting"]}, "activity_unclear", Severity.HIGH, id="named and excluded"),
        pytest.param({"umbrella": ["it.run.hosting"], "excluded_activities": ["it.run.hosting"]}, "activity_excluded", Severity.CRITICAL, id="generic wording, excluded by name"),
        pytest.param({"activities": ["it.run.hosting"], "umbrella": ["it.run.hosting"]}, None, None, id="generic wording, named too"),
        pytest.param({"activities": ["it.run.hosting"], "restriction": "mission unique : migration"}, "activity_unclear", Severity.HIGH, id="one mission"),
        pytest.param({"activities": [activity("it.run.hosting", condition="20 % du chiffre d’affaires")]}, "activity_conditional", Severity.MEDIUM, id="under a condition"),
    ],
)  # fmt: skip
def test_rules_findings_activities(
    knowledge: Knowledge, facts: dict, code: str | None, severity: Severity | None
) -> None:
    report = check(knowledge, make_facts(*FULL, **facts), activities=("it.run.hosting",))
    found = [finding for finding in report.findings if finding.code.startswith("activity_")]
    assert [code] * (code is not None) == [finding.code for finding in found]
    if code is not None:
        assert severity == found[0].severity
        assert found[0].concerns == ("it.run.hosting",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, "evidenced", id="in force"),
        pytest.param({"valid_to": "2026-01-31"}, "not_evidenced", id="expired"),
        pytest.param({"suspended": "résiliée"}, "not_evidenced", id="suspended"),
        pytest.param({"kind": Kind.OTHER}, "not_evidenced", id="no attestation"),
        pytest.param({"valid_to": None, "issued": "2024-02-01"}, "unclear", id="stale"),
        pytest.param({"restriction": "marchés n’excédant pas 500 000 €"}, "evidenced", id="threshold"),
    ],
)  # fmt: skip
def test_rules_findings_activity_states(knowledge: Knowledge, change: dict, expected: str) -> None:
    report = check(knowledge, make_facts(*FULL, **change))
    assert expected == report.activities[0].state


def test_rules_findings_activity_of_another_contract_is_unclear(knowledge: Knowledge) -> None:
    liability = make_facts(*FULL, activities=["it.consulting.si"])
    cyber = make_facts(
        line("cyb", "cyb.rc", 500_000, document="cyber.pdf"),
        name="cyber.pdf", families=("cyb",), numbers=("CY 77",), activities=["it.run.hosting"],
    )  # fmt: skip
    report = check(knowledge, liability, cyber, activities=("it.run.hosting",))
    assert report.activities[0].state == "unclear"


# ------------------------------------------------------------------ what silence hangs on


def test_rules_findings_silence_under_an_evidenced_carrier_is_one_calm_question(
    knowledge: Knowledge,
) -> None:
    report = check(knowledge, make_facts(*FULL))
    calm = only(report, "confirm_in_policy")
    assert calm.severity is Severity.LOW
    assert {"rc.bug", "rc.virus", "rc.incompatibilite"} <= set(calm.concerns)
    assert calm.suggested_text is not None
    assert "Bug" in calm.suggested_text
    assert "carrier_missing" not in codes(report)
    assert all(p.state == "not_evidenced" for p in report.protections if p.id in calm.concerns)


def test_rules_findings_carrier_that_is_itself_carried_is_calm(knowledge: Knowledge) -> None:
    lines = [printed for printed in FULL if printed.id != "rc.materiel"]
    calm = only(check(knowledge, make_facts(*lines)), "confirm_in_policy")
    assert "rc.materiel_casse" in calm.concerns
    assert (
        "rc.materiel_casse"
        not in only(check(knowledge, make_facts(*FULL[2:])), "confirm_in_policy").concerns
    )


@pytest.mark.parametrize(
    ("printed", "code", "minimums"),
    [
        pytest.param(None, "carrier_missing", {}, id="missing"),
        pytest.param(line("rc.pro", "rc.immateriels", 800_000), "carrier_missing", {}, id="unclear"),
        pytest.param(line("rc.pro", "rc.dinc", 80_000), "protection_below_requirement", {"rc.dinc": 500_000}, id="too low"),
        pytest.param(line("rc.pro", "rc.dinc", "none"), "protection_not_subscribed", {}, id="not taken"),
        pytest.param(line("rc.pro", "rc.dinc"), "carrier_missing", {"rc.dinc": 500_000}, id="no figure for a minimum"),
        pytest.param(line("rc.exploitation", "rc.dinc", 900_000), "carrier_missing", {}, id="for the premises only"),
    ],
)  # fmt: skip
def test_rules_findings_failed_carrier_is_told_once_with_all_that_hangs_on_it(
    knowledge: Knowledge, printed, code: str, minimums: dict[str, int]
) -> None:
    lines = FULL[:3] if printed is None else (*FULL[:3], printed)
    report = check(knowledge, make_facts(*lines), minimums=minimums)
    loud = [f for f in report.findings if f.code == code and f.head == "rc.dinc"]
    assert len(loud) == 1
    assert loud[0].severity is Severity.CRITICAL
    assert {"rc.dinc", "rc.bug", "rc.virus"} <= set(loud[0].concerns)
    about = [f for f in report.findings if "rc.bug" in f.concerns]
    assert about == loud
    assert report.verdict is Verdict.GAPS


def test_rules_findings_nearest_low_limit_answers_for_what_hangs_on_it(
    knowledge: Knowledge,
) -> None:
    facts = make_facts(
        *FULL[:2], line("rc.pro", "rc.tous_dommages", 500_000), line("rc.pro", "rc.dinc", 100_000)
    )
    report = check(knowledge, facts, minimums={"rc.pro": 2_000_000, "rc.dinc": 500_000})
    hanging = {
        f.head: set(f.concerns) for f in report.findings if f.code == "protection_below_requirement"
    }
    assert "rc.bug" in hanging["rc.dinc"]
    assert "rc.bug" not in hanging["rc.pro"]
    assert "rc.faute" in hanging["rc.pro"]


def test_rules_findings_carrier_excluded(knowledge: Knowledge) -> None:
    report = check(knowledge, make_facts(*FULL[:3], exclusions=[excluded("ex.dinc")]))
    finding = next(f for f in report.findings if f.head == "rc.dinc")
    assert finding.code == "protection_excluded"
    assert "rc.bug" in finding.concerns


def test_rules_findings_narrowed_silence_is_not_calm(knowledge: Knowledge) -> None:
    report = check(knowledge, make_facts(*FULL, exclusions=[excluded("ex.tests")]))
    narrowed = only(report, "protection_narrowed")
    assert "rc.bug" in narrowed.concerns
    assert narrowed.evidence
    assert "rc.bug" not in only(report, "confirm_in_policy").concerns


@pytest.mark.parametrize(
    ("lines", "families", "words"),
    [
        pytest.param((line("rc.exploitation", "rc.tous_dommages", 4_500_000),), ("rc.exploitation",), "quel que soit son titre", id="trap 10: title says RC Pro"),
        pytest.param((line("mrp", "mrp.locaux", 210_000),), ("mrp", "rc.exploitation"), "multirisque", id="trap 11: multirisque"),
        pytest.param((line("cyb", "cyb.rc", 500_000),), ("cyb",), "cyber", id="cyber only"),
        pytest.param((line("rc.decennale", "rc.decennale"),), ("rc.decennale",), "décennale", id="trap 19: décennale"),
        pytest.param((line("rc.pro", "rc.tous_dommages", "none"),), ("cyb",), "non souscrite", id="not taken"),
    ],
)  # fmt: skip
def test_rules_findings_professional_cover_missing(
    knowledge: Knowledge, lines, families, words: str
) -> None:
    report = check(knowledge, make_facts(*lines, families=families))
    finding = only(report, "rc_pro_missing")
    assert words in finding.message
    assert finding.severity is Severity.CRITICAL
    assert {"rc.pro", "rc.dinc", "rc.bug"} <= set(finding.concerns)
    assert [f.code for f in report.findings if "rc.bug" in f.concerns] == ["rc_pro_missing"]
    assert report.verdict is Verdict.GAPS


def test_rules_findings_decennale_for_software_is_the_wrong_document(knowledge: Knowledge) -> None:
    facts = make_facts(line("rc.decennale", "rc.decennale"), families=("rc.decennale",))
    assert "it.build.dev" in only(check(knowledge, facts), "wrong_document_type").concerns
    works = check(knowledge, facts, activities=("it.hw.cleanroom",))
    assert "wrong_document_type" not in codes(works)


def test_rules_findings_one_refusal_of_a_section_is_one_finding(knowledge: Knowledge) -> None:
    facts = make_facts(*FULL, line("cyb", "rc.tous_dommages", "none"))
    report = check(knowledge, facts, activities=("it.run.hosting",))
    found = [f for f in report.findings if f.code == "protection_not_subscribed"]
    assert [set(finding.concerns) for finding in found] == [{"cyb.rc", "cyb.pe"}]


def test_rules_findings_below_says_the_gap_in_money(knowledge: Knowledge) -> None:
    facts = make_facts(*FULL[:3], line("rc.pro", "rc.dinc", 150_000, sublimit=True))
    finding = only(
        check(knowledge, facts, minimums={"rc.dinc": 500_000}), "protection_below_requirement"
    )
    assert (finding.required, finding.evidenced, finding.gap) == (
        Decimal(500_000), Decimal(150_000), Decimal(350_000),
    )  # fmt: skip
    assert "350\u00a0000\u00a0€" in finding.message
    assert ".0" not in finding.message
    assert finding.expected == "500\u00a0000\u00a0€"


def test_rules_findings_currency_is_never_converted(knowledge: Knowledge) -> None:
    facts = make_facts(*FULL[:3], line("rc.pro", "rc.dinc", 900_000, currency="GBP"))
    finding = only(check(knowledge, facts, minimums={"rc.dinc": 500_000}), "currency_mismatch")
    assert "900\u00a0000\u00a0£" in finding.message
    assert finding.gap is None


def test_rules_findings_profile_says_that_it_is_no_legal_minimum(knowledge: Knowledge) -> None:
    facts = make_facts(*FULL[:3], line("rc.pro", "rc.dinc", 100_000, sublimit=True))
    report = check(knowledge, facts, profile="tpe")
    assert report.profile.minimums["rc.dinc"] == Decimal(1_000_000)
    found = [f for f in report.findings if f.code == "protection_below_requirement"]
    assert any("pas un minimum légal" in finding.message for finding in found)
    asked = check(knowledge, facts, profile="tpe", minimums={"rc.dinc": 50_000})
    assert asked.profile.minimums["rc.dinc"] == Decimal(50_000)


# ------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("change", "code", "severity"),
    [
        pytest.param({"valid_to": "2026-05-31"}, "expired", Severity.CRITICAL, id="expired"),
        pytest.param({"valid_from": "2026-07-01"}, "not_yet_valid", Severity.CRITICAL, id="not begun"),
        pytest.param({"suspended": "garanties suspendues"}, "suspended", Severity.CRITICAL, id="suspended"),
        pytest.param({"valid_to": None}, "no_end_date", Severity.HIGH, id="no end"),
        pytest.param({"valid_to": "2026-06-30"}, "ends_soon", Severity.LOW, id="ends soon"),
        pytest.param({"issued": "2026-07-01"}, "dates_inconsistent", Severity.HIGH, id="issued in the future"),
        pytest.param({"valid_to": "2028-12-31"}, "dates_inconsistent", Severity.LOW, id="three years long"),
        pytest.param({"kind": Kind.POLICY, "valid_to": None, "effective": "2019-01-01"}, "no_end_date", Severity.MEDIUM, id="old policy"),
    ],
)  # fmt: skip
def test_rules_findings_dates(
    knowledge: Knowledge, change: dict, code: str, severity: Severity
) -> None:
    finding = only(check(knowledge, make_facts(*FULL, **change)), code)
    assert severity == finding.severity
    assert finding.evidence or code == "no_end_date"


def test_rules_findings_foreign_certificate_needs_no_siren(knowledge: Knowledge) -> None:
    english = make_facts(*FULL, siren=None, language="en")
    missing = [f for f in check(knowledge, english).findings if f.code == "field_missing"]
    assert all("siren" not in finding.concerns for finding in missing)
    assert (
        "siren" in only(check(knowledge, make_facts(*FULL, siren=None)), "field_missing").concerns
    )


def test_rules_findings_nothing_else_is_told_of_a_document_that_counts_for_nothing(
    knowledge: Knowledge,
) -> None:
    report = check(knowledge, make_facts(*FULL, valid_to="2026-05-31"))
    assert codes(report) == {"expired"}
    assert report.verdict is Verdict.GAPS


def test_rules_findings_expired_document_replaced_by_the_current_one(knowledge: Knowledge) -> None:
    old = make_facts(*FULL, name="old.pdf", valid_from="2025-01-01", valid_to="2025-12-31")
    report = check(knowledge, old, make_facts(*FULL))
    assert only(report, "expired").severity is Severity.LOW


@pytest.mark.parametrize(
    ("tail", "told"), [pytest.param(3, True, id="three"), pytest.param(5, False, id="five")]
)
def test_rules_findings_tail(knowledge: Knowledge, tail: int, told: bool) -> None:
    trigger = Trigger(
        basis="claims_made", tail_years=tail, retroactive=None, evidence=cited("délai")
    )
    report = check(knowledge, make_facts(*FULL, trigger=trigger))
    assert told == ("tail_below_statutory" in codes(report))


# ------------------------------------------------------------------ place and scope


@pytest.mark.parametrize(
    ("includes", "excludes", "countries", "gaps"),
    [
        pytest.param(("WORLD",), ("US", "CA"), ("US",), ["US"], id="trap 3: client in New York"),
        pytest.param(("WORLD",), ("US", "CA"), ("DE",), [], id="Germany in the world"),
        pytest.param(("WORLD",), ("US", "CA"), (), [], id="nothing asked"),
        pytest.param(("FR-DROM",), ("FR-METRO",), (), ["FR"], id="trap 4: metropolitan France excluded"),
        pytest.param(("FR",), (), ("CH",), ["CH"], id="Switzerland outside France"),
        pytest.param(("EU",), (), ("CH", "ES"), ["CH"], id="Spain inside the Union"),
        pytest.param(("EEA",), (), ("NO", "GB"), ["GB"], id="Norway in the EEA"),
        pytest.param(("EUROPE",), (), ("GB", "MA"), ["MA"], id="Europe"),
        pytest.param(("FR",), (), ("RE",), ["RE"], id="overseas is printed apart"),
        pytest.param(("FR-METRO", "FR-DROM"), (), ("re",), [], id="lower case, overseas printed"),
    ],
)  # fmt: skip
def test_rules_findings_territory(
    knowledge: Knowledge, includes, excludes, countries, gaps: list[str]
) -> None:
    territory = Territory(includes=includes, excludes=excludes, evidence=cited("étendue"))
    report = check(knowledge, make_facts(*FULL, territory=territory), countries=countries)
    found = [f for f in report.findings if f.code == "territory_gap"]
    assert gaps == [finding.country for finding in found]
    assert all(f.severity in (Severity.CRITICAL, Severity.HIGH) for f in found)


@pytest.mark.parametrize(
    ("restriction", "severity"),
    [
        pytest.param("mission unique : marché n° 2026-014", Severity.HIGH, id="one mission"),
        pytest.param("contracts under 500000 EUR", Severity.MEDIUM, id="threshold"),
        pytest.param(
            "pour les marchés dont le montant n’excède pas 500 000 € HT",
            Severity.MEDIUM,
            id="French threshold",
        ),
        pytest.param(
            "la mission suivante, montant n’excédant pas 480 000 €",
            Severity.HIGH,
            id="one mission and its amount",
        ),
        pytest.param("délivrée pour le chantier situé à Lyon", Severity.HIGH, id="one site"),
        pytest.param("missions conclues via la plateforme", Severity.HIGH, id="one platform"),
    ],
)
def test_rules_findings_restricted_scope(
    knowledge: Knowledge, restriction: str, severity: Severity
) -> None:
    report = check(knowledge, make_facts(*FULL, restriction=restriction))
    assert severity == only(report, "restricted_scope").severity


@pytest.mark.parametrize(
    ("headline", "sublimit", "told"),
    [
        pytest.param(8_000_000, 150_000, True, id="a fiftieth"),
        pytest.param(1_000_000, 100_000, False, id="a tenth"),
        pytest.param(1_000_000, 99_999, True, id="just under"),
    ],
)
def test_rules_findings_headline_hides_sublimit(
    knowledge: Knowledge, headline: int, sublimit: int, told: bool
) -> None:
    facts = make_facts(
        line("rc.pro", "rc.tous_dommages", headline),
        line("rc.pro", "rc.dinc", sublimit, sublimit=True),
    )
    assert told == ("headline_hides_sublimit" in codes(check(knowledge, facts)))


def test_rules_findings_series_share_one_limit(knowledge: Knowledge) -> None:
    facts = make_facts(*FULL, activities=["it.publish.saas"])
    report = check(knowledge, facts, activities=("it.publish.saas",))
    assert only(report, "serial_claims").legal[0].ref == "art. L. 124-1-1 C. assur."
    assert "serial_claims" not in codes(check(knowledge, make_facts(*FULL)))


@pytest.mark.parametrize(
    ("deductible", "told"),
    [
        pytest.param(None, False, id="none printed"),
        pytest.param(Deductible(kind=DeductibleKind.NONE), False, id="trap 5: néant is good"),
        pytest.param(Deductible(kind=DeductibleKind.FIXED, amount=Decimal(3_000)), False, id="light"),
        pytest.param(Deductible(kind=DeductibleKind.FIXED, amount=Decimal(60_000)), True, id="above a twentieth"),
        pytest.param(Deductible(kind=DeductibleKind.PERCENT, rate=Decimal(10), max=Decimal(80_000)), True, id="a rate with a high maximum"),
        pytest.param(Deductible(kind=DeductibleKind.PERCENT, rate=Decimal(10), min=Decimal(80_000)), False, id="a rate with no maximum"),
        pytest.param(Deductible(kind=DeductibleKind.HOURS, hours=12), False, id="hours"),
    ],
)  # fmt: skip
def test_rules_findings_deductible(knowledge: Knowledge, deductible, told: bool) -> None:
    facts = make_facts(line("rc.pro", "rc.dinc", 1_000_000, deductible=deductible))
    assert told == ("deductible_high" in codes(check(knowledge, facts)))


def test_rules_findings_exclusions_not_shown(knowledge: Knowledge) -> None:
    assert (
        only(check(knowledge, make_facts(*FULL)), "exclusions_not_shown").severity is Severity.LOW
    )
    shown = make_facts(*FULL, exclusions=[excluded("ex.penalites")])
    assert "exclusions_not_shown" not in codes(check(knowledge, shown))
    policy = make_facts(*FULL, kind=Kind.POLICY)
    assert "exclusions_not_shown" not in codes(check(knowledge, policy))


def test_rules_findings_exclusion_of_a_declared_activity(knowledge: Knowledge) -> None:
    facts = make_facts(*FULL, activities=["it.data.ai"], exclusions=[excluded("ex.ia")])
    report = check(knowledge, facts, activities=("it.data.ai",))
    assert only(report, "exclusion_touches_activity").severity is Severity.CRITICAL
    assert "exclusion_touches_activity" not in codes(check(knowledge, facts))


# ------------------------------------------------------------------ the paper itself


@pytest.mark.parametrize(
    ("firm", "change", "told"),
    [
        pytest.param("Novalis Conseil", {}, False, id="same name"),
        pytest.param("552 100 554", {}, False, id="same SIREN"),
        pytest.param("NOVALIS", {"holder": "Novalis Conseil SAS"}, False, id="short name"),
        pytest.param("S.A.S. Novalis Conseil", {}, False, id="legal form"),
        pytest.param("Quadrant Migration", {}, True, id="another firm"),
        pytest.param("732 829 320", {}, True, id="another SIREN"),
        pytest.param("Novalis Lyon", {"holder": "NOVALIS GROUPE"}, True, id="trap 14: subsidiary of a group policy"),
        pytest.param("Novalis", {"holder": "NOVALIS GROUPE"}, True, id="the parent is another firm"),
        pytest.param("Novalis Lyon", {"holder": "NOVALIS GROUPE", "insureds": ["Novalis Lyon SARL"]}, False, id="listed subsidiary"),
        pytest.param("552100554", {"siren": None}, False, id="no SIREN printed"),
        pytest.param("732829320", {"insureds": ["Novalis Lyon"]}, True, id="SIREN against a listed name"),
    ],
)  # fmt: skip
def test_rules_findings_entity(knowledge: Knowledge, firm: str, change: dict, told: bool) -> None:
    report = check(knowledge, make_facts(*FULL, **change), firm=firm)
    assert told == ("entity_not_insured" in codes(report))
    state = next(p.state for p in report.protections if p.id == "rc.dinc")
    assert ("not_evidenced" if told else "evidenced") == state


@pytest.mark.parametrize(
    ("supplier", "told"),
    [
        pytest.param("NOVALIS CONSEIL SAS", False, id="same firm"),
        pytest.param("Quadrant Migration", True, id="another firm"),
    ],
)
def test_rules_findings_supplier_of_the_contract(
    knowledge: Knowledge, supplier: str, told: bool
) -> None:
    contract = make_facts(name="contrat.pdf", kind=Kind.CONTRACT, holder=supplier, siren=None)
    report = check(knowledge, contract, make_facts(*FULL))
    assert told == ("entity_not_insured" in codes(report))
    assert next(p.state for p in report.protections if p.id == "rc.dinc") == "evidenced"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"insurer": None, "intermediary": ("Cabinet Bréhat", "07012345")}, "issuer_not_insurer", id="broker alone"),
        pytest.param({"siren": "552100555"}, "identifier_invalid", id="trap 15: wrong check digit"),
        pytest.param({"intermediary": ("Cabinet Bréhat", "0701234")}, "identifier_invalid", id="seven digits of ORIAS"),
        pytest.param({"intermediary": ("Cabinet Bréhat", "05012345")}, "identifier_invalid", id="ORIAS before 2007"),
        pytest.param({"intermediary": ("Cabinet Bréhat", "31012345")}, "identifier_invalid", id="ORIAS of a year to come"),
        pytest.param({"numbers": ["PH 10 234 567", "PH 10 284 567"]}, "policy_numbers_differ", id="one digit changed"),
        pytest.param({"numbers": ["PH 10 234 567", "PH 12 034 567"]}, "policy_numbers_differ", id="two digits exchanged"),
        pytest.param({"format": "docx"}, "editable_format", id="Word attestation"),
        pytest.param({"warnings": [("hidden_text", "12 mots")]}, "hidden_text", id="hidden text"),
        pytest.param({"warnings": [("unreadable_page", "page 2")]}, "unreadable_page", id="unread page"),
        pytest.param({"warnings": [("doubtful_figures", "page 1 : « 1 5OO OOO »")]}, "doubtful_figures", id="doubtful figures of a scan"),
        pytest.param({"numbers": ()}, "field_missing", id="no policy number"),
        pytest.param({"territory": None}, "field_missing", id="no territory"),
    ],
)  # fmt: skip
def test_rules_findings_of_the_paper(knowledge: Knowledge, change: dict, code: str) -> None:
    report = check(knowledge, make_facts(*FULL, **change))
    assert code in codes(report)
    assert report.verdict is not Verdict.NO_GAP


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"intermediary": ("Cabinet Bréhat", "07 012 345")}, "issuer_not_insurer", id="insurer named"),
        pytest.param({"intermediary": ("Cabinet Bréhat", "07 012 345")}, "identifier_invalid", id="ORIAS with spaces"),
        pytest.param({"numbers": ["PH 10 234 567", "AB 77"]}, "policy_numbers_differ", id="two contracts"),
        pytest.param({"numbers": ["PH10234567", "PH 10 234 567"]}, "policy_numbers_differ", id="same number, spaced"),
        pytest.param({"numbers": ["10234567", "10234568"]}, "policy_numbers_differ", id="consecutive contracts"),
    ],
)  # fmt: skip
def test_rules_findings_of_the_paper_near_misses(
    knowledge: Knowledge, change: dict, code: str
) -> None:
    assert code not in codes(check(knowledge, make_facts(*FULL, **change)))


def test_rules_findings_amounts_differ(knowledge: Knowledge) -> None:
    printed = line("rc.pro", "rc.dinc", 150_000, quote="cent cinquante mille euros (1 500 000 €)")
    finding = only(check(knowledge, make_facts(printed)), "amounts_differ")
    assert "150\u00a0000\u00a0€" in finding.message
    assert "incohérent" in finding.message
    alike = line("rc.pro", "rc.dinc", 150_000, quote="cent cinquante mille euros (150 000 €)")
    assert "amounts_differ" not in codes(check(knowledge, make_facts(alike)))


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        pytest.param("quotation", "devis", id="quotation"),
        pytest.param("premium_notice", "échéance", id="premium notice"),
        pytest.param("invoice", "facture", id="invoice"),
        pytest.param("specimen", "spécimen", id="specimen"),
        pytest.param(
            "some_new_paper", "n’atteste aucune garantie", id="a code without its own words"
        ),
        pytest.param(None, "n’atteste rien", id="unknown paper"),
    ],
)
def test_rules_findings_refusals(knowledge: Knowledge, refusal: str | None, words: str) -> None:
    facts = make_facts(*FULL, kind=Kind.OTHER, refusal=refusal)
    report = check(knowledge, facts)
    finding = only(report, "not_evidence")
    assert words in finding.message
    assert finding.suggested_text
    assert report.verdict is Verdict.REFUSED


def test_rules_findings_contract_alone(knowledge: Knowledge) -> None:
    report = check(knowledge, make_facts(*FULL, kind=Kind.CONTRACT))
    assert "no_insurance_document" in codes(report)
    assert report.verdict is not Verdict.NO_GAP
    beside = check(
        knowledge, make_facts(*FULL, kind=Kind.CONTRACT, name="c.pdf"), make_facts(*FULL)
    )
    assert "no_insurance_document" not in codes(beside)


# ------------------------------------------------------------------ the whole report


def complete() -> Facts:
    """Return an attestation that evidences all that a trainer with a full need could ask."""
    return make_facts(
        *FULL,
        *(line("rc.pro", f"rc.{risk}", 500_000) for risk in
          ("faute", "conseil", "pi", "formation", "bug", "virus", "image", "image_client", "perte_ca")),
        line("rc.exploitation", "rc.biens_confies", 50_000,
             deductible=Deductible(kind=DeductibleKind.NONE)),
        line("rc.exploitation", "rc.materiel_casse", 50_000),
        line("rc.pro", "def.frais", 50_000),
        line("rc.pro", "time.post_livraison"),
        activities=["it.training"],
        exclusions=[excluded("ex.penalites")],
    )  # fmt: skip


def test_rules_findings_a_complete_attestation_has_no_gap(knowledge: Knowledge) -> None:
    report = check(knowledge, complete(), activities=("it.training",))
    assert report.verdict is Verdict.NO_GAP, [(f.code, f.message) for f in report.findings]
    assert not [f for f in report.findings if f.severity is not Severity.LOW]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("activities", [("it.build.dev",), ("it.run.hosting", "it.hw.cleanroom")])
def test_rules_findings_are_whole_sentences(
    knowledge: Knowledge, language: str, activities: tuple[str, ...]
) -> None:
    facts = [
        make_facts(*FULL, line("cyb", "rc.tous_dommages", "none"), exclusions=[excluded("ex.cyber"), excluded("ex.tests")], territory=None, numbers=()),
        make_facts(*FULL[:3], name="b.pdf", valid_to=None, insurer=None, intermediary=("Cabinet", "1")),
        make_facts(*FULL, name="c.pdf", kind=Kind.OTHER, refusal="quotation"),
        make_facts(*FULL, name="d.pdf", valid_to="2025-12-31"),
    ]  # fmt: skip
    report = check(
        knowledge,
        *facts,
        activities=activities,
        language=language,
        profile="pme",
        countries=("US",),
    )
    assert len(report.findings) > 5
    for finding in report.findings:
        for text in (finding.message, finding.action, finding.suggested_text, finding.expected):
            if text is None:
                continue
            assert text.strip() == text
            assert not {"{", "}"} & set(text)
            assert "None" not in text
            assert "couvert" not in text or language == "en"
            assert ".." not in text
        assert finding.message.endswith(".")
        assert finding.action.endswith(".")


def test_rules_findings_gravest_first_then_in_order_of_the_text(knowledge: Knowledge) -> None:
    report = check(knowledge, make_facts(*FULL), activities=("it.run.hosting", "it.hw.sale"))
    order = list(Severity)
    ranks = [order.index(finding.severity) for finding in report.findings]
    assert ranks == sorted(ranks)


def test_rules_findings_are_the_same_twice(knowledge: Knowledge) -> None:
    facts = make_facts(*FULL)
    assert check(knowledge, facts) == check(knowledge, facts)


def test_rules_findings_without_declaration_read_and_ask_nothing(knowledge: Knowledge) -> None:
    report = check(knowledge, complete(), activities=())
    assert report.activities == ()
    assert "rc_pro_missing" not in codes(report)
    assert "confirm_in_policy" not in codes(report)


def test_rules_findings_cut_long_quotations(knowledge: Knowledge) -> None:
    long = "la mission suivante : " + "migration du système, " * 40
    finding = only(check(knowledge, make_facts(*FULL, restriction=long)), "restricted_scope")
    assert len(finding.message) < 300
    assert finding.evidence[0].quote == long


def test_rules_findings_of_no_document(knowledge: Knowledge) -> None:
    report = check(knowledge)
    assert all(p.state == "not_evidenced" for p in report.protections)
    assert report.activities[0].state == "not_evidenced"
