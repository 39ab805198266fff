"""What a cell holds after filling: the kind of the value, the text as it was, the style as laid out."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText
from python_calamine import CalamineWorkbook

from stardb.rendering.workbook import render_workbook


def filled(build: Callable[[Any, Any], object], rich_text: bool = False, **context: object) -> Any:
    """The first sheet, as openpyxl reads it, of a template built by `build(workbook, sheet)`."""
    return openpyxl.load_workbook(io.BytesIO(rendered(build, **context)), rich_text=rich_text).worksheets[0]


def rendered(build: Callable[[Any, Any], object], **context: object) -> bytes:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    build(workbook, workbook.add_worksheet("表"))
    workbook.close()
    return render_workbook(stream.getvalue(), context, name="报表.xlsx")


def one(text: str, **context: object) -> Any:
    """The value a single cell ends up with."""
    return filled(lambda book, sheet: sheet.write_string("A1", text), False, **context)["A1"].value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, 7),
        (Decimal("88.50"), 88.5),
        (0.1, 0.1),
        (True, True),
        (None, None),
        ("", None),
        ("优", "优"),
        (date(2025, 1, 1), 45658),
        (datetime(2025, 1, 1, 12), 45658.5),
        (time(6), 0.25),
        (110101199003071234, "110101199003071234"),
        (-12, -12),
        (Decimal("1E+3"), 1000),
        (float("nan"), None),
        (Decimal("NaN"), None),
        (np.int64(5), 5),
        (np.float64(2.5), 2.5),
        (np.bool_(True), True),
        (pd.NaT, None),
        (pd.NA, None),
        (pd.Timestamp("2025-01-01"), 45658),
    ],
)
def test_a_lone_expression_keeps_the_kind_of_its_value(value: object, expected: object) -> None:
    found = one("{{ value }}", value=value)
    assert found == expected
    assert isinstance(found, bool) == isinstance(expected, bool)


def test_a_decimal_is_stored_digit_for_digit() -> None:
    data = rendered(lambda book, sheet: sheet.write("A1", "{{ value }}"), value=Decimal("0.10000000000000001"))
    assert b"<v>0.10000000000000001</v>" in _part(data, "xl/worksheets/sheet1.xml")


def test_days_count_from_1904_in_a_workbook_that_does_so() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"date_1904": True})
    workbook.add_worksheet().write("A1", "{{ day }}")
    workbook.close()
    data = render_workbook(stream.getvalue(), {"day": date(1904, 1, 2)})
    assert b"<v>1</v>" in _part(data, "xl/worksheets/sheet1.xml")


def test_mixed_text_is_text() -> None:
    assert one("第{{ n }}名", n=3) == "第3名"
    assert one("{{ a }}{{ b }}", a=1, b=2) == "12"
    assert one("得{{ x }}分{{ none }}", x=Decimal("1E+2"), none=None) == "得100分"


def test_statements_within_a_cell_are_plain_jinja() -> None:
    text = "{% if score >= 60 %}合格{% else %}不合格{% endif %}"
    text += "({% for s in stars %}{{ s }}{{ '、' if not loop.last }}{% endfor %})"
    assert one(text, score=59, stars=["红", "绿"]) == "不合格(红、绿)"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    data = rendered(lambda book, sheet: sheet.write("A1", "{{ x }}"), x="=HYPERLINK(1)")
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python() == [["=HYPERLINK(1)"]]
    assert b"<f" not in _part(data, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["  两边有空格  ", "两行\n字", "a<b & \"c\" > 'd'", "_x000D_", "𠮷村", "\ttab"])
def test_text_arrives_as_it_was(text: str) -> None:
    data = rendered(lambda book, sheet: sheet.write("A1", "{{ x }}"), x=text)
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python() == [[text]]


def test_characters_xml_cannot_hold_are_dropped() -> None:
    assert one("{{ x }}", x="甲\x00乙\x0b丙\ud800丁\uffff") == "甲乙丙丁"


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    found = one("{{ x }}", x="长" * 40_000)
    assert len(found) == 32_767
    assert found.endswith("…")


def test_the_style_of_a_cell_stays_even_without_a_value() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.write("A1", "{{ x }}", book.add_format({"bold": True, "num_format": "0.00", "bg_color": "#FFFF00"}))

    for value in (1.5, None, "字"):
        cell = filled(build, x=value)["A1"]
        assert cell.font.bold
        assert cell.number_format == "0.00"
        assert cell.fill.fgColor.rgb == "FFFFFF00"


def test_fonts_within_a_cell_stay() -> None:
    def build(book: Any, sheet: Any) -> None:
        red = book.add_format({"color": "red", "bold": True})
        sheet.write_rich_string("A1", "共 ", red, "{{ n }}", " 个支部")
        sheet.write_rich_string("A2", "不", red, "变", "的")

    sheet = filled(build, rich_text=True, n=12)
    assert isinstance(sheet["A1"].value, CellRichText)
    assert str(sheet["A1"].value) == "共 12 个支部"
    assert [part.font.b for part in sheet["A1"].value if hasattr(part, "font")][:1] == [True]
    assert isinstance(sheet["A2"].value, CellRichText)


def test_a_tag_cut_in_two_by_its_fonts_still_works() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.write_rich_string("A1", "{{ n", book.add_format({"bold": True}), "ame }}", "村")

    assert filled(build, name="柳河")["A1"].value == "柳河村"


def test_a_field_named_like_a_method_is_the_field() -> None:
    assert one("{{ row.count }}/{{ row.items }}", row={"count": 3, "items": 4}) == "3/4"


def test_filters_may_be_brought_along() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    workbook.add_worksheet().write("A1", "{{ 5|stars }}")
    workbook.close()
    data = render_workbook(stream.getvalue(), {}, filters={"stars": lambda n: "★" * n})
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A1"].value == "★★★★★"


def test_headers_and_footers_are_filled_and_ampersands_shown() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.set_header("&C{{ title }}")
        sheet.set_footer("&L{{ unit }}&R第 &P 页")

    sheet = filled(build, title="张&李", unit="县委组织部")
    assert sheet.oddHeader.center.text == "张&&李"
    assert sheet.oddFooter.left.text == "县委组织部"
    assert sheet.oddFooter.right.text == "第 &P 页"


def test_no_trace_of_the_template_text_is_left() -> None:
    data = rendered(lambda book, sheet: sheet.write("A1", "{{ secret_name }}"), secret_name="公开")
    assert b"secret_name" not in _part(data, "xl/sharedStrings.xml")


def _part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)
