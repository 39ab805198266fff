"""Record tables sent in twice: rows that repeat one another are asked about, two versions of a sheet are not added up."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from workspaces import results, small, write_book

from stardb.problems import Problem
from stardb.scoring import Appraisal
from stardb.workspace import appraise, open_workspace, read_inputs
from stardb.workspace.marked_returns import make_returns

SCHEME = """\
scheme: 事项积分
subject: 支部
basis: 试行办法
valid_from: 2020-01-01
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      户数: {type: number, unit: 户, required: true}
  事项:
    key: [乡镇, 村]
    many: true
    none: means_none
    columns:
      乡镇: {type: text}
      村: {type: text, required: true}
      名称: {type: text}
      级别: {type: choice, choices: {县级: [县], 市级: [市]}}
      分: {type: number, between: [0, 100]}
values:
  次数: {count_of: 事项, basis: 第一条}
  合计: {sum_of: 事项, from: 分, basis: 第二条}
  最高: {best_of: 事项, from: 分, basis: 第三条}
  各名称: {sum_of: 事项, from: 分, one_per: 名称, basis: 第四条}
scores:
  积分:
    indicators:
      次数分: {from: 次数, points: 100, per: 1次, each: 1, basis: 第一条}
publish: [次数, 合计, 最高, 各名称]
"""
ROSTER = [["乡镇", "村", "户数"], ["甲镇", "东庄", 80], ["甲镇", "西庄", 120], ["乙镇", "南庄", 60]]
HEADER = ["乡镇", "村", "名称", "级别", "分"]
EAST = [["甲镇", "东庄", "防汛", "县级", 3], ["甲镇", "东庄", "防火", "市级", 5]]
WEST = [["甲镇", "西庄", "修路", "县级", 4]]
SOUTH = [["乙镇", "南庄", "修桥", "县级", 2]]
NAMES = ("次数", "合计", "最高", "各名称")

Rows = Sequence[Sequence[Any]]


def county(root: Path, rules: str = SCHEME, roster: Rows = ROSTER) -> Path:
    """A workspace with the roster alone."""
    small(root, rules=rules)
    write_book(root / "data/2022/检查.xlsx", {"名册": roster})
    return root


def send(root: Path, name: str, *rows: Sequence[Any], sheet: str = "事项", header: Sequence[str] = HEADER) -> Path:
    path = root / "data/2022" / name
    write_book(path, {sheet: [header, *rows], "说明": [[name]]})  # no two files are the same bytes
    return path


def rate(root: Path) -> tuple[Appraisal, list[Problem]]:
    found = read_inputs(open_workspace(root))
    made, problems = appraise(found)
    return made["little"], [p for p in problems if p.code.startswith("D")]


def values(appraisal: Appraisal) -> dict[str, list[str]]:
    """Village -> the published values, as people read them."""
    told = [results(appraisal, i) for i in range(len(appraisal.subjects))]
    names = appraisal.subjects.names
    return {
        name: [appraisal.text(value, i) for value in NAMES] for i, (name, _) in enumerate(zip(names, told, strict=True))
    }


PLAIN = {"东庄": ["2", "8", "5", "8"], "西庄": ["1", "4", "4", "4"], "南庄": ["1", "2", "2", "2"]}
UNREAD = ["待定"] * 4


def test_every_event_counts_once(tmp_path: Path) -> None:
    send(county(tmp_path), "事项.xlsx", *EAST, *WEST, *SOUTH)
    appraisal, problems = rate(tmp_path)
    assert (values(appraisal), problems) == (PLAIN, [])


def test_rows_alike_are_asked_about_and_leave_open_only_what_hangs_on_their_number(tmp_path: Path) -> None:
    send(county(tmp_path), "事项.xlsx", *EAST, EAST[0], *WEST, *SOUTH)
    appraisal, problems = rate(tmp_path)
    assert values(appraisal) == {**PLAIN, "东庄": ["待定", "待定", "5", "8"]}
    assert [(p.code, str(p.place), p.found) for p in problems] == [
        ("D210", "data/2022/事项.xlsx!事项!B4", "data/2022/事项.xlsx!事项!B2")
    ]
    assert "B2那一行" in problems[0].message


def test_rows_alike_that_are_worth_nothing_add_nothing(tmp_path: Path) -> None:
    none = ["甲镇", "东庄", "无事", "县级", 0]
    send(county(tmp_path), "事项.xlsx", *EAST, none, none, *WEST, *SOUTH)
    appraisal, _ = rate(tmp_path)
    assert values(appraisal)["东庄"] == ["待定", "8", "5", "8"]


def test_rows_of_different_villages_are_not_alike(tmp_path: Path) -> None:
    rows = [["甲镇", "东庄", "防汛", "县级", 3], ["甲镇", "西庄", "防汛", "县级", 3]]
    send(county(tmp_path), "事项.xlsx", *rows, *SOUTH)
    assert rate(tmp_path)[1] == []


def test_a_table_may_say_that_rows_alike_are_real(tmp_path: Path) -> None:
    root = county(tmp_path, SCHEME.replace("many: true", "many: true\n    repeats: count"))
    send(root, "事项.xlsx", *EAST, EAST[0], *WEST, *SOUTH)
    appraisal, problems = rate(root)
    assert values(appraisal) == {**PLAIN, "东庄": ["3", "11", "5", "8"]}
    assert problems == []


@pytest.mark.parametrize(
    "second",
    [
        [*EAST, *WEST],
        [*WEST, *EAST],
        [*EAST, *WEST, ["甲镇", "西庄", "新增", "市级", 9]],
        [["甲镇", "东庄", "防汛", "市级", 6], EAST[1], *WEST],
        [*EAST],
        [["甲镇", "东庄", "防汛 ", "县", 3.0], EAST[1], *WEST],
    ],
    ids=[
        "the same, saved again",
        "in another order",
        "with a row more",
        "with a row changed",
        "with a row less",
        "retyped",
    ],
)
@pytest.mark.parametrize("name", ["甲镇(1).xlsx", "改/甲镇.xlsx"])
def test_a_township_s_sheet_sent_again_is_not_added_up(tmp_path: Path, second: Rows, name: str) -> None:
    root = county(tmp_path)
    send(root, "甲镇.xlsx", *EAST, *WEST)
    send(root, "乙镇.xlsx", *SOUTH)
    send(root, name, *second)
    appraisal, problems = rate(root)
    assert values(appraisal) == {"东庄": UNREAD, "西庄": UNREAD, "南庄": PLAIN["南庄"]}
    refused = {p.place.file: p for p in problems if p.code == "D211"}
    assert {*refused} == {"data/2022/甲镇.xlsx", f"data/2022/{name}"}
    assert f"data/2022/{name}" in refused["data/2022/甲镇.xlsx"].message
    assert "data/2022/甲镇.xlsx" in refused[f"data/2022/{name}"].message
    assert {p.code for p in problems} == {"D211"}
    assert {p.group for p in problems} == {"甲镇"}


def test_a_sheet_copied_within_a_workbook_is_not_added_up(tmp_path: Path) -> None:
    root = county(tmp_path)
    changed = ["甲镇", "西庄", "修路", "市级", 9]
    write_book(root / "data/2022/甲镇.xlsx", {"事项": [HEADER, *EAST, *WEST], "事项 (2)": [HEADER, *EAST, changed]})
    send(root, "乙镇.xlsx", *SOUTH)
    appraisal, problems = rate(root)
    assert values(appraisal) == {"东庄": UNREAD, "西庄": UNREAD, "南庄": PLAIN["南庄"]}
    assert sorted(p.place.sheet for p in problems) == ["事项", "事项 (2)"]
    assert "工作表“事项 (2)”" in next(p.message for p in problems if p.place.sheet == "事项")


def test_a_summary_of_the_county_beside_a_township_s_own_sheet_leaves_the_others_alone(tmp_path: Path) -> None:
    root = county(tmp_path)
    send(root, "甲镇.xlsx", *EAST, *WEST)
    send(root, "汇总.xlsx", *EAST, *WEST, *SOUTH)
    appraisal, problems = rate(root)
    assert values(appraisal) == {"东庄": UNREAD, "西庄": UNREAD, "南庄": PLAIN["南庄"]}
    assert {p.group for p in problems} == {"甲镇"}


def test_a_row_that_a_list_of_the_county_s_repeats_is_asked_about_alone(tmp_path: Path) -> None:
    root = county(tmp_path)
    more = [["甲镇", "东庄", f"第{i}件", "县级", 1] for i in range(4)]
    send(root, "甲镇.xlsx", *EAST, *WEST, *more)
    send(root, "县级通报.xlsx", *WEST, *SOUTH)
    appraisal, problems = rate(root)
    assert values(appraisal)["西庄"] == ["待定", "待定", "4", "4"]
    assert values(appraisal)["东庄"] == ["6", "12", "5", "12"]
    assert [p.code for p in problems] == ["D210"]


def test_several_files_of_different_rows_add_up(tmp_path: Path) -> None:
    root = county(tmp_path)
    send(root, "甲镇上半年.xlsx", EAST[0])
    send(root, "甲镇下半年.xlsx", EAST[1], *WEST)
    send(root, "乙镇.xlsx", *SOUTH)
    appraisal, problems = rate(root)
    assert (values(appraisal), problems) == (PLAIN, [])


def test_a_workbook_sent_again_with_every_record_changed_is_known_by_its_other_tables(tmp_path: Path) -> None:
    rules = SCHEME.replace(
        "  事项:\n",
        "  人口:\n    key: [乡镇, 村]\n    columns:\n      乡镇: {type: text}\n      村: {type: text}\n      常住: {type: number, unit: 人}\n  事项:\n",
        1,
    )
    root = county(tmp_path, rules)
    people = [["乡镇", "村", "常住"], ["甲镇", "东庄", 8], ["甲镇", "西庄", 9]]
    write_book(root / "data/2022/甲镇.xlsx", {"人口": people, "事项": [HEADER, *WEST]})
    write_book(root / "data/2022/甲镇改.xlsx", {"人口": people, "事项": [HEADER, ["甲镇", "西庄", "修路", "市级", 9]]})
    write_book(root / "data/2022/乙镇.xlsx", {"人口": [people[0], ["乙镇", "南庄", 7]], "事项": [HEADER, *SOUTH]})
    appraisal, problems = rate(root)
    assert values(appraisal) == {"东庄": UNREAD, "西庄": UNREAD, "南庄": PLAIN["南庄"]}
    assert sorted(p.code for p in problems) == ["D211", "D211"]


@pytest.mark.parametrize(
    "name", ["甲镇(1).xlsx", "甲镇（改）.xlsx", "甲镇 - 副本.xlsx", "甲镇2.xlsx", "甲镇_最终.xlsx"]
)
def test_a_copy_by_its_name_with_its_only_row_changed_is_not_added_up(tmp_path: Path, name: str) -> None:
    root = county(tmp_path)
    send(root, "甲镇.xlsx", *WEST)
    send(root, name, ["甲镇", "西庄", "修路", "市级", 4])
    send(root, "乙镇.xlsx", *SOUTH)
    appraisal, problems = rate(root)
    assert values(appraisal) == {"东庄": UNREAD, "西庄": UNREAD, "南庄": PLAIN["南庄"]}
    assert {p.code for p in problems} == {"D211"}


def test_files_called_alike_with_other_events_add_up(tmp_path: Path) -> None:
    root = county(tmp_path)
    send(root, "甲镇1.xlsx", EAST[0], *WEST)
    send(root, "甲镇2.xlsx", EAST[1])
    send(root, "乙镇.xlsx", *SOUTH)
    appraisal, problems = rate(root)
    assert (values(appraisal), problems) == (PLAIN, [])


def test_the_corrected_workbook_takes_the_place_of_the_one_it_corrects(tmp_path: Path) -> None:
    root = county(tmp_path)
    send(root, "甲镇.xlsx", *EAST, ["甲镇", "西庄", "修路", "县级", "3~5"])
    send(root, "乙镇.xlsx", *SOUTH)
    make_returns(open_workspace(root))
    book = openpyxl.load_workbook(root / "returns/2022/甲镇/甲镇.xlsx")
    book["事项"]["E4"] = 4
    book.save(root / "data/2022/甲镇（改好）.xlsx")
    appraisal, problems = rate(root)
    assert values(appraisal) == PLAIN
    assert {p.code for p in problems} == {"D171", "D172"}


MONTHLY = """\
scheme: 月报
subject: 支部
basis: 试行办法
valid_from: 2020-01-01
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      户数: {type: number, unit: 户, required: true}
  月报:
    key: [乡镇, 村]
    many: true
    period: 所属月
    columns:
      乡镇: {type: text}
      村: {type: text, required: true}
      所属月: {type: number, between: [1, 12]}
      件数: {type: number, unit: 件, between: [0, 100]}
      备注: {type: text}
values:
  全年: {sum_of: 月报, from: 件数, expect: 12, basis: 第一条}
  合计: {sum_of: 月报, from: 件数, basis: 第二条}
  最多: {best_of: 月报, from: 件数, expect: 12, basis: 第三条}
scores:
  积分:
    indicators:
      件数分: {from: 合计, points: 100, per: 1件, each: 1, basis: 第一条}
publish: [全年, 合计, 最多]
"""
MONTH_HEADER = ["乡镇", "村", "所属月", "件数", "备注"]
ONE = [["乡镇", "村", "户数"], ["甲镇", "东庄", 80]]


def year(*months: int) -> list[list[Any]]:
    """A row for each month, with as many cases as the month's number."""
    return [["甲镇", "东庄", month, month, None] for month in months]


def monthly(root: Path, *rows: Sequence[Any], rules: str = MONTHLY) -> tuple[list[str], list[Problem]]:
    send(county(root, rules, ONE), "月报.xlsx", *rows, sheet="月报", header=MONTH_HEADER)
    appraisal, problems = rate(root)
    return [appraisal.text(name, 0) for name in ("全年", "合计", "最多")], problems


def test_twelve_different_months_are_twelve(tmp_path: Path) -> None:
    assert monthly(tmp_path, *year(*range(1, 13))) == (["78", "78", "12"], [])


def test_a_month_sent_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    told, problems = monthly(tmp_path, *year(*range(1, 13), 3))
    assert told == ["78", "78", "12"]
    assert [p.code for p in problems] == ["D141"]
    assert "所属月3" in problems[0].message


def test_a_month_in_the_place_of_another_is_not_twelve(tmp_path: Path) -> None:
    told, problems = monthly(tmp_path, *year(1, 2, 3, 3, 5, 6, 7, 8, 9, 10, 11, 12))
    assert told == ["待定", "74", "待定"]
    assert [p.code for p in problems] == ["D141"]


def test_two_rows_of_a_month_that_differ_are_told_and_what_differs_is_unknown(tmp_path: Path) -> None:
    told, problems = monthly(tmp_path, *year(*range(1, 13)), ["甲镇", "东庄", 3, 30, None])
    assert told == ["待定", "待定", "待定"]
    assert [(p.code, p.found, p.expected) for p in problems] == [("D142", "件数 3、30", "同一时期一行")]


def test_a_file_of_months_sent_again_counts_each_once(tmp_path: Path) -> None:
    root = county(tmp_path, MONTHLY, ONE)
    send(root, "月报.xlsx", *year(*range(1, 12)), sheet="月报", header=MONTH_HEADER)
    send(root, "月报2.xlsx", *year(*range(1, 13)), sheet="月报", header=MONTH_HEADER)
    appraisal, problems = rate(root)
    assert [appraisal.text(name, 0) for name in ("全年", "合计", "最多")] == ["78", "78", "12"]
    assert [(p.code, p.place.file) for p in problems] == [("D141", "data/2022/月报2.xlsx")]


def test_a_row_without_its_month_leaves_the_year_open(tmp_path: Path) -> None:
    told, _ = monthly(tmp_path, *year(*range(1, 12)), ["甲镇", "东庄", None, 12, None])
    assert told == ["待定", "78", "待定"]


def test_months_given_as_days_are_told_apart_by_month(tmp_path: Path) -> None:
    rules = MONTHLY.replace("{type: number, between: [1, 12]}", "{type: date}")
    rows = [["甲镇", "东庄", f"2022-{month:02d}-0{1 + month % 3}", month, None] for month in range(1, 13)]
    assert monthly(tmp_path / "a", *rows, rules=rules) == (["78", "78", "12"], [])
    rows[3][2] = "2022-03-09"
    told, problems = monthly(tmp_path / "b", *rows, rules=rules)
    assert told == ["待定", "待定", "待定"]
    assert [p.code for p in problems] == ["D142"]


def test_several_rows_of_a_month_may_be_real(tmp_path: Path) -> None:
    rules = MONTHLY.replace("period: 所属月", "period: 所属月\n    repeats: count")
    assert monthly(tmp_path, *year(*range(1, 13), 3, 3), rules=rules) == (["84", "84", "12"], [])


def test_without_a_column_for_the_period_rows_are_counted_as_before(tmp_path: Path) -> None:
    rules = MONTHLY.replace("    period: 所属月\n", "")
    rows = [["甲镇", "东庄", 3, i, None] for i in range(1, 13)]
    assert monthly(tmp_path, *rows, rules=rules)[0] == ["78", "78", "12"]


def test_a_row_that_says_there_is_none_is_no_event(tmp_path: Path) -> None:
    root = county(tmp_path)
    send(root, "甲镇.xlsx", *EAST, *WEST)
    send(
        root,
        "乙镇.xlsx",
        ["乙镇", "南庄", "修桥", "县级", 2],
        ["无", None, None, None, None],
        [None, "没有", "无", None, None],
    )
    appraisal, problems = rate(root)
    assert (values(appraisal), problems) == (PLAIN, [])


def test_the_same_file_in_two_folders_is_read_once(tmp_path: Path) -> None:
    root = county(tmp_path)
    first = send(root, "甲镇.xlsx", *EAST, *WEST)
    (root / "data/2022/补").mkdir()
    shutil.copy(first, root / "data/2022/补/甲镇.xlsx")
    send(root, "乙镇.xlsx", *SOUTH)
    appraisal, problems = rate(root)
    assert values(appraisal) == PLAIN
    assert [p.code for p in problems] == ["D151"]
