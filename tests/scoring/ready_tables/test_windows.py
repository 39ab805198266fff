"""Which rows of a record table lie in the period rated (`period`, `span`): the others do not exist for any clause."""

from typing import Any

import pytest
from rating import loaded, rated, results

from stardb.quantity import read_period
from stardb.scoring import explain, phrase

TWO = {"乡镇": ("text", ["甲乡", "甲乡"])}
EVERY = "every: [month, quarter, half-year, year]\n"
SUM = EVERY + "values:\n  得数: {sum_of: 月报, from: 分}\npublish: [得数]\n"
BY_MONTH = "period: 月"


def monthly(*rows: Any, told: str = BY_MONTH, month: str = "number, between: [1, 12]") -> dict[str, tuple[Any, ...]]:
    return {"月报": ({"年度": "year", "月": month, "分": "number"}, list(rows), told)}


def worth(period: str, rows: dict[str, tuple[Any, ...]], body: str = SUM) -> list[Any]:
    return results(rated(body, TWO, rows, period=read_period(period)), "得数")


MONTHS = monthly((0, 2022, 5, 1), (0, 2022, 6, 10), (1, 2022, 5, 100), told="period: [年度, 月]")


def test_rows_of_other_months_do_not_count() -> None:
    assert worth("2022-06", MONTHS) == [10, 0]  # the second has none in June; others have, so it is none
    assert worth("2022-05", MONTHS) == [1, 100]
    assert worth("2022Q2", MONTHS) == [11, 100]
    assert worth("2022", MONTHS) == [11, 100]


def test_a_period_in_which_nobody_has_a_row_is_not_zero() -> None:
    made = rated(SUM, TWO, MONTHS, period=read_period("2022-07"))
    assert results(made, "得数") == [None, None]
    assert made.state.tolist() == [0, 0] or made.state.tolist() == [1, 1]
    (step,) = [step for step in made.scheme.steps if step.name == "得数"]
    assert "月报没有2022年7月的行，谁的都没有" in step.rule.sentence(made.scored["得数"], made.columns, 0)


def test_unless_the_table_says_that_none_means_none() -> None:
    rows = monthly((0, 2022, 5, 1), told="period: [年度, 月]\n    none: means_none")
    rows["过失"] = ({"日期": "date"}, [(1, "2022-07-01")], "period: 日期\n    none: means_none")
    assert worth("2022-07", rows) == [0, 0]
    assert worth("2022-08", rows) == [None, None]  # nothing at all has come in of August


@pytest.mark.parametrize(
    ("span", "period", "expected"),
    [
        ("period", "2022-06", [10, 0]),
        ("year", "2022-06", [11, 100]),
        ("year", "2022-05", [1, 100]),
        ("all", "2022-05", [1001, 100]),
        ("all", "2022", [1011, 100]),
    ],
)
def test_what_counts_may_reach_back(span: str, period: str, expected: list[int]) -> None:
    rows = monthly(
        (0, 2021, 6, 1000), (0, 2022, 5, 1), (0, 2022, 6, 10), (1, 2022, 5, 100),
        told=f"period: [年度, 月]\n    span: {span}",
    )  # fmt: skip
    assert worth(period, rows) == expected


def test_words_and_days_say_when_a_row_is() -> None:
    quarters = monthly(
        (0, 2022, "一季度", 1), (0, 2022, "二季度", 10), (1, 2022, "一季度", 0), told="period: [年度, 月]",
        month="choice, choices: [一季度, 二季度, 三季度, 四季度]",
    )  # fmt: skip
    assert worth("2022Q1", quarters) == [1, 0]
    assert worth("2022H1", quarters) == [11, 0]
    days = monthly((0, 2022, "2022-03-31", 1), (0, 2022, "2022-04-01", 10), told="period: 月", month="date")
    assert worth("2022Q1", days) == [1, 0]
    assert worth("2022-04", days) == [10, 0]
    halves = monthly((0, 2022, 1, 1), (0, 2022, 2, 10), told="period: 月", month="number, between: [1, 2]")
    assert worth("2022H2", halves) == [10, 0]
    assert worth("2022", halves) == [11, 0]


def test_a_row_that_does_not_say_its_month_leaves_the_month_open_and_not_the_year() -> None:
    rows = monthly((0, 2022, None, 1), (0, 2022, 6, 10), (1, 2022, 6, 100), told="period: [年度, 月]")
    assert worth("2022-06", rows) == [None, 100]
    assert worth("2022", rows) == [11, 100]
    other = monthly((0, 2021, None, 1), (0, 2022, 6, 10), told="period: [年度, 月]")
    assert worth("2022-06", other) == [10, 0]  # whichever month it was, it was another year's
    made = rated(SUM, TWO, rows, period=read_period("2022-06"))
    (step,) = [step for step in made.scheme.steps if step.name == "得数"]
    assert (
        step.rule.sentence(made.scored["得数"], made.columns, 0) == "月报有1行所属时期未知，是不是本期的不能判定，待定"
    )


def test_a_row_that_contradicts_itself_is_of_no_known_period() -> None:
    rows = {"月报": ({"日期": "date", "月": "number, between: [1, 12]", "分": "number"},
                   [(0, "2022-05-03", 6, 1), (0, "2022-05-04", 5, 10)], "period: [日期, 月]")}  # fmt: skip
    assert worth("2022-05", rows) == [None, 0]


@pytest.mark.parametrize(
    ("clause", "june"),
    [
        ("{count_of: 月报}", [1, 0]),
        ("{count_of: 月报, expect: 1}", [1, None]),
        ("{share_of: 月报, where: 分 ≥ 10, otherwise: 0%}", [1, 0]),
        ("{best_of: 月报, from: 分, otherwise: 0}", [10, 0]),
    ],
)
def test_every_clause_over_rows_sees_the_period_alone(clause: str, june: list[int | None]) -> None:
    body = f"{EVERY}values:\n  得数: {clause}\n"
    assert worth("2022-06", MONTHS, body) == june


def test_what_is_computed_of_rows_sees_the_period_alone() -> None:
    rows = monthly(
        (0, 2022, 5, 100), (0, 2022, 6, 10), (1, 2022, 6, 5),
        told="period: [年度, 月]\n    computed: {名次: {cohort: 分, take: rank}}",
    )  # fmt: skip
    body = f"{EVERY}values:\n  得数: {{sum_of: 月报, from: 名次}}\n"
    assert worth("2022-06", rows, body) == [1, 2]
    assert worth("2022", rows, body) == [3, 3]  # 1 + 2, and 3: of all rows of the year


def test_the_explanation_says_which_rows_are_of_other_periods() -> None:
    made = rated(SUM, TWO, MONTHS, period=read_period("2022-06"))
    phrases = [phrase(node) for _, node in explain(made, 0).lines()]
    assert "得数：采用" in phrases
    assert "月报：不在本期，不计" in phrases


@pytest.mark.parametrize(
    ("told", "month", "every", "code"),
    [
        ("period: 月", "number, between: [0, 9]", "month", "R483"),
        ("period: 月", "choice, choices: [一测, 二测]", "[quarter, year]", "R483"),
        ("span: year", "number", "month", "R202"),
        ("many: true", "number", "month", "R484"),
    ],
)
def test_what_does_not_say_when_rows_are_is_told(told: str, month: str, every: str, code: str) -> None:
    told = told if told != "many: true" else "note: 不写"
    body = f"every: {every}\nvalues:\n  得数: {{sum_of: 月报, from: 分}}\n"
    assert code in {p.code for p in loaded(body, TWO, monthly(told=told, month=month)).problems}
    assert code not in {
        p.code for p in loaded(body.replace(every, "year"), TWO, monthly(told=told, month=month)).problems
    } or (code == "R202")


def test_a_row_is_not_told_of_by_parts_of_a_star_that_is_not_rated_in_the_period() -> None:
    rules = """\
every: [month, year]
stars:
  月星:
    full: 1
    every: month
    award: 得分(甲项) = 1
    basis: 试
    indicators:
      甲项: {points: 1, sum_of: 月报, where: 月 = 考核月, each: {from: 分 > 0, yes: 1}, basis: 试}
values:
  得数: {sum_of: 月报, from: 分}
publish: [得数]
"""
    rows = monthly((0, 2022, 5, 1), told="period: [年度, 月]")
    for period, uses in (("2022", {"得数"}), ("2022-05", {"得数", "得分(甲项)"})):
        made = rated(rules, TWO, rows, period=read_period(period))
        said = str([phrase(one) for one in _rows_of(explain(made, 0))])
        assert {name for name in ("得数", "得分(甲项)") if f"{name}：" in said} == uses


def _rows_of(explanation: Any) -> list[Any]:
    """The rows among all that an explanation rests on."""
    below = [row for child in explanation.children for row in _rows_of(child)]
    return [explanation, *below] if explanation.uses else below
