"""A small knowledge, facts and reports made by hand, for the tests of the faces."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from checker.domain import (
    ActivityFact,
    ActivityResult,
    ActivityState,
    Basis,
    DateFact,
    Deductible,
    DeductibleKind,
    DocumentFacts,
    Engine,
    Evidence,
    Exclusion,
    Facts,
    Finding,
    Guarantee,
    GuaranteeStatus,
    Kind,
    LegalReference,
    Party,
    Period,
    ProfileUsed,
    ProtectionResult,
    ProtectionState,
    Report,
    Severity,
    Territory,
    TextFact,
    Trigger,
    Verdict,
)
from checker.entries import (
    ActivityEntry,
    Bilingual,
    Carrier,
    Entry,
    ExclusionEntry,
    LegalEntry,
    MatrixRow,
    NafCodes,
    Profile,
    ProtectionEntry,
)
from checker.knowledge import PLAIN_FAMILIES, Knowledge, load_knowledge

ROOT = Path(__file__).resolve().parents[1]


def make_evidence(quote: str, *, page: int | None = 1, top: float = 100.0, **more: Any) -> Evidence:
    values: dict[str, Any] = {
        "quote": quote,
        "prefix": "",
        "suffix": "",
        "start": 10,
        "end": 10 + len(quote),
        "page": page,
        "boxes": ((60.0, top, 300.0, top + 11),) if page else None,
        "document": "made.pdf",
    }
    return Evidence(**(values | more))


def _entry(kind: type, identifier: str, fr: str, en: str, *terms: str, **more: Any) -> Any:
    return kind(
        id=identifier,
        label=Bilingual(fr=fr, en=en),
        terms=terms or (fr,),
        examples=(fr,),
        near_misses=(),
        source="made",
        **more,
    )


@cache
def _real_knowledge() -> Knowledge:
    return load_knowledge()


def make_knowledge() -> Knowledge:
    """Return a knowledge of a few entries, with the product's own messages."""
    activities = [
        _entry(
            ActivityEntry,
            "it.run.hosting",
            "Hébergement de sites et d’applications",
            "Hosting",
            "hebergement",
            naf=NafCodes(rev2=("63.11Z",)),
            aliases=("hébergeur",),
        ),
        _entry(
            ActivityEntry,
            "it.build.dev",
            "Développement de logiciels",
            "Software development",
            "developpement de logiciels",
        ),
        _entry(ActivityEntry, "it.build.mobile", "Applications mobiles", "Mobile apps"),
    ]
    protections = [
        _entry(
            ProtectionEntry,
            "rc.pro",
            "Responsabilité civile professionnelle",
            "Professional liability",
            family="rc",
            legal=("c_assur.l113-1",),
        ),
        _entry(
            ProtectionEntry,
            "rc.dinc",
            "Dommages immatériels non consécutifs",
            "Pure financial loss",
            family="rc",
            removed_by=("ex.penalites",),
        ),
        _entry(
            ProtectionEntry,
            "rc.bug",
            "Erreur de programmation",
            "Programming error",
            family="rc",
            carrier=Carrier(id="rc.dinc", section="rc.pro"),
        ),
        _entry(
            ProtectionEntry, "rc.perte_donnees", "Perte de données", "Loss of data", family="rc"
        ),
        _entry(ProtectionEntry, "rc.tous_dommages", "Tous dommages", "All damage", family="rc"),
    ]
    exclusions = [
        _entry(
            ExclusionEntry, "ex.penalites", "Pénalités de retard", "Penalties", removes=("rc.dinc",)
        )
    ]
    reason = Bilingual(fr="Une panne arrête le client", en="An outage stops the client")
    common = MatrixRow(activity="common", critical=("rc.pro",), reason=reason)
    plain: dict[str, dict[str, Entry]] = {name: {} for name in PLAIN_FAMILIES}
    plain["territories"] = {
        "US": _entry(Entry, "US", "États-Unis", "United States"),
        "CA": _entry(Entry, "CA", "Canada", "Canada"),
        "WORLD": _entry(Entry, "WORLD", "Monde entier", "Worldwide"),
    }
    profile = Profile(
        id="default",
        label=Bilingual(fr="Générique", en="Generic"),
        note=Bilingual(fr="Modifiable", en="Editable"),
        source="made",
        minimums={"rc.dinc": Decimal(500000)},
    )
    legal = LegalEntry(
        id="c_assur.l113-1",
        code="Code des assurances",
        ref="art. L. 113-1 C. assur.",
        title=Bilingual(fr="Exclusions formelles et limitées", en="Formal exclusions"),
        text_date=dt.date(2023, 1, 1),
        status="read",
        source="made",
    )
    return replace(
        _real_knowledge(),
        activities={e.id: e for e in activities},
        protections={e.id: e for e in protections},
        exclusions={e.id: e for e in exclusions},
        clauses={},
        plain=plain,
        rows={
            "it.run.hosting": MatrixRow(
                activity="it.run.hosting", high=("rc.perte_donnees",), reason=reason
            )
        },
        common=common,
        general=MatrixRow(activity="general", reason=reason),
        profiles={"default": profile},
        legal={legal.id: legal},
        naf={},
        digest="0123456789abcdef",
    )


def make_facts(**more: Any) -> Facts:
    """Return the facts of an attestation of an invented firm and insurer."""
    document = DocumentFacts(
        name="made.pdf",
        sha256="0" * 64,
        format="pdf",
        kind=Kind.ATTESTATION,
        families=("rc.pro",),
        language="fr",
        pages=1,
        scan=False,
        warnings=(),
    )
    values: dict[str, Any] = {
        "document": document,
        "insurers": (
            TextFact(value="Mutuelle Aubrac", evidence=(make_evidence("Mutuelle Aubrac", top=40),)),
        ),
        "intermediaries": (),
        "policyholder": Party(
            name="Lumen & Fils <SAS>",
            siren="552100554",
            evidence=(make_evidence("Lumen & Fils <SAS>", top=70),),
        ),
        "additional_insureds": (),
        "client": None,
        "policy_numbers": (TextFact(value="AB123", evidence=(make_evidence("AB123", top=85),)),),
        "period": Period(
            valid_from=DateFact(
                value=dt.date(2026, 1, 1), evidence=(make_evidence("du 01/01/2026", top=120),)
            ),
            valid_to=DateFact(
                value=dt.date(2026, 12, 31), evidence=(make_evidence("au 31/12/2026", top=120),)
            ),
        ),
        "activities": (
            ActivityFact(
                id="it.build.dev",
                label="Développement de logiciels",
                condition=None,
                evidence=(make_evidence("Développement de logiciels", top=150),),
            ),
        ),
        "excluded_activities": (),
        "guarantees": (
            Guarantee(
                section="rc.pro",
                id="rc.tous_dommages",
                label="Tous dommages confondus",
                status=GuaranteeStatus.GRANTED,
                amount=Decimal(1000000),
                currency="EUR",
                basis=Basis.PER_CLAIM_AND_YEAR,
                amount_year=None,
                sublimit=False,
                deductible=Deductible(kind=DeductibleKind.FIXED, amount=Decimal(1500)),
                condition=None,
                evidence=(make_evidence("Tous dommages confondus", top=200),),
            ),
            Guarantee(
                section="rc.pro",
                id="rc.dinc",
                label="dont dommages immatériels non consécutifs",
                status=GuaranteeStatus.GRANTED,
                amount=Decimal(150000),
                currency="EUR",
                basis=Basis.PER_CLAIM,
                amount_year=Decimal(300000),
                sublimit=True,
                deductible=Deductible(
                    kind=DeductibleKind.PERCENT, rate=Decimal(10), min=Decimal(1000)
                ),
                condition=None,
                evidence=(make_evidence("dont dommages immatériels non consécutifs", top=215),),
            ),
        ),
        "exclusions": (
            Exclusion(
                id="ex.penalites",
                reinstated=False,
                evidence=(make_evidence("les pénalités de retard", top=300),),
            ),
        ),
        "territory": Territory(
            includes=("WORLD",),
            excludes=("US", "CA"),
            evidence=(make_evidence("Monde entier sauf USA/Canada", top=330),),
        ),
        "trigger": Trigger(
            basis="claims_made",
            tail_years=5,
            retroactive="unlimited",
            evidence=(make_evidence("base réclamation", top=345),),
        ),
        "scope_restriction": None,
    }
    return Facts(**(values | more))


def make_protection(identifier: str, state: ProtectionState, **more: Any) -> ProtectionResult:
    values: dict[str, Any] = {
        "id": identifier,
        "label": make_knowledge().protections[identifier].label.fr,
        "state": state,
        "severity": Severity.HIGH,
        "required_by": ("it.run.hosting",),
        "required_amount": None,
        "found_amount": None,
        "found_currency": None,
        "deductible": None,
        "carrier": None,
        "why": "Ce document n’en dit rien.",
        "legal": (),
        "evidence": (),
    }
    return ProtectionResult(**(values | more))


def make_report(**more: Any) -> Report:
    """Return a report with one gap, one calm confirmation and one evidenced protection."""
    facts = make_facts()
    dinc = make_evidence("dont dommages immatériels non consécutifs", top=215)
    law = LegalReference(
        ref="art. L. 113-1 C. assur.",
        title="Exclusions formelles et limitées",
        text_date=dt.date(2023, 1, 1),
    )
    values: dict[str, Any] = {
        "engine": Engine(version="0.1.0", models_digest="0123456789abcdef"),
        "as_of": dt.date(2026, 6, 1),
        "documents": (facts.document,),
        "profile": ProfileUsed(id="default", minimums={"rc.dinc": Decimal(500000)}),
        "verdict": Verdict.GAPS,
        "activities": (
            ActivityResult(
                id="it.run.hosting",
                label="Hébergement de sites et d’applications",
                state=ActivityState.NOT_EVIDENCED,
                why="Non attestée par ce document.",
                evidence=(),
            ),
            ActivityResult(
                id="it.build.dev",
                label="Développement de logiciels",
                state=ActivityState.EVIDENCED,
                why="Imprimée parmi les activités assurées.",
                evidence=(make_evidence("Développement de logiciels", top=150),),
            ),
        ),
        "protections": (
            make_protection(
                "rc.pro",
                ProtectionState.EVIDENCED,
                severity=Severity.CRITICAL,
                found_amount=Decimal(1000000),
                found_currency="EUR",
                evidence=(make_evidence("Tous dommages confondus", top=200),),
            ),
            make_protection(
                "rc.dinc",
                ProtectionState.BELOW_REQUIREMENT,
                severity=Severity.CRITICAL,
                found_amount=Decimal(150000),
                found_currency="EUR",
                required_amount=Decimal(500000),
                evidence=(dinc,),
            ),
            make_protection(
                "rc.bug", ProtectionState.NOT_EVIDENCED, severity=Severity.LOW, carrier="rc.dinc"
            ),
            make_protection("rc.perte_donnees", ProtectionState.NOT_EVIDENCED),
        ),
        "findings": (
            Finding(
                code="confirm_in_policy",
                severity=Severity.LOW,
                message="Un risque est à confirmer dans les conditions générales.",
                action="Demandez les conditions générales.",
                suggested_text="Merci de confirmer par écrit que la garantie s’étend aux bugs.",
                concerns=("rc.bug",),
            ),
            Finding(
                code="protection_below_requirement",
                severity=Severity.CRITICAL,
                message="Dommages immatériels non consécutifs : montant attesté insuffisant.",
                expected="500 000 €",
                found="150 000 €",
                gap=Decimal(350000),
                action="Faites relever la sous-limite à 500 000 €.",
                legal=(law,),
                evidence=(dinc,),
                concerns=("rc.dinc",),
            ),
        ),
        "facts": (facts,),
    }
    return Report(**(values | more))
