"""A sheet whose title, name or file says another township than its rows are of: told once, and read by its rows."""

import pytest

from stardb.books import Sheet
from stardb.intake import read_tables
from stardb.rulebook import TableSpec

TEXT = {"type": "text"}
SPECS = {
    "名册": TableSpec.model_validate(
        {"key": ["乡镇", "村"], "name": "村", "group": "乡镇", "columns": {"乡镇": TEXT, "村": TEXT}}
    ),
    "检查表": TableSpec.model_validate(
        {"key": ["乡镇", "村"], "columns": {"乡镇": TEXT, "村": TEXT, "收入": {"type": "number"}}}
    ),
}
ROSTER = Sheet(
    "0.csv", "名册", [["乡镇", "村"], ["东村镇", "天湾"], ["东村镇", "坡上"], ["岚城镇", "河口"], ["社科乡", "石桥"]]
)


def told(*sheets):
    return [(str(p.place), p.found) for p in read_tables([ROSTER, *sheets], SPECS).problems if p.code == "D201"]


def sheet(title, rows, name="Sheet1", file="1.xlsx"):
    return Sheet(file, name, [[title, ""], ["村", "收入"], *rows])


OURS = [["天湾", 1], ["坡上", 2]]


@pytest.mark.parametrize(
    "title", ["岚城镇集体收入情况表", "2022年岚城镇情况表", "界河口镇集体收入表", "岚县界河口镇收入表"]
)
def test_a_title_of_another_township_is_told(title):
    (found,) = told(sheet(title, OURS))
    assert found[0] == "1.xlsx!Sheet1!A1"


@pytest.mark.parametrize(
    "title",
    [
        "东村镇集体收入情况表",
        "集体收入情况表",
        "各乡镇集体收入表",
        "城乡居民收入表",
        "东村镇、岚城镇收入表",
        "美丽乡村建设表",
        "东村收入表",
    ],
)
def test_a_title_of_no_other_township_is_not(title):
    assert told(sheet(title, OURS)) == []


@pytest.mark.parametrize(
    ("file", "name"), [("社科乡.xlsx", "Sheet1"), ("1.xlsx", "社科乡"), ("data/社科乡/1.xlsx", "表")]
)
def test_a_name_or_a_file_of_another_township_is_told_once(file, name):
    assert told(sheet("收入表", OURS, name, file)) == [(f"{file}!{name}", "社科乡")]


def test_a_sheet_of_several_townships_that_names_one_of_them_is_fine():
    assert told(sheet("东村镇等乡镇收入表", [["天湾", 1], ["河口", 2]])) == []


def test_what_a_form_cites_names_nobody():
    note = "只填浅黄色的格。\n依据：社科乡“三零”平安创建、“平安之星”月评"
    assert told(sheet(note, OURS)) == []
    assert told(sheet("社科乡收入表\n依据：收入统计办法", OURS)) == [("1.xlsx!Sheet1!A1", "社科乡")]
