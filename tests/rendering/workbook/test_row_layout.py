"""The law of references: a range over template rows means, in the report, exactly the copies of those rows.

Any arrangement of rows, loops and choices is drawn, and played through here in the plainest way to know which rows come
out, each with the turns it came from. Every row carries its template row's number in column A and a value in column B.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from stardb.rendering.workbook import render_workbook

Path = tuple[tuple[int, int], ...]  # (template row of a block's opening, number of the turn), outermost first


@dataclass
class Block:
    """A block that makes its rows `turns` times; a choice makes them once or not at all."""

    choice: bool
    turns: int
    body: "list[Block | None]"

    @property
    def opening(self) -> str:
        return f"{{% if {self.turns} %}}" if self.choice else f"{{% for _ in range({self.turns}) %}}"

    @property
    def closing(self) -> str:
        return "{% endif %}" if self.choice else "{% endfor %}"


Items = list[Block | None]


def arrangements() -> st.SearchStrategy[Items]:
    def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        body = st.lists(inner, min_size=1, max_size=3)
        loops = st.builds(Block, st.just(False), st.integers(0, 3), body)
        choices = st.builds(Block, st.just(True), st.integers(0, 1), body)
        return st.one_of(loops, choices)

    row: st.SearchStrategy[Any] = st.none()
    return st.lists(st.recursive(row, nested, max_leaves=6), min_size=1, max_size=5)


def lines(items: Items) -> list[str | None]:
    """The template's rows: a directive's text, or None for a row of content."""
    rows: list[str | None] = []
    for item in items:
        rows += [None] if item is None else [item.opening, *lines(item.body), item.closing]
    return rows


def played(items: Items, first: int = 1, path: Path = ()) -> Iterator[tuple[int, Path]]:
    """The rows that come out, each as its template row and the turns around it."""
    for item in items:
        if item is None:
            yield first, path
            first += 1
        else:
            for turn in range(item.turns):
                yield from played(item.body, first + 1, (*path, (first, turn)))
            first += len(lines([item]))


def rows_of(references: str) -> set[int]:
    """All rows of a comma- or space-separated list of ranges."""
    rows: set[int] = set()
    for start, end in re.findall(r"[A-Z](\d+)(?::[A-Z](\d+))?", references):
        rows |= set(range(int(start), int(end or start) + 1))
    return rows


def report_of(items: Items, formula: str, formats: str) -> bytes:
    """The report of an arrangement with this formula in every row's column C, and on another sheet."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet, other = workbook.add_worksheet("表"), workbook.add_worksheet("合计")
    for number, directive in enumerate(lines(items), 1):
        if directive is None:
            sheet.write_row(number - 1, 0, [number, 2**number, formula])
        else:
            sheet.write(number - 1, 3, directive)
    sheet.conditional_format(formats, {"type": "data_bar"})
    other.write_formula("A1", formula.replace("B", "表!B", 1))
    other.write("A2", "{{ 1 }}")  # something to fill, whatever was drawn
    workbook.close()
    return render_workbook(stream.getvalue(), {})


@settings(max_examples=80, deadline=None)
@given(arrangements(), st.data())
def test_a_range_covers_exactly_the_copies_of_its_rows(items: Items, data: st.DataObject) -> None:
    top = data.draw(st.integers(1, len(lines(items))), "top")
    bottom = data.draw(st.integers(top, len(lines(items))), "bottom")
    report = report_of(items, f"=SUM(B{top}:B{bottom})", f"B{top}:B{bottom}")
    made = list(enumerate(played(items), 1))
    expected = {out for out, (row, _) in made if top <= row <= bottom}

    book: Any = openpyxl.load_workbook(io.BytesIO(report))
    assert [(out, book["表"][f"A{out}"].value) for out, _ in made] == [(out, row) for out, (row, _) in made]
    text = zipfile.ZipFile(io.BytesIO(report)).read("xl/worksheets/sheet1.xml").decode()
    assert rows_of("".join(re.findall(r'<conditionalFormatting sqref="([^"]*)"', text))) == expected
    total = rows_of(book["合计"]["A1"].value.replace("表!", ""))
    assert total == expected if expected else min(total) > len(made)
    stored: Any = openpyxl.load_workbook(io.BytesIO(report), data_only=True)["合计"]["A1"].value
    assert stored == sum(2**row for _, (row, _) in made if top <= row <= bottom)


@settings(max_examples=80, deadline=None)
@given(arrangements(), st.data())
def test_a_row_sees_the_copies_made_in_its_own_turns(items: Items, data: st.DataObject) -> None:
    """A formula's row and the row it names share the turns of every block around both."""
    named = data.draw(st.integers(1, len(lines(items))), "named")
    book: Any = openpyxl.load_workbook(io.BytesIO(report_of(items, f"=SUM(B{named}:B{named})", "A1")))
    made = list(enumerate(played(items), 1))
    for out, (_, path) in made:
        expected = set()
        for other, (row, others) in made:
            shared = {block for block, _ in path} & {block for block, _ in others}
            agree = all(turn in path for turn in others if turn[0] in shared)
            if row == named and agree:
                expected.add(other)
        found = rows_of(book["表"][f"C{out}"].value)
        assert found == expected if expected else min(found) > len(made)
