"""名单: subjects or rows of a record table, under the words they stand at; what is open is listed as open."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from rating import loaded, rated

from stardb.quantity import read_period
from stardb.rendering.scheme_workbooks import render_scheme_workbook
from stardb.rendering.views.listing_tables import list_listings
from stardb.rendering.views.rows.subject_rows import list_subjects
from stardb.rendering.views.scheme_view import Setting, build_view

REPORTS = Path(__file__).resolve().parents[3] / "reports"
PEOPLE = {
    "分": ("number, between: [0, 100]", [70, 95, None, 80]),
    "参加": ("yes_no", [True, True, True, False]),
    "违法": ("yes_no", [False, True, None, False]),
}
RECORDS = {
    "三色": (
        {"颜色": "choice, choices: [红, 黑, 蓝]", "日期": "date", "干部": "text, private: true"},
        [
            (0, "蓝", "2022-03-01", "甲"),
            (0, "红", "2022-05-01", "乙"),
            (1, "红", "2022-01-01", None),
            (3, None, "2022-02-02", None),
            (1, "蓝", "2021-02-02", None),
        ],
        "period: 日期",
    )
}
RULES = """\
eligible: 参加
grade: {name: 等次, from: 分, bands: {90: 优秀, 60: 合格, 0: 不合格}, basis: 第一条}
listings:
  光荣榜: {by: 等次, order: 分, columns: [分]}
  否决: {where: 违法, columns: [分], basis: 第二条, note: 查实的}
  三色册: {of: 三色, by: 颜色}
  今年以后: {of: 三色, where: 日期 > 2022-04-01, columns: [颜色]}
  月榜: {columns: [分], every: month}
"""


def listed(rules: str = RULES) -> dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]]:
    """List -> word -> whom and what is told of each."""
    made = rated(rules, PEOPLE, RECORDS)
    return {
        one.title: {
            part.word: [(line.row.name, tuple(str(line.values[name]) for name in one.columns)) for line in part.lines]
            for part in one.parts
        }
        for one in list_listings(made, list_subjects(made))
    }


def test_subjects_stand_under_their_grades_the_best_first_and_the_open_ones_last() -> None:
    """村3没有参评，不列；村2的分没有填，等次待定。"""
    assert listed()["光荣榜"] == {"优秀": [("村1", ("95",))], "合格": [("村0", ("70",))], "待定": [("村2", ("",))]}


def test_a_condition_that_is_open_leaves_nobody_out() -> None:
    assert listed()["否决"] == {"": [("村1", ("95",))], "待定": [("村2", ("",))]}


def test_rows_stand_under_their_words_in_the_order_of_the_rules_without_private_columns() -> None:
    """2021年的一行不在本年，不列；颜色没有填的在“待定”。"""
    assert listed()["三色册"] == {
        "红": [("村0", ("2022-05-01",)), ("村1", ("2022-01-01",))],
        "蓝": [("村0", ("2022-03-01",))],
        "待定": [("村3", ("2022-02-02",))],
    }
    assert listed()["今年以后"] == {"": [("村0", ("红",))]}


def test_a_list_of_other_periods_is_not_made() -> None:
    assert "月榜" not in listed()
    month = rated(
        RULES.replace("eligible", "every: [month, year]\neligible"), PEOPLE, RECORDS, period=read_period("2022-05")
    )
    assert "月榜" in [one.title for one in list_listings(month, list_subjects(month))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{by: 分}", "R305"),
        ("{by: 等第}", "R301"),
        ("{of: 三包}", "R301"),
        ("{of: 三色, columns: [干部]}", "R442"),
        ("{columns: [分数]}", "R301"),
        ("{order: 等次}", "R305"),
    ],
)
def test_what_cannot_be_listed_is_told_at_its_line(text: str, code: str) -> None:
    made = loaded(RULES.replace("{by: 等次, order: 分, columns: [分]}", text), PEOPLE, RECORDS)
    assert code in [problem.code for problem in made.problems]


def test_the_sheet_has_every_list_with_its_words_and_how_many() -> None:
    made = rated(RULES, PEOPLE, RECORDS)
    view = build_view(made, [], Setting("岚县", ""))
    data = render_scheme_workbook("x", view, [REPORTS])
    with pytest.warns(UserWarning, match="extension"):
        sheet = openpyxl.load_workbook(BytesIO(data))["名单"]
    texts = [[cell for cell in row if cell not in (None, " ")] for row in sheet.iter_rows(values_only=True)]
    rows = [row for row in texts if row]
    assert ["三色册（4）　红 2，蓝 1，待定 1"] in rows
    assert ["红", 1, "甲乡", "村0", datetime(2022, 5, 1)] in [row[:5] for row in rows]
    assert ["查实的" in str(row[0]) and "第二条" in str(row[0]) for row in rows].count(True) == 1
