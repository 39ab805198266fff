"""Objections and what became of them are listed in the working papers, and nowhere that is published."""

from pathlib import Path

import openpyxl
import pytest
from workspaces import small, write_book

from stardb.workspace import open_workspace, run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

HEAD = ["编号", "收到日期", "提出人", "对象", "办法", "事由", "办理期限", "办理情况", "结论", "答复日期", "裁定编号"]
ANSWERED = [
    "1", "2023-01-03", "欧阳修", "甲镇/西庄", "小星", "漏报收入", "2023-01-10", "不属实", "不成立", "2023-01-12",
]  # fmt: skip
OPEN = ["2", "2023-01-05", "欧阳修", "甲镇/东庄", "", "换届有误", "2023-01-20"]


def books(root: Path, *rows: list[str]) -> dict[str, openpyxl.Workbook]:
    small(root)
    if rows:
        write_book(root / "decisions/2022/异议.xlsx", {"异议": [HEAD, *rows]})
    run(open_workspace(root))
    return {path.stem: openpyxl.load_workbook(path) for path in (root / "results/2022").glob("*.xlsx")}


def test_the_working_papers_list_them(tmp_path: Path) -> None:
    sheet = books(tmp_path, ANSWERED, OPEN)["小星 底稿"]["异议办理"]
    assert sheet.sheet_state == "visible"
    lines = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert [*ANSWERED[:4], *ANSWERED[5:], "", "超期办结"] in lines
    assert ["2", "2023-01-05", "欧阳修", "甲镇/东庄", "换届有误", "2023-01-20", *[""] * 4, "办理中"] in lines


def test_where_there_is_none_the_sheet_is_hidden(tmp_path: Path) -> None:
    assert books(tmp_path)["小星 底稿"]["异议办理"].sheet_state == "hidden"


def test_who_objected_stands_in_nothing_that_is_published(tmp_path: Path) -> None:
    made = books(tmp_path, ANSWERED)
    cells = [str(cell.value) for sheet in made["小星"] for row in sheet.iter_rows() for cell in row]
    assert not [text for text in cells if "欧阳修" in text]
    pages = [path for path in (tmp_path / "results").rglob("*") if path.suffix in (".html", ".js", ".json")]
    assert pages
    assert not [path for path in pages if "欧阳修" in path.read_text(encoding="utf-8")]
