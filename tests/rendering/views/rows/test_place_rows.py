"""How places are used, line by line, as views and in the workbook that people check results against."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rating import rated

from stardb.rendering import Setting, build_view
from stardb.rendering.scheme_workbooks import render_scheme_workbook
from stardb.rendering.views.rows.place_rows import PlaceRow, list_places
from stardb.scoring import Appraisal
from stardb.shipped import shipped

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

RULES = """
values:
  奖次: {prizes: {一等奖: 1, 二等奖: 1}, order: 甲, basis: 试}
grade: {name: 等次, from: 甲, bands: {80: 五星, 60: 四星, 0: 三星}, basis: 试}
quotas:
  - {of: 五星, group: 乡镇, at_most: 50%, round: floor, order: 甲, overflow: 四星, basis: 试}
publish: [奖次]
"""


def made() -> Appraisal:
    """东: 95, 90, 70 for one place. 西: 85 and 85 for one place, a tie."""
    towns = ["东", "东", "西", "西", "东"]
    return rated(RULES, {"乡镇": ("text", towns), "甲": ("number", [95, 90, 85, 85, 70])})


def test_a_line_for_every_grade_of_every_group() -> None:
    places = {(row.item, row.group, row.grade): row for row in list_places(made())}
    assert places["等次", "东", "五星"] == PlaceRow(
        "等次", "东", "五星", "至多", "50%", 3, 1, 1, 1, 0, 0, holders="村0", open_names=""
    )
    assert places["等次", "西", "五星"] == PlaceRow(
        "等次", "西", "五星", "至多", "50%", 2, 1, 0, 0, 2, 0, holders="", open_names="村2、村3"
    )
    assert places["奖次", "全部", "二等奖"] == PlaceRow(
        "奖次", "全部", "二等奖", "定额", "1个", 5, 1, 1, 0, 0, 0, holders="村1", open_names=""
    )


def test_nobody_not_rated_has_a_place() -> None:
    body = RULES + "eligible: 参\n"
    columns: Any = {"乡镇": ("text", ["东"] * 3), "甲": ("number", [95, 90, 70]), "参": ("yes_no", [False, True, True])}
    (row,) = [row for row in list_places(rated(body, columns)) if row.grade == "五星"]
    assert (row.base, row.places, row.holders) == (2, 1, "村1")


def test_the_workbook_lists_them_with_what_is_left_over_computed() -> None:
    view = build_view(made(), (), Setting("岚县", "组织部"))
    book = render_scheme_workbook("any", view, [Path(str(shipped("reports")))])
    sheet = openpyxl.load_workbook(io.BytesIO(book))["名额核对表"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(k for k, line in enumerate(lines) if line[0] == "事项")
    east = next(line for line in lines[head + 1 :] if line[:3] == ["等次", "东", "五星"])
    at = lines.index(east) + 1
    assert east[3:7] == ["至多50%", 3, 1, 1]
    assert east[7] == f'=IF(ISNUMBER(F{at}),F{at}-G{at},"")'
    assert east[8:12] == [1, 0, 0, "村0"]
    plain = openpyxl.load_workbook(io.BytesIO(book), data_only=True)["名额核对表"]
    assert plain.cell(at, 8).value == 0


def test_a_scheme_without_places_has_the_sheet_hidden() -> None:
    view = build_view(rated("values:\n  得数: 甲", {"甲": ("number", [1])}), (), Setting("岚县", "组织部"))
    book = render_scheme_workbook("any", view, [Path(str(shipped("reports")))])
    assert openpyxl.load_workbook(io.BytesIO(book))["名额核对表"].sheet_state == "hidden"
