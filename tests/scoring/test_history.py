"""What a year takes from the years before: 上年(…), 任期内增加(…), and who is rated for the first time."""

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from stardb.quantity import Column, Kind
from stardb.scoring import History, Past
from stardb.scoring.history import RECORD


def past(period, levels, day=None):
    """A year in which these keys had these levels; None is 待定, 不参评 is that."""
    rows = []
    for key, level in levels.items():
        decided = not (level is None or level == "不参评")
        value = Fraction(level) if decided else Fraction(0)
        state = "已定" if decided else "不参评" if level == "不参评" else "待定"
        rows.append((key, "星级", state, value.numerator, value.denominator, ""))
    return Past(period, day or date(int(period), 12, 31), pd.DataFrame(rows, columns=RECORD))


def values(column):
    return [column.at(i) for i in range(len(column))]


def now(*levels):
    return Column.of(Kind.NUMBER, list(levels))


KEYS = ("甲", "乙", "丙", "丁")
YEAR = {"甲": 3, "乙": None, "丙": "不参评"}  # 丁 is not in it


def test_last_year_is_the_value_that_was_decided_then_and_nothing_else():
    history = History((past("2021", {"甲": 1, "丁": 1}), past("2022", YEAR)))
    assert values(history.last("星级", KEYS, Kind.NUMBER)) == [3, None, None, None]


def test_rated_before_are_the_decided_and_the_undecided_of_last_year():
    """One who was not rated, or not there, is rated for the first time; two years ago does not count."""
    history = History((past("2021", {"丁": 2}), past("2022", YEAR)))
    assert values(history.rated_before("星级", KEYS)) == [True, True, False, False]
    assert values(History().rated_before("星级", KEYS)) == [False] * 4


def test_other_names_of_the_ledger_are_unknown():
    assert values(History((past("2022", YEAR),)).last("总分", KEYS, Kind.NUMBER)) == [None] * 4


@pytest.mark.parametrize(
    ("years", "gain"),
    [
        # first rated at 1 within the term, now 6
        ({"2022": 1, "2023": 4}, 5),
        # what was gained and lost again does not count twice
        ({"2022": 1, "2023": 7}, 5),
        # the last term ended with 4
        ({"2020": 2, "2021": 4, "2022": 5}, 2),
        # not rated in the first year: counted from the first rating
        ({"2022": "不参评", "2023": 3}, 3),
        # where the counting starts is itself undecided, so is the gain; be it the first rating or the end of the last term
        ({"2022": None, "2023": 3}, None),
        ({"2020": 2, "2021": None, "2022": 5}, None),
        # never rated before: what the first rating gives is no gain
        ({}, 0),
    ],
)
def test_gain_within_a_term_counts_from_where_the_term_began(years, gain):
    history = History(tuple(past(year, {"甲": level}) for year, level in years.items()))
    # the term began on 2021-12-31, after 2021's appraisal of 30 December
    days = tuple(Past(p.period, date(int(p.period), 12, 30), p.record) for p in history.past)
    assert values(History(days).gain("星级", ("甲",), now(6), date(2021, 12, 31))) == [gain]


def test_without_a_term_the_gain_counts_from_the_first_rating_of_all():
    history = History((past("2015", {"甲": 1}), past("2022", {"甲": 4})))
    assert values(history.gain("星级", ("甲",), now(6), None)) == [5]


def test_gain_of_somebody_undecided_now_is_undecided():
    history = History((past("2022", {"甲": 1}),))
    assert values(history.gain("星级", ("甲",), now(None), None)) == [None]


def test_many_different_denominators_stay_exact():
    """Shares of 60 villages, each over its own prime: their common denominator would overflow 64 bits."""
    primes = [n for n in range(3, 400) if all(n % d for d in range(2, n))][:60]
    shares = {str(p): Fraction(p - 2, p) for p in primes}
    column = History((past("2022", shares),)).last("星级", tuple(shares), Kind.NUMBER)
    assert values(column) == list(shares.values())


@pytest.mark.parametrize("great", [2**53 + 1, 2**62 + 1, 10**30 + 1])
def test_great_numbers_stay_exact_beside_subjects_who_have_none(great):
    """Whole numbers beside a missing one would be floats, which end at 2**53."""
    history = History((past("2022", {"甲": great, "乙": Fraction(great, 7)}),))
    assert values(history.last("星级", ("甲", "新", "乙"), Kind.NUMBER)) == [great, None, Fraction(great, 7)]
    assert values(history.gain("星级", ("甲", "新"), now(great + 1, 1), None)) == [1, 0]


def test_equal_years_have_equal_digests_and_a_change_shows():
    one = History((past("2022", YEAR),)).digest(("上年(星级)",), "星级")
    shuffled = Past("2022", date(2022, 12, 31), past("2022", YEAR).record.sample(frac=1, random_state=1))
    assert History((shuffled,)).digest(("上年(星级)",), "星级") == one
    assert History((past("2022", {**YEAR, "甲": 4}),)).digest(("上年(星级)",), "星级") != one
    assert History((past("2022", {**YEAR, "乙": "不参评"}),)).digest(("上年(星级)",), "星级") != one
    other = past("2022", YEAR)
    extra = pd.DataFrame([("甲", "总分", "已定", 7, 1, "")], columns=RECORD)
    more = Past("2022", other.as_of, pd.concat([other.record, extra], ignore_index=True))
    assert History((more,)).digest(("上年(星级)",), "星级") == one  # nothing that is read has changed
