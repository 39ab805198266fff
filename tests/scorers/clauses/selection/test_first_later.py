"""The first rating and the years after it."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from rating import loaded, rated, results

from stardb.quantity import read_period
from stardb.scoring import RECORD, History, Past

BODY = """
term_from: [2021-11-01]
stars:
  星: {formula: 甲, basis: 试}
level:
  name: 星级
  first: 星
  later: 上年(星级) + 星
  between: [0, 15]
  basis: 试
entitlements:
  奖励: {first: 0, later: '1000元 * 最大(0, 星级 - 上年(星级))', basis: 试}
  提高: {amount: 100元, when: 任期内增加(星级) ≥ 5, basis: 试}
"""


def past(year: int, **levels: int | None) -> Past:
    """A year's record: village -> level, None undecided."""
    rows = [(key, "星级", "待定" if level is None else "已定", level or 0, 1, "") for key, level in levels.items()]
    return Past(read_period(str(year)), date(year, 12, 31), pd.DataFrame(rows, columns=RECORD))


def year(points: list[int | None], *before: Past) -> Any:
    return rated(BODY, {"甲": ("number", points)}, history=History(before))


def test_at_the_first_rating_the_stars_are_the_level() -> None:
    made = year([3, 0, None])
    assert results(made, "星级") == [3, 0, None]
    assert results(made, "奖励") == [0, 0, 0]


def test_later_the_stars_are_added_to_last_years_level_within_bounds() -> None:
    made = year([3, 0, 4, -9], past(2021, 村0=2, 村1=5, 村2=14, 村3=1))
    assert results(made, "星级") == [5, 5, 15, 0]
    assert results(made, "奖励") == [3000, 0, 1000, 0]


def test_who_was_not_rated_last_year_is_rated_for_the_first_time() -> None:
    made = year([3, 3], past(2021, 村0=2))
    assert results(made, "星级") == [5, 3]
    assert results(made, "奖励") == [3000, 0]


def test_who_was_left_undecided_last_year_is_no_newcomer_and_stays_undecided() -> None:
    assert results(year([3], past(2021, 村0=None)), "星级") == [None]


def test_a_gain_within_the_term_counts_from_the_level_the_term_began_with() -> None:
    """2 stars in 2020, the term begins in November 2021; 6 in 2021 and 7 now: a gain of 5."""
    made = year([1, 1], past(2020, 村0=2, 村1=3), past(2021, 村0=6, 村1=6))
    assert results(made, "星级") == [7, 7]
    assert results(made, "任期内增加(星级)") == [5, 4]
    assert results(made, "提高") == [100, 0]


def test_what_the_first_rating_gives_is_no_gain() -> None:
    assert results(year([9]), "任期内增加(星级)") == [0]


def test_the_two_formulas_must_be_of_one_kind_and_a_bare_nothing_is_of_any() -> None:
    body = "values:\n  得数: {first: 5, later: 1000元}"
    assert [p.code for p in loaded(body).problems] == ["R305"]
    made = rated("values:\n  得数: {first: 0, later: 1000元}", history=History((past(2021, 村0=1),)))
    assert made.columns["得数"].kind.value == "金额"


def test_a_bare_number_is_a_formula() -> None:
    made = rated("values:\n  得数: 0.5\n  又: {formula: 2}\n  再: {amount: 2.5}")
    assert [made.text(name, 0) for name in ("得数", "又", "再")] == ["0.5", "2", "2.5"]


MISSED = [
    # nobody says what follows a missed year: undecided, and said why
    ("", None, "以前评过、上年没有评，按首评还是按续评，办法没有写（missed），待定"),
    (", missed: first", 3, "中断后再评：甲〔3〕 = 3"),
    # 上年 has nothing of a year that was missed, 上次 has the 2 of 2019
    (", missed: later", 5, "中断后再评：上次(得数)〔2〕 + 甲〔3〕 = 5"),
]


@pytest.mark.parametrize(("more", "came", "why"), MISSED)
def test_after_a_missed_year_it_is_as_the_rules_say(more: str, came: int | None, why: str) -> None:
    """村0 was rated in 2020 and not in 2021; 村1 in both; 村2 never."""
    rows = {2020: {"村0": 2, "村1": 1}, 2021: {"村1": 4}}
    history = History(
        tuple(
            Past(
                read_period(str(y)),
                date(y, 12, 31),
                pd.DataFrame([(k, "得数", "已定", v, 1, "") for k, v in told.items()], columns=RECORD),
            )
            for y, told in rows.items()
        )
    )
    body = f"values:\n  得数: {{first: 甲, later: 上次(得数) + 甲{more}}}"
    made = rated(body, {"甲": ("number", [3, 3, 3])}, history=history)
    assert results(made, "得数") == [came, 7, 3]
    step = made.scheme.step("得数")
    assert step is not None
    assert step.rule.sentence(made.scored["得数"], made.columns, 0) == why


TERMS = """
term_from: [2018-11-01, 2021-11-01]
level:
  name: 星级
  first: 甲
  later: 上年(星级) + 甲
  restart: term
  basis: 每届任期重新评定
"""


def by_term(as_of: int, *before: Past, more: str = "") -> list[Any]:
    body = TERMS.replace("  restart: term\n", f"  restart: term\n{more}")
    made = rated(body, {"甲": ("number", [1])}, as_of=date(as_of, 12, 31), history=History(before))
    return [*results(made, "星级"), made.scheme.step("星级").rule.sentence(made.scored["星级"], made.columns, 0)]  # type: ignore[union-attr]


def test_each_term_is_rated_anew() -> None:
    """4 stars in 2020; the term of November 2021 begins with 2021: 1 star then, and 1 + 1 in 2022."""
    assert by_term(2021, past(2019, 村0=3), past(2020, 村0=4)) == [1, "本届首次评定：甲〔1〕 = 1星"]
    assert by_term(2022, past(2020, 村0=4), past(2021, 村0=1)) == [2, "年度动态调整：上年(星级)〔1〕 + 甲〔1〕 = 2星"]
    assert by_term(2020, past(2018, 村0=3), past(2019, 村0=4))[0] == 5


def test_a_year_missed_within_the_term_alone_asks_what_follows() -> None:
    """Rated in 2020, not in 2021, the first year of the term: 2022 is its first rating. Rated in 2021, not in 2022: missed."""
    other = past(2021, 村9=1)
    assert by_term(2022, past(2020, 村0=4), other) == [1, "本届首次评定：甲〔1〕 = 1星"]
    told = "本届评过、上年没有评，按首评还是按续评，办法没有写（missed），待定"
    assert by_term(2023, past(2021, 村0=4), past(2022, 村9=1)) == [None, told]
    assert by_term(2023, past(2021, 村0=4), past(2022, 村9=1), more="  missed: first\n")[0] == 1


def test_a_year_of_the_term_that_is_not_in_the_ledger_leaves_it_undecided() -> None:
    """The ledger has 2020 and 2022: 2021 may have been the first rating of the term for one who was not rated in 2022."""
    assert by_term(2023, past(2020, 村0=4), past(2022, 村9=1)) == [None, "本届是否评定过、上年是否评定过不明，待定"]
    assert by_term(2023, past(2020, 村0=4), past(2022, 村0=2))[0] == 3


def test_rating_each_term_anew_needs_the_days_terms_begin() -> None:
    found = loaded("values:\n  得数: {first: 1, later: 2, restart: term}").problems
    assert [(p.code, p.place.line) for p in found] == [("R202", 14)]
