"""Below the header only the rows of subjects count; totals, signatures and the like are left out and counted."""

from dataclasses import replace

import pytest

from stardb.books import Sheet
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Merge
from stardb.intake import ReadingOptions, read_tables
from stardb.rulebook import TableSpec


def check(rostered, look, *rows, **how):
    rostered.send("检查", [look.HEADER, *rows], **how)
    return rostered.read()


def read_rows(intake):
    return [int(row) for row in intake.tables.single["检查表"].row]


def test_totals_signatures_and_blank_rows_are_left_out_and_counted(rostered, look):
    data = look.CHECK[1:]
    intake = check(
        rostered,
        look,
        data[0],
        [],
        data[1],
        ["东村镇小计", None, 63, 15.5],
        data[2],
        data[3],
        ["合　计", None, 104, 23.7],
        [],
        ["填表人:张三", None, "审核人：李四", None, "单位(盖章)"],
        ["注：党员人数以年底为准。"],
        [None, None, None, None, "2022年12月31日"],
    )
    assert intake.problems == ()
    assert read_rows(intake) == [2, 4, 6, 7]
    assert intake.counts.left_out == {"合计行": 1, "小计行": 1, "空行": 2, "签字与说明": 3}
    assert intake.counts.rows == 8, "four of the roster, four of the check"


@pytest.mark.parametrize("word", ["合计", "总计", "合计:", "全镇合计", "平均", "平均分", "共计"])
@pytest.mark.parametrize("column", [0, 1])
def test_a_total_by_any_name_in_any_key_column(rostered, look, word, column):
    total = [None, None, 104, 23.7]
    total[column] = word
    intake = check(rostered, look, *look.CHECK[1:], total)
    assert intake.problems == ()
    assert intake.counts.left_out == {"合计行": 1}


def test_data_below_a_total_is_left_out_but_not_silently(rostered, look):
    data = look.CHECK[1:]
    intake = check(rostered, look, *data[:3], ["合计", None, 83], data[3])
    problem = look.only(intake, "D117")
    assert str(problem.place) == "data/检查.xlsx!表!A6"
    assert "1行" in problem.message
    assert intake.counts.left_out == {"合计行": 1, "合计之后": 1}


def test_a_header_printed_again_on_the_second_page(rostered, look):
    data = look.CHECK[1:]
    rostered.send("检查", [["检查表"], look.HEADER, *data[:2], ["检查表"], look.HEADER, *data[2:]])
    intake = rostered.read()
    assert intake.problems == ()
    assert intake.counts.left_out == {"重复的表头": 2}


def test_a_numbered_form_with_nothing_filled_in_is_blank(rostered, look):
    rows = [["序号", *look.HEADER], *([i, *row] for i, row in enumerate(look.CHECK[1:], 1)), [5], [6]]
    rostered.send("检查", rows)
    intake = rostered.read()
    assert intake.problems == ()
    assert intake.counts.left_out == {"空行": 2}


def test_a_township_merged_over_its_villages_stands_for_each(rostered, look):
    rows = [
        ["东村镇", *look.CHECK[1][1:]],
        [None, *look.CHECK[2][1:]],
        ["西村镇", *look.CHECK[3][1:]],
        [None, *look.CHECK[4][1:]],
    ]
    intake = check(rostered, look, *rows, merges=["A2:A3", "A4:A5"])
    assert intake.problems == ()
    assert look.column(intake.tables.single["检查表"], "乡镇") == ["东村镇", "东村镇", "西村镇", "西村镇"]


def filled(*keys):
    """The townships read of these pairs of township and village, and what is said."""
    roster = Sheet(
        "1.xlsx", "表", [["乡镇", "村", "户数"], ["甲镇", "东庄", 1], ["甲镇", "西庄", 2], ["乙镇", "东庄", 3]]
    )
    check = Sheet("2.xlsx", "表", [["乡镇", "村", "户数", "人口"], *([*key, 1, 2] for key in keys)])
    columns = {"乡镇": {"type": "text"}, "村": {"type": "text"}, "户数": {"type": "number"}, "人口": {"type": "number"}}
    specs = {"名册": VILLAGES["名册"], "人口": TableSpec.model_validate({"key": ["乡镇", "村"], "columns": columns})}
    intake = read_tables([roster, check], specs)
    table = intake.tables.single["人口"]
    keys = zip(intake.tables.subjects.keys, table.row, strict=True)
    told = {p.code for p in intake.problems if p.code != "D145"}
    return {key for key, row in keys if row > 0}, told


def test_a_township_in_the_first_of_its_rows_only_stands_for_the_others():
    read, told = filled(("甲镇", "东庄"), ("", "西庄"), ("乙镇", "东庄"))
    assert read == {"甲镇/东庄", "甲镇/西庄", "乙镇/东庄"}
    assert told == {"D154"}


def test_where_townships_are_written_in_each_row_a_blank_is_one_forgotten():
    read, told = filled(("甲镇", "东庄"), ("甲镇", "西庄"), ("", "东庄"))
    assert read == {"甲镇/东庄", "甲镇/西庄"}
    assert "D154" not in told


def test_no_township_goes_over_a_blank_row_or_to_the_rows_above_it():
    assert filled(("甲镇", "西庄"), ("", ""), ("", "东庄"))[0] == {"甲镇/西庄"}
    assert filled(("", "东庄"), ("乙镇", "东庄"))[0] == {"乙镇/东庄"}


def test_a_subtotal_within_merged_cells_does_not_shift_them(rostered, look):
    data = [row[1:] for row in look.CHECK[1:]]
    rows = [["东村镇", *data[0]], [None, "小计", 35], [None, *data[1]], *look.CHECK[3:]]
    assert check(rostered, look, *rows, merges=["A2:A4"]).problems == ()


def test_a_village_called_like_a_note_is_data(desk, look):
    desk.send("名册", [*look.ROSTER, ["东村镇", "主管庄", "村"]])
    desk.send("检查", [[*look.HEADER[1:], "乡镇"], ["主管庄", 3, 1, 0.5, "√", "东村镇"]])
    assert desk.read().tables.single["检查表"].row[4] == 2


VILLAGES = {
    "名册": TableSpec.model_validate(
        {
            "key": ["乡镇", "村"],
            "name": "村",
            "group": "乡镇",
            "columns": {"乡镇": {"type": "text"}, "村": {"type": "text"}, "户数": {"type": "number"}},
        }
    ),
    "事项": TableSpec.model_validate(
        {
            "key": ["乡镇", "村"],
            "many": True,
            "columns": {
                "事由": {"type": "text"},
                "乡镇": {"type": "text"},
                "村": {"type": "text"},
                "日期": {"type": "text"},
                "分值": {"type": "number"},
            },
        }
    ),
}
EVENTS = ["事由", "乡镇", "村", "日期", "分值"]


def events(*rows, merges=()):
    roster = Sheet("1.xlsx", "表", [["乡镇", "村", "户数"], ["甲镇", "东庄", 1], ["甲镇", "西庄", 2]])
    return read_tables([roster, Sheet("2.xlsx", "表", [EVENTS, *rows], merges=merges)], VILLAGES)


@pytest.mark.parametrize(
    "lead",
    ["上访累计3次", "违建合计", "累计", "说明:挪用公款", "主要负责人被问责", "2022年6月18日", "注:重复信访", "合计"],
)
def test_a_row_that_fills_all_keys_is_data_whatever_it_begins_with(lead):
    intake = events([lead, "甲镇", "东庄", "", ""], [lead, "甲镇", "西庄", "2022", 5])
    assert intake.problems == ()
    assert intake.counts.left_out == {}
    assert list(intake.tables.many["事项"].subject) == [0, 1]


def test_a_row_whose_township_is_merged_from_above_fills_its_keys():
    rows = [["违建", "甲镇", "东庄", "2022", 5], ["违建合计", "", "西庄", "2022", 5], ["本页小计", "", "", "", 10]]
    intake = events(*rows, merges=(Merge(1, 1, 3, 1),))
    assert intake.problems == ()
    assert intake.counts.left_out == {"小计行": 1}
    assert list(intake.tables.many["事项"].subject) == [0, 1]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["合计", "", "", "", 10], "合计行"),
        (["合计", "1个镇", "2个村", "", 10], "合计行"),
        (["", "甲镇", "小计", "", 10], "小计行"),
        (["", "甲镇", "甲镇合计", "", 10], "合计行"),
        (["填表人:张三", "审核人:李四", "单位(盖章)", "", ""], "签字与说明"),
        (["说明:以上情况属实", "", "", "", ""], "签字与说明"),
        (["", "以上数据均已核实,一式三份。", "", "", ""], "签字与说明"),
    ],
)
def test_a_total_or_a_note_is_still_one(row, kind):
    intake = events(["违建", "甲镇", "东庄", "2022", 5], row)
    assert intake.problems == ()
    assert intake.counts.left_out == {kind: 1}


@pytest.mark.parametrize("name", ["平均", "累计"])
def test_a_village_called_like_a_total_is_on_the_roster(name):
    rows = [["乡镇", "村", "户数"], ["甲镇", name, 1], ["甲镇", "东庄", 2], ["甲镇", "小计", 3]]
    intake = read_tables([Sheet("1.xlsx", "表", rows)], VILLAGES)
    assert intake.tables.subjects.names == (name, "东庄")
    assert intake.counts.left_out == {"小计行": 1}


def people(*rows, merges=()):
    columns = {"身份证号": {"type": "citizen_id"}, "姓名": {"type": "text"}, "电话": {"type": "text"}}
    spec = TableSpec.model_validate({"key": "身份证号", "name": "姓名", "columns": columns})
    return read_tables([Sheet("1.xlsx", "表", [[*columns], *rows], merges=merges)], {"名册": spec})


def test_a_lone_id_number_is_a_person_and_no_note():
    intake = people(["14119919491204002X", "", ""])
    assert len(intake.tables.subjects) == 1


def test_a_note_in_the_key_s_column_is_one_if_it_goes_over_other_columns_or_is_a_sentence():
    person = ["14119919491204002X", "张三", "1"]
    notes = [["以上人员信息均由各村报送核对", "", ""], ["本表一式三份,乡镇留存一份。", "", ""], ["填表人:李四", "", ""]]
    intake = people(person, *notes, merges=(Merge(2, 0, 2, 2),))
    assert intake.problems == ()
    assert intake.counts.left_out == {"签字与说明": 3}


def test_a_village_called_like_a_signature_is_data_though_nothing_else_is_filled_in():
    rows = [["村", "乡镇", "户数"], ["主管庄", "甲镇", ""], ["审核庄", "甲镇", ""], ["小计屯", "甲镇", ""]]
    intake = read_tables([Sheet("1.xlsx", "表", rows)], VILLAGES)
    assert intake.tables.subjects.names == ("主管庄", "审核庄", "小计屯")


@pytest.mark.parametrize(
    "line",
    [
        "第1页 共3页",
        "- 2 -",
        "（接下页）",
        "续表",
        "大写金额：壹拾万元整",
        "合计（大写）：壹万元",
        "以下空白",
        "填表人　张某某",
        "2.收入不含补助。",
    ],
)
def test_lines_of_the_printed_page_are_left_out(line):
    rows = [["乡镇", "村", "户数"], ["甲镇", "东庄", 1], ["注：1.户数以年底为准。", "", ""], [line, "", ""]]
    intake = read_tables([Sheet("1.xlsx", "表", rows)], {"名册": VILLAGES["名册"]})
    assert intake.problems == ()
    assert intake.counts.left_out == {"签字与说明": 2}


def test_a_total_above_the_data_ends_nothing():
    rows = [["乡镇", "村", "户数"], ["全县合计", "", 3], ["甲镇", "东庄", 1], ["甲镇", "西庄", 2]]
    intake = read_tables([Sheet("1.xlsx", "表", rows)], VILLAGES)
    assert len(intake.tables.subjects) == 2
    assert intake.counts.left_out == {"合计行": 1}


HIDING = Sheet(
    "1.xlsx",
    "表",
    [["乡镇", "村", "户数"], ["甲镇", "东庄", 1], ["甲镇", "西庄", 2], ["合计", "", 3]],
    hidden_rows=frozenset({2, 3}),
    hidden_columns=frozenset({2}),
    notes={(1, 2): "含张某某\n14119919491204002X一户", (0, 0): "标题上的不算"},
)


def test_hidden_rows_are_read_and_told():
    intake = read_tables([HIDING], VILLAGES)
    (told,) = [problem for problem in intake.problems if problem.code == "D109"]
    assert len(intake.tables.subjects) == 2
    assert (str(told.place), told.found) == ("1.xlsx!表!A3", "1行")


def test_hidden_rows_are_left_out_and_told_where_the_workspace_says_so():
    intake = read_tables([HIDING], VILLAGES, "", ReadingOptions(skip_hidden=True))
    assert intake.tables.subjects.names == ("东庄",)
    assert intake.counts.left_out == {"隐藏的行": 1, "合计行": 1}
    assert "D109" in {problem.code for problem in intake.problems}


def test_a_hidden_column_is_read_and_told():
    (told,) = [problem for problem in read_tables([HIDING], VILLAGES).problems if problem.code == "D110"]
    assert (str(told.place), told.found) == ("1.xlsx!表!C1", "“户数”")


def test_values_under_merged_cells_are_told_masked_where_they_would_have_been_read():
    held = {(1, 2): "7", (2, 2): "14119919491204002X", (3, 2): "9", (0, 1): "题"}
    sheet = replace(HIDING, remarks={spot: CellRemark(Remark.COVERED, text) for spot, text in held.items()})
    (told,) = [problem for problem in read_tables([sheet], VILLAGES).problems if problem.code == "D175"]
    assert (str(told.place), told.found) == ("1.xlsx!表!C2", "7")
    assert "2格" in told.message


def test_a_comment_on_a_cell_that_was_read_is_told_masked():
    (told,) = [problem for problem in read_tables([HIDING], VILLAGES).problems if problem.code == "D152"]
    assert str(told.place) == "1.xlsx!表!C2"
    assert "1处" in told.message
    assert "含张某某 141199**********2X一户" in told.message


@pytest.mark.parametrize(
    "words",
    [
        "2个村",
        "共2个村",
        "全镇",
        "总数",
        "合计数",
        "总计(2村)",
        "均值",
        "平均得分",
        "最高分",
        "中位数",
        "满分",
        "达标率",
        *("平均", "累计", "其中：社区", "上年", "TOTAL"),
    ],
)
def test_figures_that_are_no_village_s_are_not_on_the_roster(words):
    rows = [["乡镇", "村", "户数"], ["甲镇", "东庄", 1], ["甲镇", "西庄", 2], ["甲镇", words, 3]]
    intake = read_tables([Sheet("1.xlsx", "表", rows)], VILLAGES)
    assert intake.tables.subjects.names == ("东庄", "西庄")
    assert sum(intake.counts.left_out.values()) == 1


def test_a_township_goes_on_over_the_end_of_a_page():
    titles = ["乡镇", "村", "户数"]
    rows = [titles, ["甲镇", "东庄", 1], ["", "西庄", 2], ["第1页", "", ""], titles, ["", "南庄", 3]]
    intake = read_tables([Sheet("1.xlsx", "表", rows)], VILLAGES)
    assert intake.tables.subjects.keys == ("甲镇/东庄", "甲镇/西庄", "甲镇/南庄")


def test_a_township_begun_by_its_total_goes_on_below_it_and_one_ended_by_it_does_not():
    rows = [
        ["乡镇", "村", "户数"],
        ["甲镇", "2个村", 3],
        ["", "东庄", 1],
        ["", "西庄", 2],
        ["甲镇", "小计", 3],
        ["", "南庄", 4],
    ]
    intake = read_tables([Sheet("1.xlsx", "表", rows)], VILLAGES)
    assert intake.tables.subjects.keys == ("甲镇/东庄", "甲镇/西庄")
    assert [str(p.place) for p in intake.problems if p.code == "D149"] == ["1.xlsx!表!A6"]
