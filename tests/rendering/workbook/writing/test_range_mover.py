"""What hangs on a sheet besides its cells: it grows, moves and repeats with the rows, and goes when none is left."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from stardb.rendering.workbook import render_workbook

Build = Callable[[Any, Any], object]


def rendered(build: Build, count: int, **options: Any) -> zipfile.ZipFile:
    """The report of a template with a repeated row 3 (headings in 1, directives in 2 and 4, a total in 5)."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet("表")
    sheet.write_row("A1", ["村", "得分", "上年"])
    sheet.write("A2", "{% for r in rows %}")
    sheet.write_row("A3", ["{{ r.n }}", "{{ r.s }}", 5])
    sheet.write("A4", "{% endfor %}")
    sheet.write("A5", "合计")
    build(workbook, sheet)
    workbook.close()
    rows = [{"n": f"村{i}", "s": 10 * i} for i in range(count)]
    return zipfile.ZipFile(io.BytesIO(render_workbook(stream.getvalue(), {"rows": rows, "title": "年度"})))


def part(archive: zipfile.ZipFile, name: str = "xl/worksheets/sheet1.xml") -> str:
    return archive.read(name).decode()


def opened(archive: zipfile.ZipFile) -> Any:
    assert archive.fp is not None
    archive.fp.seek(0)
    return openpyxl.load_workbook(archive.fp)["表"]


def found(pattern: str, text: str) -> list[str]:
    return re.findall(pattern, text)


def test_conditional_formats_cover_exactly_the_copies_and_read_the_first() -> None:
    def build(book: Any, sheet: Any) -> None:
        red = book.add_format({"bg_color": "#FF0000"})
        sheet.conditional_format("A3:C3", {"type": "formula", "criteria": "=$B3<MAX($B$3:$B$3)/2", "format": red})
        sheet.conditional_format("B3", {"type": "icon_set", "icon_style": "3_arrows"})
        sheet.conditional_format("C3", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("A5:C6", {"type": "formula", "criteria": "=$B5>B$1", "format": red})

    sheet = part(rendered(build, 4))
    assert found(r'<conditionalFormatting sqref="([^"]*)"', sheet) == ["A2:C5", "B2:B5", "C2:C5", "A6:C7"]
    assert found(r"<formula>([^<]*)</formula>", sheet) == ["$B2&lt;MAX($B$2:$B$5)/2", "$B6&gt;B$1"]
    assert found(r"<xm:sqref>([^<]*)</xm:sqref>", sheet) == ["C2:C5"]


def test_a_format_that_looks_at_the_row_above_goes_on_doing_so() -> None:
    def build(book: Any, sheet: Any) -> None:
        same = book.add_format({"font_color": "#FFFFFF"})
        sheet.conditional_format("A3", {"type": "formula", "criteria": "=$A3=$A2", "format": same})
        sheet.conditional_format("A9:A12", {"type": "formula", "criteria": "=$A9=$A8", "format": same})

    sheet = part(rendered(build, 5))
    assert found(r'<conditionalFormatting sqref="([^"]*)"', sheet) == ["A2:A6", "A11:A14"]
    assert found(r"<formula>([^<]*)</formula>", sheet) == ["$A2=$A1", "$A11=$A10"]


def test_blank_rows_within_a_range_are_part_of_it() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.write("A20", "落款")
        sheet.data_validation("B8:B11", {"validate": "list", "source": ["是"]})
        sheet.data_validation("C2:C18", {"validate": "list", "source": ["否"]})

    assert found(r'<dataValidation [^>]*sqref="([^"]*)"', part(rendered(build, 4))) == ["B9:B12", "C2:C19"]


def test_merges_in_the_else_of_a_loop_stay() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet("表")
    for row, text in enumerate(["{% for r in rows %}", "{{ r }}", "{% else %}", "", "{% endfor %}"], 1):
        sheet.write(f"A{row}", text)
    sheet.merge_range("A4:C4", "(无)")
    workbook.close()
    report = render_workbook(stream.getvalue(), {"rows": []})
    merged = openpyxl.load_workbook(io.BytesIO(report))["表"].merged_cells.ranges
    assert [str(area) for area in merged] == ["A1:C1"]


def test_conditional_formats_of_no_rows_go_also_the_newer_part_of_data_bars() -> None:
    sheet = part(rendered(lambda b, s: s.conditional_format("C3", {"type": "data_bar", "data_bar_2010": True}), 0))
    assert "conditionalFormatting" not in sheet
    assert "extLst" not in sheet


def test_validation_and_filter_grow() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.data_validation("C3", {"validate": "list", "source": "=$E$3:$E$3"})
        sheet.data_validation("C5", {"validate": "integer", "criteria": ">", "value": "=B5"})
        sheet.autofilter("A1:C3")

    archive = rendered(build, 3)
    sheet = part(archive)
    assert found(r'<dataValidation [^>]*sqref="([^"]*)"', sheet) == ["C2:C4", "C5"]
    assert found(r"<formula1>([^<]*)</formula1>", sheet) == ["$E$2:$E$4", "B5"]
    assert '<autoFilter ref="A1:C4"/>' in sheet
    assert "表!$A$1:$C$4" in part(archive, "xl/workbook.xml")  # the hidden name of the filter


def test_filter_and_validation_over_no_rows_stay_valid() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.data_validation("C3", {"validate": "list", "source": ["优"]})
        sheet.autofilter("A1:C3")

    sheet = part(rendered(build, 0))
    assert "dataValidation" not in sheet
    assert '<autoFilter ref="A1:C1"/>' in sheet


def test_merges_in_a_repeated_row_repeat_and_those_around_grow() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.merge_range("D3:E3", "{{ r.n }}")
        sheet.merge_range("F1:F5", "整块")
        sheet.merge_range("A7:C7", "落款")

    merged = {str(area) for area in opened(rendered(build, 3)).merged_cells.ranges}
    assert merged == {"D2:E2", "D3:E3", "D4:E4", "F1:F5", "A7:C7"}
    merged = {str(area) for area in opened(rendered(build, 0)).merged_cells.ranges}
    assert merged == {"F1:F2", "A4:C4"}


def test_a_merge_over_the_directives_spans_all_copies() -> None:
    archive = rendered(lambda book, sheet: sheet.merge_range("G2:G4", ""), 3)
    assert {str(area) for area in opened(archive).merged_cells.ranges} == {"G2:G4"}
    assert "mergeCell" not in part(rendered(lambda book, sheet: sheet.merge_range("G2:G4", ""), 1))


def test_print_set_up_names_and_links_follow() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.print_area("A1:C5")
        sheet.repeat_rows(0)
        sheet.set_h_pagebreaks([5])
        book.define_name("全部得分", "=表!$B$3:$B$3")
        sheet.write_url("D3", "internal:'表'!A5", string="看合计")
        sheet.write_url("D5", "https://example.cn/", string="网址")

    archive = rendered(build, 4)
    sheet = opened(archive)
    assert sheet.print_area == "'表'!$A$1:$C$6"
    assert sheet.print_title_rows == "$1:$1"
    assert [brk.id for brk in sheet.row_breaks.brk] == [6]
    assert ">表!$B$2:$B$5<" in part(archive, "xl/workbook.xml")
    assert found(r'<hyperlink ref="(\w+)"', part(archive)) == ["D2", "D3", "D4", "D5", "D6"]
    assert set(found(r'location="([^"]*)"', part(archive))) == {"'表'!A6"}


def test_a_page_break_in_a_block_repeats() -> None:
    sheet = part(rendered(lambda book, sheet: sheet.set_h_pagebreaks([3]), 3))
    assert found(r'<brk id="(\d+)"', sheet) == ["2", "3", "4"]
    assert 'count="3" manualBreakCount="3"' in sheet


def test_a_print_area_of_no_rows_is_dropped() -> None:
    archive = rendered(lambda book, sheet: sheet.print_area("A3:C3"), 0)
    assert "definedName" not in part(archive, "xl/workbook.xml")


def test_frozen_panes_hold_the_same_rows() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.freeze_panes(2, 1)  # heading and directive: one row is left of them

    assert opened(rendered(build, 4)).freeze_panes == "B2"


def test_sparklines_repeat_with_their_row_and_read_it() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.add_sparkline("D3", {"range": "表!$B$3:$C$3"})
        sheet.add_sparkline("D5", {"range": "表!B3:B3"})

    sheet = part(rendered(build, 2))
    sources = {place: source for source, place in re.findall(r"<xm:f>([^<]*)</xm:f><xm:sqref>(\w+)", sheet)}
    assert sources == {"D2": "表!B2:C2", "D3": "表!B3:C3", "D4": "表!B2:B3"}
    sheet = part(rendered(lambda book, sheet: sheet.add_sparkline("D3", {"range": "表!B3:C3"}), 0))
    assert "sparkline" not in sheet


def test_charts_follow_and_hold_the_reports_values() -> None:
    def build(book: Any, sheet: Any) -> None:
        chart = book.add_chart({"type": "column"})
        data = {"categories": "=表!$A$3:$A$3", "values": "=表!$B$3:$B$3", "name": "=表!$B$1"}
        chart.add_series(data)
        chart.set_title({"name": "{{ title }}得分"})
        sheet.insert_chart("A8", chart)

    archive = rendered(build, 3)
    chart = part(archive, "xl/charts/chart1.xml")
    assert found(r"<c:f>([^<]*)</c:f>", chart) == ["表!$B$1", "表!$A$2:$A$4", "表!$B$2:$B$4"]
    assert found(r"<c:v>([^<]*)</c:v>", chart) == ["得分", "村0", "村1", "村2", "0", "10", "20"]
    assert "年度得分" in chart
    drawing = part(archive, "xl/drawings/drawing1.xml")
    assert found(r"<xdr:row>(\d+)</xdr:row>", drawing) == ["7", "21"]  # three rows for three
    moved = part(rendered(build, 10), "xl/drawings/drawing1.xml")
    assert found(r"<xdr:row>(\d+)</xdr:row>", moved) == ["14", "28"]
    empty = part(rendered(build, 0), "xl/charts/chart1.xml")
    assert "#REF" not in empty
    assert found(r"<c:v>([^<]*)</c:v>", empty) == ["得分"]


def test_pictures_move_and_keep_their_bytes_and_size() -> None:
    picture = _png()

    def build(book: Any, sheet: Any) -> None:
        sheet.insert_image("B6", "章.png", {"image_data": io.BytesIO(picture)})
        sheet.insert_image("F1", "徽.png", {"image_data": io.BytesIO(picture)})

    archive = rendered(build, 5)
    rows = found(r"<xdr:row>(\d+)</xdr:row>", part(archive, "xl/drawings/drawing1.xml"))
    assert rows[0] == "7"
    assert rows[2] == "0"
    assert archive.read("xl/media/image1.png") == picture


def test_notes_stay_with_their_cells() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.write_comment("B1", "满分一百")
        sheet.write_comment("B3", "得分")
        sheet.write_comment("B5", "合计说明")

    archive = rendered(build, 4)
    sheet = opened(archive)
    assert {cell.coordinate for row in sheet for cell in row if cell.comment} == {"B1", "B2", "B6"}
    assert found(r"<x:Row>(\d+)</x:Row>", part(archive, "xl/drawings/vmlDrawing1.vml")) == ["0", "1", "5"]
    archive = rendered(build, 0)
    sheet = opened(archive)
    assert {cell.coordinate for row in sheet for cell in row if cell.comment} == {"B1", "B2"}
    assert found(r"<x:Row>(\d+)</x:Row>", part(archive, "xl/drawings/vmlDrawing1.vml")) == ["0", "1"]


@pytest.mark.parametrize(("count", "area"), [(3, "A1:C4"), (0, "A1:C2")])
def test_a_table_grows_and_keeps_one_blank_row_at_least(count: int, area: str) -> None:
    def build(book: Any, sheet: Any) -> None:
        columns = [{"header": "{{ title }}村"}, {"header": "得分"}, {"header": "上年"}]
        sheet.add_table("A1:C3", {"columns": columns})
        sheet.write_row("A3", ["{{ r.n }}", "{{ r.s }}", 5])
        sheet.write("A2", "{% for r in rows %}")

    archive = rendered(build, count)
    table = part(archive, "xl/tables/table1.xml")
    assert f'ref="{area}"' in table
    assert found(r'<tableColumn id="\d" name="([^"]*)"', table) == ["年度村", "得分", "上年"]
    assert opened(archive)["A1"].value == "年度村"
    assert opened(archive)[f"A{3 if not count else 5}"].value == "合计"


def test_formats_on_one_of_two_repeated_rows_skip_the_other() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet("表")
    for row, text in enumerate(["{% for r in rows %}", "{{ r }}", "说明", "{% endfor %}"], 1):
        sheet.write(f"A{row}", text)
    sheet.conditional_format(
        "A2", {"type": "formula", "criteria": "=$A3=$A2", "format": workbook.add_format({"bold": 1})}
    )
    workbook.close()
    text = part(zipfile.ZipFile(io.BytesIO(render_workbook(stream.getvalue(), {"rows": [1, 2, 3]}))))
    assert 'sqref="A1 A3 A5"' in text
    assert "<formula>$A2=$A1</formula>" in text


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\xc0\0\0" * 8 for _ in range(8)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
