"""XML Spreadsheet 2003."""

import datetime as dt

import pytest

from stardb.books import read_book
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Merge, NoValue

BOOK = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style><Style ss:ID="n"><NumberFormat ss:Format="0"/></Style>
<Style ss:ID="y"><NumberFormat ss:Format="#,##0&quot;元&quot;"/></Style><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>
<Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="sp" ss:Parent="s"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="w"><Font ss:FontName="Wingdings"/></Style></Styles>
{}</Workbook>"""


def read(body):
    sheets, problems = read_book(BOOK.format(body).encode(), "表.xls")
    assert problems == []
    return sheets


def table(rows):
    return f'<Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet>'


def cell(kind, value, **more):
    attributes = " ".join(f'ss:{name}="{text}"' for name, text in more.items())
    return f'<Cell {attributes}><Data ss:Type="{kind}">{value}</Data></Cell>'


def test_values_of_all_types():
    row = [
        ("String", "村"),
        ("Number", "12.5"),
        ("Boolean", "1"),
        ("DateTime", "2022-06-18T00:00:00.000"),
        ("Error", "#DIV/0!"),
    ]
    (sheet,) = read(table(f"<Row>{''.join(cell(*value) for value in row)}</Row>"))
    assert sheet.name == "表"
    assert sheet.rows == [["村", 12.5, True, dt.date(2022, 6, 18), NoValue("#DIV/0!")]]


def test_rows_and_cells_that_say_their_number():
    (sheet,) = read(table(f'<Row ss:Index="3">{cell("String", "村", Index=2)}</Row><Row>{cell("Number", 1)}</Row>'))
    assert (sheet.rows, sheet.cell(0, 1)) == ([["", "村"], [1.0, ""]], "B3")


def test_merged_cells():
    (sheet,) = read(
        table(
            f"<Row>{cell('String', '题', MergeAcross=1, MergeDown=1)}{cell('String', '丙')}</Row>"
            f"<Row>{cell('String', '末', Index=3)}</Row>"
        )
    )
    assert sheet.rows == [["题", "", "丙"], ["", "", "末"]]
    assert sheet.merges == (Merge(0, 0, 1, 1),)


def test_percents_as_shown():
    (sheet,) = read(table(f"<Row>{cell('Number', 0.855, StyleID='p')}{cell('Number', 0.855, StyleID='n')}</Row>"))
    assert sheet.rows == [["85.5%", 0.855]]


def test_a_formula_never_reckoned():
    (sheet,) = read(table(f'<Row>{cell("Number", 1)}<Cell ss:Formula="=RC[-1]+1"/></Row>'))
    assert sheet.rows == [[1.0, NoValue("=RC[-1]+1")]]


def test_hidden_rows_columns_and_sheets():
    rows = f'<Column ss:Index="2" ss:Hidden="1"/><Row>{cell("String", "甲")}{cell("String", "乙")}</Row><Row ss:Hidden="1">{cell("String", "丙")}</Row>'
    hidden = """<Worksheet ss:Name="底稿"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table>
        <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>"""
    (sheet,), (problem,) = read_book(BOOK.format(table(rows) + hidden).encode(), "表.xls")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})
    assert (problem.code, problem.place.sheet) == ("D106", "底稿")


def test_comments_but_ours():
    note = '<Comment ss:Author="{}"><ss:Data>含预备党员</ss:Data></Comment></Cell>'
    first, second = (cell("Number", 1).replace("</Cell>", note.format(author)) for author in ("张某某", "stardb"))
    (sheet,) = read(table(f"<Row>{first}{second}</Row>"))
    assert sheet.notes == {(0, 0): "含预备党员"}


@pytest.mark.parametrize(
    "xml",
    [
        BOOK.format("<Worksheet>"),
        BOOK.format("").replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "aaaa">]><Workbook'),
        BOOK.format(table('<Row ss:Index="99999999999"/>')),
    ],
)
def test_a_damaged_one_is_refused(xml):
    sheets, (problem,) = read_book(xml.encode(), "表.xml")
    assert (sheets, problem.code) == ([], "D101")


def test_a_far_cell():
    far = table(f'<Row>{cell("Number", 1)}</Row><Row ss:Index="1048576">{cell("Number", 1, Index=16384)}</Row>')
    sheets, (problem,) = read_book(BOOK.format(far).encode(), "表.xls")
    assert (sheets, problem.code) == ([], "D107")


def test_comments_in_the_xml_are_not_read():
    rich = '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">12<!-- 旧 --><B>万元</B></ss:Data></Cell>'
    (sheet,) = read(table(f"<Row>{rich}{cell('Number', '1<!-- 2 -->')}</Row>"))
    assert sheet.rows == [["12万元", 1]]


def test_numbers_as_their_formats_show_them():
    cells = [cell("Number", 9000, StyleID="y"), cell("Number", 44730, StyleID="d"), cell("Number", 0.85, StyleID="p")]
    (sheet,) = read(table(f"<Row>{''.join(cells)}</Row>"))
    assert sheet.rows == [["9000元", dt.date(2022, 6, 18), "85%"]]


def test_what_is_struck_out_is_not_read_and_told():
    rich = '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">12<S>30</S><B>万元</B></ss:Data></Cell>'
    note = '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">8<Sup>1</Sup></ss:Data></Cell>'
    sign = '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><Font html:Face="Wingdings" xmlns:html="http://www.w3.org/TR/REC-html40">\u00fe</Font>合格</ss:Data></Cell>'
    cells = [
        rich,
        note,
        sign,
        cell("Number", 35, StyleID="s"),
        cell("Number", 0.5, StyleID="sp"),
        cell("String", "\u00fc", StyleID="w"),
    ]
    row = f'<Row ss:StyleID="s">{cell("String", "撤")}{cell("Number", 1, StyleID="n")}</Row>'
    (sheet,) = read(table(f"<Row>{''.join(cells)}</Row>{row}"))
    assert sheet.rows == [["12万元", "8", "☑合格", "", "", "√"], ["", 1, "", "", "", ""]]
    assert sheet.remarks == {
        (0, 0): CellRemark(Remark.PARTLY_STRUCK, "1230万元"),
        (0, 1): CellRemark(Remark.RAISED, "81"),
        (0, 3): CellRemark(Remark.STRUCK, "35"),
        (0, 4): CellRemark(Remark.STRUCK, "50.00%"),
        (1, 0): CellRemark(Remark.STRUCK, "撤"),
    }
