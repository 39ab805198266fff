"""A scheme may call 待定 and 不参评 otherwise: in workbooks, pages and on the screen, but not in what it quotes."""

import io
from pathlib import Path

import openpyxl
from rating import loaded, rated
from rich.console import Console

from stardb.rendering import Setting, build_view, render_pages, render_scheme_workbook
from stardb.rulebook import state_names
from stardb.scoring import explain
from stardb.terminal import explanation_tree
from stardb.workspace.summary import summarise_scheme

REPORTS = Path(__file__).resolve().parents[2] / "reports"
SETTING = Setting("某县", "组织部")
RULES = """
states: {待定: 暂缓评定, 不参评: 不予评定}
eligible: {when: 常住, because: 不常住的不参评}
grade: {name: 等次, from: 得分栏, bands: {80以上: 好, 不满80: 一般}, basis: 第三条：待定事项另议}
values:
  待定事项数: {formula: 得分栏 + 1}
publish: [待定事项数]
"""
COLUMNS = {"得分栏": ("number", [90, None, 70]), "常住": ("yes_no", [True, True, False])}


def made():
    return rated(RULES, COLUMNS)


def test_the_workbook_calls_them_so() -> None:
    appraisal = made()
    book = render_scheme_workbook(
        "没有模板", build_view(appraisal, (), SETTING), [REPORTS], states=state_names(appraisal.scheme)
    )
    sheets = openpyxl.load_workbook(io.BytesIO(book))
    texts = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"暂缓评定", "不予评定"} <= texts
    assert not {"待定", "不参评"} & texts
    assert "待定事项数" in texts  # the name of a value is no state
    assert "暂缓评定与问题" in sheets.sheetnames


def test_pages_call_them_so_but_quote_the_rules_as_they_are() -> None:
    appraisal = made()
    pages = render_pages([("little", appraisal, build_view(appraisal, (), SETTING))], [REPORTS / "pages"], SETTING)
    listed, card = pages["little/index.html"].decode(), pages["little/002.html"].decode()
    assert "暂缓评定" in listed
    assert "states: {待定: 暂缓评定, 不参评: 不予评定}" in listed
    assert "第三条：待定事项另议" in listed
    assert "得分栏未知，暂缓评定" in card
    assert "待定" not in card.replace("待定事项数", "").replace("第三条：待定事项另议", "")


def test_the_screen_calls_them_so() -> None:
    appraisal = made()
    to = Console(width=200, file=io.StringIO())
    to.print(explanation_tree(explain(appraisal, 1)))
    to.print(explanation_tree(explain(appraisal, 2)))
    told = to.file.getvalue()  # type: ignore[attr-defined]
    assert "：暂缓评定" in told
    assert "：不予评定" in told
    assert summarise_scheme(appraisal)["states"] == {"待定": "暂缓评定", "不参评": "不予评定"}


def test_what_is_kept_has_the_usual_words() -> None:
    record = made().record()
    assert record[record["item"] == "等次"]["state"].tolist() == ["已定", "待定", "不参评"]


def test_names_that_are_words_of_the_rules_are_refused() -> None:
    columns = {**COLUMNS, "审核": ("choice, choices: [通过, 待定]", ["通过", "通过", "通过"])}
    assert [p.code for p in loaded(RULES, columns).problems if p.code == "R309"] == ["R309"]
    assert "R309" in [p.code for p in loaded(RULES.replace("暂缓评定", "不参评"), COLUMNS).problems]


def test_a_scheme_without_names_of_its_own_renames_nothing() -> None:
    appraisal = rated(RULES.replace("states: {待定: 暂缓评定, 不参评: 不予评定}", ""), COLUMNS)
    assert state_names(appraisal.scheme).rename("待定、不参评") == "待定、不参评"
