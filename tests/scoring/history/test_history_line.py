"""What a year takes from the years before: 上年(…), 任期内增加(…), and who is rated for the first time."""

from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.quantity import Column, Kind, logic, read_period
from stardb.scoring import RECORD, History, Past


def past(period, levels, day=None):
    """A year in which these keys had these levels; None is 待定, 不参评 is that."""
    rows = []
    for key, level in levels.items():
        decided = not (level is None or level == "不参评")
        value = Fraction(level) if decided else Fraction(0)
        state = "已定" if decided else "不参评" if level == "不参评" else "待定"
        rows.append((key, "星级", state, value.numerator, value.denominator, ""))
    return Past(read_period(period), day or date(int(period), 12, 31), pd.DataFrame(rows, columns=RECORD))


def values(column):
    return [column.at(i) for i in range(len(column))]


def now(*levels):
    return Column.of(Kind.NUMBER, list(levels))


KEYS = ("甲", "乙", "丙", "丁")
THIS = read_period("2023")
YEAR = {"甲": 3, "乙": None, "丙": "不参评"}  # 丁 is not in it


def test_last_year_is_the_value_that_was_decided_then_and_nothing_else():
    history = History((past("2021", {"甲": 1, "丁": 1}), past("2022", YEAR)))
    assert values(history.line(THIS).previous("星级", KEYS, Kind.NUMBER, ())) == [3, None, None, None]


def test_rated_before_are_the_decided_and_the_undecided_of_last_year():
    """One who was not rated, or not there, is rated for the first time; two years ago does not count."""
    history = History((past("2021", {"丁": 2}), past("2022", YEAR)))
    assert values(history.line(THIS).rated_before(KEYS)) == [True, True, False, False]
    assert values(History().line(THIS).rated_before(KEYS)) == [False] * 4


def test_rated_first_in_the_term_is_who_was_not_rated_since_it_began():
    """丁 was rated in the term before alone; 戊 is new, but may be one of last year's under another name."""
    history = History((past("2020", {"丁": 2, "甲": 1}), past("2021", {"乙": 1}), past("2022", YEAR)), frozenset("戊"))
    keys = (*KEYS, "戊")
    assert values(history.line(THIS).first_in_term(keys, date(2021, 12, 31))) == [False, False, True, True, None]
    assert values(history.line(THIS).first_in_term(keys, date(2022, 6, 30))) == [False, False, True, True, None]
    assert values(history.line(THIS).first_in_term(keys, None)) == [False, False, True, False, None]
    assert values(History().line(THIS).first_in_term(KEYS, None)) == [True] * 4


def years(**told):
    """Subject 甲's truth in some years (y2021=True); None is 待定, 不参评 is that, 无 the subject without the item."""
    made = []
    for year, held in told.items():
        item = "别的" if held == "无" else "达标"
        state = {None: "待定", "不参评": "不参评"}.get(held, "已定") if held != "无" else "已定"
        rows = [("甲", item, state, int(held is True), 1, "")] if held != "缺" else [("乙", "达标", "已定", 1, 1, "")]
        made.append(Past(read_period(year[1:]), date(int(year[1:]), 12, 31), pd.DataFrame(rows, columns=RECORD)))
    return tuple(made)


RUNS = [
    # this year, the years before, how many running
    (True, {}, None),
    (False, {}, 0),
    (None, {}, None),
    (True, {"y2021": True, "y2022": True}, None),
    (True, {"y2020": False, "y2021": True, "y2022": True}, 3),
    (True, {"y2020": "缺", "y2021": True, "y2022": True}, 3),
    (True, {"y2021": True, "y2022": False}, 1),
    (True, {"y2020": True, "y2021": False, "y2022": True}, 2),
    (False, {"y2022": True}, 0),
    (False, {"y2022": None}, 0),
    (True, {"y2022": None}, None),
    (True, {"y2021": None, "y2022": False}, 1),
    (True, {"y2021": True, "y2022": "不参评"}, 1),
    # the item was not kept that year, though the subject was rated
    (True, {"y2021": True, "y2022": "无"}, None),
    # not in that year's roster
    (True, {"y2021": True, "y2022": "缺"}, 1),
    # the ledger lacks 2022, or 2020
    (True, {"y2021": True}, None),
    (False, {"y2021": True}, 0),
    (True, {"y2019": True, "y2021": True, "y2022": True}, None),
    (True, {"y2019": True, "y2021": False, "y2022": True}, 2),
]


@pytest.mark.parametrize(("this", "before", "running"), RUNS)
def test_years_running(this, before, running):
    now_ = logic.truth(np.array([bool(this)]), np.array([this is not None]))
    history = History(years(**before))
    assert values(history.line(THIS).run("达标", ("甲",), now_)) == [running]


SINCE = [
    # what the rules themselves come to cannot have held before they were in force
    (2023, {}, 1, 1),
    (2022, {}, None, 1),
    (2021, {"y2021": True, "y2022": True}, 3, 3),
    (2020, {"y2021": True, "y2022": True}, None, 3),
    (2022, {"y2021": True, "y2022": True}, 3, 3),
    # a year missing in the ledger is none that was before the rules
    (2021, {"y2021": True}, None, 1),
]


@pytest.mark.parametrize(("year", "before", "running", "least"), SINCE)
def test_a_run_where_the_ledger_begins_is_at_least_so_long(year, before, running, least):
    yes = logic.truth(np.array([True]), np.array([True]))
    found = History(years(**before)).line(THIS).run("达标", ("甲",), yes, date(year, 7, 1))
    assert values(found) == [running]
    for number in range(6):
        other = Column.constant(Kind.NUMBER, number, 1)
        known = running is not None
        told = {sign: values(logic.compare(found, sign, other))[0] for sign in "≥<=≠>≤"}
        assert told["≥"] is (True if number <= least else False if known else None)
        assert told["<"] is (False if number <= least else True if known else None)
        assert told[">"] is (True if number < least else False if known else None)
        assert told["≤"] is (False if number < least else True if known else None)
        assert told["="] is (number == least if known else False if number < least else None)
        assert told["≠"] is (number != least if known else True if number < least else None)
        assert values(logic.compare(other, "≤", found)) == [told["≥"]]


@given(st.lists(st.booleans(), max_size=6))
def test_years_running_are_the_trues_before_the_last_false(held):
    told = {f"y{2022 - k}": truth for k, truth in enumerate(held)}
    history = History(years(**dict(reversed(told.items()))))
    now_ = logic.truth(np.array([True]), np.array([True]))
    expected = 1 + held.index(False) if False in held else None
    assert values(history.line(THIS).run("达标", ("甲",), now_)) == [expected]
    assert values(history.line(THIS).run("达标", ("甲",), now_, date(2023, 12, 31))) == [expected or 1 + len(held)]


def test_one_who_may_have_had_another_name_has_run_for_an_unknown_time():
    history = History(years(y2022="缺"), frozenset("甲"))
    yes, no = (logic.truth(np.array([held]), np.array([True])) for held in (True, False))
    assert values(history.line(THIS).run("达标", ("甲",), yes)) == [None]
    assert values(history.line(THIS).run("达标", ("甲",), no)) == [0]


def test_two_years_back_is_two_years_back_and_not_the_second_that_is_kept():
    kept = History((past("2020", {"甲": 1}), past("2021", {"甲": 2}), past("2022", {"甲": 3})))
    assert [values(kept.line(THIS).back("星级", k, ("甲",), Kind.NUMBER, ()))[0] for k in (2, 3, 4)] == [2, 1, None]
    gappy = History((past("2020", {"甲": 1}), past("2022", {"甲": 3})))
    assert values(gappy.line(THIS).back("星级", 2, ("甲",), Kind.NUMBER, ())) == [None]


def test_words_of_last_year_come_back_as_words():
    rows = [
        ("甲", "等次", "已定", 0, 1, "优秀"),
        ("乙", "等次", "待定", 0, 1, ""),
        ("丙", "等次", "已定", 0, 1, "旧等次"),
    ]
    history = History((Past(read_period("2022"), date(2022, 12, 31), pd.DataFrame(rows, columns=RECORD)),))
    assert values(history.line(THIS).previous("等次", KEYS, Kind.CHOICE, ("合格", "优秀"))) == [
        "优秀",
        None,
        None,
        None,
    ]
    assert values(history.line(THIS).previous("等次", KEYS, Kind.TEXT, ())) == ["优秀", None, "旧等次", None]


def test_no_subjects_have_no_history():
    history = History((past("2022", YEAR),))
    nobody = logic.truth(np.zeros(0, bool), np.zeros(0, bool))
    assert len(history.line(THIS).run("星级", (), nobody)) == 0
    assert (
        len(history.line(THIS).first_in_term((), None))
        == len(history.line(THIS).previous("等次", (), Kind.CHOICE, ("优",)))
        == 0
    )


def test_other_names_of_the_ledger_are_unknown():
    assert values(History((past("2022", YEAR),)).line(THIS).previous("总分", KEYS, Kind.NUMBER, ())) == [None] * 4


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
    days = tuple(Past(p.period, date(p.period.year, 12, 30), p.record) for p in history.past)
    assert values(History(days).line(read_period("2024")).gain("星级", ("甲",), now(6), date(2021, 12, 31))) == [gain]


def test_without_a_term_the_gain_counts_from_the_first_rating_of_all():
    history = History((past("2015", {"甲": 1}), past("2022", {"甲": 4})))
    assert values(history.line(THIS).gain("星级", ("甲",), now(6), None)) == [5]


def test_gain_of_somebody_undecided_now_is_undecided():
    history = History((past("2022", {"甲": 1}),))
    assert values(history.line(THIS).gain("星级", ("甲",), now(None), None)) == [None]


def test_many_different_denominators_stay_exact():
    """Shares of 60 villages, each over its own prime: their common denominator would overflow 64 bits."""
    primes = [n for n in range(3, 400) if all(n % d for d in range(2, n))][:60]
    shares = {str(p): Fraction(p - 2, p) for p in primes}
    column = History((past("2022", shares),)).line(THIS).previous("星级", tuple(shares), Kind.NUMBER, ())
    assert values(column) == list(shares.values())


@pytest.mark.parametrize("great", [2**53 + 1, 2**62 + 1, 10**30 + 1])
def test_great_numbers_stay_exact_beside_subjects_who_have_none(great):
    """Whole numbers beside a missing one would be floats, which end at 2**53."""
    history = History((past("2022", {"甲": great, "乙": Fraction(great, 7)}),))
    assert values(history.line(THIS).previous("星级", ("甲", "新", "乙"), Kind.NUMBER, ())) == [
        great,
        None,
        Fraction(great, 7),
    ]
    assert values(history.line(THIS).gain("星级", ("甲", "新"), now(great + 1, 1), None)) == [1, 0]


def test_equal_years_have_equal_digests_and_a_change_shows():
    one = History((past("2022", YEAR),)).digest(("上年(星级)",), THIS)
    shuffled = Past(read_period("2022"), date(2022, 12, 31), past("2022", YEAR).record.sample(frac=1, random_state=1))
    assert History((shuffled,)).digest(("上年(星级)",), THIS) == one
    assert History((past("2022", {**YEAR, "甲": 4}),)).digest(("上年(星级)",), THIS) != one
    assert History((past("2022", {**YEAR, "乙": "不参评"}),)).digest(("上年(星级)",), THIS) != one
    other = past("2022", YEAR)
    extra = pd.DataFrame([("甲", "总分", "已定", 7, 1, "")], columns=RECORD)
    more = Past(read_period("2022"), other.as_of, pd.concat([other.record, extra], ignore_index=True))
    assert History((past("2022", YEAR),)).digest(("往年(星级, 2)", "连续年数(星级)", "本届首评"), THIS) == one
    assert History((more,)).digest(("连续年数(总分)",), THIS) != History((other,)).digest(("连续年数(总分)",), THIS)
    assert History((more,)).digest(("上年(星级)",), THIS) == one  # nothing that is read has changed


LACKING, PENDING = "缺", "待定"


def kinds(column):
    """Each value, or of which kind its being unknown is."""
    undecided = column.undecided
    return [v if v is not None else PENDING if undecided[i] else LACKING for i, v in enumerate(values(column))]


def test_no_record_is_lacking_and_what_was_left_open_or_missed_is_pending():
    """乙 was undecided, 丙 and 丁 not rated in 2022; 丁 was rated in 2021, 戊 never."""
    history = History((past("2021", {"甲": 1, "丁": 1}), past("2022", YEAR)))
    keys = (*KEYS, "戊")
    assert kinds(history.line(THIS).previous("星级", keys, Kind.NUMBER, ())) == [3, PENDING, LACKING, PENDING, LACKING]
    assert kinds(history.line(THIS).latest("星级", keys, Kind.NUMBER, ())) == [3, PENDING, LACKING, 1, LACKING]
    assert kinds(history.line(THIS).back("星级", 2, keys, Kind.NUMBER, ())) == [1, LACKING, LACKING, 1, LACKING]
    assert kinds(history.line(THIS).back("星级", 3, keys, Kind.NUMBER, ())) == [LACKING] * 5  # before the ledger


def test_where_last_year_is_not_in_the_ledger_everything_about_it_is_pending():
    history = History((past("2021", {"甲": 1}),))
    assert kinds(history.line(THIS).previous("星级", KEYS, Kind.NUMBER, ())) == [PENDING] * 4
    assert kinds(history.line(THIS).latest("星级", KEYS, Kind.NUMBER, ())) == [PENDING] * 4
    assert kinds(history.line(THIS).rated_before(KEYS)) == [PENDING] * 4
    assert kinds(history.line(THIS).back("星级", 2, KEYS, Kind.NUMBER, ())) == [PENDING] * 4
    assert kinds(History().line(THIS).previous("星级", KEYS, Kind.NUMBER, ())) == [LACKING] * 4
    assert values(history.line(THIS).first_in_term(KEYS, None)) == [False, None, None, None]
    assert values(history.line(THIS).first_in_term(KEYS, date(2023, 1, 1))) == [True] * 4


def test_a_gain_rests_on_no_year_that_may_have_been_another():
    """2020 and 2022 are kept, 2021 is not: where the term begins in 2022, 2021 may have been its start."""
    history = History((past("2020", {"甲": 1, "乙": 2}), past("2022", {"甲": 3, "丙": 1})))
    gain = history.line(THIS).gain("星级", ("甲", "乙", "丙", "戊"), now(6, 6, 6, 6), date(2022, 1, 1))
    assert values(gain) == [None, None, None, 0]
    assert values(history.line(THIS).gain("星级", ("甲", "丙"), now(6, 6), None)) == [5, None]
