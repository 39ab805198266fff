"""A cell never shows a number, rounded by the template's format, on an edge that it does not reach."""

import io
import subprocess
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from stardb.rendering.number_text import EdgedNumber
from stardb.rendering.workbook import render_workbook

EIGHTY, NINETY = Fraction(80), Fraction(90)
CASES = [  # number, format of the template's cell, what is seen
    ("79.96", "0.0", "79.96"),  # 80.0 would be the pass mark
    ("79.94", "0.0", "79.9"),
    ("80.04", "0.0", "80.04"),
    ("80.05", "0.0", "80.1"),
    ("89.99999997", "General", "89.99999997"),
    ("89.99999997", "#,##0.00", "89.99999997"),
    ("89.6", "0", "89.6"),
    ("85.25", "0.0", "85.3"),  # no edge near: rounded as the template has it
    ("79.996", '0.00"分"', "79.996分"),
]


@pytest.fixture(scope="module")
def book() -> bytes:
    template = openpyxl.Workbook()
    sheet = template.worksheets[0]
    for row, (_, code, _) in enumerate(CASES, 1):
        sheet.cell(row, 1, f"{{{{ 数[{row - 1}] }}}}").number_format = code
    stream = io.BytesIO()
    template.save(stream)
    numbers = [EdgedNumber(Decimal(text), (EIGHTY, NINETY)) for text, _, _ in CASES]
    return render_workbook(stream.getvalue(), {"数": numbers})


def test_the_number_itself_is_in_the_cell(book: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(1, len(CASES) + 1)] == [float(text) for text, _, _ in CASES]


@pytest.mark.tools
def test_what_is_seen_lies_on_the_numbers_side_of_the_edges(book: bytes, soffice: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(book)
    options = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = [*soffice, "--convert-to", options, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").split() == [seen for _, _, seen in CASES]
