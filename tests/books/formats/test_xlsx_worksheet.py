"""Worksheets of an .xlsx in all the ways their XML may be written, and what is seen of their cells."""

import datetime as dt

import pytest
import xlsxwriter
from books.making import part, put, repacked, with_sheet, xlsx

from stardb.books import read_book, read_books
from stardb.books.display.displayed_cells import (
    DisplayedDay,
    DisplayedNumber,
    DisplayedText,
    UnknownDisplay,
    screen_text,
)
from stardb.books.display.symbol_fonts import symbol_font, symbol_text
from stardb.books.raw import allowance
from stardb.books.remarks import Remark
from stardb.books.sheet import NoValue

STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt formatCode='0"元"' numFmtId="164"/></numFmts>
<fonts><font/><font><strike/></font><font><strike val="0"/><name val="Wingdings"/></font></fonts>
<cellXfs><xf/><xf fontId="0" numFmtId='9'/><xf numFmtId="164"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>"""


def rows_of(xml, styles=STYLES):
    return sheet_of(xml, styles).rows


def sheet_of(xml, styles=STYLES):
    data = repacked(with_sheet(xml), {"xl/styles.xml": styles.encode()})
    (sheet,), problems = read_book(data, "a.xlsx")
    assert problems == []
    return sheet


def cells(xml):
    return rows_of(f'<sheetData><row r="1">{xml}</row></sheetData>')[0]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" s="1"><v>0.9</v></c>',
        '<c s="1" r="A1"><v>0.9</v></c>',
        "<c r='A1' s='1'><v>0.9</v></c>",
        '<c r="A1" s="1" cm="1"><v>0.9</v></c>',
        '<c r="A1" cm="1" s="1" vm="2" ph="1" t="n"><f t="array" ref="A1">B1</f><v>0.9</v></c>',
        '<c\n  r="A1"\n  s="1"\n>\n  <v>0.9</v>\n</c>',
        '<c s="1"><v>0.9</v><extLst><ext uri="x"/></extLst></c>',
        '<c r="A1" s="&#49;"><v>0.&#57;</v></c>',
        '<c r="A1" s="1"><v><![CDATA[0.9]]></v><!-- <v>0.1</v> --></c>',
    ],
)
def test_a_percent_however_its_cell_is_written(cell):
    assert cells(cell) == ["90%"]


def test_elements_with_a_prefix():
    sheet = '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="2"><x:c r="B2" s="1"><x:v>0.5</x:v></x:c><x:c r="C2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="B2:C2"/></x:mergeCells></x:worksheet>'
    data = repacked(xlsx(), {"xl/worksheets/sheet1.xml": sheet.encode(), "xl/styles.xml": STYLES.encode()})
    (found,), problems = read_book(data, "a.xlsx")
    assert (found.top, found.left, problems) == (1, 1, [])
    assert found.rows[0][0] == "50%"


def test_a_cell_without_a_style_has_the_first():
    styles = STYLES.replace("<cellXfs><xf/>", '<cellXfs><xf numFmtId="164"/>')
    assert rows_of('<sheetData><row><c><v>9</v></c><c s="1"><v>1</v></c></row></sheetData>', styles) == [
        ["9元", "100%"]
    ]


def test_values_of_all_kinds():
    xml = (
        "<c><v>1.5E3</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='e'/><c t='d'><v>2022-06-18</v></c>"
        "<c t='d'><v>2022-06-18T09:30:00</v></c><c t='str'><f>A1</f><v>甲_x000D_乙</v></c><c><f>A1+1</f><v/></c>"
        "<c><f t='shared' si='0'/></c><c t='str'><f>A1</f></c><c><v>无</v></c><c><v>NaN</v></c>"
    )
    day = dt.date(2022, 6, 18)
    assert cells(xml) == [
        1500,
        True,
        NoValue("#N/A"),
        NoValue("#VALUE!"),
        day,
        dt.datetime(2022, 6, 18, 9, 30),
        "甲\r乙",
        NoValue("=A1+1"),
        NoValue("="),
        "",
        "无",
        NoValue("#NUM!"),
    ]


def test_what_formats_show_of_numbers():
    looks = ["0.00", "0", "#,##0", 'yyyy"年"m"月"', "0.0 kg", '0.0"元"', "@"]
    book = "".join(f"<xf numFmtId='{i}'/>" for i in range(170, 170 + len(looks)))
    codes = "".join(f"<numFmt numFmtId='{i}' formatCode='{code}'/>" for i, code in enumerate(looks, 170))
    styles = f"<styleSheet><numFmts>{codes}</numFmts><cellXfs>{book}</cellXfs></styleSheet>"
    numbers = [12.5, 3, 1234, 44730, 5, 9000.44, 7]
    xml = "".join(f"<c s='{i}'><v>{number}</v></c>" for i, number in enumerate(numbers))
    (row,) = rows_of(f"<sheetData><row>{xml}</row></sheetData>", styles)
    assert [*map(screen_text, row)] == ["12.50", "3", "1,234", "2022年6月", "5", "9000.4元", "7"]
    assert row == [12.5, 3, 1234, dt.date(2022, 6, 18), UnknownDisplay("5", "0.0 kg"), "9000.44元", 7]
    assert [*map(type, row)] == [
        DisplayedNumber,
        float,
        DisplayedNumber,
        DisplayedDay,
        UnknownDisplay,
        DisplayedText,
        float,
    ]


@pytest.mark.parametrize(
    "xml",
    [
        "<sheetData><row><c><v>1</v></row></sheetData>",
        "<sheetData><row><c><v>1</v></c></row>",
        '<sheetData><row><c r="A1" r="B1"><v>1</v></c></row></sheetData>',
        "<sheetData><row><c><v>1 & 2</v></c></row></sheetData>",
        '<sheetData><row r="x"><c><v>1</v></c></row></sheetData>',
        '<sheetData><row><c s="-1"><v>1</v></c></row></sheetData>',
        '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>',
    ],
)
def test_xml_that_is_not_as_it_should_be_is_refused_whole(xml):
    sheets, (problem,) = read_book(with_sheet(xml), "a.xlsx")
    assert (sheets, problem.code) == ([], "D101")


def test_noughts_that_the_sheet_does_not_show():
    xml = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews><sheetData><row><c><v>0</v></c><c><v>5</v></c><c t="b"><v>0</v></c></row></sheetData>'
    found = sheet_of(xml)
    assert found.rows == [["", 5, False]]
    assert [(spot, remark.kind) for spot, remark in found.remarks.items()] == [((0, 0), Remark.UNSEEN)]


def test_columns_of_no_width_and_rows_of_no_height():
    xml = '<sheetFormatPr defaultColWidth="0"/><cols><col max="2" min="1" width="9"/><col min="4" max="4" width="0.0"/><col min="5" max="5" width="8" hidden="true"/></cols><sheetData><row ht="0"><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row><row hidden="true"><c><v>1</v></c></row><row ht="15"><c><v>1</v></c></row></sheetData>'
    found = sheet_of(xml)
    assert (found.hidden_columns, found.hidden_rows) == ({2, 3, 4}, {0, 1})


@pytest.mark.parametrize(
    ("area", "corners"),
    [
        ("A1:B2", (0, 0, 1, 1)),
        ("B2:A1", (0, 0, 1, 1)),
        ("1:1", (0, 0, 0, 1)),
        ("A:A", (0, 0, 1, 0)),
        ("B2", (1, 1, 1, 1)),
    ],
)
def test_merged_cells_rows_and_columns(area, corners):
    xml = f'<sheetData><row><c><v>1</v></c><c/></row><row><c/><c><v>4</v></c></row></sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'
    (merge,) = sheet_of(xml).merges
    assert (merge.top, merge.left, merge.bottom, merge.right) == corners


def test_runs_struck_out_and_set_high(desk):
    book = xlsxwriter.Workbook(desk.folder / "a.xlsx")
    sheet = book.add_worksheet("表")
    plain, struck = book.add_format(), book.add_format({"font_strikeout": True})
    high, low = book.add_format({"font_script": 1}), book.add_format({"font_script": 2})
    texts = [
        (struck, "30", plain, "12"),
        ("8", high, "1"),
        ("120m", high, "2"),
        ("CO", low, "2"),
        ("李家村", high, "注1"),
        (struck, "3", struck, "5"),
        ("9", low, "②", plain, "分"),
    ]
    for row, pieces in enumerate(texts):
        sheet.write_rich_string(row, 0, *pieces)
    sheet.write(7, 0, 30, struck)
    sheet.write(8, 0, "", plain)
    book.close()
    found = read_books(desk.folder, desk.root).sheets[0]
    assert [row[0] for row in found.rows] == ["12", "8", "120m²", "CO2", "李家村", "", "9分", ""]
    assert {spot[0]: (remark.kind, remark.stored) for spot, remark in found.remarks.items()} == {
        0: (Remark.PARTLY_STRUCK, "3012"),
        1: (Remark.RAISED, "81"),
        4: (Remark.RAISED, "李家村注1"),
        5: (Remark.STRUCK, "35"),
        6: (Remark.RAISED, "9②分"),
        7: (Remark.STRUCK, "30"),
    }


def test_a_run_without_a_font_has_that_of_its_cell():
    run = "<r><t>3</t></r><r><rPr><b/></rPr><t>5</t></r>"
    assert cells(f'<c s="3" t="inlineStr"><is>{run}</is></c><c s="0"><v>1</v></c>') == ["5", 1]
    assert cells(f'<c s="0" t="inlineStr"><is>{run}<rPh sb="0" eb="1"><t>san</t></rPh></is></c>') == ["35"]


def test_signs_of_symbol_fonts():
    xml = '<c s="4" t="inlineStr"><is><t>þ</t></is></c><c s="4" t="str"><v>û 合格</v></c><c s="4"><v>1</v></c>'
    assert cells(xml) == ["☑", "× 合格", 1]
    assert [symbol_text(sign, symbol_font("WINGDINGS")) for sign in ("ü", "o", "¨", "\uf0fe", "Z")] == [*"√☐☐☑\ufffd"]
    assert [symbol_text(sign, symbol_font("Wingdings 2")) for sign in "PORS£"] == [*"√×☑☒☐"]
    assert symbol_text("P", symbol_font("宋体")) == "P"


def test_one_long_text_that_thousands_of_cells_share(desk):
    book = xlsxwriter.Workbook(desk.folder / "a.xlsx")
    sheet = book.add_worksheet("表")
    for row in range(30):
        sheet.write_row(row, 0, ["长" * 32_767] * 100)
    book.close()
    (problem,) = read_books(desk.folder, desk.root).problems
    assert (problem.code, problem.found) == ("D155", "各格的文字合计超过3355万字")


@pytest.mark.parametrize(
    "cell",
    [
        f'<c t="inlineStr"><is><t>{"长" * 3000}</t></is></c>',
        f'<c t="inlineStr"><is><r><t>{"长" * 1500}</t></r><r><rPr><b/></rPr><t>{"长" * 1500}</t></r></is></c>',
        f'<c t="str"><v>{"长" * 3000}</v></c>',
        f'<c t="inlineStr"><is><r><rPr><strike/></rPr><t>{"长" * 3000}</t></r></is></c>',
    ],
)
def test_long_texts_in_every_cell(cell, monkeypatch):
    monkeypatch.setattr(allowance, "CHARACTER_LIMIT", 30_000)
    data = with_sheet(f"<sheetData>{'<row>' + cell + '</row>'}{('<row>' + cell + '</row>') * 10}</sheetData>")
    sheets, (problem,) = read_book(data, "a.xlsx")
    assert (sheets, problem.code) == ([], "D155")


@pytest.mark.parametrize("xml", ["<row><c/></row>", "<row><c><v/><v/></c></row>", "<ext><x/></ext>"])
def test_tags_without_end(xml, monkeypatch):
    monkeypatch.setattr(allowance, "TAG_LIMIT", 1000)
    sheets, (problem,) = read_book(with_sheet(f"<sheetData>{xml * 400}</sheetData>"), "a.xlsx")
    assert (sheets, problem.code) == ([], "D155")


def test_a_row_with_more_cells_than_there_are_columns():
    cells = '<c r="A1"><v>1</v></c>' * 20_000
    xml = f"<sheetData><row r='1'>{cells}</row></sheetData>"
    sheets, (problem,) = read_book(with_sheet(xml), "a.xlsx")
    assert (sheets, problem.code) == ([], "D101")


def test_a_sheet_whose_part_is_cut_short(desk):
    data = xlsx([["甲"], *([i] for i in range(500))])
    sheet = part(data, "xl/worksheets/sheet1.xml")
    put(desk.folder, "a.xlsx", repacked(data, {"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]}))
    (problem,) = read_books(desk.folder, desk.root).problems
    assert problem.code == "D101"
