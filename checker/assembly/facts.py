"""Document → Facts: every reader of facts asked once, each statement with its citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.assembly.activities import find_activities, find_umbrellas
from checker.assembly.activity_misprints import find_misprinted
from checker.assembly.clauses import find_clauses
from checker.assembly.clauses.burdens import find_burdens
from checker.assembly.clauses.derogations import find_derogations
from checker.assembly.clauses.prices import find_prices
from checker.assembly.clauses.sectors import find_sectors
from checker.assembly.coverage import find_guarantees
from checker.assembly.coverage_unread import find_unread_lines
from checker.assembly.exclusions import find_exclusions
from checker.assembly.insurers import find_insurers
from checker.assembly.kind import INSURANCE, KindFound, families_of, find_kind
from checker.assembly.parties import find_parties
from checker.assembly.periods import find_period
from checker.assembly.policy_numbers import find_policy_numbers
from checker.assembly.restrictions import find_restriction, find_suspension
from checker.assembly.territory import find_territory
from checker.assembly.trigger import find_trigger
from checker.domain import Clause, Document, DocumentFacts, Facts, Guarantee, Kind
from checker.knowledge import Knowledge
from checker.language import Analysis, analyse
from checker.messages import Messages


def assemble(document: Document, knowledge: Knowledge) -> Facts:
    """Return what `document` says.

    A quotation or a notice may name insurer, holder and policy; it evidences no activity
    and no cover (corpus schema, convention 14). A contract names no insurer of its own.
    """
    analysis = analyse(document, knowledge)
    found = find_kind(analysis, knowledge)
    kind = found.kind
    is_insurance, is_contract = kind in INSURANCE, kind is Kind.CONTRACT
    covered, excluded = (
        find_activities(analysis, knowledge, kind=kind) if kind is not Kind.OTHER else ((), ())
    )
    guarantees = find_guarantees(analysis, knowledge, kind=kind) if is_insurance else ()
    parties = find_parties(analysis, knowledge, kind=kind)
    return Facts(
        document=_document_facts(analysis, found, guarantees, knowledge),
        insurers=() if is_contract else find_insurers(analysis, knowledge),
        intermediaries=parties.intermediaries,
        policyholder=parties.policyholder,
        additional_insureds=parties.additional_insureds,
        client=parties.client,
        policy_numbers=() if is_contract else find_policy_numbers(analysis, knowledge),
        period=find_period(analysis, knowledge, kind=kind),
        activities=covered,
        excluded_activities=excluded,
        umbrella=(
            find_umbrellas(analysis, knowledge, kind=kind)
            + find_misprinted(analysis, knowledge, kind=kind)
            if is_insurance
            else ()
        ),
        guarantees=guarantees,
        unread_lines=find_unread_lines(analysis, knowledge, guarantees),
        exclusions=find_exclusions(analysis, knowledge) if is_insurance else (),
        territory=find_territory(analysis, knowledge) if is_insurance else None,
        trigger=find_trigger(analysis, knowledge) if is_insurance else None,
        scope_restriction=find_restriction(analysis, knowledge) if is_insurance else None,
        suspended=find_suspension(analysis, knowledge) if is_insurance else None,
        clauses=find_clauses(analysis, knowledge) if is_contract else (),
        burdens=_burdens(analysis) if is_contract else (),
        prices=find_prices(analysis) if is_contract else (),
    )


def _burdens(analysis: Analysis) -> tuple[Clause, ...]:
    return (*find_burdens(analysis), *find_derogations(analysis), *find_sectors(analysis))


def _document_facts(
    analysis: Analysis, found: KindFound, guarantees: Sequence[Guarantee], knowledge: Knowledge
) -> DocumentFacts:
    document = analysis.document
    # facts/1 has no language of its own; a report says its notices again in its reader's.
    words = Messages(knowledge, "fr")
    return DocumentFacts(
        name=document.name,
        sha256=document.sha256,
        format=document.format,
        kind=found.kind,
        families=tuple(families_of(tuple(guarantees), analysis, knowledge))
        if found.kind in INSURANCE
        else (),
        language=analysis.language,
        pages=document.pages,
        first_page=document.first_page if "#" in document.name else None,
        scan=document.scan,
        warnings=tuple(replace(n, message=words.notice(n)) for n in document.warnings),
        refusal=found.refusal,
    )
