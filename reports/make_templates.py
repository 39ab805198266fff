"""Writes the workbook templates shipped: `python reports/make_templates.py [folder]`, by default beside this file.

For developers. The templates are committed, because departments change them in Excel or WPS; every run writes the same
bytes. docs/reports.md says what may stand in them.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from workbooks.general import write_general
from workbooks.lists import write_details
from workbooks.schemes import write_branches, write_secretaries
from xlsxwriter import Workbook

TEMPLATES: dict[str, Callable[[Workbook], None]] = {
    "secretary-star-level.xlsx": write_secretaries,
    "five-star-branch.xlsx": write_branches,
    "workbook.xlsx": write_general,
    "details.xlsx": write_details,
}
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
    "default_row_height": 18,
    "default_column_width": 72,
}


def write_all(folder: Path) -> list[Path]:
    """Every template, under `folder`."""
    return [write(folder / name, build) for name, build in TEMPLATES.items()]


def write(path: Path, build: Callable[[Workbook], None]) -> Path:
    book = Workbook(path, OPTIONS)
    book.set_properties({"author": "stardb", "created": datetime(2024, 1, 1)})
    build(book)
    book.close()
    return path


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for path in write_all(target):
        print(f"{path.stat().st_size:>8,}  {path.name}")
