"""Sheets that are not one table under one header are read as a person reads them, every value from its true cell."""

import pytest

from stardb.books import Merge, Sheet
from stardb.intake import NOT_A_COLUMN, ReadingOptions, read_tables
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.arrange import arrange_sheet
from stardb.quantity.to_text import show_at
from stardb.rulebook import TableSpec

KEYS = {"乡镇": {"type": "text"}, "村": {"type": "text", "aliases": ["村名"]}}


def table(columns, **more):
    return TableSpec.model_validate({"key": ["乡镇", "村"], "columns": {**KEYS, **columns}, **more})


SPECS = {
    "名册": table({}, name="村", group="乡镇"),
    "党建": table({"党员": {"type": "number", "unit": "人"}, "书记": {"type": "text"}}),
    "经济": table({"收入": {"type": "money", "unit": "万元"}, "信访": {"type": "number"}}),
    "考核": table({"计划生育": {"type": "number"}, "组织建设": {"type": "number"}}),
    "表彰": table({"荣誉": {"type": "text"}, "级别": {"type": "text"}}, many=True),
}
ROSTER = Sheet("0.xlsx", "名册", [["乡镇", "村"], ["甲镇", "东庄"], ["甲镇", "西庄"], ["乙镇", "东庄"]])


def read(*grids, merges=(), options=ReadingOptions()):  # noqa: B008  # frozen
    """The intake of the roster and sheets of these rows, made equally long."""
    sheets = [ROSTER]
    for i, grid in enumerate(grids, 1):
        width = max(map(len, grid))
        sheets.append(Sheet(f"{i}.xlsx", "表", [[*row, *[""] * (width - len(row))] for row in grid], merges=merges))
    return read_tables(sheets, SPECS, "2022", options)


def seen(intake, name):
    """Each subject's values in a table of one row, those that have a row."""
    read = intake.tables.single[name]
    own = [column for column in read.columns if column not in KEYS]
    keys = intake.tables.subjects.keys
    return {k: [show_at(read.columns[c], i) for c in own] for i, k in enumerate(keys) if read.row[i] > 0}


def codes(intake):
    """What is said but for what other tables or villages lack."""
    return [p.code for p in intake.problems if p.code not in {"D145", "D146", "D147", "D148"}]


PLAIN = [["乡镇", "村", "党员", "书记"], ["甲镇", "东庄", 3, "张某某"], ["甲镇", "西庄", 4, "李某某"]]


def test_a_plain_sheet_is_its_own_only_part():
    sheet = Sheet("1.xlsx", "表", PLAIN)
    candidates = arrange_sheet(sheet, {"": Vocabulary(SPECS)}).candidates
    assert {candidate.sheet for candidate in candidates} == {sheet}


def test_blocks_each_with_its_township_above():
    intake = read(
        [
            *(["乡镇：甲镇"], ["村", "党员", "书记"], ["东庄", 3, "张"], ["合计", 3], ["填表人：张某某"], []),
            *(["乡镇：乙镇"], ["村", "党员", "书记"], ["东庄", 5, "李"], ["合计", 5]),
        ]
    )
    assert seen(intake, "党建") == {"甲镇/东庄": ["3", "张"], "乙镇/东庄": ["5", "李"]}
    assert str(intake.tables.single["党建"].place(2, "党员")) == "1.xlsx!表!B9"
    assert codes(intake) == []


def test_a_block_without_its_township_goes_by_the_roster_not_by_its_neighbour():
    block = ["村", "党员", "书记"]
    intake = read(
        [
            *(["乡镇：甲镇"], block, ["东庄", 1, "a"], ["乡镇：乙镇"], block, ["东庄", 2, "b"]),
            *(["其他情况"], block, ["西庄", 3, "c"], ["东庄", 4, "d"]),
        ]
    )
    assert seen(intake, "党建") == {"甲镇/东庄": ["1", "a"], "甲镇/西庄": ["3", "c"], "乙镇/东庄": ["2", "b"]}
    places = {p.code: str(p.place) for p in intake.problems}
    assert places["D114"] == "1.xlsx!表!A8"  # the township is missing,
    assert places["D157"] == "1.xlsx!表!A9"  # there is but one 西庄,
    assert places["D158"] == "1.xlsx!表!A10"  # and a 东庄 in each


def test_two_tables_below_one_label():
    intake = read(
        [["乡镇：甲镇"], ["村", "党员", "书记"], ["东庄", 1, "a"], [], ["村", "收入(万元)", "信访"], ["东庄", 2, 5]]
    )
    assert seen(intake, "党建") == {"甲镇/东庄": ["1", "a"]}
    assert seen(intake, "经济") == {"甲镇/东庄": ["2万元", "5"]}
    assert codes(intake) == []


def test_one_list_printed_in_two_halves_side_by_side():
    header = ["乡镇", "村", "党员", "书记"]
    intake = read([[*header, *header], ["甲镇", "东庄", 1, "a", "甲镇", "西庄", 2, "b"], ["乙镇", "东庄", 3, "c"]])
    assert seen(intake, "党建") == {"甲镇/东庄": ["1", "a"], "甲镇/西庄": ["2", "b"], "乙镇/东庄": ["3", "c"]}
    assert str(intake.tables.single["党建"].place(1, "书记")) == "1.xlsx!表!H2"
    assert codes(intake) == []


def test_a_column_titled_twice_is_no_second_table():
    intake = read([[*PLAIN[0], "党员"], *([*row, 9] for row in PLAIN[1:])])
    assert codes(intake) == ["D115"]
    assert seen(intake, "党建") == {"甲镇/东庄": ["待定", "张某某"], "甲镇/西庄": ["待定", "李某某"]}


def test_a_form_with_groups_labels_and_values():
    grid = [
        ["登记表"],
        ["基本情况", "乡镇", "甲镇"],
        ["", "村名", "东庄"],
        ["党建情况", "党员(人)", 35],
        ["", "书记", "张某某"],
    ]
    intake = read(grid, merges=(Merge(0, 0, 0, 2), Merge(1, 0, 2, 0), Merge(3, 0, 4, 0)))
    assert seen(intake, "党建") == {"甲镇/东庄": ["35", "张某某"]}
    assert str(intake.tables.single["党建"].place(0, "党员")) == "1.xlsx!表!C4"
    assert codes(intake) == []


def test_last_year_s_value_in_a_form_is_not_this_year_s():
    grid = [["乡镇", "甲镇", "村", "东庄"], ["上年", "收入", 9], ["本年", "收入", 12], ["", "信访", 3]]
    assert seen(read(grid), "经济") == {"甲镇/东庄": ["12万元", "3"]}


def test_the_unit_of_a_label_holds():
    intake = read([["村情登记表"], ["乡镇：甲镇　村：东庄"], ["收入（元）：125000   信访：3件"]])
    assert seen(intake, "经济") == {"甲镇/东庄": ["12.5万元", "3"]}


def test_a_card_for_each_village_under_one_township():
    grid = [["乡镇：甲镇"], ["村", "东庄", "党员", 3], ["书记", "张"], [], ["村", "西庄", "党员", 4], ["书记", "李"]]
    intake = read(grid)
    assert seen(intake, "党建") == {"甲镇/东庄": ["3", "张"], "甲镇/西庄": ["4", "李"]}
    assert codes(intake) == ["D154"]


def test_a_form_over_a_small_list():
    grid = [
        ["乡镇", "甲镇", "村名", "东庄"],
        ["党员", 3, "书记", "张"],
        [],
        ["荣誉", "级别"],
        ["先进", "县级"],
        ["文明", "市级"],
    ]
    intake = read(grid)
    assert seen(intake, "党建") == {"甲镇/东庄": ["3", "张"]}
    awards = intake.tables.many["表彰"]
    assert [show_at(awards.columns["荣誉"], i) for i in range(len(awards))] == ["先进", "文明"]
    assert codes(intake) == []


def marks(titles, *rows):
    return [["计分表"], ["乡镇：甲镇　村名：东庄"], titles, *rows]


def test_of_several_marks_the_official_one_counts():
    grid = marks(
        ["序号", "考核项目", "标准分", "自评分", "考核分", "备注"],
        [1, "计\n划\n生\n育\n(30分)", 30, 30, 28, ""],
        [2, "组织建设20分", 20, "", 18, "扣2分"],
        ["合计", "", 50, 30, 46, ""],
    )
    intake = read(grid)
    assert seen(intake, "考核") == {"甲镇/东庄": ["28", "18"]}
    assert str(intake.tables.single["考核"].place(0, "组织建设")) == "1.xlsx!表!E5"
    assert codes(intake) == []


TWO_MARKS = marks(["考核项目", "标准分", "镇评分", "县核定分"], ["计划生育", 30, 29, 28], ["组织建设", 20, 19, 18])


def test_two_marks_that_may_both_be_official_are_neither():
    intake = read(TWO_MARKS)
    assert seen(intake, "考核") == {"甲镇/东庄": ["待定", "待定"]}
    (problem,) = [p for p in intake.problems if p.code == "D161"]
    assert "“镇评分”(C3)、“县核定分”(D3)" in problem.message


def test_a_clerk_may_settle_which_marks_do_not_count():
    intake = read(TWO_MARKS, options=ReadingOptions({"考核": {"镇评分": NOT_A_COLUMN}}))
    assert seen(intake, "考核") == {"甲镇/东庄": ["28", "18"]}
    assert codes(intake) == []


def test_a_table_on_its_side_with_a_column_of_totals():
    grid = [["乡镇", "甲镇", "", "合计"], ["村", "东庄", "西庄", ""], ["党员", 3, 4, 7], ["书记", "张", "李", ""]]
    intake = read(grid, merges=(Merge(0, 1, 0, 2),))
    assert seen(intake, "党建") == {"甲镇/东庄": ["3", "张"], "甲镇/西庄": ["4", "李"]}
    assert str(intake.tables.single["党建"].place(1, "党员")) == "1.xlsx!表!C3"
    assert intake.counts.left_out["合计行"] == 1


def test_an_amount_merged_over_two_villages_is_neither_s():
    grid = [["乡镇", "村", "收入", "信访"], ["甲镇", "东庄", 10, 1], ["甲镇", "西庄", "", 2]]
    intake = read(grid, merges=(Merge(1, 2, 2, 2),))
    assert seen(intake, "经济") == {"甲镇/东庄": ["待定", "1"], "甲镇/西庄": ["待定", "2"]}
    (problem,) = [p for p in intake.problems if p.code == "D162"]
    assert (str(problem.place), problem.found) == ("1.xlsx!表!C2", "10")


def test_data_whose_words_are_another_table_s_titles_is_no_header():
    grid = [["乡镇", "村", "荣誉", "级别"], ["甲镇", "东庄", "党员", "书记"], ["甲镇", "西庄", "党员", "书记"]]
    intake = read(grid)
    assert len(intake.tables.many["表彰"]) == 2
    assert codes(intake) == []


def test_a_sheet_where_every_row_looks_like_a_header_is_no_table():
    rows = [["荣誉", "级别"] for _ in range(20_000)]
    assert read(rows).tables.many["表彰"].sources == ()


ECONOMY = ["村", "收入(元)", "信访"]


@pytest.mark.parametrize("label", [["乡镇：%s"], ["乡镇", "%s"]])
def test_a_label_that_comes_again_among_the_rows_begins_its_own(label):
    def township(name):
        return [text.replace("%s", name) for text in label]

    intake = read(
        [
            township("甲镇"),
            ECONOMY,
            ["东庄", 30000, 1],
            ["西庄", 40000, 2],
            ["小计", 70000, 3],
            township("乙镇"),
            ["东庄", 50000, 4],
        ]
    )
    assert seen(intake, "经济") == {
        "甲镇/东庄": ["3万元", "1"],
        "甲镇/西庄": ["4万元", "2"],
        "乙镇/东庄": ["5万元", "4"],
    }
    assert str(intake.tables.single["经济"].place(2, "收入")) == "1.xlsx!表!B7"
    assert codes(intake) == []


def test_figures_of_a_form_are_those_of_its_column_that_counts():
    intake = read(
        [
            ["乡镇：甲镇", "", "", "村名：东庄"],
            ["指标", "计划数", "完成数", "完成率"],
            ["收入(万元)", 10, 12, 1.2],
            ["信访", 3, 1, 0.3],
        ]
    )
    assert seen(intake, "经济") == {"甲镇/东庄": ["12万元", "1"]}


def test_full_and_self_appraised_marks_alone_are_nobody_s():
    intake = read(
        [
            ["乡镇：甲镇", "", "村名：东庄", ""],
            ["考核项目", "分值", "自评得分", "扣分"],
            ["组织建设", 10, 9, 1],
            ["计划生育", 20, 18, 2],
        ]
    )
    assert seen(intake, "考核") == {"甲镇/东庄": ["待定", "待定"]}
    assert codes(intake) == ["D161"]


def test_a_criterion_with_a_mark_in_each_of_several_rows_has_none():
    intake = read(
        [
            ["乡镇：甲镇", "", "村名：东庄"],
            ["考核项目", "考核内容", "镇评分"],
            ["组织建设", "班子", 9],
            ["", "制度", 8],
            ["计划生育", "台账", 7],
            ["", "合计", 24],
        ]
    )
    assert seen(intake, "考核") == {"甲镇/东庄": ["7", "待定"]}
    assert codes(intake) == ["D162"]


def test_a_label_over_two_years_of_a_form():
    intake = read(
        [
            ["乡镇", "甲镇", "村名", "东庄"],
            ["收入", "上年", "10万元", ""],
            ["", "本年", "12万元", ""],
            ["信访", 1, "", ""],
        ]
    )
    assert seen(intake, "经济") == {"甲镇/东庄": ["12万元", "1"]}


@pytest.mark.parametrize("corner", ["", "项目"])
def test_last_year_s_column_of_a_form_is_not_this_year_s(corner):
    intake = read(
        [
            ["乡镇：甲镇　村名：东庄"],
            [corner, "2021年", "2022年", "增减"],
            ["收入", "10万元", "12万元", ""],
            ["信访", 4, 3, ""],
        ]
    )
    assert seen(intake, "经济") == {"甲镇/东庄": ["12万元", "3"]}


def test_a_label_whose_value_is_missing_takes_no_other_s():
    intake = read([["乡镇", "甲镇", "村名", "东庄"], ["收入", "信访", 3, ""], ["党员", 30, "书记", "张某某"]])
    assert seen(intake, "经济") == {"甲镇/东庄": ["待定", "3"]}
    assert seen(intake, "党建") == {"甲镇/东庄": ["30", "张某某"]}
    intake = read([["乡镇：甲镇", "村名：东庄"], ["收入：", "信访：3"]])
    assert seen(intake, "经济") == {"甲镇/东庄": ["待定", "3"]}


def test_the_whole_of_a_parted_column_is_the_column_s():
    intake = read(
        [
            ["乡镇", "村", "收入(万元)", "", "", "信访"],
            ["", "", "小计", "光伏", "租金", ""],
            ["甲镇", "东庄", 12, 5, 7, 3],
        ]
    )
    assert seen(intake, "经济") == {"甲镇/东庄": ["12万元", "3"]}


CHECKS = {
    "名册": SPECS["名册"],
    "检查": table({"换届": {"type": "yes_no"}, "等次": {"type": "choice", "choices": {"优秀": [], "合格": []}}}),
    "记录": table({"荣誉": {"type": "text"}, "属实": {"type": "yes_no"}}, many=True),
}


def ticked(grid, *merges):
    width = max(map(len, grid))
    sheet = Sheet("1.xlsx", "表", [[*row, *[""] * (width - len(row))] for row in grid], merges=merges)
    return read_tables([ROSTER, sheet], CHECKS)


@pytest.mark.parametrize(("column", "value", "other"), [(2, "√", "优秀"), (2, "×", "优秀"), (3, "优秀", "√")])
def test_a_tick_or_a_choice_merged_over_two_villages_is_neither_s(column, value, other):
    rows = [["甲镇", "东庄", other, other], ["", "西庄", other, other]]
    rows[0][column], rows[1][column] = value, ""
    intake = ticked([["乡镇", "村", "换届", "等次"], *rows], Merge(1, column, 2, column), Merge(1, 0, 2, 0))
    table_ = intake.tables.single["检查"]
    assert [show_at(table_.columns["换届" if column == 2 else "等次"], i) for i in range(2)] == ["待定", "待定"]
    (problem,) = [p for p in intake.problems if p.code == "D162"]
    assert (str(problem.place), problem.found) == (f"1.xlsx!表!{'CD'[column - 2]}2", value)


def test_a_tick_merged_over_the_rows_of_one_village_is_the_village_s():
    grid = [["乡镇", "村", "荣誉", "属实"], ["甲镇", "东庄", "先进", "√"], ["", "", "文明", ""]]
    intake = ticked(grid, Merge(1, 0, 2, 0), Merge(1, 1, 2, 1), Merge(1, 3, 2, 3))
    records = intake.tables.many["记录"]
    assert [show_at(records.columns["属实"], i) for i in range(len(records))] == ["是", "是"]
    assert "D162" not in codes(intake)
