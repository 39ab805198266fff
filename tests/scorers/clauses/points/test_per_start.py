"""So much for every so many, counted up or down from a number."""

import pytest
from rating import reasons, worth
from refusing import said

D2 = "{from: 900 - 考核得分, per: 1分, each: -5元, start: 5000元}"


def test_each_point_below_nine_hundred_takes_five_yuan_off_five_thousand() -> None:
    """D2 毛田镇: ≥900 of 1000 the full 5000元; 899 → 4995; 850 → 4750; 0 → 500."""
    marks = {"考核得分": ("number", [1000, 900, 899, 850, 0, None])}
    assert worth(D2, marks) == [5000, 5000, 4995, 4750, 500, None]
    assert "每1分扣5元，从5000元扣起，为4995元" in reasons(D2, marks)[2]


def test_what_is_left_may_be_kept_above_nothing() -> None:
    clause = "{from: 甲, per: 1次, each: -2000元, start: 5000元, between: [0元, 5000元]}"
    assert worth(clause, {"甲": ("number", [0, 2, 3])}) == [5000, 1000, 0]


def test_counted_up_from_a_base() -> None:
    """D2: base 6000元 a year and 1元 a head."""
    clause = "{from: 人口, per: 1人, each: 1元, start: 6000元}"
    assert worth(clause, {"人口": ("number", [0, 1200])}) == [6000, 7200]
    assert "从6000元加起" in reasons(clause, {"人口": ("number", [1200])})[0]


def test_a_start_of_its_own_goes_before_the_full_mark() -> None:
    clause = "{from: 甲, points: 10, per: 1次, each: -1, start: 6}"
    assert worth(clause, {"甲": ("number", [0, 2, 7])}) == [6, 4, 0]


@pytest.mark.parametrize(("start", "code"), [("5000", "R305"), ("五千元", "R203"), ("3年", "R305")])
def test_a_start_of_another_kind_is_refused_where_it_stands(start: str, code: str) -> None:
    clause = D2.replace("5000元", start)
    ((found, _, at),) = said(clause, {"考核得分": ("number", [1])})
    assert found == code
    assert at.startswith(start)
