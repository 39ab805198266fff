"""Earlier periods by kind: a month asks of the months before it, a year of the years and of its own months."""

from typing import Any

import numpy as np
import pytest
from histories import ABSENT, LACKING, ME, MISSING, OUT, PENDING, follow, history, next_period, one
from hypothesis import given, settings
from hypothesis import strategies as st

from stardb.quantity import Column, Frequency, Kind, logic, read_period
from stardb.scoring import History, HistoryLine

KEYS = (ME,)
MAY = read_period("2022-05")


def number(value: int | None) -> Column:
    return Column.of(Kind.NUMBER, [value])


def before(line: HistoryLine) -> Any:
    return one(line.previous("得分", KEYS, Kind.NUMBER, ()))


def names(line: HistoryLine) -> list[str]:
    return [past.period.name for past in line.past]


def test_a_month_sees_months_and_whole_years_before_it_and_a_year_its_own_months() -> None:
    kept = history(p2021=80, p2021_12=7, p2022_01=1, p2022Q1=5, p2022_04=4, p2022_05=6, p2022_06=9)
    assert names(kept.line(MAY)) == ["2021-12", "2022-01", "2022-04"]
    assert names(kept.line(MAY, Frequency.YEAR)) == ["2021"]
    assert names(kept.line(MAY, Frequency.QUARTER)) == ["2022Q1"]
    year = read_period("2022")
    assert names(kept.line(year)) == ["2021"]
    assert names(kept.line(year, Frequency.MONTH)) == ["2021-12", "2022-01", "2022-04", "2022-05", "2022-06"]
    quarter = read_period("2022Q2")
    assert names(kept.line(quarter)) == ["2022Q1"]
    assert names(kept.line(quarter, Frequency.YEAR)) == ["2021"]


def test_the_month_before_january_is_last_years_december() -> None:
    assert before(history(p2021_12=7).line(read_period("2022-01"))) == 7
    assert before(history(p2021Q4=7).line(read_period("2022Q1"))) == 7
    assert before(history(p2021H2=7).line(read_period("2022H1"))) == 7


def test_last_year_asked_in_a_month_is_the_year_before_and_no_month() -> None:
    """In May 2022 the year before is 2021, though months of 2022 are there."""
    kept = history(p2020=70, p2021=80, p2022_04=4)
    assert before(kept.line(MAY, Frequency.YEAR)) == 80
    assert one(kept.line(MAY, Frequency.YEAR).back("得分", 2, KEYS, Kind.NUMBER, ())) == 70
    assert before(history(p2020=70, p2022_04=4).line(MAY, Frequency.YEAR)) == PENDING


def test_of_a_term_the_terms_before_count_however_long_they_were() -> None:
    """2018 to 2021 was a term of three years, then one of five; a term that is not there is missing."""
    now = read_period("2021-2026")
    assert before(history(p2018_2021=3).line(now)) == 3
    assert before(history(p2016_2018=3).line(now)) == PENDING


MISSED = [
    # what May asks of April
    ({"p2022_03": 3, "p2022_04": 4}, 4),
    ({"p2022_03": 3}, PENDING),
    ({"p2022_03": 3, "p2022_04": None}, PENDING),
    ({"p2022_03": 3, "p2022_04": OUT}, PENDING),
    ({"p2022_03": OUT, "p2022_04": OUT}, LACKING),
    ({"p2022_04": ABSENT}, LACKING),
    ({}, LACKING),
]


@pytest.mark.parametrize(("kept", "came"), MISSED)
def test_the_month_before(kept: dict[str, Any], came: Any) -> None:
    assert before(history(**kept).line(MAY)) == came


def test_where_rating_is_said_to_have_begun_months_are_missing_though_the_ledger_is_empty() -> None:
    assert before(history(began="2022").line(MAY)) == PENDING
    assert before(history(began="2022-05").line(MAY)) == LACKING
    assert [str(one) for one in history(began="2022").line(MAY).missing] == ["2022-01", "2022-02", "2022-03", "2022-04"]
    assert [str(one) for one in history(began="2022", p2022_01=1, p2022_03=1).line(MAY).missing] == [
        "2022-02",
        "2022-04",
    ]


def test_the_same_month_a_year_before() -> None:
    kept = history(p2021_04=1, p2021_05=5, p2022_04=4)
    assert one(kept.line(MAY).year_before("得分", KEYS, Kind.NUMBER, ())) == 5
    assert one(history(p2022_04=4).line(MAY).year_before("得分", KEYS, Kind.NUMBER, ())) == LACKING
    assert one(history(p2021_04=1, p2022_04=4).line(MAY).year_before("得分", KEYS, Kind.NUMBER, ())) == PENDING
    second = read_period("2022Q2")
    assert one(history(p2021Q2=8, p2022Q1=1).line(second).year_before("得分", KEYS, Kind.NUMBER, ())) == 8
    year = read_period("2022")
    assert one(history(p2021=6).line(year).year_before("得分", KEYS, Kind.NUMBER, ())) == 6


SUMS = [
    # what there is before, May's own, and the sum of the year up to May
    ({"p2021_12": 9, "p2022_01": 1, "p2022_02": 2, "p2022_03": 3, "p2022_04": 4}, 5, 15),  # December is last year's
    ({"p2022_01": 1, "p2022_03": 3, "p2022_04": 4}, 5, PENDING),  # February is not in the ledger
    ({"p2022_01": 1, "p2022_02": None, "p2022_03": 3, "p2022_04": 4}, 5, PENDING),
    ({"p2022_01": 1, "p2022_02": OUT, "p2022_03": ABSENT, "p2022_04": 4}, 5, 10),
    ({"p2021_12": None, "p2022_01": 1, "p2022_02": 1, "p2022_03": 1, "p2022_04": 1}, 5, 9),
    ({}, 5, 5),
    ({"p2022_04": 4}, 5, 9),
    ({"p2022_04": 4}, None, LACKING),
    (
        {"p2021_11": 4, "p2022_01": 1, "p2022_02": 1, "p2022_03": 1, "p2022_04": 1},
        5,
        9,
    ),  # December's gap is last year's
]


@pytest.mark.parametrize(("kept", "own", "came"), SUMS)
def test_the_sum_of_the_year_so_far(kept: dict[str, Any], own: int | None, came: Any) -> None:
    assert one(history(**kept).line(MAY).year_to_date("得分", KEYS, number(own))) == came


def test_the_sum_of_the_year_asks_for_its_first_months_where_rating_began_before_them() -> None:
    assert (
        one(history(began="2021-06", p2022_03=3, p2022_04=4).line(MAY).year_to_date("得分", KEYS, number(5))) == PENDING
    )
    assert one(history(began="2022-03", p2022_03=3, p2022_04=4).line(MAY).year_to_date("得分", KEYS, number(5))) == 12


RUNNING = [
    ({"p2022_02": False, "p2022_03": True, "p2022_04": True}, 3),
    ({"p2022_02": True, "p2022_04": True}, PENDING),  # March is not in the ledger
    ({"p2022_02": True, "p2022_04": False}, 1),
    ({"p2021_11": False, "p2021_12": True, "p2022_01": True, "p2022_02": True, "p2022_03": True, "p2022_04": True}, 6),
    ({"p2022_03": OUT, "p2022_04": True}, 2),
]


@pytest.mark.parametrize(("kept", "came"), RUNNING)
def test_months_running(kept: dict[str, Any], came: Any) -> None:
    yes = logic.truth(np.array([True]), np.array([True]))
    assert one(history(**kept).line(MAY).run("得分", KEYS, yes)) == came


def test_a_run_broken_by_a_missing_month_is_at_least_what_came_after() -> None:
    yes = logic.truth(np.array([True]), np.array([True]))
    found = history(p2022_01=True, p2022_03=True, p2022_04=True).line(MAY).run("得分", KEYS, yes)
    assert found.ends is not None
    assert found.ends[0].at(0) == 3


STATES = st.lists(st.sampled_from([3, 0, None, OUT, ABSENT, MISSING]), max_size=7)


def come_to(line: HistoryLine) -> list[Any]:
    """What all names of earlier periods come to, where 甲 has 5 now, and the condition holds now."""
    yes = logic.truth(np.array([True]), np.array([True]))
    return [
        one(line.previous("得分", KEYS, Kind.NUMBER, ())),
        one(line.latest("得分", KEYS, Kind.NUMBER, ())),
        *(one(line.back("得分", k, KEYS, Kind.NUMBER, ())) for k in (2, 3)),
        one(line.run("得分", KEYS, yes)),
        one(line.gain("得分", KEYS, number(5), None)),
        one(line.rated_before(KEYS)),
        one(line.rated_ever(KEYS)),
        one(line.first_in_term(KEYS, None)),
        len(line.missing),
    ]


@settings(max_examples=25)
@given(STATES)
def test_months_quarters_and_halves_one_after_another_are_what_years_are(states: list[Any]) -> None:
    """The same states give the same, be they of years, or of months across the turn of a year."""
    found = []
    for kind, name in (("YEAR", "2015"), ("MONTH", "2021-09"), ("QUARTER", "2021Q2"), ("HALF_YEAR", "2020H2")):
        first = now = read_period(name)
        for _ in states:
            now = next_period(now)
        found.append(come_to(History(follow(Frequency[kind], first, states)).line(now)))
    assert found[1:] == [found[0]] * 3


class Model:
    """What the names of earlier years came to before there were other periods: by the numbers of years. `states`: 2015 on."""

    def __init__(self, states: list[Any]) -> None:
        self.now = 2015 + len(states)
        self.kept = {year: state for year, state in enumerate(states, 2015) if state != MISSING}
        self.rated = {year: state for year, state in self.kept.items() if state not in (OUT, ABSENT)}

    def unbroken(self) -> list[int]:
        found, later = [], self.now
        for year in sorted(self.kept, reverse=True):
            if later - year > 1:
                break
            found.append(year)
            later = year
        return found

    def missing(self) -> list[int]:
        return [year for year in range(min(self.kept, default=self.now), self.now) if year not in self.kept]

    def value(self, year: int) -> Any:
        state = self.kept[year]
        return LACKING if state in (OUT, ABSENT) else PENDING if state is None else state

    def last(self) -> Any:
        if not self.unbroken():
            return PENDING if self.kept else LACKING
        last = self.value(self.unbroken()[0])
        return PENDING if last == LACKING and self.rated else last

    def latest(self) -> Any:
        rated, lost = max(self.rated, default=0), max(self.missing(), default=0)
        if lost > rated and (rated or lost == self.now - 1):
            return PENDING
        return self.value(rated) if rated else LACKING

    def back(self, k: int) -> Any:
        unbroken = self.unbroken()
        if len(unbroken) < k:
            return PENDING if len(unbroken) < len(self.kept) else LACKING
        return self.value(unbroken[k - 1])

    def run(self) -> Any:
        length = 1
        for year in self.unbroken():
            if year not in self.rated or self.kept[year] == 0:
                return length
            if self.kept[year] is None:
                return PENDING
            length += 1
        return PENDING

    def rated_before(self) -> Any:
        if not self.unbroken():
            return PENDING if self.kept else False
        return self.unbroken()[0] in self.rated

    def first_ever(self) -> Any:
        return False if self.rated else PENDING if self.missing() else True


@settings(max_examples=50)
@given(STATES)
def test_for_years_nothing_is_other_than_by_the_numbers_of_the_years(states: list[Any]) -> None:
    model, line = (
        Model(states),
        History(follow(Frequency.YEAR, read_period("2015"), states)).line(read_period(str(2015 + len(states)))),
    )
    found = come_to(line)
    assert found[:5] == [model.last(), model.latest(), model.back(2), model.back(3), model.run()]
    assert found[6:] == [model.rated_before(), bool(model.rated), model.first_ever(), len(model.missing())]


def test_a_digest_covers_what_is_read_and_no_other_month() -> None:
    """本年累计 in May reads the year's months, 去年同期 the one month, 上年 the years."""
    kept = {"p2021": 80, "p2021_05": 5, "p2021_12": 2, "p2022_01": 1, "p2022_02": 2, "p2022_03": 3, "p2022_04": 4}

    def changed(name: str) -> list[str]:
        digest = history(**kept).digest([name], MAY)
        return [key for key in kept if history(**{**kept, key: 60}).digest([name], MAY) != digest]

    assert changed("本年累计(得分)") == ["p2022_01", "p2022_02", "p2022_03", "p2022_04"]
    assert changed("去年同期(得分)") == ["p2021_05"]
    assert changed("上年(得分)") == ["p2021"]
    assert changed("上月(得分)") == [key for key in kept if key != "p2021"]
    assert changed("历年(得分)") == ["p2021"]
