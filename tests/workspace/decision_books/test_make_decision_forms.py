"""The forms of decisions and objections: filled in with Excel's like, saved, and read again."""

import datetime as dt
import subprocess
from pathlib import Path

import openpyxl
import pytest

from stardb.intake import Matter
from stardb.problems import ProblemsError
from stardb.workspace import make_decision_forms, open_workspace, read_inputs
from tests.workspaces import small, write_book

DECISION = ["1", "小星", "甲镇/西庄", "得分", "集体收入", "6", "10", "漏报", "县委组织部", "3号", dt.date(2023, 1, 9)]
OBJECTION = [
    "1",
    dt.date(2023, 1, 3),
    "西庄支部",
    "甲镇/西庄",
    "小星",
    "漏报收入",
    "2023-01-20",
    "属实",
    "成立",
    dt.date(2023, 1, 9),
    "1",
]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    small(tmp_path)
    make_decision_forms(open_workspace(tmp_path))
    return tmp_path / "decisions" / "2022"


def find_free_row(path: Path) -> int:
    sheet = openpyxl.load_workbook(path).active
    return next(row for row in range(1, 99) if str(sheet.cell(row, 1).value).startswith("例")) + 1


def fill_in(path: Path, *rows: list[object]) -> None:
    first = find_free_row(path)
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            book.active.cell(number, column).value = value
    book.save(path)


def lists_of(path: Path) -> dict[str, str]:
    """What the drop-down of each column of the first row to be filled in takes."""
    sheet, row = openpyxl.load_workbook(path).active, find_free_row(path)
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    titles = {cell.coordinate: str(sheet.cell(row - 2, cell.column).value) for cell in sheet[row]}
    return {titles[at].strip("*"): str(rule.formula1) for at, rule in rules.items() if rule.type == "list"}


def test_a_form_that_is_not_filled_in_holds_nothing(made: Path, tmp_path: Path) -> None:
    found = read_inputs(open_workspace(tmp_path))
    assert (found.decided.decisions, found.decided.objections, found.decided.problems) == ((), (), ())


def test_what_is_filled_in_is_read(made: Path, tmp_path: Path) -> None:
    fill_in(made / "裁定.xlsx", DECISION)
    fill_in(made / "异议.xlsx", OBJECTION)
    decided = read_inputs(open_workspace(tmp_path)).decided
    assert decided.problems == ()
    assert [(one.subject, one.matter, one.after, one.day) for one in decided.decisions] == [
        ("甲镇/西庄", Matter.POINTS, "10", dt.date(2023, 1, 9))
    ]
    assert [(one.subject, one.decision, one.deadline) for one in decided.objections] == [
        ("甲镇/西庄", "1", dt.date(2023, 1, 20))
    ]


@pytest.mark.tools
def test_what_libreoffice_saves_is_read(made: Path, tmp_path: Path, soffice: list[str]) -> None:
    for name, row in (("裁定", DECISION), ("异议", OBJECTION)):
        fill_in(made / f"{name}.xlsx", row)
        command = [*soffice, "--convert-to", "ods", "--outdir", str(made), str(made / f"{name}.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        (made / f"{name}.xlsx").unlink()
    decided = read_inputs(open_workspace(tmp_path)).decided
    assert decided.problems == ()
    assert [one.place.file for one in decided.decisions] == ["decisions/2022/裁定.ods"]
    assert [str(one.received) for one in decided.objections] == ["2023-01-03"]


def test_the_lists_hold_schemes_subjects_and_items(made: Path) -> None:
    """Two schemes of the same county would have lists of their own: the items hang on scheme and matter."""
    found = lists_of(made / "裁定.xlsx")
    assert found["办法"] == '"小星"'
    assert found["事项"] == '"数据格,得分,星,星级,等次,参评,并列先后,待遇"'
    assert "ISNA(MATCH(" in found["项"]
    assert "&" in found["项"]
    book = openpyxl.load_workbook(made / "裁定.xlsx")
    words = [cell.value for column in book["_stardb"].iter_cols() for cell in column]
    assert {"甲镇/东庄", "乙镇/南庄", "集体收入", "检查表.收入", "红星", "奖补", "小星得分"} <= set(words)
    assert lists_of(made / "异议.xlsx")["结论"] == '"成立,部分成立,不成立,撤回"'


def test_what_is_there_is_left_alone_and_what_is_missing_made(made: Path, tmp_path: Path) -> None:
    fill_in(made / "裁定.xlsx", DECISION)
    before = (made / "裁定.xlsx").read_bytes()
    with pytest.raises(ProblemsError) as raised:
        make_decision_forms(open_workspace(tmp_path))
    assert {one.code for one in raised.value.problems} == {"W503"}
    (made / "异议.xlsx").unlink()
    assert make_decision_forms(open_workspace(tmp_path)).files == ("异议.xlsx",)
    assert (made / "裁定.xlsx").read_bytes() == before


def test_without_a_roster_nothing_is_made(tmp_path: Path) -> None:
    small(tmp_path)
    with pytest.raises(ProblemsError):
        make_decision_forms(open_workspace(tmp_path, "2024"))
    assert not (tmp_path / "decisions").exists()


def test_rows_with_a_fault_are_told_at_their_cell_below_the_example(made: Path, tmp_path: Path) -> None:
    row = find_free_row(made / "裁定.xlsx")
    fill_in(made / "裁定.xlsx", [None, *DECISION[1:]])
    problems = read_inputs(open_workspace(tmp_path)).decided.problems
    assert [(one.code, one.place.cell) for one in problems] == [("D121", f"A{row}")]


def test_a_book_of_decisions_among_the_data_is_told(made: Path, tmp_path: Path) -> None:
    fill_in(made / "裁定.xlsx", DECISION)
    (made / "裁定.xlsx").rename(tmp_path / "data" / "2022" / "裁定.xlsx")
    assert [(one.code, one.place.file) for one in read_inputs(open_workspace(tmp_path)).decided.problems] == [
        ("W350", "data/2022/裁定.xlsx")
    ]


def test_books_laid_out_by_hand_may_hold_both_tables(tmp_path: Path) -> None:
    small(tmp_path)
    heads = (
        ["编号", "办法", "对象", "事项", "项", "原值", "改为", "理由", "依据机关", "文号", "日期"],
        ["编号", "收到日期", "提出人", "对象", "办法", "事由", "办理期限", "办理情况", "结论", "答复日期", "裁定编号"],
    )
    write_book(tmp_path / "decisions/2022/a.xlsx", {"一": [heads[0], DECISION], "二": [heads[1], OBJECTION]})
    decided = read_inputs(open_workspace(tmp_path)).decided
    assert (len(decided.decisions), len(decided.objections), decided.problems) == (1, 1, ())
