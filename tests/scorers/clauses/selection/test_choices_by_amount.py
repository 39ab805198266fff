"""Choices by money, percents and durations: every tier stands for itself, and nothing lies between."""

from rating import reasons, worth
from refusing import said

PAID = [*range(100, 1100, 100), 1500, 2000]
SUBSIDY = [30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 160, 200]
F6 = f"{{from: 缴费档次, choices: {{{', '.join(f'{p}元: {s}元' for p, s in zip(PAID, SUBSIDY, strict=True))}}}}}"


def test_twelve_tiers_each_with_its_subsidy() -> None:
    """F6: 100, 200, …, 1000, 1500, 2000 元 a year bring 30, 40, …, 120, 160, 200."""
    assert worth(F6, {"缴费档次": ("money", [f"{p}元" for p in PAID])}) == SUBSIDY


def test_a_value_between_two_tiers_is_undecided_not_interpolated() -> None:
    columns = {"缴费档次": ("money", ["150元", "1200元", "0元", "2001元", None])}
    assert worth(F6, columns) == [None] * 5
    assert reasons(F6, columns)[0] == "缴费档次 150元，没有写到，待定"


def test_tiers_of_percents_and_durations() -> None:
    assert worth("{from: 甲, choices: {25%: 1, 50%: 2}}", {"甲": ("percent", ["25%", "0.5", "30%"])}) == [1, 2, None]
    assert worth("{from: 甲, choices: {1年: 1, 18个月: 2}}", {"甲": ("duration", ["12个月", "1年6个月"])}) == [1, 2]


def test_a_tier_of_another_kind_or_written_twice_is_refused() -> None:
    columns = {"甲": ("money", ["1元"])}
    ((code, told, at),) = said("{from: 甲, choices: {100: 1, 200元: 2}}", columns)
    assert (code, at[:3]) == ("R305", "100")
    assert "“100”是数，这里要金额" in told
    ((code, _, at),) = said("{from: 甲, choices: {1万元: 1, 10000元: 2}}", columns)
    assert (code, at[:6]) == ("R102", "10000元")
