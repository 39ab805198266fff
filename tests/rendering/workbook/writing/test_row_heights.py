"""How tall rows become for their wrapped texts."""

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from stardb.rendering.workbook import render_workbook

SHEET = "xl/worksheets/sheet1.xml"
USUAL = 15.0


def laid_out(*cells: str, width: float = 20, height: float | None = None, merged: int = 0, **format_: Any) -> bytes:
    """A template with one repeated row of these cells, wrapped; the first merged over so many columns."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("表")
    look = book.add_format({"text_wrap": True} | format_)
    sheet.set_column(0, 9, width)
    sheet.write("A1", "{% for v in rows %}")
    _row(sheet, cells, look, merged)
    if height is not None:
        sheet.set_row(1, height)
    sheet.write("A3", "{% endfor %}")
    book.close()
    return stream.getvalue()


def _row(sheet: Worksheet, cells: Sequence[str], look: Format, merged: int) -> None:
    if merged:
        sheet.merge_range(1, 0, 1, merged - 1, cells[0], look)
    else:
        sheet.write_row(1, 0, cells, look)


def changed(template: bytes, old: str, new: str) -> bytes:
    """The template with something else in its sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name).decode()
            if name == SHEET:
                assert old in data
                data = data.replace(old, new)
            after.writestr(name, data)
    return stream.getvalue()


def rows_of(template: bytes, *values: object) -> list[str]:
    """The opening tags of the report's rows."""
    report = render_workbook(template, {"rows": values})
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        return re.findall("<row [^>]*>", archive.read(SHEET).decode())


def heights(template: bytes, *values: object) -> list[float]:
    """The heights of the report's rows, the usual one where none is written."""
    found = [re.search(' ht="([^"]*)"', row) for row in rows_of(template, *values)]
    return [float(height[1]) if height else USUAL for height in found]


def test_a_long_wrapped_text_gets_a_taller_row_and_a_short_one_does_not() -> None:
    short, long, longer = heights(laid_out("{{ v }}"), "合格", "村集体经济收入" * 4, "村集体经济收入" * 12)
    assert short == USUAL
    assert 4 * 14 <= long <= 4 * 16  # 9 characters a line
    assert 10 * 14 <= longer <= 10 * 16


def test_the_height_is_not_marked_as_custom_so_that_a_spreadsheet_may_fit_it_anew() -> None:
    (row,) = rows_of(laid_out("{{ v }}"), "村集体经济收入" * 4)
    assert " ht=" in row
    assert "customHeight" not in row


def test_text_that_is_not_wrapped_changes_no_row() -> None:
    template = laid_out("{{ v }}", text_wrap=False)
    assert heights(template, "村集体经济收入" * 12, "甲\n乙") == [USUAL, USUAL]


def test_a_height_set_by_hand_stays() -> None:
    template = laid_out("{{ v }}", height=33)
    rows = rows_of(template, "甲", "村集体经济收入" * 12)
    assert heights(template, "甲", "村集体经济收入" * 12) == [33, 33]
    assert all('customHeight="1"' in row for row in rows)


@pytest.mark.parametrize("left", ["15", "75"])
def test_a_height_a_resave_left_is_fitted_anew(left: str) -> None:
    """LibreOffice writes every row's height as fitted to the template's own text."""
    template = laid_out("{{ v }}")
    resaved = changed(template, '<row r="2"', f'<row r="2" ht="{left}" customHeight="false"')
    values = ("甲", "村集体经济收入" * 4)
    assert rows_of(resaved, *values) == rows_of(template, *values)


def test_a_fixed_text_keeps_the_height_it_was_fitted_to() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("表")
    sheet.write(0, 0, "村集体经济收入" * 4, book.add_format({"text_wrap": True}))
    sheet.write(1, 0, "{{ rows[0] }}")
    book.close()
    template = stream.getvalue()
    assert heights(template, 1)[0] > 3 * USUAL  # four lines and more in a column of the usual width
    assert heights(changed(template, '<row r="1"', '<row r="1" ht="58.5"'), 1)[0] == 58.5


def test_merged_across_the_whole_width_counts() -> None:
    text = "村集体经济收入" * 8
    (alone,) = heights(laid_out("{{ v }}"), text)
    (across,) = heights(laid_out("{{ v }}", merged=4), text)
    (wide,) = heights(laid_out("{{ v }}", width=80), text)
    assert USUAL < across == wide < alone


def test_merged_downwards_is_left_alone() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("表")
    sheet.merge_range("A1:A3", "{{ rows[0] }}", book.add_format({"text_wrap": True}))
    book.close()
    assert heights(stream.getvalue(), "村集体经济收入" * 4) == [USUAL] * 3


def test_chinese_counts_double() -> None:
    narrow, wide, twice = heights(laid_out("{{ v }}"), "abc " * 20, "村村村村" * 20, "abc " * 40)
    assert wide > 1.7 * narrow
    assert abs(wide - twice) <= 16  # a line


def test_line_ends_are_lines() -> None:
    one, three, empty = heights(laid_out("{{ v }}"), "甲", "甲\n乙\r\n丙", "甲\n\n丙")
    assert one == USUAL
    assert three == empty > 2 * USUAL


def test_larger_letters_need_more() -> None:
    text = "村集体经济收入" * 4
    assert heights(laid_out("{{ v }}", font_size=9), text) < heights(laid_out("{{ v }}", font_size=16), text)
    assert heights(laid_out("{{ v }}", font_size=24), "甲")[0] > 24


def test_an_indent_leaves_less_room() -> None:
    text = "村集体经济收入" * 4
    assert heights(laid_out("{{ v }}", indent=5), text) > heights(laid_out("{{ v }}"), text)


def test_long_words_are_not_parted_where_they_need_not_be() -> None:
    once, twice = heights(laid_out("{{ v }}", width=24), "data/2022/县委组织部", "abcdefghijklmno abcdefghijklmno")
    assert once == USUAL < twice
    (path,) = heights(laid_out("{{ v }}", width=10), "x" * 28)
    assert 3 * 13 <= path <= 4 * 16


def test_the_tallest_cell_decides() -> None:
    (both,) = heights(laid_out("{{ v }}", "{{ v * 5 }}"), "村集体经济收入")
    (last,) = heights(laid_out("甲", "{{ v * 5 }}"), "村集体经济收入")
    assert both == last > USUAL


def test_numbers_stay_on_one_line_and_other_values_are_texts() -> None:
    class Kind:
        def __str__(self) -> str:
            return "村集体经济收入" * 4

    template = laid_out("{{ v }}", width=4)
    numbers = (1_234_567_890, Decimal("1234567890.12"), 0.123456789, True, None)
    assert heights(template, *numbers) == [USUAL] * 5
    assert heights(template, Kind())[0] > USUAL


def test_a_text_in_two_fonts_counts_whole() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("表")
    bold, wrapped = book.add_format({"bold": True, "font_size": 20}), book.add_format({"text_wrap": True})
    sheet.write_rich_string("A1", bold, "{{ rows[0] }}", "为止", wrapped)
    book.close()
    small = heights(laid_out("{{ v }}", width=8.43), "村集体经济收入" * 4)[0]
    assert heights(stream.getvalue(), "村集体经济收入" * 4)[0] > 2 * small


def test_a_formula_whose_text_is_known_counts() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("表")
    sheet.write("A1", "{{ rows[0] }}")
    sheet.write_formula("B1", "=A1", book.add_format({"text_wrap": True}))
    book.close()
    assert heights(stream.getvalue(), "村集体经济收入" * 4)[0] > 3 * USUAL


def test_no_row_is_taller_than_a_spreadsheet_allows() -> None:
    assert heights(laid_out("{{ v }}"), "村" * 5000) == [409]


def test_hidden_rows_and_columns_are_left_alone() -> None:
    template = laid_out("{{ v }}")
    assert heights(changed(template, '<row r="2"', '<row r="2" hidden="1"'), "村" * 500) == [USUAL]
    assert heights(changed(template, "<col ", '<col hidden="1" '), "村" * 500) == [USUAL]
