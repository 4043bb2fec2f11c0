"""What no played scenario may break, whatever lines, conditions and exclusions are printed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_facts import AS_OF, excluded, line, make_facts

from checker.domain import Declaration, Deductible, DeductibleKind, Exclusion, Facts, Guarantee
from checker.knowledge import Knowledge
from checker.losses import Answer, ScenarioResult
from checker.rules.scenario_models import load_scenarios
from checker.rules.scenarios import play_scenarios

_PROTECTIONS = (
    ("rc.pro", "rc.tous_dommages"), ("rc.pro", "rc.dinc"), ("rc.pro", "rc.perte_donnees"),
    ("rc.pro", "rc.pi"), ("rc.pro", "rc.bug"), ("rc.pro", "rc.faute"), ("rc.pro", "rc.retard"),
    ("rc.exploitation", "rc.tous_dommages"), ("rc.exploitation", "rc.dinc"),
    ("rc.exploitation", "rc.biens_confies"), ("def", "def.frais"), ("cyb", "cyb.pe"),
    ("cyb", "cyb.restauration"), ("mrp", "mrp.materiel"),
)  # fmt: skip
_DEDUCTIBLES = st.sampled_from(
    [
        None,
        Deductible(kind=DeductibleKind.NONE),
        Deductible(kind=DeductibleKind.FIXED, amount=Decimal(3_000)),
        Deductible(kind=DeductibleKind.PERCENT, rate=Decimal(10), min=Decimal(1_500)),
        Deductible(kind=DeductibleKind.HOURS, hours=12),
    ]
)
_LINES = st.lists(
    st.builds(
        lambda where, amount, deductible, condition: line(
            *where, amount, deductible=deductible, condition=condition
        ),
        st.sampled_from(_PROTECTIONS),
        st.sampled_from([None, "none", "unlimited", 0, 5_000, 150_000, 2_000_000]),
        _DEDUCTIBLES,
        st.sampled_from([None, None, "sous réserve de sauvegardes"]),
    ),
    max_size=6,
)
_BARRING = st.lists(
    st.sampled_from(["ex.cyber", "ex.donnees", "ex.contrefacon", "ex.tests", "ex.dinc", "ex.retard"])
    .map(lambda identifier: excluded(identifier, "exclu en toutes lettres")),
    max_size=3,
)  # fmt: skip
_LOSSES = st.none() | st.integers(min_value=1, max_value=4_000_000).map(Decimal)
_STORIES = ("sc.migration_data_loss", "sc.protected_content", "sc.cms_update", "sc.late_delivery",
            "sc.ransomware_plugin", "sc.office_theft", "sc.failed_erp")  # fmt: skip
_settings = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _facts(lines: list[Guarantee], barring: list[Exclusion], *, last_day: str) -> Facts:
    return make_facts(
        *lines, exclusions=tuple(barring), activities=("it.build.dev", "it.run.msp"),
        valid_to=last_day,
    )  # fmt: skip


def _play(
    knowledge: Knowledge, facts: Facts, story: str, loss: Decimal | None = None
) -> ScenarioResult:
    declaration = Declaration(as_of=AS_OF)
    return play_scenarios((facts,), declaration, knowledge, ids=(story,), loss=loss).results[0]


@_settings
@given(lines=_LINES, barring=_BARRING, story=st.sampled_from(_STORIES), loss=_LOSSES)
def test_scenarios_add_up_stay_within_limits_and_quote_what_they_count(
    knowledge: Knowledge, lines: list[Guarantee], barring: list[Exclusion], story: str,
    loss: Decimal | None,
) -> None:  # fmt: skip
    result = _play(knowledge, _facts(lines, barring, last_day="2026-12-31"), story, loss)

    assert result.loss == (loss or load_scenarios(knowledge)[story].loss)
    assert (result.paid + result.stays, result.paid_at_best + result.stays_at_best) == (
        result.loss, result.loss,
    )  # fmt: skip
    assert 0 <= result.paid <= result.paid_at_best <= result.loss
    for head in result.heads:
        assert head.paid <= head.paid_at_best <= head.loss
        if head.limit is not None:
            assert head.paid_at_best <= head.limit
        if head.paid:
            assert head.answer is Answer.ANSWERS
        if head.paid_at_best:
            assert head.evidence
            assert head.answer in (Answer.ANSWERS, Answer.CONDITIONAL, Answer.TO_CONFIRM)


@_settings
@given(lines=_LINES, barring=_BARRING, story=st.sampled_from(_STORIES))
def test_scenarios_of_an_expired_document_count_nothing(
    knowledge: Knowledge, lines: list[Guarantee], barring: list[Exclusion], story: str
) -> None:
    yesterday = (AS_OF - dt.timedelta(days=1)).isoformat()

    assert _play(knowledge, _facts(lines, barring, last_day=yesterday), story).paid_at_best == 0


@_settings
@given(lines=_LINES, barring=_BARRING, story=st.sampled_from(_STORIES))
def test_scenarios_an_exclusion_never_adds_evidenced_money(
    knowledge: Knowledge, lines: list[Guarantee], barring: list[Exclusion], story: str
) -> None:
    without = _play(knowledge, _facts(lines, [], last_day="2026-12-31"), story)
    excluding = _play(knowledge, _facts(lines, barring, last_day="2026-12-31"), story)

    assert excluding.paid <= without.paid
