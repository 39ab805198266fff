"""How often a scheme is rated (`every`), the day it is rated on (`rated_on`), and what only some periods have."""

from datetime import date

import pytest
from rating import loaded, rated, results

from stardb.quantity import read_period
from stardb.rulebook import Scheme

MONTHLY = """
every: [month, year]
values:
  月数: {formula: 考核月}
  季数: {formula: 考核季度}
  初: {formula: 期初日}
  末: {formula: 期末日}
  年份: {formula: 考核年度}
stars:
  月星: {when: 分 ≥ 60, amount: 1, every: month, basis: 一}
grade: {name: 年度等次, from: 分, bands: {80: 优, 10: 良, 0: 差}, every: year, basis: 二}
vetoes:
  - {when: 分 < 10, effect: {set: 差}, because: 太低, basis: 三}
entitlements:
  年奖: {from: 年度等次, choices: {优: 100元, 良: 0元, 差: 0元}, otherwise: 0元, every: year, basis: 四}
publish: [月数, 季数, 初, 末, 年份]
"""
POINTS = {"分": ("number", [90, 65, 5, None])}


def scheme(body: str, period: str) -> Scheme:
    made = loaded(body, POINTS, period=read_period(period))
    assert made.scheme is not None, made.problems
    return made.scheme


def test_what_is_rated_by_the_year_does_not_apply_in_a_month() -> None:
    made = rated(MONTHLY, POINTS, period=read_period("2022-06"))
    assert results(made, "月星") == [1, 1, 0, None]
    assert results(made, "年度等次") == ["无", "无", "无", "无"]  # the veto follows what it acts on
    assert results(made, "年奖") == [0, 0, 0, 0]
    assert made.state.tolist() == [0, 0, 0, 1]  # a grade of the year decides nobody's month
    (grade,) = [step for step in made.scheme.steps if step.name == "年度等次"]
    assert grade.rule.sentence(made.scored["年度等次"], made.columns, 0) == "按年评，本期不评"


def test_what_is_rated_by_the_month_does_not_apply_in_the_year() -> None:
    made = rated(MONTHLY, POINTS, period=read_period("2022"))
    assert results(made, "月星") == [0, 0, 0, 0]
    assert results(made, "年度等次") == ["优", "良", "差", None]
    assert results(made, "年奖") == [100, 0, 0, None]
    assert made.state.tolist() == [0, 0, 0, 1]


def test_the_period_has_names() -> None:
    june = rated(MONTHLY, POINTS, period=read_period("2022-06"))
    assert [results(june, name)[0] for name in ("年份", "月数", "季数")] == [2022, 6, 2]
    first, last = ((date(2022, 6, day) - date(1970, 1, 1)).days for day in (1, 30))
    assert [results(june, name)[0] for name in ("初", "末")] == [first, last]
    year = rated(MONTHLY, POINTS, period=read_period("2022"))
    assert [results(year, name)[0] for name in ("年份", "月数", "季数")] == [2022, None, None]


@pytest.mark.parametrize(
    ("offset", "period", "day"),
    [
        ("15天", "2022-06", date(2022, 7, 15)),
        ("-2个月", "2022", date(2022, 10, 31)),  # from the last of a month to the last of a month
        ("1个月", "2022Q1", date(2022, 4, 30)),
        ("0天", "2022H1", date(2022, 6, 30)),
    ],
)
def test_the_day_rated_on_is_so_long_after_the_end(offset: str, period: str, day: date) -> None:
    body = f"every: [month, quarter, half-year, year]\nrated_on: {offset}\nvalues:\n  得数: {{formula: 1}}\n"
    made = scheme(body, period)
    assert made.as_of == day
    assert made.period.name == period


def test_a_year_rated_in_the_next_january_is_that_year() -> None:
    made = rated("rated_on: 15天\nvalues:\n  得数: {formula: 考核年度}\n", POINTS, period=read_period("2022"))
    assert results(made, "得数")[0] == 2022


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("every: quarter\nvalues:\n  得数: {formula: 1, every: year}\n", "R481"),
        ("every: year\nvalues:\n  得数: {formula: 考核月}\n", "R482"),
        ("every: [half-year, year]\nvalues:\n  得数: {formula: 考核季度}\n", "R482"),
        ("every: [once, year]\nvalues:\n  得数: {formula: 1}\n", "R203"),
        ("every: weekly\nvalues:\n  得数: {formula: 1}\n", "R203"),
        ("every: [year, year]\nvalues:\n  得数: {formula: 1}\n", "R203"),
        ("rated_on: 明天\nvalues:\n  得数: {formula: 1}\n", "R203"),
    ],
)
def test_what_does_not_hold_is_refused(body: str, code: str) -> None:
    assert code in {problem.code for problem in loaded(body, POINTS).problems}


def test_a_scheme_knows_for_which_periods_it_is_rated() -> None:
    made = scheme("every: [month, year]\nvalues:\n  得数: {formula: 1}\n", "2022Q1")
    assert [made.is_rated_for(read_period(name)) for name in ("2022-01", "2022Q1", "2022")] == [True, False, True]
    once = scheme("every: once\nvalues:\n  得数: {formula: 1}\n", "2022")
    assert [once.is_rated_for(read_period(name)) for name in ("2022-01", "2022", "2021-2026")] == [False, True, True]
