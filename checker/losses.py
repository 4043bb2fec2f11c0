"""What loss scenarios come to (scenarios/1): frozen values. Standard library only.

Money is in euros throughout; what a line prints in another currency is never converted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checker.domain import (
    ActivityState,
    Basis,
    Deductible,
    DocumentFacts,
    Engine,
    Evidence,
    LegalReference,
)


class LossKind(StrEnum):
    """Whose loss a head is, and whether insurance may answer for it at all."""

    THIRD_PARTY = "third_party"
    DEFENCE = "defence"
    OWN = "own"
    OWN_WORK = "own_work"
    PENALTY = "penalty"
    FINE = "fine"


class Answer(StrEnum):
    """Best first. Only `answers` is counted as evidenced money."""

    ANSWERS = "answers"
    CONDITIONAL = "conditional"
    TO_CONFIRM = "to_confirm"
    NO_AMOUNT = "no_amount"
    UNCLEAR = "unclear"
    NOT_EVIDENCED = "not_evidenced"
    NOT_SUBSCRIBED = "not_subscribed"
    EXCLUDED = "excluded"
    UNINSURABLE = "uninsurable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """What stands between a head of loss and its payment: a code, its words, its passage."""

    code: str
    message: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadResult:
    """One head of loss against the line that answers, or might.

    `limit_evidence` quotes the line whose amount binds, where it is another than `evidence`.
    `paid` is what the documents evidence; `paid_at_best` also counts what is conditional or
    to be confirmed. `deducted` is the part of the deductible that falls on this head.
    """

    id: str
    label: str
    kind: LossKind
    loss: Decimal
    answer: Answer
    why: str
    line: str | None
    line_label: str | None
    section: str | None
    limit: Decimal | None
    limit_evidence: tuple[Evidence, ...]
    currency: str | None
    basis: Basis | None
    exhaustible: bool
    deductible: Deductible | None
    deducted: Decimal
    paid: Decimal
    paid_at_best: Decimal
    obstacles: tuple[Obstacle, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioResult:
    """One story: `stays` is what remains with the firm on what the documents evidence.

    `answer` is that of the loss as a whole, `partial` when some of its heads have none.
    """

    id: str
    title: str
    story: str
    activity: str | None
    activity_label: str | None
    activity_state: ActivityState | None
    answer: Answer
    partial: bool
    loss: Decimal
    paid: Decimal
    stays: Decimal
    paid_at_best: Decimal
    stays_at_best: Decimal
    heads: tuple[HeadResult, ...]
    notes: tuple[str, ...]
    legal: tuple[LegalReference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenarios:
    """The scenarios played on one firm's documents; `unanswered`: those no line answers.

    `in_force`: False where no document counts on the day, so that nothing is answered.
    """

    schema: str = "scenarios/1"
    engine: Engine
    as_of: dt.date
    documents: tuple[DocumentFacts, ...]
    in_force: bool
    activities: tuple[str, ...]
    results: tuple[ScenarioResult, ...]
    unanswered: tuple[str, ...]
