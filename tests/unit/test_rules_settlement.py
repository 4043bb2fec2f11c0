from __future__ import annotations

from decimal import Decimal

import pytest

from checker.domain import Deductible, DeductibleKind
from checker.rules.settlement import Claimed, Settled, deductible_amount, settle, split


def _d(**values: int | str | None) -> Deductible:
    kind = DeductibleKind(str(values.pop("kind")))
    numbers = {
        key: value if key in ("hours", "days") or value is None else Decimal(value)
        for key, value in values.items()
    }
    return Deductible(kind=kind, **numbers)  # pyright: ignore[reportArgumentType]


def _claim(loss: int, *ceilings: str, fixed: int | None = None) -> Claimed:
    deductible = None if fixed is None else _d(kind="fixed", amount=fixed)
    return Claimed(loss=Decimal(loss), ceilings=ceilings, pool="rc", deductible=deductible)


@pytest.mark.parametrize(
    ("deductible", "loss", "hours", "expected"),
    [
        pytest.param(_d(kind="none"), 5000, None, "0", id="none"),
        pytest.param(_d(kind="fixed", amount=1000), 5000, None, "1000", id="fixed"),
        pytest.param(_d(kind="fixed", amount=1000), 400, None, "400", id="never-above-the-loss"),
        pytest.param(_d(kind="percent", rate=10), 30000, None, "3000.00", id="percent"),
        pytest.param(_d(kind="percent", rate=10, min=1500), 9000, None, "1500", id="minimum"),
        pytest.param(_d(kind="percent", rate=10, max=4000), 90000, None, "4000", id="maximum"),
        pytest.param(_d(kind="percent", rate=10, min=1500), 900, None, "900", id="minimum-above"),
        pytest.param(_d(kind="percent"), 9000, None, None, id="percent-without-rate"),
        pytest.param(_d(kind="hours", hours=12), 10000, 120, "1000.00", id="hours"),
        pytest.param(_d(kind="days", days=3), 10000, 72, "10000.00", id="days-the-whole"),
        pytest.param(_d(kind="hours", hours=12), 10000, None, None, id="hours-of-no-interruption"),
    ],
)
def test_settlement_deductible(
    deductible: Deductible, loss: int, hours: int | None, expected: str | None
) -> None:
    got = deductible_amount(deductible, Decimal(loss), hours=hours)

    assert got == (None if expected is None else Decimal(expected))


def _sums(settled: list[Settled]) -> list[tuple[int, int]]:
    return [(int(one.paid), int(one.deducted)) for one in settled]


def test_settlement_heads_share_a_limit_and_one_deductible() -> None:
    claims = [_claim(60_000, "dinc", fixed=5_000), _claim(60_000, "dinc", fixed=2_000)]

    settled = settle(claims, ceilings={"dinc": Decimal(100_000)})

    assert _sums(settled) == [(55_000, 5_000), (45_000, 0)]


def test_settlement_a_head_bears_its_own_deductible_and_all_no_more_than_the_highest() -> None:
    claims = [_claim(7_500, fixed=1_500), _claim(20_000, fixed=10_000), _claim(900, fixed=1_500)]

    assert _sums(settle(claims, ceilings={})) == [(6_000, 1_500), (11_500, 8_500), (900, 0)]


def test_settlement_a_loss_below_its_deductible_leaves_the_others_theirs() -> None:
    claims = [_claim(7_500, fixed=1_500), _claim(2_000, fixed=10_000)]

    assert _sums(settle(claims, ceilings={})) == [(6_000, 1_500), (0, 2_000)]


def test_settlement_a_sublimit_also_uses_the_limit_above() -> None:
    claims = [_claim(90_000, "data", "dinc"), _claim(90_000, "dinc")]

    settled = settle(claims, ceilings={"data": Decimal(30_000), "dinc": Decimal(50_000)})

    assert _sums(settled) == [(30_000, 0), (20_000, 0)]


def test_settlement_a_deductible_left_over_falls_on_the_next_head() -> None:
    claims = [_claim(3_000, fixed=5_000), _claim(8_000, fixed=5_000)]

    assert _sums(settle(claims, ceilings={})) == [(0, 3_000), (6_000, 2_000)]


def test_settlement_covers_of_own_loss_bear_each_their_own() -> None:
    each = [
        Claimed(loss=Decimal(8_000), ceilings=(), pool=pool,
                deductible=_d(kind="fixed", amount=1_000))
        for pool in ("cyb.pe", "cyb.incident")
    ]  # fmt: skip

    assert _sums(settle(each, ceilings={})) == [(7_000, 1_000), (7_000, 1_000)]


@pytest.mark.parametrize("total", ["100", "99999", "0", "12.34", "1"])
def test_settlement_split_loses_nothing(total: str) -> None:
    parts = split(Decimal(total), [Decimal(1), Decimal(2), Decimal(4)])

    assert sum(parts) == Decimal(total)
    assert parts == sorted(parts)
