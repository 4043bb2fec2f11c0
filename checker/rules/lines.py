"""Which printed lines of cover speak of a protection, and which one governs its amount.

`rc.pro`, `rc.exploitation`, `rc.apres_livraison` and `rc.decennale` are whole covers: the
headline of their section answers for them, or the damage lines that stand under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.domain import Guarantee, GuaranteeStatus
from checker.knowledge import Knowledge
from checker.rules.validity import Source

HEADLINE = "rc.tous_dommages"
WHOLE_COVERS = ("rc.pro", "rc.exploitation", "rc.apres_livraison", "rc.decennale")
# Damage lines: a section that prints one of them grants the cover itself.
_CORE = frozenset(
    ("rc.corporel", "rc.materiel", "rc.dic", "rc.dinc", "rc.immateriels", "rc.faute", "rc.conseil")
)
# Lines that any liability section may hold without being that cover.
_SIDE_LINES = ("def.", "mrp.", "cyb.", "time.")
_SIDE_IDS = frozenset(
    ("rc.faute_inexcusable", "rc.environnement", "rc.retrait", "rc.depose_repose", "rc.prevention",
     "rc.honoraires")
)  # fmt: skip
# Pure financial loss printed for the running of the business says nothing of the service.
_NOT_FOR_SERVICES = frozenset(("rc.exploitation", "rc.decennale", "mrp", "cyb", "def.pj"))
# Where a protection is printed in several sections, the first of these answers.
_PREFERRED = ("rc.pro", "rc.apres_livraison", "cyb", "rc.exploitation", "mrp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line of cover and the document that prints it."""

    guarantee: Guarantee
    source: Source

    @property
    def is_refused(self) -> bool:
        """Return True when the line is printed as not taken, or for nothing."""
        return (
            self.guarantee.status is GuaranteeStatus.NOT_SUBSCRIBED
            or self.guarantee.amount == Decimal(0)
        )

    @property
    def has_amount(self) -> bool:
        """Return True when the line prints its limit, or that there is none."""
        return (
            self.guarantee.amount is not None or self.guarantee.status is GuaranteeStatus.UNLIMITED
        )


def find_lines(protection: str, sources: Sequence[Source], knowledge: Knowledge) -> list[Line]:
    """Return the lines that answer for `protection`, the governing section first."""
    found = [
        Line(guarantee=guarantee, source=source)
        for source in sources
        for guarantee in source.facts.guarantees
        if _speaks_of(guarantee, protection)
    ]
    # A stable sort: within a section the printed order stays.
    return sorted(found, key=lambda line: _rank(line.guarantee.section, protection, knowledge))


def find_headlines(section: str, sources: Sequence[Source]) -> list[Line]:
    """Return the headline lines of a section: its overall limit."""
    return [
        Line(guarantee=guarantee, source=source)
        for source in sources
        for guarantee in source.facts.guarantees
        if guarantee.section == section and guarantee.id in (HEADLINE, section)
    ]


def is_core(line: Line, cover: str) -> bool:
    """Return True when the line, standing in the section of `cover`, shows that it is granted."""
    identifier = line.guarantee.id
    if identifier in _CORE or identifier == cover:
        return True
    # An extra (withdrawal costs, employer's liability) does not show the cover it extends.
    return cover != "rc.exploitation" and not (
        identifier in _SIDE_IDS or identifier.startswith(_SIDE_LINES)
    )


def _speaks_of(guarantee: Guarantee, protection: str) -> bool:
    if guarantee.id != protection:
        return False
    if protection == "rc.dinc":
        return guarantee.section not in _NOT_FOR_SERVICES
    if protection.startswith("mrp."):
        return not guarantee.section.startswith("rc.")
    if protection.startswith("rc."):
        # Insurance of the firm's own property, or of a building, is no liability for services.
        return guarantee.section not in ("mrp", "rc.decennale") or protection == "rc.decennale"
    return True


def _rank(section: str, protection: str, knowledge: Knowledge) -> int:
    order = knowledge.protections[protection].sections or _PREFERRED
    return order.index(section) if section in order else len(order)
