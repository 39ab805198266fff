"""A template keeps room for more columns than a scheme may need; what is not needed is hidden in the report."""

import io

import openpyxl
from xlsxwriter import Workbook

from stardb.rendering.workbook import render_workbook


def template() -> bytes:
    """A heading, three columns that may or may not be wanted, a row an item, and a column of its own far to the right."""
    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("结果")
    sheet.set_column("A:F", 12)
    heads = ["名称", *(f"{{{{ 栏[{k}] if 栏|length > {k} else ' ' }}}}" for k in range(3)), "状态", "备注"]
    sheet.write_row(0, 0, heads)
    sheet.write_string(1, 0, "{% for 行 in 各行 %}")
    cells = [f"{{{{ 行[{k}] if 栏|length > {k} else ' ' }}}}" for k in range(3)]
    sheet.write_row(2, 0, ["{{ loop.index }}", *cells, "已定", "{{ 注 }}"])
    sheet.write_string(3, 0, "{% endfor %}")
    book.close()
    return held.getvalue()


def hidden(**context: object) -> list[str]:
    made = render_workbook(template(), {"各行": [[1, 2, 3], [4, 5, 6]], "注": "", **context})
    sheet = openpyxl.load_workbook(io.BytesIO(made))["结果"]
    found = []
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            found += [chr(ord(letter) + k) for k in range(dimension.max - dimension.min + 1)]
    return found


def test_columns_nobody_needs_are_hidden() -> None:
    assert hidden(栏=["甲"]) == ["C", "D"]
    assert hidden(栏=["甲", "乙"]) == ["D"]


def test_all_are_shown_where_all_are_needed() -> None:
    assert hidden(栏=["甲", "乙", "丙"]) == []


def test_a_column_that_is_merely_empty_stays() -> None:
    """备注 comes out empty for everybody, and yet the template means it to be there."""
    assert "F" not in hidden(栏=["甲"])


def test_the_width_of_the_others_is_kept() -> None:
    made = render_workbook(template(), {"各行": [], "注": "", "栏": ["甲", "乙"]})
    sheet = openpyxl.load_workbook(io.BytesIO(made))["结果"]
    assert sheet.column_dimensions["A"].width == sheet.column_dimensions["E"].width
