"""The frozen values that every layer exchanges. Standard library only.

A span anywhere is two integers `start <= i < end` into `Document.text`. Boxes are
(x0, top, x1, bottom) in PDF points, origin top left of the page as displayed; pages
count from 1. `None` means "not printed", never an empty string or zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Box = tuple[float, float, float, float]


# ---------------------------------------------------------------- document


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CELL = "cell"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"


class Part(StrEnum):
    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXTBOX = "textbox"
    COMMENT = "comment"


class Revision(StrEnum):
    NONE = "none"
    INSERTED = "inserted"
    DELETED = "deleted"


class View(StrEnum):
    """Which side of tracked changes a reader shows."""

    ORIGINAL = "original"
    CURRENT = "current"
    MARKED = "marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlace:
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphPlace:
    """A run of a Word paragraph: `paragraph` is the ordinal of its w:p in its part."""

    paragraph: int
    part: Part = Part.BODY
    revision: Revision = Revision.NONE


# At this confidence or less a figure of a scan is doubtful: two readings of it differ, or it
# makes an amount that nobody prints.
DOUBTFUL_CONFIDENCE = 40.0


@dataclass(frozen=True, slots=True)
class Run:
    """The smallest located piece of text: a word of a page, a run of a paragraph.

    `confidence` (0 to 100) is that of character recognition; None: not a scan.
    """

    start: int
    end: int
    place: PagePlace | ParagraphPlace
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, paragraph, list item, cell, footnote or piece of furniture.

    `table` numbers the tables of a document from 0; `row` and `column` count from 0 in
    it (a merged cell carries its first row and column, `row_span`, `column_span`);
    `header_path` holds the texts of the header cells above a cell, outermost first.
    `level` is the depth of a heading or list item, from 1; `indent` the distance in
    points (PDF) or twips/20 (DOCX) of its first word from the left edge of its
    neighbours, 0 where unknown. `bold` is true when all of its words are.
    """

    start: int
    end: int
    kind: BlockKind
    table: int | None = None
    row: int | None = None
    column: int | None = None
    row_span: int = 1
    column_span: int = 1
    header_path: tuple[str, ...] = ()
    level: int | None = None
    indent: float = 0.0
    bold: bool = False
    size: float | None = None
    page: int | None = None
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the reader of a report must know about a document: a code and its words.

    `variant` and `values` fill the sentence `notice.CODE.VARIANT` in any language; `message`
    is that sentence in French.
    """

    code: str
    message: str = ""
    variant: str | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Canonical text and its geography.

    `text` is NFC, without soft hyphen, ligature or newline inside a block; blocks are
    sorted, disjoint, separated by newlines and cover all non-blank text; runs are
    sorted and disjoint. `format` is "pdf" or "docx"; `pages` is None for DOCX.
    `hidden` holds spans that a person reading the page does not see (white, invisible,
    off the page): they are never evidence.
    """

    name: str
    sha256: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    runs: Sequence[Run]
    pages: int | None = None
    first_page: int = 1
    """The page of the file that it begins on: one of several documents in a file."""
    page_sizes: tuple[tuple[float, float], ...] = ()
    scan: bool = False
    hidden: tuple[tuple[int, int], ...] = ()
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A citation: `document.text[start:end] == quote` (formats.md)."""

    quote: str
    prefix: str
    suffix: str
    start: int
    end: int
    page: int | None = None
    boxes: tuple[Box, ...] | None = None
    paragraph: int | None = None
    part: Part = Part.BODY
    revision: Revision = Revision.NONE
    document: str


# ---------------------------------------------------------------- values


class Basis(StrEnum):
    PER_CLAIM = "PER_CLAIM"
    PER_YEAR = "PER_YEAR"
    PER_CLAIM_AND_YEAR = "PER_CLAIM_AND_YEAR"
    PER_POLICY_PERIOD = "PER_POLICY_PERIOD"
    PER_CLAIMANT = "PER_CLAIMANT"
    UNSTATED = "UNSTATED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money as printed: never a float, `currency` None where no currency is printed."""

    value: Decimal
    currency: str | None


class DeductibleKind(StrEnum):
    NONE = "none"
    FIXED = "fixed"
    PERCENT = "percent"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deductible:
    """`rate` is a percentage (10 for 10 %); `min` and `max` bound it in money."""

    kind: DeductibleKind
    amount: Decimal | None = None
    rate: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    hours: int | None = None
    days: int | None = None


# ---------------------------------------------------------------- mentions


class Polarity(StrEnum):
    AFFIRMED = "affirmed"
    NEGATED = "negated"
    EXCLUDED = "excluded"
    CONDITIONAL = "conditional"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One concept read at one place; `cues` are the spans that made its polarity."""

    concept: str
    start: int
    end: int
    polarity: Polarity = Polarity.AFFIRMED
    cues: tuple[tuple[int, int], ...] = ()
    rule: str


# ---------------------------------------------------------------- facts


class Kind(StrEnum):
    ATTESTATION = "attestation"
    POLICY = "policy"
    CONTRACT = "contract"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    name: str
    sha256: str
    format: str
    kind: Kind
    families: tuple[str, ...]
    language: str
    pages: int | None
    scan: bool
    warnings: tuple[Notice, ...]
    first_page: int | None = None
    """The page of the file that it begins on, where the file holds several documents."""
    refusal: str | None = None
    """Why it is no evidence: quotation, premium_notice, invoice, specimen …; else None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFact:
    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFact:
    """`doubtful`: a figure of it was read with a doubt on a scan."""

    value: dt.date
    evidence: tuple[Evidence, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Intermediary:
    name: str
    orias: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    name: str
    siren: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The four dates of an attestation; both ends of its validity are inclusive."""

    effective: DateFact | None = None
    valid_from: DateFact | None = None
    valid_to: DateFact | None = None
    issued: DateFact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFact:
    id: str
    label: str
    condition: str | None
    evidence: tuple[Evidence, ...]


class GuaranteeStatus(StrEnum):
    GRANTED = "granted"
    NO_AMOUNT = "no_amount"
    NOT_SUBSCRIBED = "not_subscribed"
    UNLIMITED = "unlimited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """One line of cover. `amount` with basis PER_CLAIM may have an `amount_year` beside it.

    `doubtful`: a figure of the amount was read with a doubt on a scan; it evidences no amount.
    """

    section: str
    id: str
    label: str
    status: GuaranteeStatus
    amount: Decimal | None
    currency: str | None
    basis: Basis
    amount_year: Decimal | None
    sublimit: bool
    deductible: Deductible | None
    condition: str | None
    evidence: tuple[Evidence, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    id: str
    reinstated: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """`retroactive` is "unlimited", "none", an ISO date or None."""

    basis: str | None
    tail_years: int | None
    retroactive: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of a contract with its values (formats.md, corpus schema).

    `form`: of a cap, fixed, percent_of_price, fees_12_months, fees_multiple, per_order,
    policy_limit (of fees, `rate` is in percent of those of twelve months), with `choice`
    greater or lesser where it is the one or the other of `amount` and the formula; of a
    subcontracting clause, forbidden, consent, free. `unit`: of a penalty, percent_per_day,
    eur_per_hour … `months`: of a term, or twelve where a share of the price is one of the
    price for a year. `heads`: the protections a carve-out uncaps,
    the losses an exclusion names. `tail_months`: how long insurance outlasts the contract.
    `capped` is False where the text says that there is no cap. `beneficiary` is the party
    that a promise favours: client, supplier or both.
    """

    id: str
    form: str | None = None
    amount: Decimal | None = None
    rate: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    basis: Basis | None = None
    head: str | None = None
    heads: tuple[str, ...] = ()
    cap_percent: Decimal | None = None
    months: int | None = None
    tail_months: int | None = None
    capped: bool | None = None
    credits: bool = False
    beneficiary: str | None = None
    choice: str | None = None
    countries: tuple[str, ...] = ()
    law: str | None = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A price that a contract prints; `period` is total, year, quarter or month."""

    amount: Decimal
    currency: str | None
    period: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """A tracked change under way that touches a clause.

    The amounts are those of a cap before and after it, None where they are no sums.
    """

    clause: str
    deleted: str | None
    inserted: str | None
    amount_before: Decimal | None = None
    amount_after: Decimal | None = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one document says (facts/1)."""

    schema: str = "facts/1"
    document: DocumentFacts
    insurers: tuple[TextFact, ...]
    intermediaries: tuple[Intermediary, ...]
    policyholder: Party | None
    additional_insureds: tuple[Party, ...]
    client: Party | None
    policy_numbers: tuple[TextFact, ...]
    period: Period
    activities: tuple[ActivityFact, ...]
    excluded_activities: tuple[ActivityFact, ...]
    guarantees: tuple[Guarantee, ...]
    exclusions: tuple[Exclusion, ...]
    territory: Territory | None
    trigger: Trigger | None
    scope_restriction: TextFact | None
    suspended: TextFact | None = None
    """The words saying that cover is suspended or the policy cancelled, where printed."""
    clauses: tuple[Clause, ...] = ()
    redlines: tuple[Redline, ...] = ()
    burdens: tuple[Clause, ...] = ()
    """What weighs on the supplier of a contract besides its clauses: refunds, fines, sureties."""
    prices: tuple[Price, ...] = ()
    """What a contract costs, where it prints that."""
    umbrella: tuple[ActivityFact, ...] = ()
    """Activities that only a generic wording suggests: never evidenced by it."""
    unread_lines: tuple[TextFact, ...] = ()
    """Labels of priced rows, in tables of guarantees, that no guarantee came from."""


# ---------------------------------------------------------------- report


class ActivityState(StrEnum):
    EVIDENCED = "evidenced"
    NOT_EVIDENCED = "not_evidenced"
    EXCLUDED = "excluded"
    UNCLEAR = "unclear"


class ProtectionState(StrEnum):
    """Best first: a report keeps the order."""

    EVIDENCED = "evidenced"
    CONDITIONAL = "conditional"
    EVIDENCED_NO_AMOUNT = "evidenced_no_amount"
    UNCLEAR = "unclear"
    BELOW_REQUIREMENT = "below_requirement"
    NOT_EVIDENCED = "not_evidenced"
    NOT_SUBSCRIBED = "not_subscribed"
    EXCLUDED = "excluded"


class Severity(StrEnum):
    """Gravest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Verdict(StrEnum):
    NO_GAP = "no_gap"
    GAPS = "gaps"
    REVIEW = "review"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalReference:
    """`text_date` is the date of the consolidated text that was read; None: not read."""

    ref: str
    title: str
    text_date: dt.date | None


class Side(StrEnum):
    """Who reads a contract: the firm that signs it to supply, or its client."""

    SUPPLIER = "supplier"
    BUYER = "buyer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What is asked: declared activities (ids), minimums in euros, profile, day, language.

    `firm` is the name or SIREN of who must be insured; `countries` (ISO alpha-2) where
    it works. Nothing is asked about either when they are empty. `side` is who reads a contract.
    """

    activities: tuple[str, ...] = ()
    minimums: tuple[tuple[str, Decimal], ...] = ()
    profile: str | None = None
    as_of: dt.date
    language: str = "fr"
    firm: str | None = None
    countries: tuple[str, ...] = ()
    side: Side = Side.SUPPLIER


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileUsed:
    id: str | None
    minimums: dict[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityResult:
    id: str
    label: str
    state: ActivityState
    why: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionResult:
    id: str
    label: str
    state: ProtectionState
    severity: Severity
    required_by: tuple[str, ...]
    required_amount: Decimal | None
    found_amount: Decimal | None
    found_currency: str | None
    deductible: Deductible | None
    carrier: str | None
    why: str
    legal: tuple[LegalReference, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    code: str
    severity: Severity
    message: str
    expected: str | None = None
    found: str | None = None
    gap: Decimal | None = None
    action: str
    suggested_text: str | None = None
    legal: tuple[LegalReference, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    head: str | None = None
    country: str | None = None
    clause: str | None = None
    threshold: Decimal | None = None
    required: Decimal | None = None
    evidenced: Decimal | None = None
    concerns: tuple[str, ...] = ()
    """Ids of the protections or activities that the finding is about."""
    document: str | None = None
    """The document that the finding is about, where it is about one as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    version: str
    models_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the documents mean for a firm (report/1)."""

    schema: str = "report/1"
    engine: Engine
    as_of: dt.date
    documents: tuple[DocumentFacts, ...]
    profile: ProfileUsed
    verdict: Verdict
    activities: tuple[ActivityResult, ...]
    protections: tuple[ProtectionResult, ...]
    findings: tuple[Finding, ...]
    facts: tuple[Facts, ...]
