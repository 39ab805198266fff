"""What a sheet is, is found out with work in proportion to its cells, whatever stands in it. Work is counted, not timed."""

import random
import sys
from collections import Counter

import pytest

from stardb.books import Sheet
from stardb.intake import match_sheets, report_unmatched
from stardb.intake.layout import arrange
from stardb.rulebook import TableSpec

TEXT, NUMBER = {"type": "text"}, {"type": "number"}
SPECS = {
    "名册": TableSpec.model_validate(
        {"key": ["乡镇", "村"], "name": "村", "group": "乡镇", "columns": {"乡镇": TEXT, "村": TEXT, "户数": NUMBER}}
    ),
    "检查表": TableSpec.model_validate(
        {"key": ["乡镇", "村"], "columns": {"乡镇": TEXT, "村": TEXT, "党员": NUMBER, "收入": NUMBER}}
    ),
    "表彰": TableSpec.model_validate(
        {"key": ["乡镇", "村"], "many": True, "columns": {"乡镇": TEXT, "村": TEXT, "荣誉": TEXT, "级别": TEXT}}
    ),
}
WORDS = ["乡镇", "村", "党员", "收入", "户数", "荣誉", "级别", "东庄", "甲镇", "是", "合计", "", "得分", "上年", "分值"]
SAME = [["编号", "类别", *(f"M{i}" for i in range(10))]]


def known(rows, columns):
    pick = random.Random(1)
    return [[pick.choice(WORDS) for _ in range(columns)] for _ in range(rows)]


SHEETS = {
    "a form's labels over and over": lambda n: [*SAME, *([f"H{i}", "本地", *["资料不足"] * 10] for i in range(n))],
    "one title in every column": lambda n: [["收入"] * n, ["村"] * n, [1] * n],
    "titles everywhere": lambda n: known(n, 8),
    "titles everywhere, wide": lambda n: known(20, n),
    "strangers": lambda n: [["序号", "姓名", "电话"], *([i, f"张{i}", f"{i}号"] for i in range(n))],
}


def work(sheet):
    """How many calls it takes to find out what a sheet is."""
    calls = Counter()
    sys.setprofile(lambda *_: calls.update(all=1))
    try:
        match_sheets([sheet], {"甲": SPECS})
    finally:
        sys.setprofile(None)
    return calls["all"]


@pytest.mark.parametrize("kind", SHEETS)
def test_four_times_the_cells_are_no_more_than_six_times_the_work(kind):
    small, large = (work(Sheet("1.xlsx", "表", SHEETS[kind](size))) for size in (30, 120))
    assert large <= 6 * small


def test_a_sheet_with_titles_everywhere_is_given_up_and_told(monkeypatch):
    monkeypatch.setattr(arrange, "_LOOKS", 1000)
    large = Sheet("1.xlsx", "杂", known(300, 10))
    plain = Sheet("2.xlsx", "表", [["乡镇", "村", "党员", "收入"], ["甲镇", "东庄", 1, 2]])
    matches = match_sheets([plain, large], {"甲": SPECS})
    found, _ = matches.of_scheme("甲")
    assert [match.sheet.file for match in found if match.table == "检查表"] == ["2.xlsx"]
    (problem,) = report_unmatched(matches)
    assert (problem.code, str(problem.place)) == ("D204", "1.xlsx!杂")
