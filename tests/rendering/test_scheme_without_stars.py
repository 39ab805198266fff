"""A scheme without stars: its heads, total, grade and pay in the general workbook, on its pages, and in the terminal."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rating import rated

from stardb.problems import Problem
from stardb.rendering import SchemeView, Setting, build_view, render_pages
from stardb.rendering.lookup import NamedView
from stardb.rendering.scheme_workbooks import render_scheme_workbook
from stardb.scoring import Appraisal
from stardb.shipped import shipped
from stardb.workspace.summary import summarise_scheme

REPORTS = Path(str(shipped("reports")))
SETTING = Setting("岚县", "中共岚县县委组织部")
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

HEADS = """
values:
  每年得分: {formula: 总分 / 任期, round: 0.01, unit: 分/年, basis: 第八条}
publish: 每年得分
eligible: {unless: 处分 = 是, because: 在处分影响期内, basis: 第三条}
scores:
  实绩考核:
    full: 100
    weight: 70%
    by: 类别
    basis: 第四条
    sets:
      山区村: {生态: {formula: 生态, points: 100, basis: 第四条}}
      平原村: {产业: {formula: 产业, points: 100, basis: 第四条}}
  民主测评:
    full: 100
    weight: 30%
    basis: 第五条
    indicators: {测评: {formula: 测评, points: 100, basis: 第五条}}
  加减分:
    between: [-20, 10]
    basis: 第六条
    indicators: {奖励: {formula: 奖励, basis: 第六条}}
"""
GRADED = """
grade: {name: 考核等次, from: 总分, bands: {90以上: 优秀, 不足90: 合格}, basis: 第七条}
entitlements:
  绩效奖: {from: 考核等次, choices: {优秀: 3000元, 合格: 1000元}, unit: 元/年, basis: 第九条}
"""


def village(body: str) -> Appraisal:
    """Four villages: a mountain one, a plain one, one whose marks are not all in, one that takes no part."""
    return rated(
        body,
        {
            "乡镇": ("text", ["东山乡", "东山乡", "西河镇", "西河镇"]),
            "类别": ("choice, choices: [山区村, 平原村]", ["山区村", "平原村", "平原村", "平原村"]),
            "任期": ("number", [4, 2, 1, 1]),
            "处分": ("yes_no", [False, False, False, True]),
            "生态": ("number", [90, 10, 10, 10]),
            "产业": ("number", [10, 80, 70, 10]),
            "测评": ("number", [100, 90, None, 10]),
            "奖励": ("number", [5, 0, 0, 0]),
        },
    )


def seen(appraisal: Appraisal) -> NamedView:
    """What templates see."""
    return NamedView(made_view(appraisal))


def made_view(appraisal: Appraisal) -> SchemeView:
    return build_view(appraisal, [], SETTING)


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def under(table: Sequence[Sequence[Any]], head: str) -> list[Any]:
    """The values in the column of a header, for the four villages."""
    top = next(k for k, row in enumerate(table) if "序号" in row)
    column = [str(cell or "").replace("\n", "") for cell in table[top]].index(head)
    return [row[column] for row in table[top + 1 : top + 5]]


def test_a_row_of_results_has_every_head_the_total_and_what_is_published() -> None:
    data = seen(village(HEADS + GRADED))
    first, second, third, fourth = data["评定结果"]
    # 90 × 70% + 100 × 30% + 5 = 98; 80 × 70% + 90 × 30% = 83
    assert [first[name] for name in ("实绩考核", "民主测评", "加减分", "总分", "等次")] == [90, 100, 5, 98, "优秀"]
    assert (second["总分"], second["每年得分"], second["绩效奖"]) == (83, 41.5, 1000)
    # 70 × 70% = 49, and the ballot brings 0 to 30 more: never 90
    assert (third["实绩考核"], third["民主测评"], third["总分"], third["等次"]) == (70, "待定", "待定", "合格")
    assert fourth["总分"] == "不参评"
    assert "在处分影响期内" in fourth["理由"]
    assert [item["名称"] for item in data["得分栏"]] == ["实绩考核", "民主测评", "加减分", "总分", "每年得分"]
    assert [item["权重"] for item in data["得分栏"]] == ["70%", "30%", "", "", ""]


def test_the_spread_of_every_score_leaves_out_who_is_undecided_or_takes_no_part() -> None:
    spread = {row["项目"]: row for row in seen(village(HEADS + GRADED))["得分情况"]}
    assert [spread["实绩考核"][name] for name in ("平均", "最高", "最低", "待定")] == [80, 90, 70, 0]
    assert [spread["总分"][name] for name in ("平均", "最高", "最低", "待定")] == [90.5, 98, 83, 1]


def test_the_detail_has_only_the_indicators_of_ones_own_category() -> None:
    lines = seen(village(HEADS + GRADED))["得分明细"]
    assert [line["指标"] for line in lines if line["名称"] == "村0" and line["星"] == "实绩考核"] == ["生态"]
    assert [line["指标"] for line in lines if line["名称"] == "村1" and line["星"] == "实绩考核"] == ["产业"]
    assert [line["指标"] for line in lines if line["名称"] == "村0" and line["星"] == "大项"] == [
        "实绩考核",
        "民主测评",
        "加减分",
    ]


def test_the_general_workbook_has_a_column_for_each_score_and_none_for_stars() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(render_scheme_workbook("没有模板", made_view(village(HEADS + GRADED)), [REPORTS]))
    )
    table = rows(book["评定结果"])
    assert under(table, "实绩考核（70%）") == [90, 80, 70, "不参评"]
    assert under(table, "总分") == [98, 83, "待定", "不参评"]
    assert under(table, "每年得分（分/年）") == [24.5, 41.5, "待定", 10]
    assert under(table, "考核等次") == ["优秀", "合格", "合格", "不参评"]
    heads = [str(cell or "").strip() for cell in next(row for row in table if "序号" in row)]
    assert not {"所得之星", "星级", "上年", "变化"} & set(heads)
    summary = rows(book["汇总"])
    towns = next(row for row in summary if "平均分" in row and "序号" in row)
    assert not [cell for cell in towns if cell and "星" in str(cell)]
    assert [row[0] for row in summary if row[0] in ("实绩考核（分）", "总分（分）")] == ["实绩考核（分）", "总分（分）"]
    assert under(rows(book["待遇"]), "考核等次")[:3] == ["优秀", "合格", "合格"]


@pytest.mark.parametrize("body", [HEADS, HEADS + GRADED])
def test_pages_of_a_scheme_without_stars(body: str) -> None:
    made = village(body)
    pages = render_pages([("village", made, made_view(made))], [REPORTS / "pages"], SETTING)
    shown = {name: page.decode() for name, page in pages.items()}
    assert "星" not in shown["index.html"].split("<main")[1].replace("星级化", "")
    assert "岚县2022年度评定结果" in shown["index.html"]
    card = shown["village/001.html"]
    assert "各大项得分" in card
    assert "实绩考核〔90分〕×70%＋民主测评〔100分〕×30%＋加减分〔5分〕 = 98分" in card
    assert "生态" in card.split("逐项依据")[1]
    assert "在处分影响期内" in shown["village/004.html"]
    assert ("优秀" if "grade" in body else "98分") in card.split("<main")[0]


def test_a_scheme_without_grades_counts_who_is_decided() -> None:
    view = made_view(village(HEADS))
    data = NamedView(view)
    assert [(row["等次"], row["数量"]) for row in data["分布"]] == [("已定", 2), ("待定", 1), ("不参评", 1)]
    assert [row["已定"] for row in data["归属汇总"]] == [2, 0]
    assert [row["平均分"] for row in data["归属汇总"]] == [90.5, ""]
    render_scheme_workbook("没有模板", view, [REPORTS])


def test_a_scheme_of_pay_alone_has_reports_too() -> None:
    made = rated(
        "level: {name: 档次, from: 任期, bands: {3以上: 2, 不足3: 1}, basis: 试}\nscores: {}\n"
        "entitlements:\n  补贴: {from: 档次, choices: {2: 200元, 1: 100元}, unit: 元/月, basis: 试}\n",
        {"任期": ("number", [4, 1, None])},
    )
    view = made_view(made)
    data = NamedView(view)
    assert [row["补贴"] for row in data["评定结果"]] == [200, 100, "待定"]
    assert data["得分栏"] == data["得分情况"] == []
    render_scheme_workbook("没有模板", view, [REPORTS])
    assert "village/001.html" in render_pages([("village", made, view)], [REPORTS / "pages"], SETTING)


def test_the_terminal_tells_the_scores() -> None:
    figures = summarise_scheme(village(HEADS + GRADED))
    assert figures["scores"]["总分"] == {"mean": "90.50", "highest": "98", "lowest": "83"}
    assert figures["stars"] == {}


def test_a_published_condition_is_yes_or_no_not_a_star() -> None:
    made = rated(
        "values:\n  达标: {formula: 任期 ≥ 3, basis: 试}\npublish: 达标\n"
        "scores: {甲: {basis: 试, indicators: {乙: {formula: 任期, basis: 试}}}}\n",
        {"任期": ("number", [4, 1])},
    )
    assert [row["达标"] for row in seen(made)["评定结果"]] == ["是", "否"]


def test_a_name_that_reports_have_themselves_is_reported_where_it_hides_another_value() -> None:
    made = rated(
        "values:\n  变化: {formula: 任期 * 2, basis: 试}\npublish: 变化\n"
        "scores: {甲: {basis: 试, indicators: {乙: {formula: 任期, basis: 试}}}}\n",
        {"任期": ("number", [4, 1]), "状态": ("text", ["在任", "离任"]), "序号": ("number", [1, 2])},
    )
    notes: list[Problem] = []
    render_scheme_workbook("没有模板", made_view(made), [REPORTS], notes)
    # the state 已定 and last year's change stand under these names; the numbers 1 and 2 are the report's own too
    assert [(note.code, note.found) for note in notes if note.code == "T105"] == [("T105", "“变化”、“状态”")]
    notes.clear()
    render_scheme_workbook("没有模板", made_view(village(HEADS + GRADED)), [REPORTS], notes)
    assert notes == []
