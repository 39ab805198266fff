"""逐行结果: a published record table row by row, with what each clause made of a row, how much it brought, and why."""

import io
from pathlib import Path

import openpyxl
import pytest
from rating import rated

from stardb.rendering.scheme_workbooks import render_scheme_workbook
from stardb.rendering.views.rows.record_rows import list_records
from stardb.rendering.views.scheme_view import Setting, build_view

REPORTS = Path(__file__).resolve().parents[4] / "reports"
RULES = """\
publish: [荣誉]
stars:
  荣誉星: {sum_of: 荣誉, from: 分值, where: '级别 在 (省级, 县级)', again: {same: 级别, times: 2}, basis: 第二条}
  最高星: {best_of: 荣誉, from: 分值, valid: all, basis: 第三条}
"""
HONOURS = {
    "荣誉": (
        {"级别": "choice, choices: [省级, 县级, 村级]", "日期": "date", "编号": "text, private: true"},
        [
            (0, "省级", "2020-01-01", "甲一"),
            (0, "县级", "2019-01-01", None),
            (0, "省级", "2021-03-03", "甲二"),
            (0, "村级", "2022-03-03", None),
            (1, None, "2022-03-03", None),
        ],
        "computed: {分值: {from: 级别, choices: {省级: 3, 县级: 1, 村级: 1}}, 原号: 编号}",
        "valid_for: {from: 日期, lasts: 3年}",
    )
}
TWO = {"甲": ("number", [1, 2])}


def lines_of(rules=RULES, records=HONOURS, columns=TWO):
    (table,) = list_records(rated(rules, columns, records), None)
    return table.lines


def test_each_row_has_a_line_for_each_clause_that_looked_at_it():
    """两颗星各看一遍：省级 3 分采用，又一个省级加倍为 6，2019 年的县级已过期，村级不在条件内；最高的只取第一个 3 分。"""
    first = [line for line in lines_of() if line.number == 1]
    assert [(line.values["级别"], line.clause, str(line.amount), line.outcome) for line in first] == [
        ("省级", "荣誉星", "3", "采用"),
        ("省级", "最高星", "3", "采用"),
        ("县级", "荣誉星", "", "已过有效期（到2021-12-31止），不计"),
        ("县级", "最高星", "", "不高于所取的一行，不重复计"),
        ("省级", "荣誉星", "6", "重复发生，按2倍计"),
        ("省级", "最高星", "", "不高于所取的一行，不重复计"),
        ("村级", "荣誉星", "", "条件不符，不计"),
        ("村级", "最高星", "", "不高于所取的一行，不重复计"),
    ]
    assert first[0].reason == "分值 3；分值：级别 省级，为3"
    assert (str(first[0].since), str(first[0].until)) == ("2020-01-01", "2022-12-31")


def test_what_is_open_is_said_to_be_open():
    (_, line) = [line for line in lines_of() if line.number == 2]
    assert (line.amount, line.outcome, line.values["级别"], line.values["分值"]) == ("待定", "未知", "", "待定")


def test_private_columns_and_copies_of_them_are_left_out():
    (table,) = list_records(rated(RULES, TWO, HONOURS), None)
    assert table.columns == ("级别", "日期", "分值")
    assert "甲一" not in str(table)


def test_a_row_that_no_clause_looks_at_is_there_all_the_same():
    lines = lines_of("publish: [荣誉]\nstars:\n  甲星: {amount: 1, basis: 一}\n")
    assert [(line.clause, line.amount, line.outcome) for line in lines] == [("", "", "")] * 5


def test_rows_of_who_takes_no_part_say_so():
    lines = lines_of(RULES.replace("stars:", "eligible: [{when: 甲 = 2}]\nstars:"))
    assert {line.outcome for line in lines if line.number == 1} == {"不参评"}


def test_deductions_are_negative():
    rules = "publish: [荣誉]\nscores:\n  项:\n    basis: 一\n    indicators:\n      分: {points: 9, basis: 一, deduct: [{sum_of: 荣誉, from: 分值, valid: all}]}\n"
    assert [str(line.amount) for line in lines_of(rules) if line.number == 1] == ["-3", "-1", "-3", "-1"]


def test_too_long_a_table_is_left_out():
    (table,) = list_records(rated(RULES, TWO, HONOURS), 9)
    assert (table.lines, table.are_left_out) == ((), True)


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_the_general_template_has_a_sheet_of_it_which_is_hidden_where_none_is_published():
    seen = {}
    for rules in (RULES, RULES.replace("publish: [荣誉]\n", "")):
        view = build_view(rated(rules, TWO, HONOURS), [], Setting("某县", "组织部"))
        notes = []
        book = openpyxl.load_workbook(io.BytesIO(render_scheme_workbook("x", view, [REPORTS], notes)))
        assert notes == []
        seen[book["逐行结果"].sheet_state] = [
            [cell.value for cell in row if cell.value not in (None, " ")] for row in book["逐行结果"]
        ]
    assert seen["hidden"] == []
    head = seen["visible"].index(["荣誉"]) + 1
    assert seen["visible"][head] == [
        "序号",
        "乡镇",
        "名称",
        "级别",
        "日期",
        "分值",
        "有效期",
        "条款",
        "得分",
        "处理",
        "理由",
        "位置",
    ]
    assert seen["visible"][head + 1][-5:] == [
        "2020-01-01至2022-12-31",
        "荣誉星",
        3,
        "采用",
        "分值 3；分值：级别 省级，为3",
    ]
    assert len(seen["visible"][head + 1 :]) >= 10


def test_a_template_without_a_place_for_it_is_noted(tmp_path):
    own = openpyxl.Workbook()
    own.active["A1"] = "{{ 办法 }}"
    own.save(tmp_path / "x.xlsx")
    view, notes = build_view(rated(RULES, TWO, HONOURS), [], Setting("某县", "组织部")), []
    render_scheme_workbook("x", view, [tmp_path], notes)
    (found,) = [note for note in notes if note.code == "T104"]
    assert "“荣誉”" in found.message


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_the_column_of_validity_is_hidden_where_rows_have_none():
    records = {"荣誉": (*HONOURS["荣誉"][:2], HONOURS["荣誉"][2])}
    view = build_view(rated(RULES.replace(", valid: all", ""), TWO, records), [], Setting("某县", "组织部"))
    book = openpyxl.load_workbook(io.BytesIO(render_scheme_workbook("x", view, [REPORTS], [])))
    assert "有效期" not in [cell.value for row in book["逐行结果"] for cell in row]
