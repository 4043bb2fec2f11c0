"""What silence hangs on: the carrier of every protection that no document prints.

No attestation prints the word "bug"; what answers for one is the pure financial loss line
of the professional cover. Where that line is evidenced, silence is a question to ask;
where it is missing, silence is a gap, told once and naming all that hangs on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.domain import ProtectionState
from checker.knowledge import Knowledge
from checker.rules.lines import HEADLINE, WHOLE_COVERS
from checker.rules.reading import APPROVING, Reading
from checker.rules.request import Request

_ABSENT = frozenset(
    (ProtectionState.NOT_EVIDENCED, ProtectionState.NOT_SUBSCRIBED, ProtectionState.EXCLUDED)
)
# A carrier's carrier and no further: rc.bug, rc.dinc, rc.pro.
_LONGEST_CHAIN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The required protections that nobody prints, sorted by what carries them."""

    to_confirm: tuple[str, ...]
    hanging: Mapping[str, tuple[str, ...]]
    alone: tuple[str, ...]


def sort_silence(readings: Mapping[str, Reading], request: Request) -> Silence:
    """Return the silent required protections: carried, hanging on a failed carrier, or alone."""
    to_confirm: list[str] = []
    hanging: dict[str, list[str]] = {}
    alone: list[str] = []
    for protection, reading in readings.items():
        if reading.state is not ProtectionState.NOT_EVIDENCED:
            continue
        if not request.needs[protection].is_required:
            continue
        failed = failed_carrier(protection, readings, request)
        if failed is not None:
            hanging.setdefault(failed, []).append(protection)
        elif is_loud(protection, request.knowledge):
            alone.append(protection)
        else:
            to_confirm.append(protection)
    return Silence(
        to_confirm=tuple(to_confirm),
        hanging={carrier: tuple(found) for carrier, found in hanging.items()},
        alone=tuple(alone),
    )


def is_loud(protection: str, knowledge: Knowledge) -> bool:
    """Return True when the silence of the protection is a gap of its own, not a question."""
    return _named_carrier(protection, knowledge) is None or protection in WHOLE_COVERS


def carriers(knowledge: Knowledge) -> frozenset[str]:
    """Return the protections that carry others: their own silence is never calm."""
    found = (_named_carrier(protection, knowledge) for protection in knowledge.protections)
    return frozenset(carrier for carrier in found if carrier is not None)


def carrier_of(protection: str, knowledge: Knowledge) -> str | None:
    """Return what must hold for the protection to be worth asking about, None for nothing.

    That is its named carrier, else the whole cover under which it is printed.
    """
    named = _named_carrier(protection, knowledge)
    if named is not None:
        return named
    sections = knowledge.protections[protection].sections
    cover = sections[0] if sections else None
    return cover if cover in WHOLE_COVERS and cover != protection else None


def _named_carrier(protection: str, knowledge: Knowledge) -> str | None:
    carrier = knowledge.protections[protection].carrier
    if carrier is None or carrier.id == protection:
        return None
    # The headline of a section stands for the cover itself.
    if carrier.id == HEADLINE:
        return carrier.section if carrier.section in WHOLE_COVERS else None
    return carrier.id


def failed_carrier(
    protection: str, readings: Mapping[str, Reading], request: Request
) -> str | None:
    """Return the carrier whose failure is the cause, None when all of the chain holds."""
    failed = [
        carrier
        for carrier in chain_of(protection, request.knowledge)
        if not holds(carrier, readings, request) and not _is_carried(carrier, readings, request)
    ]
    # A cover that is not there at all takes down what stands under it; one that is only too
    # low leaves the nearer carrier to answer.
    absent = [carrier for carrier in failed if readings[carrier].state in _ABSENT]
    return (absent[-1:] or failed[:1] or [None])[0]


def _is_carried(carrier: str, readings: Mapping[str, Reading], request: Request) -> bool:
    # "Material damage" that nobody prints is itself carried by the headline above it; a
    # whole cover never is.
    above = _named_carrier(carrier, request.knowledge)
    return (
        readings[carrier].state is ProtectionState.NOT_EVIDENCED
        and above is not None
        and carrier not in WHOLE_COVERS
        and holds(above, readings, request)
    )


def holds(carrier: str, readings: Mapping[str, Reading], request: Request) -> bool:
    """Return True when the carrier is evidenced, and high enough where a minimum is asked."""
    reading = readings[carrier]
    if reading.state is ProtectionState.EVIDENCED_NO_AMOUNT:
        return request.needs[carrier].minimum is None
    return reading.state in APPROVING


def chain_of(protection: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the carriers of a protection, nearest first."""
    chain: list[str] = []
    carrier = carrier_of(protection, knowledge)
    while carrier is not None and carrier not in chain and len(chain) < _LONGEST_CHAIN:
        chain.append(carrier)
        carrier = carrier_of(carrier, knowledge)
    return tuple(chain)
