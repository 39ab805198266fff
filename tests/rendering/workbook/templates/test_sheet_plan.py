"""Which rows come out: repeated, nested, chosen, set aside, and none."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from stardb.rendering.workbook import render_workbook

TOWNSHIPS: list[dict[str, Any]] = [
    {"name": "城关镇", "villages": [{"name": "东关", "score": 90}, {"name": "西关", "score": 80}]},
    {"name": "柳河乡", "villages": []},
    {"name": "太平镇", "villages": [{"name": "太平", "score": 70}]},
]


def template(rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of one sheet with these cells; None stays blank, text starting with `=` is a formula."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet("表")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)
    workbook.close()
    return stream.getvalue()


def cells(rows: Sequence[Sequence[Any]], context: Mapping[str, object]) -> list[list[Any]]:
    """The report's cells as calamine reads them."""
    data = render_workbook(template(rows), context)
    openpyxl.load_workbook(io.BytesIO(data))  # opens there too
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_rows_between_for_and_endfor_are_repeated_and_the_directives_vanish() -> None:
    rows: list[list[Any]] = [["村名"], ["{% for v in villages %}"], ["{{ v }}"], ["{% endfor %}"], ["完"]]
    assert cells(rows, {"villages": ["甲", "乙", "丙"]}) == [["村名"], ["甲"], ["乙"], ["丙"], ["完"]]


def test_a_directive_may_stand_in_any_column() -> None:
    rows: list[list[Any]] = [[None, None, "{% for v in villages %}"], ["{{ v }}"], [None, "{% endfor %}"]]
    assert cells(rows, {"villages": ["甲", "乙"]}) == [["甲"], ["乙"]]


def test_loop_and_filtered_loops_work() -> None:
    rows: list[list[Any]] = [
        ["{% for v in items if v > 1 %}"],
        ["{{ loop.index }}", "{{ loop.length }}", "{{ v }}"],
        ["{% endfor %}"],
    ]
    assert cells(rows, {"items": [1, 2, 3]}) == [[1, 2, 2], [2, 2, 3]]


def test_loops_nest() -> None:
    rows: list[list[Any]] = [
        ["{% for t in townships %}"],
        ["{{ t.name }}"],
        ["{% for v in t.villages %}"],
        [None, "{{ v.name }}", "{{ loop.index }}"],
        ["{% endfor %}"],
        ["{% endfor %}"],
    ]
    assert cells(rows, {"townships": TOWNSHIPS}) == [
        ["城关镇", "", ""],
        ["", "东关", 1],
        ["", "西关", 2],
        ["柳河乡", "", ""],
        ["太平镇", "", ""],
        ["", "太平", 1],
    ]


def test_an_empty_list_makes_no_row() -> None:
    rows: list[list[Any]] = [["头"], ["{% for v in villages %}"], ["{{ v }}"], ["{% endfor %}"], ["尾"]]
    assert cells(rows, {"villages": []}) == [["头"], ["尾"]]


def test_else_stands_in_for_an_empty_list() -> None:
    rows: list[list[Any]] = [
        ["{% for v in villages %}"],
        ["{{ v }}"],
        ["{% else %}"],
        ["(无)"],
        ["{% endfor %}"],
        ["尾"],
    ]
    assert cells(rows, {"villages": []}) == [["(无)"], ["尾"]]
    assert cells(rows, {"villages": ["甲"]}) == [["甲"], ["尾"]]


def test_if_rows_choose() -> None:
    rows: list[list[Any]] = [
        ["{% if n > 9 %}"],
        ["多"],
        ["{% elif n > 5 %}"],
        ["中"],
        ["{% else %}"],
        ["少"],
        ["{% endif %}"],
        ["完"],
    ]
    assert [cells(rows, {"n": n})[0][0] for n in (10, 7, 1)] == ["多", "中", "少"]


def test_if_rows_within_a_loop_see_its_variables() -> None:
    rows: list[list[Any]] = [
        ["{% for v in villages %}"],
        ["{{ v.name }}"],
        ["{% if v.score < 75 %}"],
        ["↑ 待整改"],
        ["{% endif %}"],
        ["{% endfor %}"],
    ]
    villages = [village for township in TOWNSHIPS for village in township["villages"]]
    assert cells(rows, {"villages": villages}) == [["东关"], ["西关"], ["太平"], ["↑ 待整改"]]


def test_set_rows_name_values_for_the_rows_below() -> None:
    rows: list[list[Any]] = [["{% set total = scores|sum %}"], ["{{ total }}"], ["合计{{ total }}"]]
    assert cells(rows, {"scores": [1, 2, 3]}) == [[6], ["合计6"]]


def test_a_namespace_carries_over_from_turn_to_turn() -> None:
    rows: list[list[Any]] = [
        ["{% set ns = namespace(total=0) %}"],
        ["{% for s in scores %}"],
        ["{% set ns.total = ns.total + s %}"],
        ["{{ ns.total }}"],
        ["{% endfor %}"],
    ]
    assert cells(rows, {"scores": [1, 2, 3]}) == [[1], [3], [6]]


def test_blank_rows_in_a_block_are_repeated_and_below_it_kept() -> None:
    rows: list[list[Any]] = [["{% for v in villages %}"], ["{{ v }}"], [], ["{% endfor %}"], [], ["完"]]
    assert cells(rows, {"villages": ["甲", "乙"]}) == [["甲"], [""], ["乙"], [""], [""], ["完"]]


def test_a_cell_with_its_own_loop_is_no_directive() -> None:
    rows: list[list[Any]] = [["{% for v in villages %}{{ v }};{% endfor %}", "同行"]]
    assert cells(rows, {"villages": ["甲", "乙"]}) == [["甲;乙;", "同行"]]


def test_repeated_rows_keep_height_outline_and_fixed_cells() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet()
    sheet.write("A1", "{% for v in villages %}")
    sheet.set_row(1, 33, None, {"level": 1})
    sheet.write_row("A2", ["{{ v }}", "村", 1, True])
    sheet.write("A3", "{% endfor %}")
    workbook.close()
    out = openpyxl.load_workbook(io.BytesIO(render_workbook(stream.getvalue(), {"villages": ["甲", "乙"]}))).active
    assert out is not None
    assert [out.row_dimensions[row].height for row in (1, 2)] == [33, 33]
    assert [out.row_dimensions[row].outlineLevel for row in (1, 2)] == [1, 1]
    assert [cell.value for cell in out[2]] == ["乙", "村", 1, True]


def test_a_remark_leaves_the_cell_empty() -> None:
    assert cells([["{# 给做模板的人看 #}", "甲"]], {}) == [["", "甲"]]
