"""What of the headers a clerk may settle: near misses are proposed, best first, and never taken."""

import pytest

from stardb.books import Sheet
from stardb.intake import NOT_A_COLUMN, ReadingOptions, match_sheets, read_tables
from stardb.intake.matching.proposals import find_proposals
from stardb.quantity.to_text import show_at
from stardb.rulebook import TableSpec


def specs(**columns):
    declared = {"村": {"type": "text"}, "户数": {"type": "number"}, "人口": {"type": "number"}, **columns}
    return {"名册": TableSpec.model_validate({"key": "村", "name": "村", "columns": declared})}


TEXT, NUMBER = {"type": "text"}, {"type": "number"}


def sheet(*titles, rows=(("东庄", 1, 2, 3), ("西庄", 4, 5, 6))):
    return Sheet("1.xlsx", "表", [["村", "户数", "人口", *titles], *rows])


def found(sheets, declared, options=ReadingOptions()):  # noqa: B008  # frozen
    return find_proposals(match_sheets(sheets, {"办法": declared}, "2022", options))


@pytest.mark.parametrize(
    ("column", "title"),
    [
        ("书记", "支部书记姓名"),
        ("收入", "收人"),
        ("村集体经济收入", "集体收入"),
        ("集体收入", "村集体经济收入"),
        ("合格率", "合格比率"),
        ("三会一课次数", "三会一课开展情况"),
        ("身份证号", "身份证件号码"),
    ],
)
def test_a_near_miss_is_proposed_and_not_taken(column, title):
    declared = specs(**{column: TEXT})
    (proposal,) = found([sheet(title)], declared)
    assert (proposal.scheme, proposal.table, proposal.column, proposal.code) == ("办法", "名册", column, "D114")
    assert [candidate.title for candidate in proposal.candidates] == [title]
    assert str(proposal.candidates[0].place) == "1.xlsx!表!D1"
    assert proposal.candidates[0].samples == ("3", "6")
    assert not read_tables([sheet(title)], declared).tables.single["名册"].columns[column].known.any()


@pytest.mark.parametrize(("column", "title"), [("书记", "备注"), ("收入", "联系电话"), ("合格率", "序号")])
def test_other_titles_are_not(column, title):
    (proposal,) = found([sheet(title)], specs(**{column: TEXT}))
    assert proposal.candidates == ()


def test_the_likest_title_comes_first():
    rows = (("东庄", 1, 2, 3, 4),)
    (proposal,) = found([sheet("收支", "年度收入情况", rows=rows)], specs(收入=NUMBER))
    assert [candidate.title for candidate in proposal.candidates] == ["年度收入情况", "收支"]


def test_samples_of_a_private_column_are_masked():
    rows = (("东庄", 1, 2, "13800000000"),)
    (proposal,) = found([sheet("电话号码", rows=rows)], specs(电话={"type": "text", "private": True}))
    assert "3800" not in proposal.candidates[0].samples[0]


def test_a_column_said_twice_has_its_titles_for_candidates():
    rows = (("东庄", 1, 2, 3, 4),)
    (proposal,) = found([sheet("收入", "全年收入", rows=rows)], specs(收入={**NUMBER, "aliases": ["全年收入"]}))
    assert (proposal.code, [c.title for c in proposal.candidates]) == ("D115", ["收入", "全年收入"])


def test_a_title_below_another_is_proposed_with_it_and_settled_by_both():
    declared = specs(收入={"type": "money", "unit": "万元"})
    two = Sheet("1.xlsx", "表", [["村", "户数", "人口", "上年度"], ["", "", "", "收入"], ["东庄", 1, 2, 3]])
    (proposal,) = found([two], declared)
    assert [candidate.title for candidate in proposal.candidates] == ["上年度/收入"]
    settled = ReadingOptions({"名册": {"上年度/收入": "收入"}})
    assert found([two], declared, settled) == []
    table = read_tables([two], declared, "2022", settled).tables.single["名册"]
    assert show_at(table.columns["收入"], 0) == "3万元"


def test_what_is_settled_as_no_column_is_neither_taken_nor_proposed():
    declared = specs(收入=NUMBER)
    none = ReadingOptions({"名册": {"收人": NOT_A_COLUMN, "收入": NOT_A_COLUMN}})
    for title in ("收人", "收入"):
        (proposal,) = found([sheet(title)], declared, none)
        assert (proposal.code, proposal.candidates) == ("D114", ())


def test_a_settled_title_goes_before_the_name_itself():
    rows = (("东庄", 1, 2, 3, 4),)
    both = sheet("收入", "核定数", rows=rows)
    settled = ReadingOptions({"名册": {"核定数": "收入"}})
    table = read_tables([both], specs(收入=NUMBER), "2022", settled).tables.single["名册"]
    assert show_at(table.columns["收入"], 0) == "4"


def test_a_sheet_that_would_be_a_table_if_its_titles_were_the_columns():
    declared = specs(书记=TEXT, 收入=NUMBER)
    rows = [["村", "户数合计", "人口总数", "书记"], ["东庄", 1, 2, "张某某"]]
    open_ones = found([Sheet("1.xlsx", "表", rows)], declared)
    assert {(p.code, p.column, p.candidates[0].title) for p in open_ones} == {
        ("D111", "户数", "户数合计"),
        ("D111", "人口", "人口总数"),
    }
    settled = ReadingOptions({"名册": {"户数合计": "户数", "人口总数": "人口"}})
    assert {p.code for p in found([Sheet("1.xlsx", "表", rows)], declared, settled)} == {"D114"}


def test_a_sheet_like_no_table_is_named():
    (proposal,) = found([Sheet("1.xlsx", "物资", [["品名", "数量"], ["椅子", 3]])], specs())
    assert (proposal.code, proposal.table, str(proposal.place)) == ("D111", "", "1.xlsx!物资")
