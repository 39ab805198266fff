"""A decision written from the command line: one row in the book as people laid it out, or nothing."""

import datetime as dt
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from stardb.intake import Matter
from stardb.problems import Problem, ProblemsError
from stardb.workspace import (
    AddedDecision,
    DecisionRequest,
    add_decision,
    make_decision_forms,
    open_workspace,
    read_inputs,
)
from tests.workspaces import SCHEME, small, write_book

HEAD = ["编号", "办法", "对象", "事项", "项", "原值", "改为", "理由", "依据机关", "文号", "日期", "经办", "撤销"]
EARLIER = ["7", "小星", "甲镇/东庄", "得分", "按期换届", "10", "0", "未换届", "县委组织部", "1号", "2023-01-05"]
FILE = "decisions/2022/裁定.xlsx"


def request(subject: str = "西庄", item: str = "集体收入", value: str = "10", **more: Any) -> DecisionRequest:
    made = DecisionRequest(subject, item, value, "漏报一笔收入", "县委组织部", "组发〔2023〕3号", dt.date(2023, 1, 9))
    return replace(made, **more)


def revoke(number: str) -> DecisionRequest:
    return request("", "", "", revokes=number)


def decide(root: Path, *asked: DecisionRequest) -> AddedDecision:
    return [add_decision(open_workspace(root), one) for one in asked][-1]


def refused(root: Path, asked: DecisionRequest) -> list[Problem]:
    path = root / FILE
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(ProblemsError) as raised:
        decide(root, asked)
    assert (path.read_bytes() if path.exists() else None) == before
    return list(raised.value.problems)


def row_of(root: Path, number: str) -> list[object]:
    sheet = openpyxl.load_workbook(root / FILE).worksheets[0]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == number]
    return list(row)


def test_where_there_is_no_book_the_form_is_made_and_the_row_stands_below_the_example(tmp_path: Path) -> None:
    added = decide(small(tmp_path), request(handler="李四"))
    assert row_of(tmp_path, "1") == [
        "1", "小星", "甲镇/西庄", "得分", "集体收入", "6分", "10", "漏报一笔收入", "县委组织部", "组发〔2023〕3号",
        dt.datetime(2023, 1, 9), "李四", None,
    ]  # fmt: skip
    (one,) = read_inputs(open_workspace(tmp_path)).decided.decisions
    assert (one.subject, one.matter, one.item, one.before, one.after, one.day, one.handler) == (
        "甲镇/西庄", Matter.POINTS, "集体收入", "6分", "10", dt.date(2023, 1, 9), "李四",
    )  # fmt: skip
    assert (added.number, added.before, added.after, added.place.row) == ("1", "6分", "10分", one.place.row)


def test_what_follows_is_told(tmp_path: Path) -> None:
    """南庄 has 10 points of 12: with its star decided it has a level, a grade, and 1000 yuan."""
    (changes,) = decide(small(tmp_path), request("南庄", "红星", "得星")).changes
    (one,) = changes.subjects
    assert [(each.step.title, each.before_text, each.after_text) for each in one.results] == [
        ("红星", "未得", "得星"),
        ("星数", "0星", "1星"),
        ("等次", "未获星", "红星支部"),
        ("奖补", "0元/年", "1000元/年"),
    ]
    assert [int(each.rise) for each in changes.budget] == [1000]


@pytest.mark.parametrize(
    ("item", "value", "matter", "before", "after"),
    [
        ("集体收入", "8分", Matter.POINTS, "6分", "8分"),
        ("红星", "得星", Matter.STAR, "未得星", "得星"),
        ("星数", "1", Matter.LEVEL, "0星", "1星"),
        ("等次", "红星支部", Matter.GRADE, "未获星", "红星支部"),
        ("奖补", "500", Matter.ENTITLEMENT, "0元", "500元"),
        ("检查表.收入", "20万元", Matter.CELL, "12万元", "20万元"),
        ("换届", "是", Matter.CELL, "否", "是"),
        ("户数", "100户", Matter.CELL, "120户", "100户"),
    ],
)
def test_the_item_tells_the_matter_and_the_present_value_is_taken(
    tmp_path: Path, item: str, value: str, matter: Matter, before: str, after: str
) -> None:
    added = decide(small(tmp_path), request(item=item, value=value))
    (one,) = read_inputs(open_workspace(tmp_path)).decided.decisions
    assert (one.matter, one.before) == (matter, before)
    assert added.after == after


def test_a_blank_cell_is_decided(tmp_path: Path) -> None:
    checked = [
        ["乡镇", "村", "收入(万元)", "换届"],
        ["甲镇", "东庄", None, "是"],
        ["甲镇", "西庄", 12, "否"],
        ["乙镇", "南庄", 9, "是"],
    ]
    decide(small(tmp_path, checked=checked), request("东庄", "检查表.收入", "20万元"))
    assert row_of(tmp_path, "1")[5:7] == [None, "20万元"]


def test_a_tie_is_settled_by_the_order_alone(tmp_path: Path) -> None:
    """All three have 20 points, and one place in the county: nobody is decided until somebody comes first."""
    quota = "quotas:\n  - {of: 红星支部, group: 全部, at_most: 1个, order: [总分], ties: undecided, overflow: 未获星, basis: 第六条}\n"
    rules = SCHEME.replace("entitlements:", f"{quota}entitlements:")
    villages = (("甲镇", "东庄"), ("甲镇", "西庄"), ("乙镇", "南庄"))
    checked = [["乡镇", "村", "收入(万元)", "换届"], *([*village, 20, "是"] for village in villages)]
    root = small(tmp_path, rules=rules, checked=checked)
    added = decide(root, request("西庄", "先后", "1"))
    assert row_of(root, "1")[3:7] == ["并列先后", None, "并列", "1"]
    assert {one.name: one.results[0].after_text for one in added.changes[0].subjects} == {
        "东庄": "未获星",
        "西庄": "红星支部",
        "南庄": "未获星",
    }


def test_the_next_number_follows_the_greatest_of_all_books(tmp_path: Path) -> None:
    small(tmp_path)
    write_book(tmp_path / "decisions/2022/旧.xlsx", {"裁定": [HEAD, EARLIER]})
    assert decide(tmp_path, request()).number == "8"


def test_what_people_laid_out_stays(tmp_path: Path) -> None:
    """A heading, colours, another column, a list, a note below and another sheet: only the row is new."""
    small(tmp_path)
    path = tmp_path / FILE
    write_book(
        path,
        {
            "裁定": [["2022年裁定一览"], [*HEAD, "备注"], [*EARLIER, "张三", None, "已存档"], [], ["注：原件在档案室"]],
            "别的": [["一"]],
        },
    )
    book = openpyxl.load_workbook(path)
    sheet = book["裁定"]
    sheet["A3"].fill = sheet["H3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.add_table(Table(displayName="裁定表", ref="A2:N3"))
    sheet.column_dimensions["H"].width = 40
    book.save(path)
    decide(tmp_path, request())
    after = openpyxl.load_workbook(path)
    sheet = after["裁定"]
    assert [sheet[f"{column}4"].value for column in "ACGN"] == ["8", "甲镇/西庄", "10", None]
    assert (sheet["A1"].value, sheet["N3"].value, sheet["A5"].value) == ("2022年裁定一览", "已存档", "注：原件在档案室")
    assert sheet["H4"].fill.fgColor.rgb == "00FFFF00"
    assert (sheet.tables["裁定表"].ref, sheet.column_dimensions["H"].width) == ("A2:N4", 40)
    assert after["别的"]["A1"].value == "一"
    assert [one.number for one in read_inputs(open_workspace(tmp_path)).decided.decisions] == ["7", "8"]


def test_a_decision_is_taken_back_by_a_row_of_its_own(tmp_path: Path) -> None:
    small(tmp_path)
    added = decide(tmp_path, request("南庄", "红星", "得星"), revoke("1"))
    assert row_of(tmp_path, "2")[:7] == ["2", *[None] * 6]
    assert row_of(tmp_path, "2")[12] == "1"
    assert read_inputs(open_workspace(tmp_path)).decided.decisions == ()
    assert [each.after_text for each in added.changes[0].subjects[0].results] == ["未得", "0星", "未获星", "0元/年"]


REFUSED = {
    "no such subject": (request("动庄"), "W352", "相近的有"),
    "no such item": (request(item="集体收人"), "W352", "相近的有“集体收入”"),
    "no such item of a matter": (request(item="集体收入", matter=Matter.STAR), "W352", "“星”里没有“集体收入”"),
    "no such scheme": (request(scheme="小兴"), "W352", "相近的有“小星”"),
    "nobody is left out": (request(item="参评", value="不参评"), "W352", "没有可以裁定的参评"),
    "nothing is ranked": (request(item="先后", value="1"), "W352", "没有按先后定的结果"),
    "of an earlier period": (request(item="2021:集体收入"), "W352", "是更正2021年度的"),
    "changes nothing": (request(value="6"), "D245", "已经是6分"),
    "cannot be": (request(value="11"), "D242", "不能改为“11”"),
    "not what it was": (request(before="5"), "D243", "现在是6分"),
    "no reason": (request(reason=" "), "W353", "--because"),
    "no document": (request(document=""), "W353", "--document"),
    "revokes nothing": (revoke("3"), "D253", "没有编号是“3”的裁定"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_does_not_hold_is_refused_and_nothing_is_written(tmp_path: Path, fault: str) -> None:
    asked, code, said = REFUSED[fault]
    (one,) = refused(small(tmp_path), asked)
    assert one.code == code
    assert said in one.message
    assert not (tmp_path / "decisions").exists()


def test_two_that_contradict_are_not_both_written(tmp_path: Path) -> None:
    decide(small(tmp_path), request(value="10"))
    codes = [one.code for one in refused(tmp_path, request(value="8"))]
    assert "D244" in codes or "D243" in codes


def test_one_that_takes_the_ground_from_an_earlier_one_says_so(tmp_path: Path) -> None:
    """With an income of 30万元 the indicator is at 10 points by itself; the earlier decision says that it was 6."""
    decide(small(tmp_path), request(value="10"))
    first, second = refused(tmp_path, request(item="检查表.收入", value="30万元"))
    assert (first.code, second.code) == ("W354", "D243")
    assert "第1号裁定" in second.message


def test_a_name_of_two_townships_is_asked_back(tmp_path: Path) -> None:
    roster = [["乡镇", "村", "户数"], ["甲镇", "东庄", 80], ["乙镇", "东庄", 60]]
    checked = [["乡镇", "村", "收入(万元)", "换届"], ["甲镇", "东庄", 20, "是"], ["乙镇", "东庄", 12, "否"]]
    (one,) = refused(small(tmp_path, roster=roster, checked=checked), request("东庄"))
    assert (one.code, one.expected) == ("W352", "甲镇/东庄、乙镇/东庄")


@pytest.mark.parametrize("lock", ["~$裁定.xlsx", ".~lock.裁定.xlsx#"])
def test_while_the_book_is_open_nothing_is_written(tmp_path: Path, lock: str) -> None:
    make_decision_forms(open_workspace(small(tmp_path)))
    (tmp_path / FILE).with_name(lock).write_bytes(b"")
    (one,) = refused(tmp_path, request())
    assert one.code == "W351"
    assert "打开着" in one.message


def test_a_table_without_room_below_is_told_and_left_alone(tmp_path: Path) -> None:
    small(tmp_path)
    write_book(tmp_path / FILE, {"裁定": [HEAD, EARLIER, ["审核人：王某"]]})
    (one,) = refused(tmp_path, request())
    assert (one.code, one.place.cell) == ("W351", "A3")


def test_a_file_that_is_no_book_of_decisions_is_left_alone(tmp_path: Path) -> None:
    small(tmp_path)
    write_book(tmp_path / FILE, {"裁定": [["一", "二"], [1, 2]]})
    assert [one.code for one in refused(tmp_path, request())] == ["W351"]
    (tmp_path / FILE).write_bytes(b"PK\x03\x04 torn")
    assert {one.code for one in refused(tmp_path, request())} == {"W351"}


@pytest.mark.tools
def test_a_book_saved_by_libreoffice_takes_the_next_decision(tmp_path: Path, soffice: list[str]) -> None:
    decide(small(tmp_path), request())
    command = [*soffice, "--convert-to", "xlsx", "--outdir", str(tmp_path / "存"), str(tmp_path / FILE)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (tmp_path / "存" / "裁定.xlsx").replace(tmp_path / FILE)
    decide(tmp_path, request("南庄", "红星", "得星"))
    assert row_of(tmp_path, "2")[10] == dt.datetime(2023, 1, 9)
    assert [one.number for one in read_inputs(open_workspace(tmp_path)).decided.decisions] == ["1", "2"]
