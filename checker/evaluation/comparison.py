"""Facts and reports against gold: which fields agree."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from checker.domain import Deductible, Facts, Guarantee, Kind, Party, Report
from checker.evaluation.gold import Gold, GoldCase, GoldClause, GoldGuarantee, GoldParty
from checker.evaluation.tally import Tally
from checker.reports.documents import money_of

APPROVING = frozenset({"evidenced", "conditional", "evidenced_no_amount"})
_LEGAL_FORMS = re.compile(
    r"\b(sa|sas|sasu|sarl|eurl|se|scop|snc|ltd|plc|ei|inc|llc|limited|s a s|s a|s a r l)\b"
)
_DATES = ("effective", "valid_from", "valid_to", "issued")
_CLAUSE_VALUES = ("form", "amount", "rate", "cap_percent", "months", "law")


def compare_facts(gold: Gold, facts: Facts, tally: Tally) -> None:
    """Count every field of the facts of one document."""
    document = facts.document
    tally.compare_one("kind", gold.document.kind, document.kind)
    tally.compare("families", sorted(gold.document.families), sorted(document.families))
    if gold.document.kind is Kind.OTHER:
        return
    tally.compare("insurers", map(plain, gold.insurers), [plain(x.value) for x in facts.insurers])
    _compare_party("policyholder", gold.policyholder, facts.policyholder, tally)
    _compare_party("client", gold.client, facts.client, tally)
    tally.compare(
        "policy_numbers",
        map(_bare, gold.policy_numbers),
        [_bare(fact.value) for fact in facts.policy_numbers],
    )
    tally.compare("orias", _orias(gold.intermediaries), _orias(facts.intermediaries))
    for name in _DATES:
        found = getattr(facts.period, name)
        tally.compare_one(
            f"period.{name}", getattr(gold.period, name), found.value if found else None
        )
    for name in ("activities", "excluded_activities", "exclusions"):
        tally.compare(name, _ids(getattr(gold, name)), _ids(getattr(facts, name)))
    _compare_guarantees(gold.guarantees, facts.guarantees, tally)
    for name in ("includes", "excludes"):
        tally.compare(
            f"territory.{name}",
            sorted(getattr(gold.territory, name)) if gold.territory else [],
            sorted(getattr(facts.territory, name)) if facts.territory else [],
        )
    tally.compare_one(
        "trigger.basis",
        gold.trigger.basis if gold.trigger else None,
        facts.trigger.basis if facts.trigger else None,
    )
    tally.compare("clauses", _ids(gold.clauses), _ids(facts.clauses))
    for clause in gold.clauses:
        _compare_clause(clause, facts, tally)


def compare_report(case: GoldCase, report: Report, tally: Tally, *, where: str) -> None:
    """Count the states and the finding that one case expects; a false approval comes first."""
    states = {result.id: str(result.state) for result in report.protections}
    for protection, wanted in case.expect.items():
        got = states.get(protection)
        tally.compare(
            "protection state", [f"{where} {protection} {wanted}"], [f"{where} {protection} {got}"]
        )
        if wanted not in APPROVING:
            what = f"{where} {protection}: {wanted} expected, {got} given"
            tally.ask_approval(what, wrongly=got in APPROVING)
    activities = {result.id: str(result.state) for result in report.activities}
    for activity, wanted in case.expect_activities.items():
        got = activities.get(activity)
        tally.compare(
            "activity state", [f"{where} {activity} {wanted}"], [f"{where} {activity} {got}"]
        )
        if wanted != "evidenced":
            what = f"{where} {activity}: {wanted} expected, {got} given"
            tally.ask_approval(what, wrongly=got == "evidenced")
    if case.rule is not None:
        alike = [finding for finding in report.findings if finding.code == case.rule]
        tally.compare(
            "findings", [f"{where} {case.rule}"], [f"{where} {case.rule}"] if alike else []
        )
        if alike and case.gap is not None:
            gaps = {finding.gap for finding in alike}
            got = case.gap if case.gap in gaps else next(iter(gaps))
            tally.compare("finding gap", [f"{where} {case.gap}"], [f"{where} {got}"])


def plain(text: str) -> str:
    """Return a name without accents, case, punctuation or legal form.

    >>> plain("Société Émeraude S.A.S.")
    'societe emeraude'
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    folded = re.sub(r"[^a-z0-9]+", " ", folded)
    return re.sub(r"\s+", " ", _LEGAL_FORMS.sub(" ", folded)).strip()


def _compare_party(
    name: str, expected: GoldParty | None, actual: Party | None, tally: Tally
) -> None:
    tally.compare_one(
        f"{name}.name",
        plain(expected.name) if expected else None,
        plain(actual.name) if actual else None,
    )
    tally.compare_one(
        f"{name}.siren", expected.siren if expected else None, actual.siren if actual else None
    )


def _compare_guarantees(
    expected: Sequence[GoldGuarantee], actual: Sequence[Guarantee], tally: Tally
) -> None:
    """Count the lines by (section, id), then their values where both have the line."""
    gold, ours = _grouped(expected), _grouped(actual)
    tally.compare(
        "guarantee lines",
        sorted(key for key, lines in gold.items() for _ in lines),
        sorted(key for key, lines in ours.items() for _ in lines),
    )
    for key in sorted(gold.keys() & ours.keys()):
        for name, view in (("amount", _limit), ("basis", _basis), ("deductible", _deductible)):
            tally.compare(
                f"guarantee {name}",
                [f"{key} {view(line)}" for line in gold[key]],
                [f"{key} {view(line)}" for line in ours[key]],
            )


def _compare_clause(clause: GoldClause, facts: Facts, tally: Tally) -> None:
    alike = [found for found in facts.clauses if found.id == clause.id]
    for key in _CLAUSE_VALUES:
        wanted = getattr(clause, key)
        if wanted is None:
            continue
        accepted = {wanted, *(clause.accept_forms if key == "form" else ())}
        found = [getattr(c, key) for c in alike if getattr(c, key) is not None]
        right = any(value in accepted for value in found)
        tally.compare(
            "clause values",
            [f"{clause.id} {key} {wanted}"],
            [f"{clause.id} {key} {wanted if right else value}" for value in found[:1]],
        )


def _grouped(
    lines: Iterable[GoldGuarantee | Guarantee],
) -> dict[str, list[GoldGuarantee | Guarantee]]:
    grouped: dict[str, list[GoldGuarantee | Guarantee]] = defaultdict(list)
    for line in lines:
        grouped[f"{line.section}/{line.id}"].append(line)
    return grouped


def _limit(line: GoldGuarantee | Guarantee) -> str:
    amount, year = _number(line.amount), _number(line.amount_year)
    return f"{line.status} {amount} {line.currency if line.amount is not None else None} {year}"


def _basis(line: GoldGuarantee | Guarantee) -> str:
    return str(line.basis)


def _deductible(line: GoldGuarantee | Guarantee) -> str:
    value = line.deductible
    return "none printed" if value is None else _deductible_words(value)


def _deductible_words(value: Deductible) -> str:
    numbers = (value.amount, value.rate, value.min, value.max)
    parts = [
        str(value.kind),
        *(str(_number(n)) for n in numbers),
        str(value.hours),
        str(value.days),
    ]
    return " ".join(parts)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else money_of(value)


def _ids(items: Iterable[object]) -> list[str]:
    return sorted({str(getattr(item, "id")) for item in items})  # noqa: B009 (any type with an id)


def _orias(items: Iterable[object]) -> list[str]:
    numbers = [getattr(item, "orias") for item in items]  # noqa: B009 (any type with an orias)
    return [str(number) for number in numbers if number]


def _bare(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", number).upper()
