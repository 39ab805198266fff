"""Conditional formats that change what a cell shows: read as shown, or not read at all; never the bare number."""

import struct
import subprocess

import pytest
from books.conditional_files import (
    EXPRESSION,
    Rule,
    make_ods,
    make_ods_by_style,
    make_xls,
    make_xlsb,
    make_xlsx,
    make_xml,
    xls_2007_rule,
)
from books.making import number, part, repacked, with_sheet, xls, xlsx

from stardb.books import read_book
from stardb.books.display.displayed_cells import ConditionalDisplay
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import NoValue

MAKERS = {
    ".xlsx": make_xlsx,
    ".xls": make_xls,
    ".xlsb": make_xlsb,
    ".ods": make_ods,
    ".ods, by style": make_ods_by_style,
    ".xml": make_xml,
}
YUAN, HOUSES = '0"元"', '0"户"'


@pytest.fixture(params=MAKERS.values(), ids=MAKERS)
def read(request):
    def read_values(values, *rules):
        (sheet,), problems = read_book(request.param(values, rules), "表")
        assert problems == []
        return [row[0] for row in sheet.rows], {spot[0]: told for spot, told in sheet.remarks.items()}

    return read_values


def test_a_number_is_read_as_its_conditional_format_shows_it(read):
    values, remarks = read([9000, 100, "无", 100.5], Rule(">", (100,), YUAN))
    assert values == ["9000元", 100, "无", "100.5元"]
    assert remarks == {}


def test_what_depends_on_a_formula_is_not_known(read):
    values, remarks = read([9000, "无"], Rule(EXPRESSION, ("=SUM($B1)=1",), YUAN))
    assert values == [ConditionalDisplay("9000", YUAN), "无"]
    assert remarks == {}


def test_the_first_rule_that_applies_counts(read):
    rules = Rule(">", (100,), YUAN), Rule(EXPRESSION, ("=SUM($B1)=1",), HOUSES)
    assert read([9000, 20], *rules)[0] == ["9000元", ConditionalDisplay("20", HOUSES)]


def test_a_number_that_looks_the_same_either_way_is_read(read):
    assert read([9000, 12.5], Rule(EXPRESSION, ("=SUM($B1)=1",), "0"))[0] == [9000, 12.5]


def test_colours_say_nothing(read):
    assert read([9000, "无"], Rule(EXPRESSION, ("=SUM($B1)=1",)), Rule(">", (100,))) == ([9000, "无"], {})


def test_noughts_that_are_not_shown(read):
    values, remarks = read([0, 7, "无"], Rule("=", (0,), ";;;"))
    assert values == ["", 7, "无"]
    assert remarks == {0: CellRemark(Remark.UNSEEN, "0")}


def test_between(read):
    assert read([1, 2, 3, 4], Rule("between", (2, 3), YUAN))[0] == [1, "2元", "3元", 4]


def test_a_text_that_is_struck_out(read):
    values, remarks = read(["李家村", "撤并"], Rule("=", ("撤并",), strike=True))
    assert values == ["李家村", ""]
    assert remarks == {1: CellRemark(Remark.STRUCK, "撤并")}


def test_what_may_be_struck_out_is_not_known(read):
    values, _ = read(["李家村", 3], Rule(EXPRESSION, ("=SUM($B1)=1",), strike=True))
    assert values == [ConditionalDisplay("李家村", struck=True), ConditionalDisplay("3", struck=True)]


@pytest.mark.parametrize("make", [make_xlsx, make_xlsb, make_ods], ids=[".xlsx", ".xlsb", ".ods"])
def test_a_text_that_contains_another(make):
    (sheet,), _ = read_book(make(["王家村(撤并)", "李家村"], [Rule("containing", ("撤并",), strike=True)]), "表")
    assert sheet.rows == [[""], ["李家村"]]
    assert sheet.remarks == {(0, 0): CellRemark(Remark.STRUCK, "王家村(撤并)")}


def test_other_cells_are_as_they_are(read):
    values, _ = read([9000, 9000, 9000], Rule(">", (100,), YUAN, area=(1, 0, 1, 0)))
    assert values == [9000, "9000元", 9000]


IN_YUAN = '<dxf><numFmt numFmtId="164" formatCode="0&quot;元&quot;"/></dxf>'


def of_xlsx(cells, rules, changes=IN_YUAN):
    """The sheet of these cells and rules, as they stand in its XML."""
    book = with_sheet(f'<sheetData><row r="1">{cells}</row></sheetData>{rules}')
    styles = part(xlsx(), "xl/styles.xml").decode()
    before, _, _ = styles.partition("<cellStyles")
    styles = f"{before}<dxfs>{changes}</dxfs></styleSheet>"
    (sheet,), problems = read_book(repacked(book, {"xl/styles.xml": styles.encode()}), "表.xlsx")
    assert problems == []
    return sheet.rows[0]


def rule(kind, formula="", more="", area="A1:C1", child=""):
    formulas = f"<formula>{formula}</formula>" if formula else ""
    inner = f'<cfRule type="{kind}" dxfId="0" priority="1" {more}>{formulas}{child}</cfRule>'
    return f'<conditionalFormatting sqref="{area}">{inner}</conditionalFormatting>'


CELLS = '<c r="A1"><v>9000</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="str"><v>5元</v></c>'


@pytest.mark.parametrize(
    ("xml", "first"),
    [
        (rule("cellIs", "8999.5", 'operator="greaterThan"'), "9000元"),
        (rule("cellIs", "-1", 'operator="lessThan"'), 9000.0),
        (rule("cellIs", "9000", 'operator="notEqual"'), 9000.0),
        (rule("cellIs", "$D$1", 'operator="equal"'), ConditionalDisplay("9000", YUAN)),
        (rule("cellIs", "10*900", 'operator="equal"'), ConditionalDisplay("9000", YUAN)),
        (rule("notContainsBlanks", "LEN(TRIM(A1))&gt;0"), "9000元"),
        (rule("containsErrors", "ISERROR(A1)"), 9000.0),
        (rule("notContainsErrors", "NOT(ISERROR(A1))"), "9000元"),
        (rule("top10", more='rank="1"'), ConditionalDisplay("9000", YUAN)),
        (rule("duplicateValues"), ConditionalDisplay("9000", YUAN)),
        (rule("timePeriod", "TRUE", 'timePeriod="today"'), ConditionalDisplay("9000", YUAN)),
        (rule("expression", "TRUE"), "9000元"),
        (rule("expression", "FALSE"), 9000.0),
        (rule("expression", "A1&gt;=9000"), "9000元"),
        (rule("expression", "$A1&lt;9000", area="A1:A9"), 9000.0),
        (rule("expression", "$A1&gt;=9000"), "9000元"),
        (rule("expression", '$C1="5元"'), "9000元"),
        (rule("expression", '$C1="6元"'), 9000.0),
        (rule("expression", "$D1=0"), "9000元"),
        (rule("expression", '$D1="注销"'), 9000.0),
        (rule("expression", "$A2&gt;9000"), ConditionalDisplay("9000", YUAN)),
        (rule("expression", "$A$1&gt;1", area="A1:A9"), ConditionalDisplay("9000", YUAN)),
        (rule("expression", "A2&gt;9000"), ConditionalDisplay("9000", YUAN)),
        (rule("expression", "A1&gt;B1"), ConditionalDisplay("9000", YUAN)),
        (rule("beginsWith", 'LEFT(A1,1)="9"', 'operator="beginsWith" text="9"'), "9000元"),
        (
            rule("containsText", "NOT(ISERROR(SEARCH($F$1,A1)))", 'operator="containsText" text="9"'),
            ConditionalDisplay("9000", YUAN),
        ),
        (rule("expression", "TRUE", area="C1:D9 A:A"), "9000元"),
        (rule("expression", "TRUE", area="1:1"), "9000元"),
    ],
)
def test_kinds_of_conditions(xml, first):
    assert of_xlsx(CELLS, xml) == [first, NoValue("#N/A"), "5元"]


def test_rows_that_a_word_in_another_column_strikes_out():
    cells = [["村", "状态"], ["李家村", "在册"], ["王家村", "注销"]]
    rows = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{c}{r}" t="str"><v>{v}</v></c>' for c, v in zip("AB", row, strict=True))
        + "</row>"
        for r, row in enumerate(cells, 1)
    )
    struck = rule("expression", '$B1="注销"', area="A1:B3")
    book = with_sheet(f"<sheetData>{rows}</sheetData>{struck}")
    styles = part(xlsx(), "xl/styles.xml").decode().partition("<cellStyles")[0]
    styles += "<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"
    (sheet,), _ = read_book(repacked(book, {"xl/styles.xml": styles.encode()}), "表.xlsx")
    assert sheet.rows == [["村", "状态"], ["李家村", "在册"], ["", ""]]


def test_a_rule_that_stops_the_others():
    stop = rule("cellIs", "9000", 'operator="equal" stopIfTrue="1"').replace('dxfId="0" ', "")
    then = rule("expression", "TRUE").replace('priority="1"', 'priority="2"')
    cells = '<c r="A1"><v>9000</v></c><c r="B1"><v>8000</v></c>'
    assert of_xlsx(cells, then + stop) == [9000.0, "8000元"]


def test_a_format_of_the_extensions_of_2010():
    xml = """<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
        xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:conditionalFormattings><x14:conditionalFormatting>
        <x14:cfRule type="expression" priority="1"><xm:f>Sheet2!$A$1=1</xm:f><x14:dxf><font><strike/></font></x14:dxf></x14:cfRule>
        <xm:sqref>A1 B2:B9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"""
    assert of_xlsx(CELLS, xml) == [ConditionalDisplay("9000", struck=True), NoValue("#N/A"), "5元"]


def test_the_cells_of_a_sparkline_are_none_of_a_conditional_format():
    xml = """<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
        xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroups><x14:sparklineGroup>
        <x14:sparklines><x14:sparkline><xm:f>A1:B1</xm:f><xm:sqref>A1</xm:sqref></x14:sparkline></x14:sparklines>
        </x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"""
    assert of_xlsx(CELLS, rule("expression", "TRUE", area="B1:C1") + xml) == [9000.0, NoValue("#N/A"), "5元"]


@pytest.mark.parametrize("name", ["dataBar", "iconSet"])
def test_bars_and_icons_in_place_of_the_number(name):
    assert of_xlsx(CELLS, rule(name, child=f'<{name} showValue="0"/>'), "") == [
        ConditionalDisplay("9000", is_drawn=True),
        NoValue("#N/A"),
        "5元",
    ]
    assert of_xlsx(CELLS, rule(name, child=f"<{name}/>"), "") == [9000.0, NoValue("#N/A"), "5元"]


def test_a_cell_whose_own_format_is_taken_away():
    book = make_xlsx([9000], [Rule(">", (100,), "0.0")])
    sheet = part(book, "xl/worksheets/sheet1.xml").decode().replace('<c r="A1">', '<c r="A1" s="1">')
    styles = part(book, "xl/styles.xml").decode().replace('formatCode="0.0"', 'formatCode="General"')
    own = '<numFmts count="1"><numFmt numFmtId="170" formatCode="0&quot;元&quot;"/></numFmts><fonts'
    styles = styles.replace("<fonts", own, 1).replace("</cellXfs>", '<xf numFmtId="170" fontId="0"/></cellXfs>')
    parts = {"xl/worksheets/sheet1.xml": sheet.encode(), "xl/styles.xml": styles.encode()}
    (read,), _ = read_book(repacked(book, parts), "表.xlsx")
    assert read.rows == [[9000]]


def test_rules_of_excel_2007_in_an_xls():
    area = struct.pack("<4H", 0, 9, 0, 0)
    head = (0x879, bytes(12) + struct.pack("<HH", 2, 3) + area + struct.pack("<H", 1) + area)
    rules = [xls_2007_rule(Rule(">", (100,), YUAN), 2), xls_2007_rule(Rule("=", (9000,), HOUSES), 1)]
    (sheet,), _ = read_book(xls([number(0, 0, 9000), number(1, 0, 200), number(2, 0, 3), head, *rules]), "表.xls")
    assert sheet.rows == [["9000户"], ["200元"], [3]]


def test_rules_of_excel_2010_in_an_xlsb():
    rules = [
        Rule(EXPRESSION, ("=Sheet2!A1=1",), YUAN, area=(0, 0, 0, 0)),
        Rule(EXPRESSION, ("=Sheet2!A1=1",), area=(1, 0, 1, 0)),
    ]
    (sheet,), _ = read_book(make_xlsb([9000, "无"], rules, is_2010=True), "表.xlsb")
    assert sheet.rows == [[ConditionalDisplay("9000", YUAN)], ["无"]]


def test_rows_of_an_xls_that_are_hidden_unless_it_says_otherwise():
    row = 0x208, struct.pack("<8H", 1, 0, 1, 300, 0, 0, 0x100, 0)
    (sheet,), _ = read_book(
        xls([(0x225, struct.pack("<HH", 2, 0)), row, *(number(r, 0, r) for r in range(4))]), "表.xls"
    )
    assert sheet.hidden_rows == {0, 2, 3}


def test_noughts_that_an_ods_does_not_show():
    settings = """<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"><office:settings><config:config-item-set>
        <config:config-item config:name="ShowZeroValues" config:type="boolean">{}</config:config-item>
        </config:config-item-set></office:settings></office:document-settings>"""
    for shows, expected in (("true", [[0], [7]]), ("false", [[""], [7]])):
        book = repacked(make_ods([0, 7], []), {"settings.xml": settings.format(shows).encode()})
        (sheet,), _ = read_book(book, "表.ods")
        assert sheet.rows == expected


@pytest.mark.parametrize("suffix", ["ods", "fods"])
def test_what_libreoffice_makes_of_conditional_formats(tmp_path, soffice, suffix):
    rules = Rule(">", (100,), YUAN), Rule("=", (0,), ";;;"), Rule("=", ("撤并",), strike=True)
    (tmp_path / "表.xlsx").write_bytes(make_xlsx([9000, 0, 20, "撤并", "无"], rules))
    subprocess.run([*soffice, "--convert-to", suffix, "--outdir", tmp_path, tmp_path / "表.xlsx"], check=True)
    (sheet,), _ = read_book((tmp_path / f"表.{suffix}").read_bytes(), f"表.{suffix}")
    assert [row[0] for row in sheet.rows] == ["9000元", "", 20, "", "无"]


def test_too_many_conditional_formats_are_refused():
    rules = [Rule(EXPRESSION, ("=SUM($B1)=1",), YUAN, area=(0, 4, 1999, 4)) for _ in range(2000)]
    sheets, (problem,) = read_book(make_xlsx([1] * 2000, rules), "表.xlsx")
    assert (sheets, problem.code) == ([], "D155")
