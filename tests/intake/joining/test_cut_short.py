"""Codes and ID numbers that Excel has cut short: of any size, they are nobody's, and listed where the roster is checked."""

import pytest

from stardb.books.display.displayed_cells import DisplayedNumber
from stardb.books.sheet import Sheet
from stardb.intake import read_tables
from stardb.quantity.from_text import check_digit
from stardb.rulebook import TableSpec

TEXT = {"type": "text", "required": True}
SPECS = {
    "名册": TableSpec.model_validate(
        {"key": "编号", "name": "名称", "group": "乡镇", "columns": {"编号": TEXT, "名称": TEXT, "乡镇": TEXT}}
    ),
    "表": TableSpec.model_validate(
        {"key": "编号", "columns": {"编号": TEXT, "名称": TEXT, "户数": {"type": "number"}}}
    ),
}
CUT = [
    "1.4E+17", "1.40E+17", "1.4e+17", "１．４Ｅ＋１７", "1.60E+08", "5.1E+10", "5.10E+11", "5.1E10", "1.41199E+17", "1E+20", "9E15",
    1.4e17, 140000000000000000, 140122199001010000, 51000000000, 5.1e10, 510000000000, 5.10107e11, DisplayedNumber(5.1e10, "0.00E+00"),
    "140122199001010000", "6222021234567890000",
]  # fmt: skip


def read(roster, rows=()):
    sheets = [Sheet("名册.xlsx", "名册", [["编号", "名称", "乡镇"], *roster])]
    if rows:
        sheets.append(Sheet("表.xlsx", "表", [["编号", "名称", "户数"], *rows]))
    return read_tables(sheets, SPECS)


@pytest.mark.parametrize("cell", CUT)
def test_a_code_cut_short_in_the_roster_is_no_subject_and_is_listed(look, cell):
    intake = read([["A1", "李家村", "东镇"], [cell, "王家村", "东镇"]])
    assert intake.tables.subjects.keys == ("A1",)
    problem = next(problem for problem in intake.problems if problem.code == "D132")
    assert problem.place.cell == "A3"
    assert "文本" in problem.expected + problem.remedy
    assert [(one.title, one.group, one.place.cell) for one in intake.unknown] == [
        ("王家村（编号末几位已丢失）", "东镇", "A3")
    ]


@pytest.mark.parametrize("cell", CUT)
def test_a_code_cut_short_in_another_table_is_nobody_s_and_is_listed(look, cell):
    intake = read([["A1", "李家村", "东镇"], ["A2", "王家村", "东镇"]], [["A1", "李家村", 5], [cell, "王家村", 6]])
    assert look.column(intake.tables.single["表"], "户数") == ["5", "待定"]
    assert [one.title for one in intake.unknown] == ["王家村（编号末几位已丢失）"]
    assert [one.title for one in intake.missing] == ["东镇/王家村"]


@pytest.mark.parametrize(
    "cell",
    [510107001002, 5101070010, "510107000000", "5100000000", 510107001000, "2E10", "1E5", "E+10", "5E-3", "1.4E", 1300, "001",
     "6222021234567890123", "140122199001010012"],
)  # fmt: skip
def test_codes_that_are_whole_are_subjects(cell):
    assert len(read([[cell, "李家村", "东镇"]]).tables.subjects) == 1


def test_an_id_number_with_zeros_at_its_end_is_right_where_its_check_digit_is():
    """One in eleven numbers that end in 00 has the check digit 0."""
    first = next(f"1411991949{month:02d}{day:02d}{n}00" for month in range(1, 13) for day in range(1, 29) for n in range(1, 10)
                 if check_digit(f"1411991949{month:02d}{day:02d}{n}00") == "0")  # fmt: skip
    assert len(read([[f"{first}0", "李家村", "东镇"]]).tables.subjects) == 1


def test_an_id_number_cut_short_is_told_as_such(look):
    spec = TableSpec.model_validate(
        {"key": "身份证号", "name": "姓名", "columns": {"身份证号": {"type": "citizen_id"}, "姓名": TEXT}}
    )
    rows = [
        ["身份证号", "姓名"],
        ["1.41199E+17", "张某某"],
        ["141199194912040000", "李某某"],
        [1.41199194912040e17, "王某某"],
    ]
    intake = read_tables([Sheet("a.xlsx", "名册", rows)], {"名册": spec})
    assert look.codes(intake) == ["D129", "D129", "D129"]
    assert [one.title for one in intake.unknown] == [
        f"{name}（身份证号末几位已丢失）" for name in ("张某某", "李某某", "王某某")
    ]
