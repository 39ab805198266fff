"""The law of references: a range over template rows means, in the report, exactly the copies of those rows.

Any arrangement of rows, loops and choices is drawn; every row carries its template row's number in column A and a value
in column B, so that the report itself says which rows a range should cover.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from stardb.rendering.workbook import render_workbook


@dataclass
class Block:
    opening: str
    closing: str
    body: "list[Block | None]"


def blocks() -> st.SearchStrategy[list[Block | None]]:
    loop = st.integers(0, 3).map(lambda n: f"{{% for _ in range({n}) %}}")
    choice = st.booleans().map(lambda yes: f"{{% if {yes} %}}")
    row: st.SearchStrategy[Any] = st.none()

    def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        body = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            st.builds(lambda start, rows: Block(start, "{% endfor %}", rows), loop, body),
            st.builds(lambda start, rows: Block(start, "{% endif %}", rows), choice, body),
        )

    return st.lists(st.recursive(row, nested, max_leaves=6), min_size=1, max_size=5)


def lines(items: list[Block | None]) -> list[str | None]:
    """The template's rows: a directive's text, or None for a row of content."""
    rows: list[str | None] = []
    for item in items:
        rows += [None] if item is None else [item.opening, *lines(item.body), item.closing]
    return rows


def rows_of(references: str) -> set[int]:
    """All rows of a comma- or space-separated list of ranges."""
    rows: set[int] = set()
    for first, last in re.findall(r"[A-Z](\d+)(?::[A-Z](\d+))?", references):
        rows |= set(range(int(first), int(last or first) + 1))
    return rows


@settings(max_examples=60, deadline=None)
@given(blocks(), st.data())
def test_a_range_covers_exactly_the_copies_of_its_rows(items: list[Block | None], data: st.DataObject) -> None:
    rows = lines(items)
    top = data.draw(st.integers(1, len(rows)), "top")
    bottom = data.draw(st.integers(top, len(rows)), "bottom")
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet, other = workbook.add_worksheet("表"), workbook.add_worksheet("合计")
    for number, directive in enumerate(rows, 1):
        if directive is None:
            sheet.write_row(number - 1, 0, [number, 2**number])
        else:
            sheet.write(number - 1, 2, directive)
    sheet.conditional_format(f"B{top}:B{bottom}", {"type": "data_bar"})
    other.write_formula("A1", f"=SUM(表!B{top}:B{bottom})")
    other.write("A2", "{{ 1 }}")  # something to fill, whatever was drawn
    workbook.close()
    report = render_workbook(stream.getvalue(), {})

    book: Any = openpyxl.load_workbook(io.BytesIO(report))
    made = [(row, value) for row, (value,) in enumerate(book["表"].iter_rows(max_col=1, values_only=True), 1) if value]
    expected = {row for row, value in made if top <= value <= bottom}
    total = str(book["合计"]["A1"].value)
    text = zipfile.ZipFile(io.BytesIO(report)).read("xl/worksheets/sheet1.xml").decode()
    formatted = "".join(re.findall(r'<conditionalFormatting sqref="([^"]*)"', text))
    assert rows_of(formatted) == expected
    if expected:
        assert rows_of(total.replace("表!", "")) == expected
    else:
        assert rows_of(total).isdisjoint(row for row, _ in made)
    stored: Any = openpyxl.load_workbook(io.BytesIO(report), data_only=True)["合计"]["A1"].value
    assert stored == sum(2**value for _, value in made if top <= value <= bottom)
