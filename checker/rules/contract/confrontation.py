"""The two sides laid beside each other: one contract, and what the insurance evidences.

Like is compared with like (domain.md §6.3): pure financial loss is answered by `rc.dinc`
where it is printed, by the headline of `rc.pro` otherwise.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.domain import Basis, Clause, Evidence, Facts, Guarantee, Kind, ProtectionState
from checker.rules.lines import find_headlines
from checker.rules.policies import group_by_policy
from checker.rules.reading import APPROVING, REFUSING, Reading
from checker.rules.request import Request
from checker.rules.validity import Source, end_of

# Covers that a contract may require whole without being protections of the taxonomy.
WHOLE_SECTIONS = ("cyb", "mrp", "def.pj")
_KNOWN_AMOUNT = APPROVING | {ProtectionState.BELOW_REQUIREMENT, ProtectionState.UNCLEAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The limit that answers for a head; amount None: printed without a figure.

    `amount` is the lowest figure, which always answers; `per_year` what the line prints for a
    year beside a lower one per claim; `basis` of the line, None where no line is known.
    """

    head: str
    amount: Decimal | None
    currency: str | None
    evidence: tuple[Evidence, ...]
    per_year: Decimal | None = None
    basis: Basis | None = None

    def on(self, basis: Basis | None) -> Decimal | None:
        """Return the figure to set beside an amount that counts on `basis`."""
        return self.per_year if basis is Basis.PER_YEAR and self.per_year else self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Confrontation:
    """One contract and the insurance documents in force beside it."""

    contract: Facts
    sources: tuple[Source, ...]
    protections: Mapping[str, Reading]
    request: Request

    @property
    def has_insurance(self) -> bool:
        """Return True when a document of insurance was given, whatever it is worth."""
        return any(s.facts.document.kind in (Kind.ATTESTATION, Kind.POLICY) for s in self.sources)

    @property
    def insurance(self) -> tuple[Source, ...]:
        """Return the insurance documents that count on the day of reference."""
        return tuple(source for source in self.sources if source.counts)

    def clauses(self, *ids: str) -> tuple[Clause, ...]:
        """Return the clauses of these ids in the order of the contract."""
        return tuple(clause for clause in self.contract.clauses if clause.id in ids)

    def limit(self, head: str) -> Limit | None:
        """Return the printed limit of a head, None where no document prints it."""
        if head in WHOLE_SECTIONS:
            return self._headline(head)
        reading = self.protections.get(head)
        if reading is None or reading.state not in _KNOWN_AMOUNT:
            return None
        if reading.state is ProtectionState.UNCLEAR and reading.amount is None:
            return None
        line = self._line(reading)
        return Limit(
            head=head, amount=reading.amount, currency=reading.currency, evidence=reading.evidence,
            per_year=_of_year(line, reading.amount) if line else None,
            basis=line.basis if line else None,
        )  # fmt: skip

    def financial_limit(self) -> Limit | None:
        """Return the limit for pure financial loss: its own line, else the headline."""
        own = self.limit("rc.dinc")
        if own is not None and own.amount is not None:
            return own
        return self.limit("rc.pro")

    def refusal(self, head: str) -> Limit | None:
        """Return the words that refuse a head, None where no document in force does."""
        reading = self.protections.get(head)
        if reading is None or reading.state not in REFUSING:
            return None
        return Limit(head=head, amount=Decimal(0), currency=None, evidence=reading.evidence)

    def insurance_end(self) -> dt.date | None:
        """Return the last day of the liability insurance that is in force, None if unknown."""
        ends = [
            end
            for source in self.insurance
            if "rc.pro" in source.facts.document.families or not source.facts.document.families
            for end in [end_of(source.facts)]
            if end is not None
        ]
        return max(ends, default=None)

    def contract_end(self) -> dt.date | None:
        """Return the last day of the contract: printed, else its start plus its term."""
        period = self.contract.period
        if period.valid_to is not None:
            return period.valid_to.value
        start = period.effective or period.issued
        months = next((c.months for c in self.clauses("ct.duree") if c.months), None)
        if start is None or months is None:
            return None
        return add_months(start.value, months) - dt.timedelta(days=1)

    def _headline(self, section: str) -> Limit | None:
        for policy in group_by_policy(self.sources):
            for line in find_headlines(section, policy):
                if not line.is_refused and line.has_amount:
                    guarantee = line.guarantee
                    return Limit(
                        head=section,
                        amount=guarantee.amount,
                        currency=guarantee.currency,
                        evidence=guarantee.evidence,
                        per_year=_of_year(guarantee, guarantee.amount),
                        basis=guarantee.basis,
                    )
        return None

    def _line(self, reading: Reading) -> Guarantee | None:
        """Return the printed line that a reading rests on."""
        return next(
            (
                line
                for source in self.insurance
                for line in source.facts.guarantees
                if line.amount is not None and set(line.evidence) & set(reading.evidence)
            ),
            None,
        )


def _of_year(line: Guarantee, amount: Decimal | None) -> Decimal | None:
    """Return the higher figure a line prints for a year, None where a lower one governs it."""
    if line.amount is None or line.amount != amount or line.amount_year is None:
        return None
    return line.amount_year if line.amount_year > line.amount else None


def find_confrontations(
    sources: Sequence[Source], protections: Mapping[str, Reading], request: Request
) -> tuple[Confrontation, ...]:
    """Return one confrontation for each client contract among the documents."""
    return tuple(
        Confrontation(
            contract=source.facts,
            sources=tuple(sources),
            protections=protections,
            request=request,
        )
        for source in sources
        if source.facts.document.kind is Kind.CONTRACT
    )


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` later, the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
