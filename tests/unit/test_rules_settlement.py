from __future__ import annotations

from decimal import Decimal

import pytest

from checker.domain import Deductible, DeductibleKind
from checker.rules.settlement import Claimed, deductible_amount, settle, split


def _d(**values: int | str | None) -> Deductible:
    kind = DeductibleKind(str(values.pop("kind")))
    numbers = {
        key: value if key in ("hours", "days") or value is None else Decimal(value)
        for key, value in values.items()
    }
    return Deductible(kind=kind, **numbers)  # pyright: ignore[reportArgumentType]


def _claim(loss: int, *ceilings: str, deductible: str | None = None) -> Claimed:
    return Claimed(loss=Decimal(loss), ceilings=ceilings, deductible=deductible)


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


def test_settlement_heads_share_a_limit_and_one_deductible() -> None:
    claims = [_claim(60000, "dinc", deductible="rc"), _claim(60000, "dinc", deductible="rc")]
    settled = settle(
        claims,
        ceilings={"dinc": Decimal(100000)},
        deductibles={"rc": [_d(kind="fixed", amount=5000), _d(kind="fixed", amount=2000)]},
    )

    assert [one.paid for one in settled] == [Decimal(55000), Decimal(45000)]
    assert [one.deducted for one in settled] == [Decimal(5000), Decimal(0)]


def test_settlement_a_sublimit_also_uses_the_limit_above() -> None:
    claims = [_claim(90000, "data", "dinc"), _claim(90000, "dinc")]
    ceilings = {"data": Decimal(30000), "dinc": Decimal(50000)}

    settled = settle(claims, ceilings=ceilings, deductibles={})

    assert [one.paid for one in settled] == [Decimal(30000), Decimal(20000)]


def test_settlement_a_deductible_left_over_falls_on_the_next_head() -> None:
    claims = [_claim(3000, deductible="rc"), _claim(8000, deductible="rc")]

    settled = settle(claims, ceilings={}, deductibles={"rc": [_d(kind="fixed", amount=5000)]})

    assert [one.paid for one in settled] == [Decimal(0), Decimal(6000)]


@pytest.mark.parametrize("total", ["100", "99999", "0", "12.34", "1"])
def test_settlement_split_loses_nothing(total: str) -> None:
    parts = split(Decimal(total), [Decimal(1), Decimal(2), Decimal(4)])

    assert sum(parts) == Decimal(total)
    assert parts == sorted(parts)
