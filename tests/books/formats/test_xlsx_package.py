"""What only the XML of a workbook is_relevant: error values, formulas without a result, percent formats."""

import datetime as dt

import pytest
import xlsxwriter
from books.making import part, repacked, with_sheet, xlsx

from stardb.books import read_book, read_books
from stardb.books.sheet import Merge, NoValue


def sheet_of(desk, name="a"):
    books = read_books(desk.folder, desk.root)
    assert books.problems == ()
    return books.sheets[0]


def test_error_values_and_formulas_without_result_are_no_blanks(desk):
    book = xlsxwriter.Workbook(desk.folder / "a.xlsx")
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["甲", "乙", "丙", "丁"])
    sheet.write_formula("A2", "=1/0", value="#DIV/0!")
    sheet.write_formula("B2", "=A9+1", value="")
    sheet.write_formula("C2", "=1+1", value=2)
    sheet.write("D2", 5)
    book.close()
    assert sheet_of(desk).rows[1] == [NoValue("#DIV/0!"), NoValue("=A9+1"), 2, 5]


def test_a_formula_never_reckoned_is_known_by_its_cell(desk):
    desk.send("a", [["甲", "乙"], [1, "=A2+1"]])  # openpyxl writes no results
    assert sheet_of(desk).rows[1] == [1, NoValue("=A2+1")]


def test_a_lost_cell_outside_all_others_is_kept(desk):
    desk.send("a", [["甲", None], [1, None], [None, "=A2"]])
    sheet = sheet_of(desk)
    assert sheet.rows[2] == ["", NoValue("=A2")]
    assert sheet.cell(2, 1) == "B3"


def test_a_percent_format_is_read_as_shown(desk):
    desk.send(
        "a", [["率"], [0.85], [0.855], [1], [0.5]], formats={"A2": "0%", "A3": "0.0%", "A4": "0%", "A5": '0.0"%"'}
    )
    assert [row[0] for row in sheet_of(desk).rows] == ["率", "85%", "85.5%", "100%", "0.5%"]


def test_merged_cells_are_known_by_their_place_among_the_rows(desk):
    desk.send("a", [[], [None, "题", None], [None, "a", "b"]], merges=["B2:C2"])
    (merge,) = sheet_of(desk).merges
    assert (merge.top, merge.left, merge.bottom, merge.right) == (0, 0, 0, 1)


def test_percents_hidden_rows_and_columns_and_comments(desk):
    book = xlsxwriter.Workbook(desk.folder / "a.xlsx")
    sheet = book.add_worksheet("表")
    sheet.write_row(1, 1, ["甲", "乙", "丙"])
    for row in (2, 3, 4):
        sheet.write_row(row, 1, [1, 2, 3])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(4, 0)
    sheet.set_column(3, 3, 0)
    sheet.set_column(9, 16383, None, None, {"hidden": True})
    sheet.write_comment("C4", "含预备党员", {"author": "张某某"})
    sheet.write_comment("D4", "应为数", {"author": "stardb"})
    book.close()
    found = sheet_of(desk)
    assert (found.top, found.left) == (1, 1)
    assert (found.hidden_rows, found.hidden_columns) == ({1, 3}, {2})
    assert found.notes == {(2, 1): "含预备党员"}


def test_rows_hidden_by_a_filter(desk):
    book = xlsxwriter.Workbook(desk.folder / "a.xlsx")
    sheet = book.add_worksheet("表")
    sheet.write_column(0, 0, ["村", "李家村", "王家村"])
    sheet.autofilter("A1:A3")
    sheet.filter_column("A", "x == 王家村")
    sheet.set_row(1, options={"hidden": True})
    book.close()
    assert sheet_of(desk).hidden_rows == {1}


def test_the_texts_of_a_thread_stand_for_its_notice(desk):
    path = desk.send("a", [["甲"], [1]])
    relation = '<Relationship Id="r{0}" Type="http://x/{1}" Target="../{1}.xml"/>'
    links = relation.format(1, "comments") + relation.format(2, "threadedComment")
    note = '<comments><authors><author>tc={1}</author></authors><commentList><comment ref="A2" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>'
    thread = '<ThreadedComments><threadedComment ref="A2"><text>是否含预备党员？</text></threadedComment><threadedComment ref="A2"><text>含。</text></threadedComment></ThreadedComments>'
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/comments.xml": note,
        "xl/threadedComment.xml": thread,
    }
    path.write_bytes(repacked(path.read_bytes(), {name: text.encode() for name, text in parts.items()}))
    assert sheet_of(desk).notes == {(1, 0): "是否含预备党员？\n含。"}


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_are_the_same_in_both_systems(desk, is_1904):
    book = xlsxwriter.Workbook(desk.folder / "a.xlsx", {"date_1904": is_1904})
    sheet = book.add_worksheet("表")
    sheet.write_datetime(0, 0, dt.date(2022, 6, 18), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    found = sheet_of(desk)
    assert found.rows == [[dt.date(2022, 6, 18)]]
    assert found.base1904 is is_1904


def test_stamps_of_the_book_and_of_one_sheet(desk):
    book = xlsxwriter.Workbook(desk.folder / "a.xlsx")
    for name in ("甲", "乙"):
        book.add_worksheet(name).write(0, 0, 1)
    book.define_name("_stardb_return", '="{""return"":"&"""a""}"')
    book.define_name("乙!_stardb_form", '="{""form"":{}}"')
    book.close()
    sheets = read_books(desk.folder, desk.root).sheets
    assert [sheet.stamp for sheet in sheets] == ['{"return":"a"}', '{"form":{}}\n{"return":"a"}']


def test_an_external_workbook_is_named_and_not_opened(desk):
    path = desk.send("a", [["甲"], [1]])
    data = path.read_bytes()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    links = part(data, "xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="x" Type="{kind}" Target="externalLinks/e.xml"/></Relationships>'.encode(),
    )
    target = f'<Relationships><Relationship Id="r" Type="{kind}Path" Target="file:///C:\\Users\\zhang\\%E5%8F%B0%E8%B4%A6.xlsx" TargetMode="External"/></Relationships>'
    parts = {
        "xl/_rels/workbook.xml.rels": links,
        "xl/externalLinks/e.xml": b"<externalLink/>",
        "xl/externalLinks/_rels/e.xml.rels": target.encode(),
    }
    path.write_bytes(repacked(data, parts))
    (problem,) = read_books(desk.folder, desk.root).problems
    assert (problem.code, problem.found) == ("D153", "台账.xlsx")
    assert "Users" not in problem.message


@pytest.mark.parametrize(
    ("xml", "rows"),
    [
        (
            "<row><c><v>1</v></c><c t='e'><v>#N/A</v></c></row><row><c/><c><v>2</v></c></row>",
            [[1, NoValue("#N/A")], ["", 2]],
        ),
        ("<row r='3'><c s='0' r='C3'><v>1</v></c><c><v>5</v></c></row>", [[1, 5]]),
        ('<row r="2"><c r="B2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>', [[2, ""], ["", 1]]),
    ],
)
def test_cells_named_in_no_plain_way(xml, rows):
    (sheet,), problems = read_book(with_sheet(f"<sheetData>{xml}</sheetData>"), "a.xlsx")
    assert problems == []
    assert sheet.rows == rows


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        "<row><c><v>1</v></c></row><row r='1048576'><c r='ZZ1048576'><f>1</f></c></row>",
    ],
)
@pytest.mark.parametrize("claim", ['<dimension ref="A1:B2"/>', '<dimension ref="A1:XFD1048576"/>', ""])
def test_a_far_cell_however_it_is_written(claim, xml):
    sheets, (problem,) = read_book(with_sheet(f"{claim}<sheetData>{xml}</sheetData>"), "a.xlsx")
    assert (sheets, problem.code) == ([], "D107")


@pytest.mark.parametrize("name", ["AAAA1", "A99999999", "A0", "乡1"])
def test_a_cell_that_there_cannot_be(name):
    xml = f'<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="{name}"><v>1</v></c></row></sheetData>'
    sheets, (problem,) = read_book(with_sheet(xml), "a.xlsx")
    assert (sheets, problem.code) == ([], "D101")


def test_a_million_formatted_rows_are_read_as_the_few_that_are_filled():
    rows = "".join(
        f'<row r="{r}" s="1" customFormat="1"><c r="A{r}" s="1"/><c r="B{r}" s="1"/></row>' for r in range(3, 200_000)
    )
    xml = (
        f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{rows}<row r="1048576" s="1" customFormat="1"/></sheetData>'
    )
    (sheet,), problems = read_book(with_sheet(xml), "a.xlsx")
    assert problems == []
    assert sheet.rows == [[1]]


def test_merges_without_end_and_outside_of_the_rows():
    merges = "".join(f'<mergeCell ref="H{r}:I{r}"/>' for r in range(1, 50_001))
    xml = f'<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="B1:XFD1048576"/>{merges}</mergeCells>'
    (sheet,), _ = read_book(with_sheet(xml), "a.xlsx")
    assert sheet.merges == (Merge(0, 1, 0, 1),)


@pytest.mark.parametrize(
    "used", ["<row r='1'><c r='A1' t='str'><v>&a;</v></c></row>", '<row r="&a;"><c><v>1</v></c></row>']
)
@pytest.mark.parametrize("declared", ['<!ENTITY a "1">', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
def test_entities_are_not_believed(used, declared):
    data = with_sheet(f"<sheetData>{used}</sheetData>")
    xml = f"<!DOCTYPE x [{declared}]>".encode() + part(data, "xl/worksheets/sheet1.xml")
    sheets, (problem,) = read_book(repacked(data, {"xl/worksheets/sheet1.xml": xml}), "a.xlsx")
    assert (sheets, problem.code) == ([], "D101")


def test_shared_texts_that_claim_to_be_billions_are_as_many_as_there_are(desk):
    book = xlsxwriter.Workbook(desk.folder / "a.xlsx")
    book.add_worksheet("表").write(0, 0, "甲")
    book.close()
    data = (desk.folder / "a.xlsx").read_bytes()
    texts = part(data, "xl/sharedStrings.xml").replace(b'uniqueCount="1"', b'uniqueCount="4000000000"')
    (sheet,), problems = read_book(repacked(data, {"xl/sharedStrings.xml": texts}), "a.xlsx")
    assert (sheet.rows, problems) == ([["甲"]], [])


def test_a_sheet_of_macros_is_passed_over():
    data = xlsx([["村"], ["李家村"]])
    book = part(data, "xl/workbook.xml").replace(
        b"</sheets>", b'<sheet name="Macro1" sheetId="9" state="visible" r:id="m"/></sheets>'
    )
    book = book.replace(
        b"<workbook ", b'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    )
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    links = part(data, "xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="m" Type="{kind}" Target="macrosheets/sheet1.xml"/></Relationships>'.encode(),
    )
    parts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": links,
        "xl/macrosheets/sheet1.xml": b"<macrosheet/>",
    }
    (sheet,), problems = read_book(repacked(data, parts), "a.xlsm")
    assert (sheet.rows, problems) == ([["村"], ["李家村"]], [])
