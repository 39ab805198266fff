"""A workbook of another month among this month's is told, as one of another year is."""

import pytest

from stardb.books import Sheet
from stardb.intake import ReadingOptions, read_tables
from stardb.quantity import read_period
from stardb.rulebook import TableSpec

TEXT = {"type": "text"}
SPECS = {
    "名册": TableSpec.model_validate({"key": "村", "name": "村", "columns": {"村": TEXT}}),
    "平安月报表": TableSpec.model_validate(
        {
            "key": "村",
            "many": True,
            "none": "unknown",
            "period": "所属月",
            "columns": {"村": TEXT, "所属月": {"type": "number"}, "件数": {"type": "number"}},
        }
    ),
}
ROSTER = Sheet("data/2022/0.csv", "名册", [["村"], ["天湾"]])


def told(title, folder="2022-06"):
    """What D236 finds and expects of a report that has a title and lies in a folder."""
    file = f"data/{folder}/1.csv"
    report = Sheet(file, "平安月报表", [[title, ""], ["村", "件数"], ["天湾", 0]])
    period = read_period(folder)
    options = ReadingOptions(period=period, folders={file: period, ROSTER.file: read_period("2022")})
    return [
        (p.found, p.expected)
        for p in read_tables([ROSTER, report], SPECS, "2022", options).problems
        if p.code == "D236"
    ]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("寺庄乡 平安月报表（2022年5月）", "2022年5月"),
        ("寺庄乡5月份平安月报表", "2022年5月"),
        ("平安月报表（五月）", "2022年5月"),
        ("2021年6月平安月报表", "2021年6月"),
        ("2022年第一季度平安报表", "2022年第一季度"),
        ("（2022年5月）", "2022年5月"),
    ],
)
def test_a_title_of_another_month_is_told(title, found):
    assert told(title) == [(found, "2022年6月")]


@pytest.mark.parametrize(
    "title",
    [
        "平安月报表（2022年6月）",
        "6月平安月报表",
        "2022年上半年平安报表",
        "2022年1—6月平安月报表",
        "2022年1月至6月平安月报表",
        "平安月报表",
        "填报时间：2022年7月3日",
        "每月报表，7月5日前报",
        "12个月平安月报表",
        "二月河村平安月报表",
    ],
)
def test_a_title_of_this_month_or_of_none_is_not(title):
    assert told(title) == []


def test_a_folder_of_a_quarter_holds_its_months():
    assert told("2022年5月平安月报表", "2022Q2") == []
    assert told("2022年7月平安月报表", "2022Q2") == [("2022年7月", "2022年第二季度")]
