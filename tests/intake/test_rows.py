"""Below the header only the rows of subjects count; totals, signatures and the like are left out and counted."""

import pytest


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


def test_a_blank_cell_that_is_not_merged_is_not_filled(rostered, look):
    intake = check(rostered, look, look.CHECK[1], [None, *look.CHECK[2][1:]], *look.CHECK[3:])
    problem = look.only(intake, "D149")
    assert str(problem.place) == "data/检查.xlsx!表!A3"
    assert "“乡镇”" in problem.message
    assert look.column(intake.tables.single["检查表"], "党员") == ["35", "待定", "20", "21"]


def test_a_subtotal_within_merged_cells_does_not_shift_them(rostered, look):
    data = [row[1:] for row in look.CHECK[1:]]
    rows = [["东村镇", *data[0]], [None, "小计", 35], [None, *data[1]], *look.CHECK[3:]]
    assert check(rostered, look, *rows, merges=["A2:A4"]).problems == ()


def test_a_village_called_like_a_note_is_data(desk, look):
    desk.send("名册", [*look.ROSTER, ["东村镇", "主管庄", "村"]])
    desk.send("检查", [[*look.HEADER[1:], "乡镇"], ["主管庄", 3, 1, 0.5, "√", "东村镇"]])
    assert desk.read().tables.single["检查表"].row[4] == 2
