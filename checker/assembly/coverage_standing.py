"""Under which cover the next line of a table or list stands, while its rows are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.assembly.coverage_heads import HEADLINE, Heads, family_of

# Covers whose own row heads nothing below it when a section row reigns.
_STAND_ALONE = ("cyb", "def.pj")


@dataclass(slots=True)
class Standing:
    """The running cover; `headed`: it comes from a heading, not from a row with an amount.

    `title` holds the covers that the document's title names: the last resort.
    """

    title: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    headed: bool = False
    liability: tuple[str, ...] = ()
    seen: list[str] = field(default_factory=list)
    """The liability covers met so far, the latest last."""

    def enter(self, covers: tuple[str, ...], *, headed: bool) -> None:
        """Take `covers` as the running ones; () after a heading that names none."""
        self.covers, self.headed = covers, headed
        if covers and covers[0].startswith("rc."):
            self.liability = covers
            self.seen += covers

    def follow(self, heads: Heads) -> None:
        """Let a row that names a cover head the rows below it."""
        if not heads.covers:
            return
        own = not heads.ids or HEADLINE in heads.ids or heads.covers[0] in heads.ids
        if not own and not (heads.led and heads.covers[0].startswith("rc.")):
            return
        if self.headed and self.covers and heads.covers[0] in _STAND_ALONE:
            return
        self.enter(heads.covers, headed=False)

    def frame(self) -> str | None:
        """Return the cover in whose terms the next label is to be read."""
        if self.covers:
            return self.covers[0]
        return self.title[0] if self.title and (not self.headed or self._is_cyber_only()) else None

    def _is_cyber_only(self) -> bool:
        """Return True for a cyber certificate: its headings name parts of that one cover."""
        return self.title == ("cyb",)

    def sections_for(self, heads: Heads, *, sublimit: bool) -> tuple[str, ...]:
        """Return the sections that a line with `heads` stands under."""
        titled = not self.headed or self._is_cyber_only()
        current = self.covers or (self.title[:1] if titled else ())
        if heads.covers and not (sublimit and current and heads.covers == ("cyb",)):
            return heads.covers
        first = heads.ids[0] if heads.ids else HEADLINE
        family = family_of(first)
        if current and (sublimit or self.headed):
            return current
        elsewhere = self._home(heads, current)
        if elsewhere:
            return elsewhere
        if current and (family_of(current[0]) == family or first == HEADLINE):
            return current if first == HEADLINE or self.covers else current[:1]
        if family in ("cyb", "mrp"):
            return (family,)
        if family == "def":
            # Below a row that prints its own limit, a defence line stands alone (convention 7).
            alone = first != "def.frais" and not self.headed and bool(self.covers)
            return (first,) if alone or not current else current
        if self.liability:
            return self.liability[:1]
        liability = tuple(s for s in self.title if s.startswith("rc."))
        return (liability or self.title or ("rc.exploitation",))[:1]

    def _home(self, heads: Heads, current: tuple[str, ...]) -> tuple[str, ...]:
        """Return the cover met before under which a line belongs that has none here.

        After "RC après livraison 1 500 000 €", a row "Contrefaçon" is not of that cover.
        """
        if not current or not heads.homes or current[0] in heads.homes:
            return ()
        return next(((cover,) for cover in reversed(self.seen) if cover in heads.homes), ())


def ids_under(heads: Heads, section: str) -> tuple[str, ...]:
    """Return the ids of a line under `section`: its headline where the label names only it."""
    if section == "rc.decennale" and (not heads.ids or heads.ids == (HEADLINE,)):
        return (section,)
    if heads.ids:
        return heads.ids
    if heads.covers == ("cyb",) and section.startswith("rc."):
        # "dont cyber 500 000 €" below RC Pro: the liability that its sub-limit insures.
        return ("cyb.rc",)
    if section == "def.pj":
        # "Défense" alone is no legal-expenses insurance: it names no protection.
        return ()
    return (HEADLINE if section.startswith(("rc.", "cyb", "mrp")) else section,)
