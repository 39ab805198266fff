"""Web pages saved as workbooks, in one part or as an archive; each table is a sheet."""

import datetime

import pytest

from stardb.books import read_book
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Merge


def read(page, file="data/检查表.xls"):
    data = page if isinstance(page, bytes) else page.encode()
    sheets, problems = read_book(data, file)
    assert problems == []
    return sheets


def test_a_table_as_systems_export_it():
    (sheet,) = read("<html><body><table><tr><td>村</td><td>党员</td></tr><tr><td>李家村</td><td>35</td></tr></table>")
    assert sheet.name == "检查表"
    assert sheet.rows == [["村", "党员"], ["李家村", "35"]]


@pytest.mark.parametrize(
    "head", ['<meta charset="gb2312">', '<meta http-equiv=Content-Type content="text/html; charset=utf-8">', ""]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_the_real_one_whatever_the_page_says(head, encoding):
    page = f"<html><head>{head}</head><table><tr><td>乡镇</td><td>㳇家村</td></tr></table></html>"
    assert read(page.encode(encoding))[0].rows == [["乡镇", "㳇家村"]]


def test_tags_that_are_not_closed():
    (sheet,) = read("<table><tr><td>村<td>党员<tr><td>李家村<td>35</table>")
    assert sheet.rows == [["村", "党员"], ["李家村", "35"]]


def test_line_breaks_and_spaces_as_they_are_seen():
    (sheet,) = read("<table><tr><td>收入<br>\n  (万元)</td><td><p>李 家</p><p>村</p></td><td>&nbsp;5</td></tr></table>")
    assert sheet.rows == [["收入\n(万元)", "李 家\n村", "\xa05"]]


def test_cells_over_several_rows_and_columns():
    (sheet,) = read("""<table><tr><td rowspan=2>村</td><td colspan=2>基本情况</td></tr><tr><td>党员</td><td>户</td></tr>
        <tr><td>李家村</td><td>35</td><td>90</td></tr></table>""")
    assert sheet.rows == [["村", "基本情况", ""], ["", "党员", "户"], ["李家村", "35", "90"]]
    assert sheet.merges == (Merge(0, 0, 1, 0), Merge(0, 1, 0, 2))


def test_a_cell_said_to_span_more_rows_than_it_does():
    """The second township's row is complete: the first one's cell cannot reach into it."""
    (sheet,) = read("""<table><tr><td>乡镇</td><td>村</td><td>党员</td></tr>
        <tr><td rowspan=3>东村镇</td><td>李家村</td><td>35</td></tr><tr><td>王家村</td><td>28</td></tr>
        <tr><td>西村镇</td><td>赵家村</td><td>20</td></tr></table>""")
    assert sheet.rows[1:] == [["东村镇", "李家村", "35"], ["", "王家村", "28"], ["西村镇", "赵家村", "20"]]


def test_text_above_a_table_stands_above_its_rows():
    (sheet,) = read("<h3>东村镇2022年检查表</h3><p>单位：万元</p><table><tr><td>村</td><td>收入</td></tr></table>")
    assert sheet.rows == [["东村镇2022年检查表", ""], ["单位：万元", ""], ["村", "收入"]]


def test_several_tables_are_several_sheets():
    sheets = read(
        "<table><tr><td>甲</td></tr></table><table><tr><td></td></tr></table><table><tr><td>乙</td></tr></table>"
    )
    assert [(sheet.name, sheet.rows) for sheet in sheets] == [("检查表 1", [["甲"]]), ("检查表 2", [["乙"]])]


def test_a_table_within_a_table_that_only_lays_the_page_out():
    (sheet,) = read("<table><tr><td><table><tr><td>村</td><td>党员</td></tr></table></td></tr></table>")
    assert sheet.rows == [["村", "党员"]]


def test_scripts_styles_and_comments_are_not_seen():
    (sheet,) = read("""<style>td {color: red}</style><script>x = "<table><tr><td>假</td></tr></table>"</script>
        <!--[if gte mso 9]><xml><x:Name>表</x:Name></xml><![endif]--><table><tr><td>村</td></tr></table>""")
    assert sheet.rows == [["村"]]


def test_the_number_excel_keeps_beside_what_it_shows():
    (sheet,) = read("""<table x:str><tr><td x:num="12.345">12.35</td><td x:num>1,234</td><td x:num="0.855">85.5%</td>
        <td x:num="44730">2022-6-18</td><td x:num="141199199001011237">1.41E+17</td><td>0085</td></tr></table>""")
    assert sheet.rows == [[12.345, 1234.0, "85.5%", "2022-6-18", 141199199001011237.0, "0085"]]


def test_hidden_rows_and_columns():
    (sheet,) = read("""<table><col><col style='display:none'><tr><td>村</td><td>党员</td></tr>
        <tr style="display: none"><td>李家村</td><td>35</td></tr></table>""")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})


def test_an_archive_of_one_page():
    page = "<html><table><tr><td>村</td><td>党员</td></tr></table></html>"
    head = "MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary=-x\n\n---x\n"
    kind = (
        "Content-Location: file:///C:/a.htm\nContent-Transfer-Encoding: 8bit\nContent-Type: text/html; charset=gb2312\n"
    )
    (sheet,) = read(f"{head}{kind}\n{page}\n---x--\n".encode("gb18030"))
    assert sheet.rows == [["村", "党员"]]


def test_a_page_without_a_table():
    sheets, (problem,) = read_book(b"<html><body>404 Not Found</body></html>", "表.xls")
    assert sheets == []
    assert problem.code == "D103"
    assert "网页" in problem.message


@pytest.mark.parametrize("span", ["colspan=99999999 rowspan=99999999", "colspan=16384 rowspan=1048576"])
def test_a_cell_as_large_as_a_million_rows(span):
    sheets, (problem,) = read_book(f"<table><tr><td {span}>村</td></tr></table>".encode(), "表.xls")
    assert sheets == []
    assert problem.code == "D107"


@pytest.mark.parametrize("depth", [1, 100_000])
def test_a_page_nested_without_end(depth):
    sheets, (problem,) = read_book(b"<table><tr><td>" * depth + b"x", "a.xls")
    assert (sheets, problem.code) == ([], "D101")


def test_a_page_cut_off_is_not_half_read():
    page = "<table><tr><td><table><tr><td>村</td><td>12</td></tr></table></td></tr></table>"
    assert read("<!-- <table> --><script>x = '<table>'</script>" + page)
    for end in range(1, len(page) - 8):
        sheets, (problem,) = read_book(page[:end].encode(), "a.xls")
        assert (sheets, problem.code in ("D101", "D103")) == ([], True)


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>
<!-- .xl65 {{mso-style-parent:style0; mso-number-format:"0\\.00%";}}
td.xl66, .xl67 {{mso-number-format:"\\#\\,\\#\\#0\\0022元\\0022"; text-align:right}}
.gone {{text-decoration:line-through}} .none {{display:none}} .w {{font-family:Wingdings, serif}} -->
</style></head><body><table><col class=none><col>{}</table></body></html>"""


def cells(*tags):
    (sheet,) = read(PAGE.format(f"<tr>{''.join(tags)}</tr>"))
    return sheet


@pytest.mark.parametrize(
    ("cell", "result"),
    [
        ("<td class=xl65>0.855</td>", "85.5%"),
        ("<td class='a xl66'>9000</td>", "9000元"),
        ("<td class=xl66>9,000元</td>", "9,000元"),
        ("<td class=xl66>优</td>", "优"),
        ("""<td style='mso-number-format:"\\@"'>001</td>""", "001"),
        ("<td style='mso-number-format:\\@'>001</td>", "001"),
        ('<td style="vnd.ms-excel.numberformat:@">001</td>', "001"),
        ('<td style="vnd.ms-excel.numberformat:#,##0.00">1234.5</td>', 1234.5),
        ("<td style='mso-number-format:Percent'>0.5</td>", "50%"),
        ("""<td style='mso-number-format:"yyyy\\/m\\/d"'>44730</td>""", datetime.date(2022, 6, 18)),
        ("""<td style='mso-number-format:"Short Date"'>2022/6/18</td>""", "2022/6/18"),
        ("<td class=xl66 x:num=9000.4>9,000元</td>", "9000.4元"),
        ("<td x:num=7>007</td>", "007"),
        ("<td x:num=9123>0.9万元</td>", "0.9123万元"),
        ("<td>007</td>", "007"),
    ],
)
def test_numbers_as_excel_shows_them(cell, result):
    assert cells("<td>甲</td>", cell).rows[0][1] == result


def test_what_is_struck_out_is_not_read_and_told():
    sheet = cells(
        "<td>12<s>30</s>万元</td>",
        "<td>8<sup>1</sup></td>",
        "<td><del>35</del></td>",
        "<td class=gone>优秀</td>",
        "<td style='text-decoration: line-through' x:num=5>5</td>",
        "<td><font face=Wingdings>\u00fe</font>合格</td>",
        "<td class=w>\u00fc</td>",
        "<td>CO<sub>2</sub></td>",
        "<td>一<br><strike>二</strike><p>三</p></td>",
    )
    assert sheet.rows == [["12万元", "8", "", "", "", "☑合格", "√", "CO2", "一\n\n三"]]
    assert sheet.remarks == {
        (0, 0): CellRemark(Remark.PARTLY_STRUCK, "1230万元"),
        (0, 1): CellRemark(Remark.RAISED, "81"),
        (0, 2): CellRemark(Remark.STRUCK, "35"),
        (0, 3): CellRemark(Remark.STRUCK, "优秀"),
        (0, 4): CellRemark(Remark.STRUCK, "5"),
        (0, 8): CellRemark(Remark.PARTLY_STRUCK, "一\n二\n三"),
    }
    assert sheet.hidden_columns == {0}


def test_a_row_that_is_struck_out():
    (sheet,) = read(PAGE.format("<tr class=gone><td>李家村</td><td>35</td></tr><tr><td>王家村</td><td>20</td></tr>"))
    assert sheet.rows == [["", ""], ["王家村", "20"]]
    assert {remark.stored for remark in sheet.remarks.values()} == {"李家村", "35"}


def test_an_archive_keeps_its_rules_in_a_part_of_their_own():
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=-x\n\n---x\n"
    page = "Content-Type: text/html; charset=utf-8\n\n<table><tr><td class=xl65>0.855</td></tr></table>\n---x\n"
    rules = 'Content-Type: text/css; charset=utf-8\n\n.xl65 {mso-number-format:"0%"}\n---x--\n'
    (sheet,) = read((head + page + rules).encode())
    assert sheet.rows == [["85.5%"]]


@pytest.mark.parametrize(
    "hidden",
    [
        '8<span style="display:none">1</span>',
        '8<b style="visibility: hidden">1</b>',
        "8<span hidden>1</span>",
        '8<span style="display:none"><i>1</i></span>',
        '<p style="display:none">1</p>8',
    ],
)
def test_what_is_not_seen_in_a_cell_is_no_part_of_it(hidden):
    (sheet,) = read(f"<table><tr><td>李家村</td><td>{hidden}</td><td>5</td></tr></table>")
    assert sheet.rows == [["李家村", "8", "5"]]


def test_a_cell_that_takes_no_room_is_none_and_an_invisible_one_is_blank():
    (sheet,) = read(
        '<table><tr><td>李家村</td><td style="display:none">9</td><td>8</td><td style="visibility:hidden">7</td><td>5</td></tr></table>'
    )
    assert sheet.rows == [["李家村", "8", "", "5"]]


def test_a_caption_stands_above_its_rows_and_a_note_on_units_below():
    (sheet,) = read(
        "<table><caption>检查表（单位：元）</caption><tr><td>村</td><td>收入</td></tr></table><p>注：金额以元为单位</p><p>返回</p>"
    )
    assert sheet.rows == [["检查表（单位：元）", ""], ["村", "收入"], ["注：金额以元为单位", ""]]
