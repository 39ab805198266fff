"""The file itself: the same bytes each time, untouched parts as they were, and fit to be opened again."""

import io
import re
import zipfile
from typing import Any

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from stardb.rendering.workbook import render_workbook


def build(*, live: bool = True) -> bytes:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    first, second = workbook.add_worksheet("报表"), workbook.add_worksheet("说明")
    first.write("A1", "{{ title }}" if live else "题目")
    first.write_formula("A2", "=1+1", None, 2)
    second.write("A1", "不变的一页")
    second.conditional_format("A1:A9", {"type": "3_color_scale"})
    second.insert_textbox("C3", "文本框")
    workbook.set_custom_property("文号", "〔2025〕1号")
    workbook.close()
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_input_gives_the_same_bytes() -> None:
    template = build()
    assert render_workbook(template, {"title": "甲"}) == render_workbook(template, {"title": "甲"})
    with zipfile.ZipFile(io.BytesIO(render_workbook(template, {"title": "甲"}))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_parts_without_a_change_are_copied_byte_for_byte_in_their_order() -> None:
    template = build()
    before, after = parts(template), parts(render_workbook(template, {"title": "甲"}))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"}


def test_a_template_without_jinja_comes_back_unchanged() -> None:
    template = build(live=False)
    assert parts(template) == parts(render_workbook(template, {}))


def test_strings_written_in_the_cells_are_filled_too() -> None:
    """As WPS exports and XlsxWriter's constant-memory mode have them: no shared strings at all."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row("A1", ["固定", "{{ title }}", "第{{ n }}名"])
    workbook.close()
    assert "xl/sharedStrings.xml" not in parts(stream.getvalue())
    report = render_workbook(stream.getvalue(), {"title": "甲 ", "n": 2})
    assert _rows(report) == [["固定", "甲 ", "第2名"]]
    assert openpyxl.load_workbook(io.BytesIO(report)).worksheets[0]["B1"].value == "甲 "


def test_a_template_saved_by_openpyxl_works() -> None:
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    for row in (["{% for r in rows %}"], ["{{ r }}", "=A2*2"], ["{% endfor %}"], ["=SUM(A2:A2)"]):
        sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    report = render_workbook(stream.getvalue(), {"rows": [1, 2]})
    assert _rows(report) == [[1, 2], [2, 4], [3, ""]]


def test_a_part_with_its_own_namespace_prefix_works() -> None:
    """As the Open XML SDK writes them: <x:row>, <x:c>."""
    content = parts(build())
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        content[name] = _prefixed(content[name].decode()).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    report = render_workbook(packed.getvalue(), {"title": "甲"})
    assert _rows(report) == [["甲"], [2]]


def _prefixed(text: str) -> str:
    text = re.sub(r"<(/?)(?=[A-Za-z])(?![A-Za-z0-9]+:)", r"<\1x:", text)
    return text.replace(' xmlns="', ' xmlns:x="', 1)


def _rows(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
