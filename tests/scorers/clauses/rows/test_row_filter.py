"""Which rows count and how often: one per cause, repeats multiplied, extremes left out, so many rows expected."""

from datetime import date
from typing import Any

import pytest
from rating import loaded, rated, reasons, worth

ONE = {"甲": ("number", [0])}
TWO = {"甲": ("number", [0, 0])}
EVENTS = {"事由": "text", "文号": "text", "分": "number", "日期": "date"}


def events(*rows: tuple[Any, ...]) -> dict[str, Any]:
    """Rows (owner, cause, marks, day)."""
    return {"事项": (EVENTS, [(owner, cause, "甲", mark, day) for owner, cause, mark, day in rows])}


def fates(clause: str, records: dict[str, Any]) -> list[str]:
    trace = rated(f"values:\n  得数: {clause}", ONE, records).scored["得数"].rows[0]
    return [trace.roles[k] for k in trace.role]


DAY = "2022-01-01"
SAME = events((0, "征地", 3, DAY), (0, "征地", 5, DAY), (0, "修路", 2, DAY), (1, "征地", 4, DAY))


def test_of_several_rows_with_one_cause_the_best_counts() -> None:
    """max(3, 5) + 2 = 7; another subject's row of the same cause is its own."""
    assert worth("{sum_of: 事项, from: 分, one_per: 事由}", TWO, SAME) == [7, 4]
    assert worth("{count_of: 事项, one_per: 事由}", TWO, SAME) == [2, 1]
    assert worth("{mean_of: 事项, from: 分, one_per: 事由, round: 0.1}", TWO, SAME) == [3.5, 4]


def test_of_several_deductions_with_one_cause_the_heaviest_counts_where_the_rule_says_worst() -> None:
    records = events((0, "征地", -3, DAY), (0, "征地", -5, DAY), (0, "修路", -2, DAY))
    assert worth("{sum_of: 事项, from: 分, one_per: 事由, keep: worst}", ONE, records) == [-7]
    assert worth("{sum_of: 事项, from: 分, one_per: 事由}", ONE, records) == [-5]


def test_a_cause_may_be_several_columns() -> None:
    records = {
        "事项": (EVENTS, [(0, "征地", "一号", 3, DAY), (0, "征地", "二号", 5, DAY), (0, "征地", "一号", 1, DAY)])
    }
    assert worth("{sum_of: 事项, from: 分, one_per: [事由, 文号]}", ONE, records) == [8]


def test_of_two_equal_rows_with_one_cause_one_counts() -> None:
    records = events((0, "征地", 3, DAY), (0, "征地", 3, DAY))
    assert worth("{sum_of: 事项, from: 分, one_per: 事由}", ONE, records) == [3]
    assert fates("{sum_of: 事项, from: 分, one_per: 事由}", records) == ["采用", "同一事由已取另一行，不重复计"]


def test_a_row_whose_cause_is_unknown_may_be_a_repeat() -> None:
    records = events((0, None, 3, DAY), (0, "征地", 3, DAY), (1, "修路", 1, DAY))
    assert worth("{sum_of: 事项, from: 分, one_per: 事由}", TWO, records) == [None, 1]
    assert reasons("{sum_of: 事项, from: 分, one_per: 事由}", TWO, records)[0] == "事项有1行的事由未知，待定"


def test_rows_outside_the_condition_are_no_rivals() -> None:
    assert worth("{sum_of: 事项, from: 分, one_per: 事由, where: 分 < 5}", TWO, SAME) == [5, 4]


def test_the_sentence_says_how_many_rows_had_a_cause_counted_already() -> None:
    told = reasons("{sum_of: 事项, from: 分, one_per: 事由}", TWO, SAME)
    assert told[0] == "事项共3行，1行与另一行同一事由，不重复计，相加，为7"


TWICE = "{sum_of: 事项, from: 分, again: {same: 事由, times: 2}}"


def test_a_repeat_counts_twice() -> None:
    """Late −1 first, then −1 × 2 each: −1 −2 −2; absent −3 once."""
    records = events((0, "迟到", -1, DAY), (0, "缺席", -3, DAY), (0, "迟到", -1, DAY), (0, "迟到", -1, DAY))
    assert worth(TWICE, TWO, records) == [-8, 0]
    assert fates(TWICE, records) == ["采用", "采用", "重复发生，按2倍计", "重复发生，按2倍计"]
    assert "2行是重复发生，按2倍计" in reasons(TWICE, ONE, records)[0]


def test_which_is_the_first_goes_by_the_day_where_the_rule_says() -> None:
    """On the sheet −1 comes first: −1 −3×2 = −7; by the day −3 does: −3 −1×2 = −5."""
    records = events((0, "迟到", -1, "2022-06-01"), (0, "迟到", -3, "2022-05-01"))
    assert worth(TWICE, ONE, records) == [-7]
    assert worth(TWICE.replace("times: 2", "times: 2, by: 日期"), ONE, records) == [-5]


def test_two_firsts_on_one_day_are_undecided_where_they_differ() -> None:
    clause = TWICE.replace("times: 2", "times: 2, by: 日期")
    assert worth(clause, ONE, events((0, "迟到", -1, DAY), (0, "迟到", -3, DAY))) == [None]
    assert worth(clause, ONE, events((0, "迟到", -1, DAY), (0, "迟到", -1, DAY))) == [-3]
    late = events((0, "迟到", -1, "2021-01-01"), (0, "迟到", -1, DAY), (0, "迟到", -3, DAY))
    assert worth(clause, ONE, late) == [-9]
    assert "分不出先后，待定" in reasons(clause, ONE, events((0, "迟到", -1, DAY), (0, "迟到", -3, DAY)))[0]
    assert worth(clause, ONE, events((0, "迟到", -1, None), (0, "迟到", -3, DAY))) == [None]


def test_repeats_may_count_half() -> None:
    """4 + 4 × 0.5 + 2 × 0.5 = 7."""
    records = events((0, "征文", 4, DAY), (0, "征文", 4, DAY), (0, "征文", 2, DAY))
    assert worth(TWICE.replace("times: 2", "times: 0.5"), ONE, records) == [7]


def test_a_cause_is_counted_once_before_repeats_are_multiplied() -> None:
    """Two reports of one matter (文号) are one; the second matter of the same kind counts double: −2 −1×2."""
    rows = [(0, "迟到", "一号", -2, DAY), (0, "迟到", "一号", -1, DAY), (0, "迟到", "二号", -1, DAY)]
    clause = "{sum_of: 事项, from: 分, one_per: 文号, keep: worst, again: {same: 事由, times: 2}}"
    assert worth(clause, ONE, {"事项": (EVENTS, rows)}) == [-4]


def test_third_class_merit_brings_two_first_and_one_for_each_further_up_to_five() -> None:
    """C11: 2 + 1 + 1 = 4; five times 2 + 4 = 6, at most 5."""
    clause = "{sum_of: 事项, from: 分, again: {same: 事由, times: 0.5}, between: [0, 5]}"
    merits = [(0, "三等功", 2, DAY)] * 3 + [(1, "三等功", 2, DAY)] * 5
    assert worth(clause, TWO, events(*merits)) == [4, 5]


DROP = "{mean_of: 事项, from: 分, drop: 1, round: 0.01}"


def test_one_highest_and_one_lowest_mark_are_left_out() -> None:
    """60 80 90 90 100: (80 + 90 + 90) ÷ 3 = 86.67."""
    records = events(*((0, str(k), mark, DAY) for k, mark in enumerate((90, 60, 100, 80, 90))))
    assert str(worth(DROP, ONE, records)) == "[Fraction(8667, 100)]"
    assert fates(DROP, records) == ["采用", "去掉的最低", "去掉的最高", "采用", "采用"]
    assert "去掉1个最高、1个最低，余3行，平均" in reasons(DROP, ONE, records)[0]


def test_of_equal_extremes_only_one_is_left_out() -> None:
    """9 9 9 5: (9 + 9) ÷ 2 = 9."""
    records = events(*((0, str(k), mark, DAY) for k, mark in enumerate((9, 9, 5, 9))))
    assert worth(DROP, ONE, records) == [9]


def test_where_nothing_is_left_the_mean_is_undecided() -> None:
    records = events((0, "一", 9, DAY), (0, "二", 8, DAY), (1, "一", 9, DAY), (1, "二", 8, DAY), (1, "三", 7, DAY))
    assert worth(DROP, TWO, records) == [None, 8]
    assert reasons(DROP, TWO, records)[0] == "事项共2行，去掉1个最高、1个最低后没有剩下的，待定"


YEAR = "{mean_of: 考核, from: 得分, expect: 4, round: 0.01}"


def quarters(*rows: tuple[Any, ...]) -> dict[str, Any]:
    return {"考核": ({"季度": "number", "得分": "number", "有效": "yes_no"}, [(*row, True) for row in rows])}


FOUR = [(1, q, 80 + q) for q in (1, 2, 3, 4)]


def test_a_missing_quarter_is_not_a_zero() -> None:
    """(81 + 82 + 83 + 84) ÷ 4 = 82.5."""
    records = quarters((0, 1, 80), (0, 2, 90), (0, 3, 100), *FOUR)
    assert [str(v) for v in worth(YEAR, TWO, records)] == ["None", "165/2"]
    assert reasons(YEAR, TWO, records)[0] == "考核共3行，应有4行，待定"


def test_a_fifth_quarter_is_a_mistake_too() -> None:
    assert worth(YEAR, ONE, quarters(*[(0, q, 80) for q in (1, 2, 3, 4, 4)])) == [None]


def test_four_rows_of_three_quarters_are_not_four_quarters() -> None:
    twice = quarters(*[(0, q, 80) for q in (1, 2, 3, 3)])
    assert worth(YEAR, ONE, twice) == [80]
    assert worth(YEAR.replace("expect", "one_per: 季度, expect"), ONE, twice) == [None]


def test_nobody_with_no_row_has_the_rows_there_should_be() -> None:
    clause = "{sum_of: 考核, from: 得分, expect: 4}"
    assert worth(clause, ONE, quarters()) == [None]
    assert reasons(clause, ONE, quarters()) == ["考核没有收到，待定"]  # no row is not known to be none
    assert worth("{sum_of: 考核, from: 得分, expect: 4, otherwise: 0}", ONE, quarters()) == [0]


def test_rows_the_condition_leaves_out_are_not_counted_towards_those_expected() -> None:
    records = quarters(*FOUR, (1, 5, 0))
    assert [str(v) for v in worth(YEAR.replace("expect", "where: 季度 < 5, expect"), TWO, records)][1] == "165/2"
    assert worth(YEAR, TWO, records)[1] is None


def test_the_last_quarter_needs_all_that_should_be_there() -> None:
    clause = "{last_of: 考核, by: 季度, from: 得分, expect: 4}"
    assert worth(clause, TWO, quarters((0, 1, 80), *FOUR)) == [None, 84]


REFUSED = [
    ("{mean_of: 事项, from: 分, drop: 0}", "R203", "drop 要写一个不小于1的整数"),
    ("{mean_of: 事项, from: 分, expect: 2.5}", "R203", "expect 要写一个不小于1的整数"),
    ("{sum_of: 事项, from: 分, one_per: 事油}", "R301", "是不是“事由”"),
    ("{sum_of: 事项, from: 分, one_per: [事由, 甲]}", "R301", "没有“甲”"),
    ("{sum_of: 事项, from: 分, keep: most}", "R203", "most"),
    ("{sum_of: 事项, from: 分, again: {same: 事由, times: 0}}", "R203", "times"),
    ("{sum_of: 事项, from: 分, again: {same: 事由}}", "R202", "times"),
    ("{sum_of: 事项, from: 分, again: {same: 事由, times: 2, by: 事由}}", "R305", "排先后"),
    ("{best_of: 事项, from: 分, drop: 1}", "R201", "drop"),
    ("{count_of: 事项, keep: best}", "R201", "keep"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    problems = loaded(f"values:\n  得数: {clause}", ONE, events()).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message


def test_how_many_rows_there_should_be_may_be_reckoned() -> None:
    """By the end of June six months should be there; whoever has five or seven is undecided."""
    records = {"月报": ({"分": "number"}, [*[[0, 1]] * 6, *[[1, 1]] * 5, *[[2, 1]] * 7])}
    columns = {"甲": ("number", [0, 0, 0])}
    clause = "{sum_of: 月报, from: 分, expect: 月份(考核日)}"
    assert worth(clause, columns, records, as_of=date(2022, 6, 30)) == [6, None, None]


def test_what_is_expected_is_no_column_of_the_rows() -> None:
    records = {"月报": ({"分": "number"}, [[0, 1]])}
    found = loaded("values:\n  得数: {sum_of: 月报, from: 分, expect: 分}", {"甲": ("number", [0])}, records).problems
    assert [p.code for p in found if p.code.startswith("R3")] == ["R301"]
