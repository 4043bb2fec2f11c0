"""The same Word file with native comments on its clauses, and proposed clauses as insertions.

Only the parts that must change are written anew (body, comments, their relationship and
content type); every other byte of the package is copied as it was.
"""

from __future__ import annotations

from lxml import etree

from checker.domain import Document, Finding, Report
from checker.readers.docx_package import Element, W, open_package
from checker.readers.docx_styles import Styles
from checker.reports.word_comments import Comments, Numbers
from checker.reports.word_package import Rewriting
from checker.reports.word_places import Places
from checker.reports.word_proposals import Proposals, is_ours
from checker.reports.word_runs import Passage

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# Findings whose proposed text is a clause; that of the others is a request to the insurer.
CLAUSE_CODES = frozenset(
    (
        "cap_exceeds_policy", "cap_formula", "no_cap", "very_low_cap", "carveout_uncapped",
        "penalties_uninsured", "penalties_uncapped", "clause_absent", "aggravated_liability",
    )
)  # fmt: skip
# A waiver of recourse is put to the insurer, whatever its code.
REQUESTED_CLAUSES = frozenset(("ct.renonciation",))


def annotate(data: bytes, document: Document, report: Report, *, suggest: bool = False) -> bytes:
    """Return the DOCX `data` with one comment for each finding of `report` about it.

    `document` is what was read from `data`. With `suggest`, the proposed clause of a finding
    follows as a tracked insertion. Raises UnreadableDocument when `data` is no readable DOCX.
    """
    package = open_package(data, name=document.name)
    root = package.part(package.main)
    rewriting = Rewriting(package, data)
    styles = package.related("styles")
    there = package.related("comments")
    comments_root = _empty_comments() if there is None else there
    numbers = Numbers(root, comments_root)
    stamp = f"{report.as_of.isoformat()}T00:00:00Z"
    comments = Comments(comments_root, numbers, stamp, styles=styles)
    proposals = Proposals(root, numbers, stamp, Styles(styles))
    facts = next((f for f in report.facts if f.document.name == document.name), None)
    places = Places(package, root, document, facts)
    proposed: dict[tuple[object, ...], tuple[str, Element, Element | None, str]] = {}
    for finding in report.findings:
        passage = _quoted(finding, document.name, places)
        is_missing = passage is None
        if is_missing and (finding.clause or finding.document == document.name):
            passage = places.beside(finding.clause) if finding.clause else places.opening()
        if passage is None or _is_own_change(finding, passage):
            continue
        if suggest and proposes(finding) and finding.suggested_text:
            target, neighbour, article = (
                places.after_missing(finding.clause) if is_missing else places.after(passage)
            )
            key = finding.clause, finding.head, target if article is None else article
            text = finding.suggested_text
            proposed.setdefault(key, (finding.clause or "", target, neighbour, text))
        comments.add(passage, _comment_lines(finding))
    # At one place a rule stands before its exceptions: ct.cap before ct.cap.carveouts.
    for _, target, neighbour, text in sorted(proposed.values(), key=lambda each: each[0]):
        proposals.insert(target, neighbour, text)
    if comments.added:
        path = rewriting.relate("comments", _COMMENTS_TYPE)
        rewriting.put(path, comments.root)
    if comments.added or proposed:
        rewriting.put(package.main, root)
    return rewriting.written()


def proposes(finding: Finding) -> bool:
    """Return True when the proposed text of `finding` is a clause of the contract."""
    return finding.code in CLAUSE_CODES and finding.clause not in REQUESTED_CLAUSES


def _quoted(finding: Finding, name: str, places: Places) -> Passage | None:
    for evidence in finding.evidence:
        if evidence.document == name:
            passage = places.passage(evidence)
            if passage is not None:
                return passage
    return None


def _is_own_change(finding: Finding, passage: Passage) -> bool:
    """An insertion of ours, read again, is no change that somebody has to hear of."""
    first = passage.first
    return finding.code == "redline_effect" and first is not None and is_ours(first)


def _comment_lines(finding: Finding) -> list[str]:
    lines = [finding.message, f"→ {finding.action}"]
    if finding.suggested_text:
        lines.append(f"« {finding.suggested_text} »")
    return lines + [law.ref for law in finding.legal]


def _empty_comments() -> Element:
    return etree.Element(f"{W}comments", nsmap={"w": W.strip("{}")})
