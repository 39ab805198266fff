"""An .ods: a cell may stand for many."""

import datetime as dt

import pytest
from books.making import fods, ods, repacked

from stardb.books import read_book
from stardb.books.display.displayed_cells import screen_text
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Merge, NoValue

TEXT = '<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def text(value, more=""):
    return TEXT.format(text=value, more=more)


def number(value, more="", kind="float"):
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"{more}/>'


def table(rows, name="表", more=""):
    return f'<table:table table:name="{name}"{more}>{rows}</table:table>'


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def read(body, styles=""):
    sheets, problems = read_book(ods(body, styles), "表.ods")
    assert problems == []
    return sheets


def test_values_of_all_types():
    day = '<table:table-cell office:value-type="date" office:date-value="2022-06-18"/>'
    truth = '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    time = '<table:table-cell office:value-type="time" office:time-value="PT10H30M00S"/>'
    cells = text("村"), number(12.5), number(0.855, kind="percentage"), day, truth, time
    (sheet,) = read(table(row(*cells)))
    assert sheet.rows == [["村", 12.5, "85.5%", dt.date(2022, 6, 18), True, dt.time(10, 30)]]


def test_text_with_spaces_and_line_ends():
    (sheet,) = read(table(row(text('收入<text:s text:c="2"/>合计<text:line-break/>(万元)</text:p><text:p>年'))))
    assert sheet.rows == [["收入  合计\n(万元)\n年"]]


def test_repeated_cells_and_rows():
    (sheet,) = read(
        table(row(text("a"), number(2, ' table:number-columns-repeated="2"'), more=' table:number-rows-repeated="2"'))
    )
    assert sheet.rows == [["a", 2.0, 2.0], ["a", 2.0, 2.0]]


def test_a_file_written_with_line_ends_between_its_elements():
    (sheet,) = read(table(f"\n  <table:table-row>\n    {text('村')}\n    {number(1)}\n  </table:table-row>\n"))
    assert sheet.rows == [["村", 1.0]]


def test_the_empty_rest_of_the_sheet_costs_nothing():
    empty = row(
        '<table:table-cell table:number-columns-repeated="16384"/>', more=' table:number-rows-repeated="1048575"'
    )
    (sheet,) = read(table(row(text("村")) + empty))
    assert sheet.rows == [["村"]]


def test_error_values_and_formulas_never_reckoned():
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    (sheet,) = read(table(row(error, '<table:table-cell table:formula="of:=[.A1]+1"/>')))
    assert sheet.rows == [[NoValue("#DIV/0!"), NoValue("=[.A1]+1")]]


def test_merged_cells_hidden_rows_and_columns_and_comments():
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    wide = text("题", ' table:number-columns-spanned="2" table:number-rows-spanned="1"') + "<table:covered-table-cell/>"
    note = "<office:annotation><dc:creator>张某某</dc:creator><text:p>含预备</text:p><text:p>党员</text:p></office:annotation>"
    ours = note.replace("张某某", "stardb")
    second = row(
        number(1).replace("/>", f">{note}</table:table-cell>"),
        number(2).replace("/>", f">{ours}</table:table-cell>"),
        more=' table:visibility="filter"',
    )
    (sheet,) = read(table(columns + row(wide) + second))
    assert sheet.rows == [["题", ""], [1.0, 2.0]]
    assert sheet.merges == (Merge(0, 0, 0, 1),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})
    assert sheet.notes == {(1, 0): "含预备\n党员"}


def test_a_hidden_sheet_is_not_read():
    style = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    (sheet,), (problem,) = read_book(
        ods(table(row(text("甲"))) + table(row(text("乙")), "底稿", ' table:style-name="ta2"'), style), "a.ods"
    )
    assert sheet.rows == [["甲"]]
    assert (problem.code, problem.place.sheet) == ("D106", "底稿")


def test_the_copy_of_another_workbook_is_no_sheet_of_this_one():
    formula = " table:formula=\"of:=['file:///home/a/%E5%8F%B0%E8%B4%A6.ods'#$表.A1]\""
    copy = table(row(number(7)), "'file:///home/a/台账.ods'#表")
    (sheet,), (problem,) = read_book(ods(table(row(number(7, formula))) + copy), "a.ods")
    assert sheet.rows == [[7.0]]
    assert (problem.code, problem.found) == ("D153", "台账.ods")


@pytest.mark.parametrize(
    "rows",
    [
        row(number(1, ' table:number-columns-repeated="16384"'), more=' table:number-rows-repeated="1048576"'),
        row(more=' table:number-rows-repeated="1048575"')
        + row('<table:table-cell table:number-columns-repeated="99"/>', number(1)),
        row(number(1, ' table:number-columns-repeated="9999999"')),
    ],
)
def test_few_bytes_that_stand_for_millions_of_cells(rows):
    sheets, (problem,) = read_book(ods(table(rows) + table(row(text("好")), "好")), "a.ods")
    assert [sheet.name for sheet in sheets] == ["好"]
    assert (problem.code, problem.place.sheet) == ("D107", "表")


def test_an_encrypted_one_is_said_to_be():
    data = repacked(ods(table(row(text("a")))), {"META-INF/manifest.xml": b"<m><encryption-data/></m>"})
    sheets, (problem,) = read_book(data, "a.ods", ["1234"])
    assert (sheets, problem.code) == ([], "D102")


@pytest.mark.parametrize("body", ["</x>", table(row(number(1, ' table:number-columns-repeated="-3"')))])
def test_a_damaged_one_is_refused(body):
    sheets, (problem,) = read_book(ods(body), "a.ods")
    assert (sheets, problem.code) == ([], "D101")


def test_days_counted_from_1904():
    settings = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    )
    assert read(settings + table(row(number(1))))[0].base1904


@pytest.mark.parametrize("name", ["表.ods", "表.fods", "表.xml", "表.xls"])
def test_one_without_a_package_is_read_as_well(name):
    sheets, problems = read_book(fods(table(row(text("村"), number(35)))), name)
    assert ([sheet.rows for sheet in sheets], problems) == ([[["村", 35]]], [])


def test_a_text_document_in_one_file_is_no_workbook():
    data = fods("").replace(b"spreadsheet", b"text")
    sheets, (problem,) = read_book(data, "文.ods")
    assert (sheets, problem.code) == ([], "D103")


CHART = """<draw:frame><draw:object><office:document><office:body><office:chart><table:table table:name="local-table">
    <table:table-row><table:table-cell office:value-type="float" office:value="99"/></table:table-row>
    </table:table></office:chart></office:body></office:document></draw:object><draw:text-box><text:p>图</text:p></draw:text-box>
    </draw:frame>"""
DELETED = """<table:tracked-changes><table:deletion table:type="row"><table:dependencies/></table:deletion>
    <table:cell-content-change><table:previous><table:table-row><table:table-cell office:value-type="float" office:value="7">
    <text:p>7</text:p></table:table-cell></table:table-row></table:previous></table:cell-content-change></table:tracked-changes>"""


@pytest.mark.parametrize(
    "body",
    [
        table(f"<table:shapes>{CHART}</table:shapes>" + row(text("村"), number(35))),
        table(
            row(text("村"), f'<table:table-cell office:value-type="float" office:value="35">{CHART}</table:table-cell>')
        ),
        DELETED + table(row(text("村"), number(35))),
        table(row(text("村"), number(35)))
        + f"<table:dde-links><table:dde-link>{table(row(number(7)))}</table:dde-link></table:dde-links>",
    ],
    ids=["drawn", "drawn in a cell", "deleted", "linked"],
)
def test_what_is_drawn_or_was_deleted_is_no_cell(body):
    sheets = read(body)
    assert [sheet.rows for sheet in sheets] == [[["村", 35]]]


def test_white_space_as_the_xml_is_laid_out_is_one_space():
    (sheet,) = read(table(row(text('\n   东村\n\t  镇<text:s text:c="2"/><text:span>甲<text:tab/></text:span>\n'))))
    assert sheet.rows == [["东村 镇  甲\t"]]


@pytest.mark.parametrize("shown", ["Err:502", "#NAME?", "#REF!"])
def test_errors_that_are_only_shown(shown):
    cell = f'<table:table-cell table:formula="of:=X" office:value-type="string" office:string-value=""><text:p>{shown}</text:p></table:table-cell>'
    (sheet,) = read(table(row(cell, text(shown))))
    assert sheet.rows == [[NoValue(shown), shown]]


def test_a_text_kept_beside_what_is_shown_and_an_empty_one():
    kept = '<table:table-cell office:value-type="string" office:string-value="东村镇"><text:p>东村镇 </text:p></table:table-cell>'
    empty = '<table:table-cell office:value-type="string" office:string-value=""/>'
    (sheet,) = read(table(row(kept, empty, text("末"))))
    assert sheet.rows == [["东村镇", "", "末"]]


def test_amounts_of_money_and_lengths_of_time():
    time = '<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"/>'
    (sheet,) = read(table(row(number(12.5, kind="currency"), time)))
    assert sheet.rows == [[12.5, dt.timedelta(hours=36)]]


def shown(value, text, kind="float"):
    attribute = "date-value" if kind == "date" else "value"
    return f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"><text:p>{text}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("value", "text", "result"),
    [
        (9000, "9,000元", "9000元"),
        (12.5, "12.50万元", "12.5万元"),
        (4400, "¥4,400.00", "¥4400"),
        (-5000.5, "¥-5,000.50", "-¥5000.5"),
        (7, "007", "007"),
        (9123, "0.9万元", "0.9123万元"),
        (9000, "9", "9"),
        (0.005, "5‰", "5‰"),
        (0.855, "86%", "85.5%"),
        (85, "85%", "85%"),
        (35, "35户", "35户"),
        (3, "第3名", "第3名"),
        (2, "优", "优"),
        (44730, "2022年6月18日", "2022年6月18日"),
        (44730, "2022/6/18", "2022/6/18"),
        (44730, "6/18/22", 44730),
        (12.345, "12.3", 12.345),
        (1234567.8, "1,234,567.80", 1234567.8),
        (35, "35", 35),
        (1 / 3, "0.333333333333333", 1 / 3),
        (0.1 + 0.2, "0.30000000000000004", 0.1 + 0.2),
        (123456, "1.23E+05", 123456),
        (141199199001011237, "1.41E+17", 141199199001011237.0),
        (1.5, "1 1/2", 1.5),
        (0.5, "1/2元", "1/2元"),
        (1234, "1.23E+03元", "1.23E+03元"),
        (1, "是/否", "是/否"),
        (1, "YES", "YES"),
        (-5, "(5.00)", -5),
        (0, "-", 0),
        (0, "—", 0),
        (0, "¥–", 0),
        (1, "TRUE", True),
        (35, "###", 35),
    ],
)
def test_a_number_is_read_as_it_is_shown_with_all_digits_stored(value, text, result):
    (sheet,), _ = read_book(ods(table(row(shown(value, text)))), "a.ods")
    (cell,) = sheet.rows[0]
    assert cell == result
    assert type(cell) is bool or isinstance(cell, str) == isinstance(result, str)
    assert not isinstance(cell, str) or screen_text(cell) == text


def test_a_percentage_whose_text_is_not_there():
    (sheet,) = read(table(row(number(0.855, kind="percentage"))))
    assert sheet.rows == [["85.5%"]]


def test_money_whose_text_is_not_there():
    cells = (number(4400.5, f' office:currency="{currency}"', "currency") for currency in ("CNY", "USD"))
    (sheet,) = read(table(row(*cells)))
    assert sheet.rows == [["¥4400.5", "USD4400.5"]]


def test_a_value_that_is_shown_as_nothing():
    (sheet,) = read(table(row(text("甲"), shown(5, ""))))
    assert sheet.rows == [["甲", ""]]
    assert sheet.remarks == {(0, 1): CellRemark(Remark.UNSEEN, "5")}


def test_a_day_of_which_less_is_shown():
    (sheet,) = read(table(row(shown("2022-06-01", "2022年6月", "date"), shown("2022-06-18", "2022/6/18", "date"))))
    assert [screen_text(cell) for cell in sheet.rows[0]] == ["2022年6月", "2022-06-18"]
    assert sheet.rows == [[dt.date(2022, 6, 1), dt.date(2022, 6, 18)]]


def style(name, properties, family="table-cell", parent=""):
    parent = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{parent}><style:text-properties {properties}/></style:style>'


LINE = 'style:text-line-through-style="solid" style:text-line-through-type="single"'
NO_LINE = 'style:text-line-through-style="none"'
STYLES = (
    '<style:font-face style:name="W" svg:font-family="Wingdings"/>'
    + style("struck", LINE)
    + style("heir", 'fo:font-size="12pt"', parent="struck")
    + style("signs", 'style:font-name="W"')
    + style("T1", LINE, "text")
    + style("T2", 'style:text-position="super 58%"', "text")
    + style("T3", NO_LINE, "text")
)


def styled(cell, name):
    return cell.replace("<table:table-cell", f'<table:table-cell table:style-name="{name}"', 1)


def span(name, text):
    return f'<text:span text:style-name="{name}">{text}</text:span>'


def test_what_is_struck_out_is_not_read_and_told():
    cells = [
        text("12" + span("T1", "30") + "万元"),
        text("8" + span("T2", "1")),
        styled(number(35), "struck"),
        styled(text("优秀"), "heir"),
        styled(text("旧" + span("T3", "新")), "struck"),
        styled(text("\u00fc"), "signs"),
    ]
    (sheet,) = read(table(row(*cells)), STYLES)
    assert sheet.rows == [["12万元", "8", "", "", "新", "√"]]
    assert sheet.remarks == {
        (0, 0): CellRemark(Remark.PARTLY_STRUCK, "1230万元"),
        (0, 1): CellRemark(Remark.RAISED, "81"),
        (0, 2): CellRemark(Remark.STRUCK, "35"),
        (0, 3): CellRemark(Remark.STRUCK, "优秀"),
        (0, 4): CellRemark(Remark.PARTLY_STRUCK, "旧新"),
    }


def test_a_cell_without_a_style_has_its_rows_or_its_columns():
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="struck"/>'
    first = row(number(1), number(2), number(3))
    second = row(number(4), styled(number(5), "T9"), number(6), more=' table:default-cell-style-name="heir"')
    (sheet,) = read(table(columns + first + second), STYLES)
    assert sheet.rows == [[1, 2, ""], ["", 5, ""]]


def test_styles_of_the_whole_document_stand_in_a_part_of_their_own():
    own = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style"))
    part = (
        f"<office:document-styles{own}><office:styles>{style('struck', LINE)}</office:styles></office:document-styles>"
    )
    data = repacked(
        ods(table(row(styled(number(35), "auto"), text("末"))), style("auto", "", parent="struck")),
        {"styles.xml": part.encode()},
    )
    (sheet,), _ = read_book(data, "a.ods")
    assert sheet.rows == [["", "末"]]


def test_rows_and_columns_without_any_height_or_width_are_hidden():
    def sized(name, family, size):
        return f'<style:style style:name="{name}" style:family="table-{family}"><style:table-{family}-properties {size}/></style:style>'

    styles = (
        sized("r0", "row", 'style:row-height="0cm"')
        + sized("r1", "row", 'style:row-height="0.45cm"')
        + sized("c0", "column", 'style:column-width="0.0in"')
    )
    columns = '<table:table-column/><table:table-column table:style-name="c0"/>'
    rows = [row(number(1), number(2), more=f' table:style-name="{name}"') for name in ("r1", "r0", "r1")]
    (sheet,) = read(table(columns + "".join(rows)), styles)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})


def test_fields_and_links_are_read_and_comments_in_the_xml_are_not():
    inner = "东村<text:a><text:span>镇</text:span></text:a><!-- 旧 --><text:sheet-name>表</text:sheet-name><text:note>注</text:note>"
    (sheet,) = read(table(row(text(inner), number(1))))
    assert sheet.rows == [["东村镇表", 1]]


def test_what_is_no_number_is_its_text():
    (sheet,) = read(table(row(shown("NaN", "#NUM!"), number(1))))
    assert sheet.rows == [["#NUM!", 1]]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2022年6月", "ym"),
        ("22年6月", "ym"),
        ("Jun 22", "ym"),
        ("2022", "y"),
        ("06/01", "md"),
        ("1-Jun", "md"),
        ("6月", ""),
        ("星期三", ""),
        ("00:00", ""),
    ],
)
def test_what_is_seen_of_a_day(text, parts):
    (sheet,), _ = read_book(ods(table(row(shown("2022-06-01", text, "date")))), "a.ods")
    (cell,) = sheet.rows[0]
    assert (cell, cell.parts, cell.text) == (dt.date(2022, 6, 1), parts, text)


@pytest.mark.parametrize(
    "text", ["2022-06-01", "1-Jun-22", "Wednesday, June 01, 2022", "06/01/22", "二〇二二年六月一日"]
)
def test_a_whole_day_is_a_day(text):
    (sheet,), _ = read_book(ods(table(row(shown("2022-06-01", text, "date")))), "a.ods")
    assert type(sheet.rows[0][0]) is dt.date


FORMAT = """<office:automatic-styles><number:{kind}-style style:name="N1" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0">{parts}</number:{kind}-style>
    <style:style style:name="up" style:family="table-cell" style:data-style-name="N1"/>
    <style:style style:name="ce1" style:family="table-cell" style:parent-style-name="up"/></office:automatic-styles>"""
DIGITS = '<number:number number:decimal-places="0"/>'


@pytest.mark.parametrize(
    ("parts", "value", "cell"),
    [
        (f"{DIGITS}<number:text>元</number:text>", 9000, "9000元"),
        (f"<number:text>¥</number:text>{DIGITS}", -5.5, "-¥5.5"),
        (f"{DIGITS}<number:text> 万元</number:text>", 12.5, "12.5万元"),
        (DIGITS, 9, 9),
        (f"{DIGITS}<number:text>%</number:text>", 85, "85%"),
        (f'{DIGITS}<number:text>元</number:text><style:map style:condition="value()&gt;=0"/>', 9, 9),
    ],
)
@pytest.mark.parametrize("text", ["", "<text:p>{value}</text:p>"])
def test_the_words_of_a_format_are_seen_though_the_text_lacks_them(parts, value, cell, text):
    """As libraries write it: a number and its style, the text left out or the bare digits."""
    held = f'<table:table-cell table:style-name="ce1" office:value-type="float" office:value="{value}">{text.format(value=value)}</table:table-cell>'
    (sheet,) = read(table(row(held)), FORMAT.format(kind="number", parts=parts))
    assert sheet.rows == [[cell]]
