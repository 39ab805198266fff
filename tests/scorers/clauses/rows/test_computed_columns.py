"""Computed columns of a record table: values of each row, made of its cells, its subject's values and all rows together."""

from typing import Any

from rating import DAY, loaded, rated, reasons, results, worth

from stardb.quantity import Frequency, find_period
from stardb.rulebook import load_text

GRADES = "choice, choices: [国家级, 省部级, 县级]"
TWO = {"甲": ("number", [1, 2])}


def awards(*rows: tuple[Any, ...], more: tuple[str, ...]) -> dict[str, Any]:
    return {"表彰": ({"级别": GRADES, "日期": "date", "次数": "number"}, rows, *more)}


def test_a_formula_of_the_rows_cells_is_a_column_in_where_and_from() -> None:
    """认定满3年的不计；每次5分：3 次和 2 次里只有 2023 年还在三年内的 2 次。"""
    records = awards(
        (0, "县级", "2019-12-31", 3),
        (0, "县级", "2020-01-01", 2),
        more=("computed: {分: 次数 * 5, 有效至: 日期 + 3年}",),
    )
    assert worth("{sum_of: 表彰, from: 分, where: 有效至 > 考核日}", TWO, records) == [10, 0]


def test_any_clause_may_make_one() -> None:
    more = ("computed: {分值: {from: 级别, choices: {国家级: 5, 省部级: 3, 县级: 1}}}",)
    records = awards(
        (0, "国家级", "2022-01-01", 1), (0, "县级", "2022-01-01", 1), (1, "省部级", "2022-01-01", 1), more=more
    )
    assert worth("{sum_of: 表彰, from: 分值}", TWO, records) == [6, 3]
    assert worth("{count_of: 表彰, where: 分值 ≥ 3}", TWO, records) == [1, 1]
    assert worth("{sum_of: 表彰, each: {formula: 分值 * 次数}}", TWO, records) == [6, 3]


def test_computed_columns_read_each_other_in_any_order() -> None:
    more = ("computed: {双倍: 单分 * 2, 单分: 次数 + 1}",)
    assert worth("{sum_of: 表彰, from: 双倍}", TWO, awards((0, "县级", "2022-01-01", 4), more=more)) == [10, 0]


def test_they_read_values_of_the_subject_and_values_of_the_subject_read_them() -> None:
    """各次占本对象总次数的比例：3 次、1 次，共 4 次；大于一半的只有第一行。"""
    more = ("computed: {占比: 次数 / 总次数}",)
    records = awards(
        (0, "县级", "2022-01-01", 3), (0, "县级", "2022-02-01", 1), (1, "县级", "2022-01-01", 2), more=more
    )
    body = "values:\n  总次数: {sum_of: 表彰, from: 次数}\n  得数: {count_of: 表彰, where: 占比 > 1/2}"
    assert results(rated(body, TWO, records), "得数") == [1, 1]


def test_a_cohort_in_one_looks_at_all_rows_of_the_table() -> None:
    """当月名次：1月 90、80、70 各一，2月 60；第一名的次数，村0 有 1月、2月两次，村1 没有。"""
    records = {
        "月评": (
            {"月": "number", "得分": "number"},
            [(0, 1, 90), (0, 2, 60), (1, 1, 80), (1, 1, 70)],
            "computed: {当月名次: {cohort: 得分, take: rank, within: 月}}",
        )
    }
    assert worth("{count_of: 月评, where: 当月名次 = 1}", TWO, records) == [2, 0]
    assert worth("{sum_of: 月评, from: 当月名次}", TWO, records) == [2, 5]


def test_rows_of_who_takes_no_part_are_not_in_the_cohort() -> None:
    records = {"月评": ({"得分": "number"}, [(0, 90), (1, 95)], "computed: {名次: {cohort: 得分, take: rank}}")}
    body = "values:\n  得数: {sum_of: 月评, from: 名次}\neligible: [{when: 甲 = 1}]"
    assert results(rated(body, TWO, records), "得数")[0] == 1


def test_whose_rows_have_not_come_leaves_the_cohort_open() -> None:
    """西乡的村2没有报来：它的行可能在任何一个月，各村的月名次都未定；按乡镇排的，只有西乡未定。"""
    columns = {"乡镇": ("text", ["东乡", "西乡", "西乡"])}
    computed = (
        "computed: {月名次: {cohort: 得分, take: rank, within: 月}, 乡名次: {cohort: 得分, take: rank, within: 乡镇}}"
    )
    records = {"月评": ({"月": "number", "得分": "number"}, [(0, 1, 90), (1, 1, 80)], computed)}
    body = "values:\n  月: {sum_of: 月评, from: 月名次}\n  乡: {sum_of: 月评, from: 乡名次}\npublish: [月, 乡]"
    assert results(rated(body, columns, records), "月") == [1, 2, 0]
    lacking = rated(body, columns, records, lacking={"月评": [False, False, True]})
    assert results(lacking, "月") == [None, None, None]
    assert results(lacking, "乡") == [1, None, None]


def test_what_is_unknown_of_a_row_leaves_its_computed_column_unknown_and_no_other_row() -> None:
    records = awards((0, "县级", "2022-01-01", None), (1, "县级", "2022-01-01", 2), more=("computed: {分: 次数 * 5}",))
    assert worth("{sum_of: 表彰, from: 分}", TWO, records) == [None, 10]
    assert reasons("{sum_of: 表彰, from: 分}", TWO, records)[0] == "表彰有1行未知（分未知），待定"


def test_columns_that_read_one_another_are_reported_as_a_cycle() -> None:
    made = loaded(
        "values:\n  得数: {sum_of: 表彰, from: 甲分}", TWO, awards(more=("computed: {甲分: 乙分 + 1, 乙分: 甲分 + 1}",))
    )
    cycles = [problem.message for problem in made.problems if problem.code == "R303"]
    assert cycles == ["循环引用：表彰·甲分 → 表彰·乙分 → 表彰·甲分"]


def test_a_column_and_a_value_that_read_one_another_are_reported_as_a_cycle() -> None:
    more = ("computed: {占比: 次数 / 得数}",)
    made = loaded("values:\n  得数: {sum_of: 表彰, from: 占比, round: 0.1}", TWO, awards(more=more))
    assert [p.message for p in made.problems if p.code == "R303"] == ["循环引用：得数 → 表彰·占比 → 得数"]


def test_a_name_of_a_column_is_not_given_twice() -> None:
    made = loaded("values:\n  得数: {count_of: 表彰}", TWO, awards(more=("computed: {次数: 1 + 1}",)))
    assert [p.code for p in made.problems if p.severity.name == "ERROR"] == ["R304"]


def test_a_name_it_does_not_know_is_reported_at_its_place() -> None:
    made = loaded("values:\n  得数: {sum_of: 表彰, from: 分}", TWO, awards(more=("computed: {分: 次树 * 5}",)))
    (found,) = [p for p in made.problems if p.code == "R301"]
    assert "次树" in found.message
    assert found.place.line == 22


def test_a_clause_over_rows_cannot_make_one() -> None:
    made = loaded("values:\n  得数: {sum_of: 表彰, from: 分}", TWO, awards(more=("computed: {分: {count_of: 表彰}}",)))
    assert "R305" in [p.code for p in made.problems]


def test_only_tables_with_many_rows_have_them() -> None:
    made = loaded("values:\n  得数: 甲\n", TWO)
    text = (
        made.scheme.text.replace("    columns:\n", "    computed: {乙: 甲 + 1}\n    columns:\n", 1)
        if made.scheme
        else ""
    )
    assert "R203" in [p.code for p in load_text(text, "rule.yaml", find_period(DAY, Frequency.YEAR), DAY).problems]


def test_one_that_nothing_reads_is_reported() -> None:
    made = loaded("values:\n  得数: {count_of: 表彰}", TWO, awards(more=("computed: {分: 次数 * 5}",)))
    assert any(p.code == "R603" and "分" in p.message for p in made.problems)


def test_rows_are_told_apart_and_put_in_order_by_them() -> None:
    """季度 1、1、2：按季度只取最高的，3 + 4 = 7；再次的季度加倍，2 + 3 × 2 + 4 = 12；不同季度两个；按月序最后的是 4。"""
    more = ("computed: {季: 季度(日期), 序: 月份(日期)}",)
    rows = [(0, "县级", "2022-01-05", 2), (0, "县级", "2022-03-05", 3), (0, "县级", "2022-05-05", 4)]
    records = awards(*rows, more=more)
    assert worth("{sum_of: 表彰, from: 次数, one_per: 季}", TWO, records)[0] == 7
    assert worth("{sum_of: 表彰, from: 次数, again: {same: 季, times: 2, by: 序}}", TWO, records)[0] == 12
    assert worth("{count_of: 表彰, expect: {count: 2, different: 季}}", TWO, records)[0] == 3
    assert worth("{last_of: 表彰, from: 次数, by: 序}", TWO, records)[0] == 4


def test_templates_write_several() -> None:
    more = ("computed:", "  '{次}分': {each_of: {次: [上半年, 下半年]}, formula: '{次} * 2'}")
    records = {"表彰": ({"上半年": "number", "下半年": "number"}, [(0, 3, 4)], *more)}
    assert worth("{sum_of: 表彰, from: 上半年分 + 下半年分}", TWO, records)[0] == 14


def test_what_is_wrong_with_one_does_not_hide_what_is_wrong_elsewhere() -> None:
    more = ("computed: {分: {from: 级别, choces: {县级: 1}}, 二: 此次}", "valid_for: {from: 日期, last: 3年}")
    made = loaded("values:\n  得数: {sum_of: 表彰, from: 分 + 二, where: 没有}", TWO, awards(more=more))
    found = sorted((p.code, p.found) for p in made.problems if p.severity.name == "ERROR")
    assert found == [("R201", "last"), ("R204", "from、choces"), ("R301", "此次"), ("R301", "没有")]
