"""The months of a year beside each other: stars, points and grades of three villages, with a month missing."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
from rating import rated

from stardb.quantity import read_period
from stardb.rendering.views.scheme_view import SchemeView, Setting, build_view
from stardb.scoring import RECORD, Appraisal, History, Past

STAR = """
every: [month, year]
stars:
  平安之星: {full: 1, award: 得分(零上访) = 1, every: month, indicators: {零上访: {points: 1, formula: 甲}}}
"""
POINTS = "every: [month, year]\nscores:\n  积分: {indicators: {事项: {formula: 甲}}}\n"
GRADED = POINTS + "grade: {name: 月评, from: 总分, bands: {5以上: 合格, 不足5: 不合格}}\n"


def kept(period: str, item: str, values: Mapping[str, Any]) -> Past:
    """A month's record of one result: by village a number, a word, 待定 or 不参评."""
    rows = []
    for key, value in values.items():
        is_word = isinstance(value, str)
        state = value if value in ("待定", "不参评") else "已定"
        number = Fraction(0 if is_word else value)
        word = value if is_word and state == "已定" else ""
        rows.append((key, item, state, number.numerator, number.denominator, word))
    return Past(read_period(period), read_period(period).last, pd.DataFrame(rows, columns=RECORD))


def months(item: str, **values: Any) -> History:
    """m03=(1, 0, "待定"): what the three villages had in March; None for a village that was not there."""
    return History(
        tuple(
            kept(f"2022-{name[1:]}", item, {f"村{i}": v for i, v in enumerate(own) if v is not None})
            for name, own in values.items()
        )
    )


def rate(body: str, history: History, period: str = "2022-04", now: Any = (1, 0, None)) -> Appraisal:
    return rated(body, {"甲": ("number", list(now))}, history=history, period=read_period(period))


def view_of(made: Appraisal) -> SchemeView:
    return build_view(made, [], Setting("岚县", "组织部"))


STARS = {"m01": (1, 1, 0), "m03": (1, "待定", "不参评")}
"""January and March; nothing is kept of February. April is rated: won, not won, undecided."""


def test_stars_of_the_months_stand_beside_each_other_up_to_the_month_rated() -> None:
    made = view_of(rate(STAR, months("平安之星", **STARS))).year_periods
    assert [(one.title, one.is_rated) for one in made.periods] == [
        ("1月", True),
        ("2月", False),
        ("3月", True),
        ("4月", True),
    ]
    (table,) = made.tables
    assert [row.cells for row in table.subjects] == [
        ("得星", "", "得星", "得星"),
        ("得星", "", "待定", "未得"),
        ("未得", "", "不参评", "待定"),
    ]


def test_stars_are_added_up_and_what_is_undecided_is_no_zero() -> None:
    """村0: January, March, April. 村1: January and perhaps March. 村2: none in January, perhaps April."""
    (table,) = view_of(rate(STAR, months("平安之星", **STARS))).year_periods.tables
    assert table.total_title == "得星月数\n（已评3个月）"
    assert [row.total for row in table.subjects] == [Decimal(3), "至少1", "至少0"]


def test_of_each_month_it_is_told_how_many_won_and_nothing_of_a_month_without_results() -> None:
    made = view_of(rate(STAR, months("平安之星", **STARS))).year_periods
    assert (made.counted, made.good, made.bad, made.averaged) == ("平安之星", ("得星",), ("未得",), "")
    assert [(one.rated, one.counts, one.undecided, one.not_rated) for one in made.periods] == [
        (3, {"得星": 2, "未得": 1}, 0, 0),
        ("", {"得星": "", "未得": ""}, "", ""),
        (2, {"得星": 1, "未得": 0}, 1, 1),
        (3, {"得星": 1, "未得": 1}, 1, 0),
    ]


def test_the_years_run_shows_its_months_and_those_that_are_not_there() -> None:
    made = view_of(rate(STAR, months("平安之星", **STARS), period="2022")).year_periods
    assert made.is_whole_year
    assert [one.title for one in made.periods if one.is_rated] == ["1月", "3月"]
    assert len(made.periods) == 12
    assert [row.cells[:4] for row in made.tables[0].subjects] == [
        ("得星", "", "得星", ""),
        ("得星", "", "待定", ""),
        ("未得", "", "不参评", ""),
    ]
    assert [row.total for row in made.tables[0].subjects] == [Decimal(2), "至少1", Decimal(0)]


def test_points_are_added_up_and_averaged_over_those_who_have_some() -> None:
    """January 3, 4½ and none; February 2, 不参评, 待定; March: 5, 1, 待定."""
    history = months("总分", m01=(3, Fraction(9, 2), None), m02=(2, "不参评", "待定"))
    made = view_of(rate(POINTS, history, "2022-03", (5, 1, None))).year_periods
    (table,) = made.tables
    assert table.total_title == "本年合计"
    assert [(row.cells, row.total) for row in table.subjects] == [
        ((Decimal(3), Decimal(2), Decimal(5)), Decimal(10)),
        ((Decimal("4.5"), "不参评", Decimal(1)), Decimal("5.5")),
        (("没有评", "待定", "待定"), "待定"),
    ]
    assert [one.mean for one in made.periods] == [Decimal("3.75"), Decimal("2.00"), Decimal("3.00")]
    assert (made.counted, made.averaged) == ("", "总分")


def test_points_with_a_full_mark_or_counted_again_are_not_added_up() -> None:
    full = POINTS.replace("积分: {", "积分: {full: 10, ")
    history = months("总分", m01=(3, 4, 5))
    assert view_of(rate(full, history, "2022-02")).year_periods.tables[0].total_title == ""
    read = POINTS + "values:\n  累计: {formula: 本年累计(总分), every: month}\npublish: 累计\n"
    made = view_of(rate(read, history, "2022-02")).year_periods.tables
    assert [(table.title, table.total_title) for table in made] == [("总分", "")]


def test_grades_stand_before_points_and_are_counted() -> None:
    """2 points and more 合格 from 5 on: January 合格, 不合格 and nothing; February 不合格 for all but one undecided."""
    records = [kept("2022-01", "月评", {"村0": "合格", "村1": "不合格"}), kept("2022-01", "总分", {"村0": 6, "村1": 2})]
    both = replace(records[0], record=pd.concat([one.record for one in records]))
    made = view_of(rate(GRADED, History((both,)), "2022-02", (4, 2, None))).year_periods
    assert [table.title for table in made.tables] == ["月评", "总分"]
    assert [row.cells for row in made.tables[0].subjects] == [
        ("合格", "不合格"),
        ("不合格", "不合格"),
        ("没有评", "待定"),
    ]
    assert [(one.counts, one.undecided) for one in made.periods] == [
        ({"合格": 1, "不合格": 1}, 0),
        ({"合格": 0, "不合格": 2}, 1),
    ]
    assert [one.mean for one in made.periods] == [Decimal("4.00"), Decimal("3.00")]
    assert [row.cells for row in made.tables[1].subjects] == [
        (Decimal(6), Decimal(4)),
        (Decimal(2), Decimal(2)),
        ("没有评", "待定"),
    ]


def test_who_may_be_somebody_under_another_name_is_undecided_not_absent() -> None:
    history = replace(months("平安之星", m03=(1, None, 0)), doubtful=frozenset({"村1"}))
    (table,) = view_of(rate(STAR, history)).year_periods.tables
    assert [row.cells for row in table.subjects] == [
        ("", "", "得星", "得星"),
        ("", "", "待定", "未得"),
        ("", "", "未得", "待定"),
    ]


def test_there_is_nothing_to_tell_without_an_earlier_month_of_the_year() -> None:
    for history in (History(), History((kept("2021-12", "平安之星", {"村0": 1}),))):
        assert view_of(rate(STAR, history)).year_periods.periods == ()
