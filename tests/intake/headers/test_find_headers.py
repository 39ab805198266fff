"""Sheets are told by their column titles: wherever these stand, in any order, under other names, over several rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stardb.books import Merge, Sheet, read_books
from stardb.intake import match_sheets, read_tables, report_unmatched
from stardb.quantity.to_text import show_at
from stardb.rulebook import TableSpec

FIRST = {"乡镇": "东村镇", "村": "李家村", "党员": "35", "收入": "12.5万元", "合格率": "85%", "换届": "是"}


def test_titles_in_the_first_row(rostered, look):
    rostered.send("检查", look.CHECK)
    intake = rostered.read()
    assert intake.problems == ()
    assert look.row(intake.tables.single["检查表"]) == FIRST


def test_title_rows_above_and_columns_further_right(rostered, look):
    above = [["东湖镇2022年度村级综合目标管理考核表"], [], ["附件1"], []]
    rostered.send("检查", [*above, *([None, None, *row] for row in look.CHECK)])
    table = rostered.read().tables.single["检查表"]
    assert look.row(table) == FIRST
    assert str(table.place(0, "收入")) == "data/检查.xlsx!表!F6"


def test_other_names_and_another_order(rostered, look):
    rows = [
        ["序号", "是否按期换届", "合格率", "村集体经济\n年收入", "党员人数(人)", "行政村", "乡镇名称", "备注"],
        *([i, *reversed(row), ""] for i, row in enumerate(look.CHECK[1:], 1)),
    ]
    rostered.send("检查", rows)
    intake = rostered.read()
    assert intake.problems == ()
    assert look.row(intake.tables.single["检查表"]) == FIRST


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(6)))
def test_the_order_of_columns_does_not_matter(look, order):
    roster = Sheet("名册.xlsx", "表", look.ROSTER)
    check = Sheet("检查.xlsx", "表", [[row[i] for i in order] for row in look.CHECK])
    table = read_tables([roster, check], look.SCHEME).tables.single["检查表"]
    assert look.row(table) == FIRST


def test_two_rows_with_merged_parents(rostered, look):
    rows = [
        ["检查表"],
        ["乡镇", "村", "支部过硬星(100分)", None, "产业兴旺星", None],
        [None, None, "党员人数(10分)", "是否按期换届", "村集体经济年收入(万元)", "合格率(%)"],
        ["东村镇", "李家村", 35, "√", 12.5, 85],
    ]
    rostered.send("检查", rows, merges=["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"])
    intake = rostered.read()
    assert look.row(intake.tables.single["检查表"]) == FIRST
    assert set(look.codes(intake)) == {"D145", "D146"}, "only rows that are missing"


def test_a_title_made_of_parent_and_child(rostered, look):
    rows = [
        ["乡镇", "村", "是否按期", "合格", None],
        [None, None, "换届", "率", "数"],
        ["东村镇", "李家村", "√", "85%", 3],
    ]
    rostered.send("检查", [*[[*row, None] for row in rows[:2]], [*rows[2], 35]], merges=["D1:E1"])
    assert look.row(rostered.read().tables.single["检查表"])["合格率"] == "85%"


def test_a_row_of_units_below_the_titles(rostered, look):
    rows = [look.HEADER, [None, None, "人", "元", "%", None], ["东村镇", "李家村", 35, 125000, 85, "√"]]
    rostered.send("检查", rows)
    assert look.row(rostered.read().tables.single["检查表"]) == FIRST


def test_a_row_that_numbers_the_columns_is_no_data(rostered, look):
    rostered.send("检查", [look.HEADER, ["甲", "乙", 1, 2, 3, 4], look.CHECK[1]])
    intake = rostered.read()
    assert intake.counts.left_out == {"栏次行": 1}
    assert look.row(intake.tables.single["检查表"]) == FIRST


@pytest.mark.parametrize(
    "label",
    [
        ["乡镇:东村镇"],
        ["乡镇：东村镇　　填报日期:2022年 月 日"],
        ["村级检查  乡镇名称: 东 村 镇"],
        ["填报日期:2022年1月5日 乡镇:东村镇"],
        ["乡镇", None, "东村镇"],
        ["乡镇:", "东村镇", "填报人:"],
        ["乡镇(盖章):东村镇"],
    ],
)
def test_a_label_above_gives_a_column_for_all_rows(rostered, look, label):
    rows = [["2022年度检查表"], label, *(row[1:] for row in look.CHECK[:3])]
    rostered.send("检查", rows)
    table = rostered.read().tables.single["检查表"]
    assert look.row(table) == FIRST
    assert look.column(table, "党员")[:2] == ["35", "28"]
    place = "data/检查.xlsx!表!" + ("C2" if label[1:2] == [None] else "B2" if label[1:] else "A2")
    assert str(table.place(0, "乡镇")) == place


def test_a_label_left_empty_gives_nothing(rostered, look):
    rostered.send("检查", [["乡镇:      考核日期:2013年 月 日"], *(row[1:] for row in look.CHECK)])
    problem = look.only(rostered.read(), "D114")
    assert "“乡镇”" in problem.message
    assert "乡镇:××" in problem.remedy


def test_a_label_within_a_longer_word_is_another(rostered, look):
    rostered.send("检查", [["全县乡镇:12个"], *(row[1:] for row in look.CHECK)])
    assert "D114" in look.codes(rostered.read())


def test_a_required_column_missing(rostered, look):
    rostered.send("检查", [row[:1] + row[2:] for row in look.CHECK])
    assert "“村”" in look.only(rostered.read(), "D113").message


def test_a_column_missing_is_unknown_for_all_and_a_near_title_is_proposed_not_taken(rostered, look):
    rows = [[*look.HEADER[:4], "合格比率", "换届"], *look.CHECK[1:]]
    rostered.send("检查", rows)
    intake = rostered.read()
    problem = look.only(intake, "D114")
    assert problem.found == "合格比率"
    assert problem.expected == "合格率"
    assert str(problem.place) == "data/检查.xlsx!表!E1"
    assert look.column(intake.tables.single["检查表"], "合格率") == ["待定"] * 4


def test_the_same_column_twice(rostered, look):
    rostered.send("检查", [[*look.HEADER, "党员人数"], *([*row, 99] for row in look.CHECK[1:])])
    intake = rostered.read()
    assert "C1、G1" in look.only(intake, "D115").message
    assert look.column(intake.tables.single["检查表"], "党员") == ["待定"] * 4


def test_a_title_merged_over_two_columns_names_the_filled_one(rostered, look):
    rows = [[*row[:3], None, *row[3:]] for row in look.CHECK]
    rostered.send("检查", rows, merges=["C1:D1"])
    intake = rostered.read()
    assert intake.problems == ()
    assert look.row(intake.tables.single["检查表"]) == FIRST


def test_one_sheet_may_be_two_tables(desk, look):
    rows = [[*look.ROSTER[i], *look.CHECK[i][2:]] for i in range(5)]
    desk.send("全", rows)
    intake = desk.read()
    assert intake.problems == ()
    assert intake.counts.sheets == 2
    assert look.row(intake.tables.single["检查表"]) == FIRST


def test_a_sheet_that_fits_two_tables_alike_is_neither(rostered, look):
    rostered.send("检查", look.CHECK)
    twins = {**look.SCHEME, "复查表": look.SCHEME["检查表"]}
    problem = look.only(rostered.read(twins), "D112")
    assert "“检查表”" in problem.message
    assert "“复查表”" in problem.message


def test_names_that_are_no_table_s_decide_nothing(desk, look):
    desk.send("表二", look.ROSTER, sheet="Sheet1")
    desk.send("附件1", look.CHECK, sheet="附件1")
    assert desk.read().problems == ()


def sheet(*rows):
    return Sheet("a.xlsx", "表", rows)


def test_a_sheet_of_no_scheme_is_noted_once_with_what_it_lacks(look):
    stray = sheet(["乡镇", "村", "党员", "电话"], ["东村镇", "李家村", 35, "000"])
    (note,) = report_unmatched(match_sheets([stray], {"甲": look.SCHEME, "乙": look.SCHEME}))
    assert note.code == "D111"
    assert note.expected == "检查表"
    assert "收入、合格率、换届" in note.message


def test_sheets_in_use_and_sheets_without_data_are_not_noted(look):
    assert report_unmatched(match_sheets([sheet(*look.CHECK), sheet(["说明"]), sheet()], {"甲": look.SCHEME})) == []


def test_a_sheet_of_another_scheme_makes_no_noise(rostered):
    rostered.send("别的", [["姓名", "电话"], ["张三", "000"]])
    assert "别的" not in str(rostered.read().problems)


@pytest.mark.parametrize("parent", ["上年度", "去年", "2021年", "计划数", "年度目标", "预计"])
@pytest.mark.parametrize("merges", [(), ("A1:A2", "B1:B2", "C1:C2", "E1:E2", "F1:F2")])
def test_another_year_s_income_is_not_this_year_s(rostered, look, parent, merges):
    header = [["乡镇", "村", "党员", parent, "合格率", "换届"], [None, None, None, "收入(万元)", None, None]]
    rostered.send("检查", [*header, *look.CHECK[1:]], merges=merges)
    intake = rostered.read()
    problem = look.only(intake, "D114")
    assert (problem.expected, problem.found) == ("收入", f"{parent}/收入")
    assert look.codes(intake) == ["D114"]
    assert look.column(intake.tables.single["检查表"], "收入") == ["待定"] * 4
    assert look.column(intake.tables.single["检查表"], "党员") == ["35", "28", "20", "21"]


def test_this_year_s_and_last_year_s_income_side_by_side(rostered, look):
    header = [[*look.HEADER[:3], "本年", "上年", *look.HEADER[4:]], [None, None, None, "收入(万元)", "收入(万元)"]]
    rows = [[*row[:4], 99, *row[4:]] for row in look.CHECK[1:]]
    rostered.send("检查", [[*header[0]], [*header[1], None, None], *rows])
    intake = rostered.read()
    assert intake.problems == ()
    assert look.row(intake.tables.single["检查表"]) == FIRST


def test_a_column_declared_as_last_year_s_may_be_split_into_parent_and_title(look):
    spec = TableSpec.model_validate(
        {
            "key": "村",
            "name": "村",
            "columns": {"村": {"type": "text"}, "上年收入": {"type": "money", "aliases": ["收入"]}},
        }
    )
    for parent in ("上年", "上年度"):
        rows = [["村", parent], ["", "收入"], ["东庄", 5]]
        table = read_tables([sheet(*rows)], {"名册": spec}).tables.single["名册"]
        assert look.column(table, "上年收入") == ["5元"]


@pytest.mark.parametrize(
    "above",
    [
        ["2022年度考核表"],
        [None, None, None, "2022年度检查表"],
        ["填报单位:东村镇", None, None, "2022年12月31日"],
        ["2022年度目标管理考核"],
    ],
)
def test_a_year_in_the_sheet_s_own_title_changes_no_column(rostered, look, above):
    rostered.send("检查", [above, *look.CHECK], merges=["A1:C1"])
    intake = rostered.read()
    assert intake.problems == ()
    assert look.row(intake.tables.single["检查表"]) == FIRST


def test_family_planning_is_no_plan(rostered, look):
    header = [["乡镇", "村", "党员", "计划生育", "合格率", "换届"], [None, None, None, "收入(万元)", None, None]]
    rostered.send("检查", [*header, *look.CHECK[1:]])
    assert rostered.read().problems == ()


def test_a_title_of_the_periods_own_year_above_is_no_other_column(desk):
    """`2022年` over `收入` is this year's income in 2022; in 2023 it is not."""
    path = desk.send("收入", [["乡镇", "村", "2022年"], ["", "", "收入(万元)"], ["甲镇", "东庄", 12]])
    spec = {"key": ["乡镇", "村"], "columns": {"乡镇": {"type": "text"}, "村": {"type": "text"}}}
    spec["columns"]["收入"] = {"type": "money", "unit": "万元", "required": True}
    specs = {"名册": TableSpec.model_validate(spec)}
    sheets = read_books(path.parent, path.parent.parent).sheets
    assert read_tables(sheets, specs, "2022").tables.single["名册"].columns["收入"].at(0) == 120_000
    assert len(read_tables(sheets, specs, "2023").tables.subjects) == 0 or "D113" in {
        problem.code for problem in read_tables(sheets, specs, "2023").problems
    }


def test_titles_below_that_part_a_column_belong_to_the_header():
    columns = {"乡镇": {"type": "text"}, "村": {"type": "text"}} | {
        name: {"type": "number"} for name in ("收入", "三会一课", "户数")
    }
    spec = TableSpec.model_validate({"key": ["乡镇", "村"], "name": "村", "columns": columns})
    rows = [
        ["乡镇", "村", "收入", "", "三会一课", "", "户数"],
        ["", "", "计划", "完成", "应开", "实开", ""],
        ["甲镇", "东庄", 10, 12, 8, 7, 60],
    ]
    intake = read_tables([Sheet("1.xlsx", "表", rows)], {"名册": spec})
    roster = intake.tables.single["名册"]
    assert [show_at(roster.columns[name], 0) for name in ("收入", "三会一课", "户数")] == ["12", "待定", "60"]
    assert [(p.code, p.expected) for p in intake.problems] == [("D114", "三会一课")]


STARS = TableSpec.model_validate(
    {
        "key": ["组", "号"],
        "name": "号",
        "group": "组",
        "columns": {
            "组": {"type": "text", "required": True},
            "号": {"type": "text", "required": True},
            "C01": {"type": "number", "aliases": ["C01: Breast"]},
            "C02": {"type": "number", "aliases": ["C02: Colon"]},
        },
    }
)
THREE_LEVELS = [
    ["2026 Star View", "", "", ""],
    ["组", "号", "HD1: Screening", ""],
    ["", "", "C01: Breast", "C02: Colon"],
    ["", "", "01/2024 – 12/2024", "Not Applicable"],
    ["g", "A", 4, 3],
    ["g", "B", 2, 1],
]


@pytest.mark.parametrize("keys", [(0, 1), (1,)])
def test_every_row_a_key_s_title_is_merged_over_is_header(keys):
    merges = tuple(Merge(1, c, 3, c) for c in keys)
    intake = read_tables([Sheet("a.xlsx", "Stars", THREE_LEVELS, merges=merges)], {"Stars": STARS})
    assert intake.problems == ()
    columns = intake.tables.single["Stars"].columns
    assert [[show_at(columns[c], i) for c in ("C01", "C02")] for i in (0, 1)] == [["4", "3"], ["2", "1"]]


def test_four_levels_under_a_key_merged_over_them():
    rows = [*THREE_LEVELS[:2], ["", "", "甲", "乙"], *THREE_LEVELS[2:]]
    merges = (Merge(1, 0, 4, 0), Merge(1, 1, 4, 1))
    intake = read_tables([Sheet("a.xlsx", "Stars", rows, merges=merges)], {"Stars": STARS})
    assert (intake.problems, intake.counts.rows) == ((), 2)


def test_a_key_s_title_merged_over_the_data_hides_none_of_it():
    rows = [["组", "号", "C01", "C02"], *([f"g{i}", f"A{i}", i, i] for i in range(9))]
    intake = read_tables([Sheet("a.xlsx", "Stars", rows, merges=(Merge(0, 0, 9, 0),))], {"Stars": STARS})
    assert intake.counts.rows == 9


@pytest.mark.parametrize("note", ["截至12月底", "全年", "填数"])
def test_a_row_of_remarks_under_merged_keys_takes_no_column_away(note):
    rows = [
        ["组", "号", "基本情况", "基本情况"],
        ["", "", "C01", "C02"],
        ["", "", note, "全年"],
        ["g", "A", 4, 3],
        ["g", "B", 2, 1],
    ]
    merges = (Merge(0, 0, 2, 0), Merge(0, 1, 2, 1))
    intake = read_tables([Sheet("a.xlsx", "表", rows, merges=merges)], {"Stars": STARS})
    assert intake.problems == ()
    assert [show_at(intake.tables.single["Stars"].columns["C02"], i) for i in (0, 1)] == ["3", "1"]
