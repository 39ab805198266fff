"""The months of a year as the workbook, the page and the cards show them: three villages, four months, one of them missing."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rating import rated
from rendering.views.test_year_periods import POINTS, STAR, STARS, months, rate, view_of

from stardb.quantity import read_period
from stardb.rendering import Setting, render_pages, render_scheme_workbook
from stardb.scoring import Appraisal

REPORTS = Path(__file__).resolve().parents[2] / "reports"
YEARLY = (
    "level: {name: 得星月数, formula: 甲, every: year, unit: 个月}\n"
    "grade: {name: 年度平安, from: 得星月数, bands: {1以上: 平安先进, 不足1: 继续创建}, every: year}\n"
)


def sheet(made: Appraisal, name: str) -> list[list[Any]]:
    """The rows of a sheet of the general workbook without what is empty; none where nobody sees it."""
    book = openpyxl.load_workbook(io.BytesIO(render_scheme_workbook("没有模板", view_of(made), [REPORTS])))
    if book[name].sheet_state != "visible":
        return []
    rows = [[cell.value for cell in row] for row in book[name].iter_rows()]
    return [[value for value in row if value is not None and str(value).strip()] for row in rows]


def page(made: Appraisal, name: str) -> str:
    pages = render_pages([("peace", made, view_of(made))], [REPORTS / "pages"], Setting("岚县", "组织部"))
    return pages[f"peace/{name}.html"].decode()


def test_the_list_by_month_has_a_star_a_blank_or_a_word() -> None:
    rows = sheet(rate(STAR, months("平安之星", **STARS)), "各期")
    head = next(k for k, row in enumerate(rows) if "序号" in row)
    assert rows[head] == ["序号", "乡镇", "名称", "1月", "2月\n没有评", "3月", "4月", "得星月数\n（已评3个月）"]
    assert rows[head + 1 : head + 4] == [
        [1, "甲乡", "村0", "★", "★", "★", 3],
        [2, "甲乡", "村1", "★", "待定", "至少1"],
        [3, "甲乡", "村2", "不参评", "待定", "至少0"],
    ]


def test_the_years_table_ends_with_what_the_year_came_to() -> None:
    """The stars of January and March; of the year the level and the grade, by the rules."""
    rows = sheet(rate(STAR + YEARLY, months("平安之星", **STARS), "2022"), "各期")
    head = next(k for k, row in enumerate(rows) if "序号" in row)
    assert [row.replace("\n", "") for row in rows[head][-3:]] == ["12月没有评", "得星月数", "年度平安"]
    assert [row[2:] for row in rows[head + 1 : head + 4]] == [
        ["村0", "★", "★", 1, "平安先进"],
        ["村1", "★", "待定", 0, "继续创建"],
        ["村2", "不参评", "待定", "待定"],
    ]


def test_the_figures_of_a_month_without_results_are_empty_not_zero() -> None:
    rows = sheet(rate(STAR, months("平安之星", **STARS)), "各期汇总")
    head = next(k for k, row in enumerate(rows) if "期" in row)
    assert rows[head : head + 5] == [
        ["期", "参评", "待定", "不参评", "得星", "未得"],
        ["1月", 3, 0, 0, 2, 1],
        ["2月（没有评）"],
        ["3月", 2, 1, 1, 1, 0],
        ["4月", 3, 1, 0, 1, 1],
    ]


def test_means_have_a_column_and_a_chart_of_their_own() -> None:
    """January: 3 and 4, half of 7; February 5 and 1."""
    made = rate(POINTS, months("总分", m01=(3, 4, "待定")), "2022-02", (5, 1, None))
    book = openpyxl.load_workbook(io.BytesIO(render_scheme_workbook("没有模板", view_of(made), [REPORTS])))
    rows = [[cell.value for cell in row] for row in book["各期汇总"].iter_rows()]
    head = next(k for k, row in enumerate(rows) if "期" in row)
    column = rows[head].index("总分\n平均")
    assert [row[column] for row in rows[head + 1 : head + 3]] == [3.5, 3]
    assert len(book["各期汇总"]._charts) == 1


def test_nothing_is_seen_of_a_year_without_earlier_months() -> None:
    made = rated(STAR, {"甲": ("number", [1, 0, None])}, period=read_period("2022-01"))
    assert sheet(made, "各期") == sheet(made, "各期汇总") == []
    assert "本年各期" not in page(made, "001")
    assert 'id="periods"' not in page(made, "index")


def test_the_page_shows_the_months_with_a_chart_that_leaves_out_the_missing_one() -> None:
    shown = page(rate(STAR, months("平安之星", **STARS)), "index").split('id="periods"')[1].split("</section>")[0]
    bars = re.findall(r'role="img"><title>(.*?)</title>', shown)
    assert bars == ["1月：得星2，未得1", "3月：得星1，待定1，不参评1", "4月：得星1，未得1，待定1"]
    assert re.search(r"2月</th><td[^>]*>没有评</td>", shown)


@pytest.mark.parametrize(("card", "cells"), [("001", "★★★"), ("002", "★待定☆"), ("003", "☆不参评待定")])
def test_a_card_has_the_subjects_own_months(card: str, cells: str) -> None:
    block = page(rate(STAR, months("平安之星", **STARS)), card).split("本年各期")[1].split("</section>")[0]
    found = re.findall(r'<td class="mid">(.*?)</td>', block)
    assert "".join(re.sub("<.*?>", "", cell) for cell in found) == cells
    assert found[1] == ""


def test_points_that_are_not_added_up_have_no_column_for_a_total() -> None:
    """Of ten points at most in each month, whose sum says nothing; what is there is shown all the same."""
    made = rate(
        POINTS.replace("积分: {", "积分: {full: 10, "), months("总分", m01=(3, 4, "待定")), "2022-02", (5, 1, None)
    )
    rows = sheet(made, "各期")
    head = next(k for k, row in enumerate(rows) if "序号" in row)
    assert rows[head : head + 4] == [
        ["序号", "乡镇", "名称", "1月", "2月"],
        [1, "甲乡", "村0", 3, 5],
        [2, "甲乡", "村1", 4, 1],
        [3, "甲乡", "村2", "待定", "待定"],
    ]
    assert "合计" not in page(made, "001").split("本年各期")[1].split("</section>")[0]


def test_a_star_of_the_months_is_no_star_missed_on_the_card_of_the_year() -> None:
    card = page(rate(STAR + YEARLY, months("平安之星", **STARS), "2022"), "001").split("本年各期")[1]
    assert "<h2>各星</h2>" not in card
    assert "得星月数" in card
    tree = card.split("逐项依据")[1]
    assert re.search(r'平安之星</span> <b class="value">不适用', tree)
    assert "未得" not in tree
