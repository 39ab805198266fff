"""The decisions that hold are listed in the workbooks and on the pages: before, after, why and by whom."""

import io
from pathlib import Path

import openpyxl
import pytest
from deciding import decide, write_decisions
from rating import rated
from workspaces import small

from stardb.rendering import Setting, build_view, render_details_workbooks, render_scheme_workbook
from stardb.rendering.views.rows.decision_rows import DecisionRow, list_decisions, list_decisions_of
from stardb.rendering.views.rows.detail_rows import list_details
from stardb.scoring import Appraisal
from stardb.shipped import shipped
from stardb.workspace import open_workspace, run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
REPORTS = [Path(str(shipped("reports")))]


def made() -> Appraisal:
    """Two villages with 8 and 3 points; of one the points were decided, and another decision does not hold."""
    body = "values:\n  得数: {formula: 甲, unit: 分, basis: 第二条}\n"
    return rated(
        body,
        {"甲": ("number", [8, 3])},
        decisions=[decide("得分", "得数", "3", "5", "村1"), decide("得分", "得数", "9", "5", number="2")],
    )


def test_a_decision_is_a_row_with_the_value_before_and_after() -> None:
    row = DecisionRow(
        "1", "甲乡", "村1", "得分", "得数", "3分", "5分", "复核认定", "县委组织部", "青组纪〔2025〕3号", "2023-02-01", "李四",
        "decisions/2022/裁定.xlsx!裁定!H2",
    )  # fmt: skip
    assert list_decisions(made()) == (row,)
    assert list_decisions_of(made(), 1) == (row,)
    assert list_decisions_of(made(), 0) == ()


def test_the_reason_of_a_detail_says_what_was_decided_and_what_the_rule_gave() -> None:
    (row,) = [row for row in list_details(made()) if row.title == "得数" and row.name == "村1"]
    assert row.result == 5
    told = "裁定：3分改为5分（复核认定，县委组织部 青组纪〔2025〕3号 2023-02-01）。按规则："
    assert row.reason.startswith(told)
    assert "3" in row.reason.removeprefix(told)


def test_both_books_list_them() -> None:
    view = build_view(made(), (), Setting("岚县", "组织部"))
    for book in (render_scheme_workbook("any", view, REPORTS), *render_details_workbooks("any", view, REPORTS)):
        sheet = openpyxl.load_workbook(io.BytesIO(book))["裁定"]
        assert sheet.sheet_state == "visible"
        lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert ["1", "甲乡", "村1", "得分", "得数", "3分", "5分", "复核认定"] in [line[:8] for line in lines]


def test_where_nobody_decided_anything_the_sheet_is_hidden() -> None:
    view = build_view(rated("values:\n  得数: 甲", {"甲": ("number", [1])}), (), Setting("岚县", "组织部"))
    for book in (render_scheme_workbook("any", view, REPORTS), *render_details_workbooks("any", view, REPORTS)):
        assert openpyxl.load_workbook(io.BytesIO(book))["裁定"].sheet_state == "hidden"


def test_the_card_and_the_page_show_what_was_and_what_is(tmp_path: Path) -> None:
    small(tmp_path)
    write_decisions(tmp_path, ["甲镇/西庄", "星", "红星", "否", "是"], ["乙镇/南庄", "星", "红星", "是", "否"])
    outcome = run(open_workspace(tmp_path))
    # 南庄 has no star by the rules (10 points of 12), so that the second does not hold
    assert [one.code for one in outcome.problems if one.place.file.startswith("decisions")] == ["D243"]
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "results/2022/little").glob("*.html")}
    assert "<h2>裁定（1）</h2>" in pages["index.html"]
    cards = [text for text in pages.values() if "<h2>裁定</h2>" in text]
    assert len(cards) == 1
    assert "<b>红星</b>：未得 → <b>得星</b>　复核认定" in cards[0]
    assert "青组纪〔2025〕3号" in cards[0]


def test_a_cell_that_was_decided_says_what_it_holds_itself(tmp_path: Path) -> None:
    small(tmp_path)
    write_decisions(tmp_path, ["甲镇/西庄", "数据格", "换届", "否", "是"])
    made = run(open_workspace(tmp_path)).appraisals["little"]
    (row,) = [row for row in list_details(made) if row.title == "按期换届" and row.name == "西庄"]
    assert (row.data, row.result) == ("是（裁定，原为否）", 10)
    assert row.cells == "data/2022/检查.xlsx!检查表!D3"
