"""Document → Facts: which amount belongs to which guarantee, which date is which."""

from __future__ import annotations

from checker.assembly.activities import find_activities
from checker.assembly.coverage import find_guarantees
from checker.assembly.exclusions import find_exclusions
from checker.assembly.insurers import find_insurers
from checker.assembly.kind import families_of, find_kind
from checker.assembly.parties import find_parties
from checker.assembly.periods import find_period
from checker.assembly.policy_numbers import find_policy_numbers
from checker.assembly.restrictions import find_restriction, find_suspension
from checker.assembly.territory import find_territory
from checker.assembly.trigger import find_trigger
from checker.domain import Document, DocumentFacts, Facts, Kind
from checker.knowledge import Knowledge
from checker.language import Analysis, analyse

__all__ = ["assemble"]


def assemble(document: Document, knowledge: Knowledge) -> Facts:
    """Return what `document` says, every statement with its citation."""
    analysis = analyse(document, knowledge)
    kind = find_kind(analysis, knowledge)
    # A quotation or a notice may name insurer, holder and policy; it evidences no cover.
    silent = kind.kind is Kind.OTHER
    insurance = kind.kind in (Kind.ATTESTATION, Kind.POLICY)
    covered, excluded = ((), ()) if silent else find_activities(analysis, knowledge, kind=kind.kind)
    guarantees = find_guarantees(analysis, knowledge) if insurance else ()
    parties = find_parties(analysis, knowledge, kind=kind.kind)
    return Facts(
        document=_document_facts(
            document,
            analysis,
            kind,
            families_of(guarantees, analysis, knowledge) if insurance else (),
        ),
        insurers=find_insurers(analysis, knowledge) if kind.kind is not Kind.CONTRACT else (),
        intermediaries=parties.intermediaries,
        policyholder=parties.policyholder,
        additional_insureds=parties.additional_insureds,
        client=parties.client,
        policy_numbers=find_policy_numbers(analysis, knowledge)
        if kind.kind is not Kind.CONTRACT
        else (),
        period=find_period(analysis, knowledge, kind=kind.kind),
        activities=covered,
        excluded_activities=excluded,
        guarantees=guarantees,
        exclusions=find_exclusions(analysis, knowledge) if insurance else (),
        territory=find_territory(analysis, knowledge) if not silent else None,
        trigger=find_trigger(analysis, knowledge) if insurance else None,
        scope_restriction=find_restriction(analysis, knowledge) if insurance else None,
        suspended=find_suspension(analysis, knowledge) if insurance else None,
    )
