"""What no settlement may break, whatever the limits and deductibles."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Deductible, DeductibleKind
from checker.rules.settlement import Claimed, Settled, deductible_amount, settle, split

_MONEY = st.integers(min_value=0, max_value=3_000_000).map(Decimal)
_LINES = ("data", "dinc", "pro")
_DEDUCTIBLES = st.one_of(
    st.just(Deductible(kind=DeductibleKind.NONE)),
    st.builds(Deductible, kind=st.just(DeductibleKind.FIXED), amount=_MONEY),
    st.builds(
        Deductible,
        kind=st.just(DeductibleKind.PERCENT),
        rate=st.integers(min_value=0, max_value=100).map(Decimal),
        min=st.none() | st.integers(min_value=0, max_value=5_000).map(Decimal),
        max=st.none() | st.integers(min_value=5_000, max_value=50_000).map(Decimal),
    ),
    st.builds(
        Deductible, kind=st.just(DeductibleKind.HOURS), hours=st.integers(min_value=1, max_value=96)
    ),
)
_CLAIMS = st.lists(
    st.builds(
        Claimed,
        loss=_MONEY,
        ceilings=st.sets(st.sampled_from(_LINES)).map(lambda keys: tuple(sorted(keys))),
        pool=st.sampled_from(("rc", "own", None)),
        deductible=st.none() | _DEDUCTIBLES,
        hours=st.sampled_from((None, 24, 120)),
    ),
    max_size=6,
)
_CEILINGS = st.fixed_dictionaries(dict.fromkeys(_LINES, _MONEY))


def _total(settled: list[Settled]) -> Decimal:
    return sum((one.paid for one in settled), Decimal(0))


@given(claims=_CLAIMS, ceilings=_CEILINGS)
def test_settlement_never_pays_more_than_the_loss_or_a_limit(
    claims: list[Claimed], ceilings: dict[str, Decimal]
) -> None:
    settled = settle(claims, ceilings=ceilings)

    assert len(settled) == len(claims)
    for claim, one in zip(claims, settled, strict=True):
        assert one.paid >= 0
        assert one.deducted >= 0
        assert one.paid + one.deducted <= claim.loss
    for key, limit in ceilings.items():
        under = [s for c, s in zip(claims, settled, strict=True) if key in c.ceilings]
        assert _total(under) <= limit


@given(claims=_CLAIMS, ceilings=_CEILINGS, more=_MONEY, which=st.sampled_from(_LINES))
def test_settlement_a_higher_limit_never_leaves_the_first_head_less(
    claims: list[Claimed], ceilings: dict[str, Decimal], more: Decimal, which: str
) -> None:
    higher = ceilings | {which: ceilings[which] + more}
    before = settle(claims[:1], ceilings=ceilings)
    after = settle(claims[:1], ceilings=higher)

    assert _total(after) >= _total(before)


@given(loss=_MONEY, more=_MONEY, limit=_MONEY, deductible=_DEDUCTIBLES)
def test_settlement_a_greater_loss_is_never_paid_less(
    loss: Decimal, more: Decimal, limit: Decimal, deductible: Deductible
) -> None:
    def paid(amount: Decimal) -> Decimal:
        claim = Claimed(
            loss=amount, ceilings=("dinc",), pool="rc", deductible=deductible, hours=120
        )
        return _total(settle([claim], ceilings={"dinc": limit}))

    # A cent, for the share of a percentage is rounded.
    assert paid(loss + more) >= paid(loss) - Decimal("0.01")


@given(loss=_MONEY, low=_MONEY, high=_MONEY)
def test_settlement_a_higher_deductible_never_pays_more(
    loss: Decimal, low: Decimal, high: Decimal
) -> None:
    def paid(amount: Decimal) -> Decimal:
        fixed = Deductible(kind=DeductibleKind.FIXED, amount=amount)
        claim = Claimed(loss=loss, ceilings=(), pool="rc", deductible=fixed)
        return _total(settle([claim], ceilings={}))

    assert paid(low + high) <= paid(low)


@given(deductible=_DEDUCTIBLES, loss=_MONEY, hours=st.none() | st.integers(1, 500))
def test_settlement_a_deductible_is_a_part_of_the_loss_or_unknown(
    deductible: Deductible, loss: Decimal, hours: int | None
) -> None:
    taken = deductible_amount(deductible, loss, hours=hours)

    assert taken is None or 0 <= taken <= loss


@given(
    total=st.decimals(min_value=0, max_value=10**8, places=2),
    typical=st.lists(
        st.integers(min_value=1, max_value=10**6).map(Decimal), min_size=1, max_size=9
    ),
)
def test_settlement_split_keeps_the_sum(total: Decimal, typical: list[Decimal]) -> None:
    parts = split(total, typical)

    assert sum(parts) == total
    assert all(part >= 0 for part in parts)
