"""Objections: what is open, due soon, late, and what is wrong in their rows."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from stardb.problems import Problem
from stardb.workspace import ObjectionList, ObjectionState, list_objections, open_workspace
from tests.workspaces import small, write_book

HEAD = ["编号", "收到日期", "提出人", "对象", "办法", "事由", "办理期限", "办理情况", "结论", "答复日期", "裁定编号"]
ROW = ["1", "2023-01-03", "张三", "甲镇/西庄", "小星", "漏报收入", "2023-01-20", None, None, None, None]
HOLIDAYS = "holidays: {2023: [2023-01-21至2023-01-27]}\nworkdays: {2023: [2023-01-28, 2023-01-29]}\n"
DECISIONS = [
    ["编号", "办法", "对象", "事项", "项", "原值", "改为", "理由", "依据机关", "文号", "日期"],
    ["1", "小星", "甲镇/西庄", "得分", "集体收入", "6", "10", "漏报", "县委组织部", "3号", "2023-01-09"],
]


def changed(**cells: Any) -> list[Any]:
    row = list(ROW)
    for name, value in cells.items():
        row[HEAD.index(name)] = value
    return row


def listed(root: Path, *rows: list[Any], today: str = "2023-01-16", more: str = HOLIDAYS) -> ObjectionList:
    small(root, more=more)
    write_book(root / "decisions/2022/异议.xlsx", {"异议": [HEAD, *rows]})
    write_book(root / "decisions/2022/裁定.xlsx", {"裁定": DECISIONS})
    return list_objections(open_workspace(root), dt.date.fromisoformat(today))


def told(root: Path, **cells: Any) -> list[Problem]:
    return list(listed(root, changed(编号="9"), changed(**cells)).problems)


@pytest.mark.parametrize(
    ("today", "standing", "days"),
    [
        ("2023-01-10", ObjectionState.OPEN, 8),
        ("2023-01-16", ObjectionState.OPEN, 4),
        ("2023-01-17", ObjectionState.DUE, 3),
        ("2023-01-20", ObjectionState.DUE, 0),
        ("2023-01-21", ObjectionState.LATE, -1),
    ],
)
def test_an_objection_is_open_then_due_then_late(
    tmp_path: Path, today: str, standing: ObjectionState, days: int
) -> None:
    """20 January 2023 is a Friday; from the 10th, a Tuesday, eight working days are left."""
    (one,) = listed(tmp_path, ROW, today=today).entries
    assert (one.standing, one.days) == (standing, days)


@pytest.mark.parametrize(
    ("term", "deadline"),
    [
        ("收到后10个工作日", "2023-01-17"),
        ("收到后15个工作日内", "2023-01-29"),
        ("自收到之日起十个工作日内", "2023-01-17"),
        ("收到后15日", "2023-01-18"),
        ("2023年1月20日", "2023-01-20"),
        (dt.date(2023, 1, 20), "2023-01-20"),
    ],
)
def test_a_deadline_is_a_day_or_so_many_days_after_receipt(tmp_path: Path, term: object, deadline: str) -> None:
    """Received on Tuesday 3 January: ten working days are up on the 17th. The spring festival is off, its two days worked
    instead count: 15 are the 28th and 29th after the 20th, which is the 13th."""
    found = listed(tmp_path, changed(办理期限=term))
    assert found.problems == ()
    assert str(found.entries[0].objection.deadline) == deadline


def test_without_a_calendar_days_are_counted_and_working_days_are_not_known(tmp_path: Path) -> None:
    found = listed(tmp_path, ROW, changed(编号="2", 办理期限="收到后10个工作日"), more="")
    assert [(one.days, one.in_work_days) for one in found.entries] == [(4, False), (None, False)]
    (fault,) = found.problems
    assert (fault.code, fault.place.cell) == ("D264", "G3")
    assert "holidays" in fault.message


def test_what_wants_doing_first_stands_first(tmp_path: Path) -> None:
    found = listed(
        tmp_path,
        changed(编号="1", 结论="不成立", 答复日期="2023-01-25"),
        changed(编号="2", 办理期限="2023-02-20"),
        changed(编号="3", 办理期限="2023-01-10"),
        changed(编号="4", 办理期限="2023-01-18"),
        changed(编号="5", 结论="撤回"),
        changed(编号="6", 办理期限=None),
    )
    assert [(one.objection.number, one.standing.value) for one in found.entries] == [
        ("3", "超期"), ("4", "快到期"), ("2", "办理中"), ("6", "办理中"), ("1", "办结"), ("5", "办结"),
    ]  # fmt: skip
    assert [one.objection.number for one in found.entries if one.is_answered_late] == ["1"]


FAULTS = {
    "no number": ({"编号": None}, "D121", "A3"),
    "no day": ({"收到日期": None}, "D121", "B3"),
    "no subject": ({"对象": None}, "D121", "D3"),
    "no matter": ({"事由": None}, "D121", "F3"),
    "a day that is none": ({"答复日期": "年底"}, "D122", "J3"),
    "a conclusion that is none": ({"结论": "待查"}, "D123", "I3"),
    "twice one number": ({"编号": "9"}, "D260", "A3"),
    "nobody": ({"对象": "甲镇/西装"}, "D261", "D3"),
    "no such scheme": ({"办法": "小兴"}, "D261", "E3"),
    "upheld without a decision": ({"结论": "成立", "答复日期": "2023-01-10"}, "D262", "K3"),
    "a decision that is not there": ({"结论": "成立", "答复日期": "2023-01-10", "裁定编号": "8"}, "D262", "K3"),
    "answered before it came": ({"结论": "不成立", "答复日期": "2023-01-02"}, "D263", "J3"),
    "a deadline before it came": ({"办理期限": "2023-01-01"}, "D263", "G3"),
    "a deadline nobody can read": ({"办理期限": "尽快"}, "D264", "G3"),
    "answered without a conclusion": ({"答复日期": "2023-01-10"}, "D265", "I3"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_told_at_its_cell(tmp_path: Path, fault: str) -> None:
    cells, code, cell = FAULTS[fault]
    (one,) = told(tmp_path, **cells)
    assert (one.code, one.place.cell) == (code, cell)


@pytest.mark.parametrize("outcome", ["成立", "部分成立"])
def test_one_that_is_upheld_names_its_decision(tmp_path: Path, outcome: str) -> None:
    assert told(tmp_path, 结论=outcome, 答复日期="2023-01-10", 裁定编号="1") == []


def test_the_subject_is_found_by_its_name_in_any_scheme(tmp_path: Path) -> None:
    (one,) = listed(tmp_path, changed(对象="西庄村委会", 办法=None)).entries
    assert (one.objection.subject, one.objection.title, one.scheme) == ("甲镇/西庄", "甲镇/西庄", "小星")


def test_no_book_no_objections(tmp_path: Path) -> None:
    assert list_objections(open_workspace(small(tmp_path)), dt.date(2023, 1, 1)).entries == ()
