"""A township's desk: workbooks are really written to a folder, and read back as a scheme would."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from stardb.books import read_books
from stardb.intake import Intake, Table, read_tables
from stardb.problems import Problem
from stardb.quantity.to_text import show_at
from stardb.rulebook import TableSpec

Rows = Sequence[Sequence[Any]]

VILLAGE = {"type": "text", "required": True, "aliases": ["村名", "行政村", "村(社区)"]}
TOWNSHIP = {"type": "text", "aliases": ["乡镇名称"]}

ROSTER = TableSpec.model_validate(
    {
        "key": ["乡镇", "村"],
        "name": "村",
        "group": "乡镇",
        "columns": {
            "乡镇": {**TOWNSHIP, "required": True},
            "村": VILLAGE,
            "类别": {"type": "choice", "choices": {"村": ["行政村"], "社区": ["居委会"]}},
        },
    }
)
CHECK = TableSpec.model_validate(
    {
        "key": ["乡镇", "村"],
        "columns": {
            "乡镇": TOWNSHIP,
            "村": VILLAGE,
            "党员": {"type": "number", "unit": "人", "between": ["0", "1000"], "aliases": ["党员人数"]},
            "收入": {"type": "money", "unit": "万元", "aliases": ["村集体经济年收入"]},
            "合格率": {"type": "percent", "between": ["0%", "100%"]},
            "换届": {"type": "yes_no", "aliases": ["是否按期换届"]},
        },
    }
)
SCHEME = {"名册": ROSTER, "检查表": CHECK}

ROSTER_ROWS: Rows = [
    ["乡镇", "村", "类别"],
    ["东村镇", "李家村", "村"],
    ["东村镇", "王家村", "村"],
    ["西村镇", "李家村", "村"],
    ["西村镇", "赵家社区", "社区"],
]
HEADER = ["乡镇", "村", "党员", "收入", "合格率", "换届"]
CHECK_ROWS: Rows = [
    HEADER,
    ["东村镇", "李家村", 35, 12.5, 0.85, "√"],
    ["东村镇", "王家村", 28, 3, 0.9, "×"],
    ["西村镇", "李家村", 20, 0, 0.75, "√"],
    ["西村镇", "赵家社区", 21, 8.2, 0.6, "√"],
]


def write(
    path: Path,
    sheets: Mapping[str, Rows],
    merges: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    hidden: Sequence[str] = (),
) -> None:
    """A workbook with these sheets; merges and number formats go to its first one."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    for cell, number_format in (formats or {}).items():
        book.worksheets[0][cell].number_format = number_format
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


class Desk:
    """A folder of workbooks and what is read from it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "data"
        self.folder.mkdir(exist_ok=True)

    def send(self, name: str, rows: Rows, sheet: str = "表", **how: Any) -> Path:
        """Puts a workbook with one sheet on the desk."""
        return self.send_book(name, {sheet: rows}, **how)

    def send_book(self, name: str, sheets: Mapping[str, Rows], **how: Any) -> Path:
        path = self.folder / f"{name}.xlsx"
        write(path, sheets, **how)
        return path

    def put(self, name: str, content: bytes) -> None:
        """Puts a file with any content on the desk."""
        (self.folder / name).write_bytes(content)

    def read(self, specs: Mapping[str, TableSpec] = SCHEME) -> Intake:
        """What a scheme gets from the desk; problems of unreadable files stand first."""
        books = read_books(self.folder, self.root)
        intake = read_tables(books.sheets, specs)
        return replace(intake, problems=(*books.problems, *intake.problems))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path)


@pytest.fixture
def rostered(desk: Desk) -> Desk:
    """A desk with the county's roster on it: two villages of 东村镇, a village and a community of 西村镇."""
    desk.send("0 名册", ROSTER_ROWS)
    return desk


class Reader:
    """Shorthand for looking at an intake."""

    HEADER = HEADER
    ROSTER = ROSTER_ROWS
    CHECK = CHECK_ROWS
    SCHEME = SCHEME

    @staticmethod
    def row(table: Table, i: int = 0) -> dict[str, str]:
        """Subject i's values as people read them."""
        return {name: show_at(column, i) for name, column in table.columns.items()}

    @staticmethod
    def column(table: Table, name: str) -> list[str]:
        return [show_at(table.columns[name], i) for i in range(len(table))]

    @staticmethod
    def codes(intake: Intake) -> list[str]:
        return [problem.code for problem in intake.problems]

    @staticmethod
    def only(intake: Intake, code: str) -> Problem:
        """The one problem of this code."""
        (found,) = [problem for problem in intake.problems if problem.code == code]
        return found


@pytest.fixture(scope="session")
def look() -> type[Reader]:
    return Reader
