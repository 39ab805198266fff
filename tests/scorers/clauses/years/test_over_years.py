"""What a value came to over the years, each year read from the ledger as it was then."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rating import loaded, rated, results

from stardb.problems import Severity
from stardb.quantity import read_period
from stardb.scoring import Appraisal, History, Past, explain, phrase

NAMES = ("甲村", "乙村")
BODY = """
term_from: [2018-11-01, 2021-11-01]
eligible: 参评栏 = 是
values:
  得数: {clause}
grade: {{name: 等次, formula: '如果(得分栏 ≥ 85, 优秀, 合格)'}}
publish: [得数]
"""


def years(
    clause: str, scores: Sequence[Any], first: int = 2020, began: int | None = 2020, without: Sequence[int] = ()
) -> Appraisal:
    """The last of some years in a row; a score a year: a number, None undecided, 不参评, or 无 where the subject was not there.

    A second subject, 村1, has 60 every year. without: years that are not in the ledger.
    """
    history, made = History(began=None if began is None else read_period(str(began))), None
    for year, score in enumerate(scores, first):
        day = date(year, 12, 31)
        there = [60, *([] if score == "无" else [score if score != "不参评" else 0])]
        columns = {
            "得分栏": ("number", there),
            "参评栏": ("yes_no", [score != "不参评" or k == 0 for k in range(len(there))]),
        }
        made = rated(BODY.format(clause=clause), columns, as_of=day, history=history)
        if year not in without:
            history = replace(history, past=(*history.past, Past(read_period(str(year)), day, made.record())))
    assert made is not None
    return made


def came(clause: str, *scores: Any, **more: Any) -> Any:
    return results(years(clause, scores, **more), "得数")[1]


def why(clause: str, *scores: Any, **more: Any) -> str:
    made = years(clause, scores, **more)
    step = made.scheme.step("得数")
    assert step is not None
    return step.rule.sentence(made.scored["得数"], made.columns, 1)


LEFT_OUT = "{{over_years: 得分栏, take: {}, absent: leave_out, not_rated: leave_out}}"


@pytest.mark.parametrize(
    ("take", "expected"), [("sum", 240), ("mean", 80), ("largest", 90), ("smallest", 70), ("last", 80)]
)
def test_the_years_with_this_one(take: str, expected: int) -> None:
    """70, 90 and 80."""
    assert came(LEFT_OUT.format(take), 70, 90, 80) == expected


def test_the_years_before_this_one_alone() -> None:
    clause = "{over_years: 得分栏, take: sum, this_year: false, absent: leave_out, not_rated: leave_out}"
    assert came(clause, 70, 90, 80) == 160
    assert came(clause, 70) == 0  # the very first year
    assert came(clause.replace("take: sum", "take: mean"), 70) is None
    assert came(clause.replace("take: sum", "take: mean, otherwise: 60"), 70) == 60


COUNT = "{over_years: 等次 = 优秀, take: count, span: 3年, absent: leave_out, not_rated: leave_out}"


def test_how_many_years_a_condition_held() -> None:
    """Of the last three years alone: 2020's 优秀 counts no more in 2023."""
    assert came(COUNT, 90, 90, 60) == 2
    assert came(COUNT, 90, 90, 60, 60) == 1
    assert came(COUNT.replace("3年", "2年, this_year: false"), 90, 90, 60, 90) == 1


def test_a_condition_is_judged_by_what_each_year_came_to() -> None:
    assert why(COUNT, 90, 60, 90) == "“等次 = 优秀”：2020年度是、2021年度否、本年是，成立的为2"


ABSENT = [
    ("leave_out", "mean", 80, "2020年度没有评（不计）、2021年度70、本年90，平均为80"),
    ("zero", "sum", 160, "2020年度没有评（按0计）、2021年度70、本年90，合计为160"),
    ("zero", "smallest", 0, "2020年度没有评（按0计）、2021年度70、本年90，最小为0"),
    ("undecided", "sum", None, "2020年度没有评、2021年度70、本年90，待定"),
]


@pytest.mark.parametrize(("how", "take", "expected", "told"), ABSENT)
def test_a_year_somebody_was_not_there_is_treated_as_written(how: str, take: str, expected: Any, told: str) -> None:
    clause = f"{{over_years: 得分栏, take: {take}, absent: {how}, not_rated: undecided}}"
    assert came(clause, "无", 70, 90) == expected
    assert why(clause, "无", 70, 90) == told


def test_a_year_somebody_took_no_part_is_treated_as_written() -> None:
    clause = "{{over_years: 得分栏, take: mean, absent: undecided, not_rated: {}}}"
    assert came(clause.format("leave_out"), 70, "不参评", 90) == 80
    assert came(clause.format("zero"), 70, "不参评", 80) == 50
    assert came(clause.format("undecided"), 70, "不参评", 80) is None


def test_a_year_left_undecided_is_undecided_unless_the_rules_say_what_follows() -> None:
    clause = "{over_years: 得分栏, take: sum, absent: leave_out, not_rated: leave_out}"
    assert came(clause, 70, None, 90) is None
    assert why(clause, 70, None, 90) == "2020年度70、2021年度待定、本年90，待定"
    assert came(clause.replace("take", "undecided: leave_out, take"), 70, None, 90) == 160


def test_this_years_own_doubt_is_no_year_gone_by() -> None:
    clause = "{over_years: 得分栏, take: sum, absent: zero, not_rated: zero, undecided: zero}"
    assert came(clause, 70, None) is None
    assert came(clause, 70, None, 80) == 150


def test_a_year_that_is_not_in_the_ledger_is_never_passed_over() -> None:
    """Whatever the rules say of years without a value, nobody knows what 2021 came to."""
    clause = "{over_years: 得分栏, take: sum, absent: zero, not_rated: zero, undecided: zero}"
    assert came(clause, 70, 80, 90, without=[2021]) is None
    assert why(clause, 70, 80, 90, without=[2021]) == "2020年度70、2021年度台账里没有、本年90，待定"
    assert came(clause.replace("take: sum", "take: sum, span: 2年, this_year: false"), 70, 80, 90, 60, 50) == 150


def test_the_last_year_does_not_ask_what_was_before_it() -> None:
    last = "{over_years: 得分栏, take: last, this_year: false, absent: leave_out, not_rated: leave_out}"
    assert came(last, 70, 80, 90, without=[2020]) == 80
    assert came(last, 70, 80, 90, without=[2021]) is None
    assert came(last, 70, "不参评", 90) == 70


def test_years_before_anybody_was_rated_are_years_without_a_rating() -> None:
    """Rating began in 2020: of the three years to 2021, 2019 had none."""
    clause = "{{over_years: 得分栏, take: mean, span: 3年, absent: {}, not_rated: leave_out}}"
    assert came(clause.format("leave_out"), 70, 90) == 80
    assert came(clause.format("zero"), 70, 80) == 50
    assert came(clause.format("undecided"), 70, 80) is None


def test_where_nobody_says_when_rating_began_the_years_since_the_rules_are_in_force_are_asked_for() -> None:
    """The rules are of 2000: 2000 to 2019 may have been rated, and are not in the ledger."""
    assert came(LEFT_OUT.format("sum"), 70, 90, began=None) is None
    assert why(LEFT_OUT.format("sum"), 70, 90, began=None).startswith("2000至2019年度台账里没有、2020年度70")
    assert came(LEFT_OUT.format("last"), 70, 90, began=None) == 90


def test_a_count_that_is_not_known_is_at_least_what_is_known() -> None:
    clause = COUNT.replace("span: 3年", "span: all")
    made = years(clause, [90, None, 90])
    assert results(made, "得数")[1] is None
    ends = made.columns["得数"].ends
    assert ends is not None
    assert (ends[0].at(1), ends[1].at(1)) == (2, None)
    assert why(clause, 90, None, 90) == "“等次 = 优秀”：2020年度是、2021年度待定、本年是，至少2年，待定"


def test_the_years_of_the_term_alone() -> None:
    """The term began in November 2021: 2021, 2022 and 2023, not 2020."""
    clause = LEFT_OUT.format("sum").replace("take", "span: term, take")
    assert came(clause, 50, 60, 70, 80) == 210
    assert came(clause, 50, 60, 70, 80, without=[2021]) is None
    assert came(clause, 50, 60, 70, 80, without=[2020]) == 210


def test_one_who_may_have_had_another_name_has_no_known_years() -> None:
    history = History(years(LEFT_OUT.format("sum"), [70, 80, 90]).history.past, frozenset({"村1"}), read_period("2020"))
    columns = {"得分栏": ("number", [60, 90]), "参评栏": ("yes_no", [True, True])}
    made = rated(BODY.format(clause=LEFT_OUT.format("sum")), columns, as_of=date(2022, 12, 31), history=history)
    assert results(made, "得数") == [180, None]
    reason = made.sentences.reason(made.scheme.step("得数"), 1)  # type: ignore[arg-type]
    assert reason == "2020年度像是改了名，对不上、2021年度像是改了名，对不上、本年90，待定"


def test_what_the_ledger_did_not_keep_then_is_not_known() -> None:
    """2020 was rated before the rules had 得分栏 among what they read of earlier years."""
    day = date(2020, 12, 31)
    columns = {"得分栏": ("number", [60, 70]), "参评栏": ("yes_no", [True, True])}
    old = rated(BODY.format(clause="得分栏").replace("publish: [得数]\n", ""), columns, as_of=day)
    history = History((Past(read_period("2020"), day, old.record()),), began=read_period("2020"))
    made = rated(BODY.format(clause=LEFT_OUT.format("sum")), columns, as_of=date(2021, 12, 31), history=history)
    assert results(made, "得数") == [None, None]
    assert "2020年度没有记这一项" in made.sentences.reason(made.scheme.step("得数"), 0)  # type: ignore[arg-type]


def test_a_word_in_the_place_of_a_number_is_no_number_in_any_year() -> None:
    """缺考 in 2020: neither left out nor 0; as a condition it is known."""
    body = """
values:
  合计: {over_years: 成绩, take: sum, absent: zero, undecided: zero}
  缺考年数: {over_years: 成绩 = 缺考, take: count, absent: zero}
publish: [合计, 缺考年数]
"""
    columns = {"成绩": ("number, words: [缺考]", [70])}
    history, made = History(began=read_period("2020")), None
    for year, score in ((2020, "缺考"), (2021, 70)):
        made = rated(body, {"成绩": (columns["成绩"][0], [score])}, as_of=date(year, 12, 31), history=history)
        history = replace(
            history, past=(*history.past, Past(read_period(str(year)), date(year, 12, 31), made.record()))
        )
    assert made is not None
    assert results(made, "合计") == [None]
    assert made.sentences.reason(made.steps["合计"], 0) == "2020年度是词，不是数、本年70，待定"
    assert results(made, "缺考年数") == [1]


def test_earlier_results_of_the_grade_may_decide_this_years() -> None:
    """The grade asks how often it was 优秀 before: that is no ring, the earlier years are settled."""
    body = """
values:
  以前优秀: {over_years: 等次 = 优秀, take: count, this_year: false, absent: leave_out}
grade: {name: 等次, decide: [{when: 得分栏 ≥ 80 且 以前优秀 < 2, give: 优秀}], otherwise: 合格}
"""
    history, grades = History(began=read_period("2020")), []
    for year in range(2020, 2024):
        made = rated(body, {"得分栏": ("number", [90])}, as_of=date(year, 12, 31), history=history)
        grades += results(made, "等次")
        history = replace(
            history, past=(*history.past, Past(read_period(str(year)), date(year, 12, 31), made.record()))
        )
    assert grades == ["优秀", "优秀", "合格", "合格"]


def test_the_explanation_names_the_years_and_what_each_was() -> None:
    made = years(LEFT_OUT.format("mean"), [70, "不参评", None, 90])
    told = {node.title: phrase(node) for _, node in explain(made, 1).lines()}
    assert told["历年(得分栏)"] == "台账：2020年度70、2021年度不参评、2022年度待定"
    assert told["得数"] == "2020年度70、2021年度不参评（不计）、2022年度待定、本年90，待定"


COLUMNS = {"得分栏": ("number", []), "等次栏": ("choice, choices: [优, 良]", []), "参评栏": ("yes_no", [])}


def faults(clause: str) -> list[tuple[str, str]]:
    found = loaded(BODY.format(clause=clause), COLUMNS).problems
    return [(p.code, p.message) for p in found if p.severity is Severity.ERROR]


def test_how_years_without_a_value_are_treated_must_be_written() -> None:
    assert faults("{over_years: 得分栏, take: sum}") == [
        ("R202", "那年没有评的（不在名册、还没有开始评）怎么算，要用 absent 写明"),
        ("R202", "那年不参评的怎么算，要用 not_rated 写明"),
    ]


def test_what_years_cannot_give_is_refused() -> None:
    more = "absent: leave_out, not_rated: leave_out"
    assert faults(f"{{over_years: 得分栏, take: count, {more}}}") == [("R305", "take: count 要用于条件，“得分栏”是数")]
    assert faults(f"{{over_years: 等次 = 优秀, take: sum, {more}}}") == [
        ("R305", "take: sum 要用于数，“等次 = 优秀”是是否")
    ]
    assert faults("{over_years: 等次栏, take: last, absent: zero, not_rated: leave_out}") == [
        ("R305", "absent: zero 只用于数和条件，“等次栏”是选项")
    ]
    assert faults(f"{{over_years: 得分栏, take: sum, span: 18个月, {more}}}") == [
        ("R203", "span 写all、term，或几年（不过100），如 3年")
    ]
    assert faults(f"{{over_years: 得分栏, take: sum, span: 1000年, {more}}}")[0][0] == "R203"
    assert faults(f"{{over_years: 上年(得分栏), take: sum, {more}}}") == [
        ("R450", "“上年(得分栏)”不逐年记在台账里，over_years 取不到")
    ]
    assert [code for code, _ in faults("历年(得分栏)")] == ["R302"]
