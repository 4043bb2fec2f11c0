"""Sentences of played scenarios that every face of a report prints alike."""

from __future__ import annotations

from checker.domain import Basis, Deductible, DeductibleKind, Evidence
from checker.losses import Answer, HeadResult, LossKind, Obstacle, ScenarioResult
from checker.reports.wording import Wording

# Answers whose money is only possible, and those that pay at all.
POSSIBLE = (Answer.CONDITIONAL, Answer.TO_CONFIRM)
_PAYING = (Answer.ANSWERS, *POSSIBLE)
# Heads that do not decide a story: defence follows the claim, the others are never insured.
_BESIDE = (LossKind.DEFENCE, LossKind.OWN_WORK, LossKind.PENALTY, LossKind.FINE)
# A quotation inside a sentence: enough to know the line again.
_QUOTE = 48
# Words of an exclusion shown on either side of what was recognised, in characters.
_CONTEXT = 40


def answer_of(result: ScenarioResult, words: Wording) -> str:
    """Return the answer for a whole story in words: "attesté, en partie"."""
    said = words.say(f"answer.{result.answer}")
    return words.say("scenarios.partly", answer=said) if result.partial else said


def deciding_head(result: ScenarioResult) -> HeadResult:
    """Return the greatest of the heads that have the answer of the whole story."""
    heads = [h for h in result.heads if h.answer is result.answer and h.kind not in _BESIDE]
    return max(heads, key=lambda head: head.loss, default=result.heads[0])


def is_quoted(head: HeadResult) -> bool:
    """Return True where the passage alone says why, without a sentence."""
    return bool(head.evidence) and head.answer not in (Answer.UNCLEAR, Answer.NO_AMOUNT)


def find_bounds(head: HeadResult, words: Wording) -> list[str]:
    """Return "jusqu'à 150 000 € par année" and "franchise 3 000 €", a line each."""
    lines: list[str] = []
    limit = words.money(head.limit, head.currency)
    if limit is not None:
        basis = words.say(f"basis.{head.basis}") if head.basis else ""
        if head.basis is Basis.UNSTATED:
            # Sums insured on property are limits of their own kind.
            is_liability = (head.section or "").startswith("rc.")
            basis = f"({basis})" if is_liability else ""
        said = words.say("scenarios.limit", amount=limit, basis=basis).rstrip()
        if head.limit_evidence:
            said += f", {_quotation(head.limit_evidence[0], words)}"
        used = words.say("scenarios.exhaustible") if head.exhaustible else None
        lines.append(", ".join(part for part in (said, used) if part))
    deductible = words.deductible(head.deductible)
    if deductible is None or head.deductible is None:
        return lines
    if head.deductible.kind is DeductibleKind.NONE:
        deductible = words.say("scenarios.no_deductible")
    else:
        deductible = words.say("scenarios.deductible", deductible=deductible)
    if head.deducted and head.deducted != head.deductible.amount:
        amount = words.money(head.deducted, "EUR")
        deductible += f", {words.say('scenarios.deducted', amount=amount)}"
    if head.answer in _PAYING and not head.deducted and _is_borne(head.deductible):
        deductible += f", {words.say('scenarios.deducted_before')}"
    return [*lines, deductible]


def _is_borne(deductible: Deductible) -> bool:
    """Return True for a deductible that takes something off any loss."""
    return bool(deductible.amount or deductible.rate or deductible.hours or deductible.days)


def _quotation(evidence: Evidence, words: Wording) -> str:
    return f"{words.quoted(evidence.quote, width=_QUOTE)} {words.place(evidence)}".rstrip()


def in_context(evidence: Evidence) -> str:
    """Return a quotation with the words around it: "… résultant d'une absence de sauvegarde …"."""
    before = evidence.prefix.rpartition("\n")[2][-_CONTEXT:]
    after = evidence.suffix.partition("\n")[0][:_CONTEXT]
    # Half words at either end are left out.
    before = before.partition(" ")[2] if len(before) == _CONTEXT else before
    after = after.rpartition(" ")[0] if len(after) == _CONTEXT else after
    return f"{before}{evidence.quote}{after}".strip(" ;,.•-–")


def quotation_of(obstacle: Obstacle) -> str | None:
    """Return the passage of an obstacle, an exclusion with the words around it."""
    if not obstacle.evidence:
        return None
    first = obstacle.evidence[0]
    return in_context(first) if obstacle.code == "exclusion" else first.quote
