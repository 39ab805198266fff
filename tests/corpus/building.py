"""Workbooks as they are made: builders that write what a township sends."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from corpus.case import Build
from openpyxl import Workbook

Rows: TypeAlias = Sequence[Sequence[Any]]
Edit: TypeAlias = Callable[[bytes], bytes]

FILE = "检查"
HEADER = ["乡镇", "村", "党员", "收入", "合格率", "换届"]
LI = ["东村镇", "李家村", 35, 12.5, "85%", "√"]
WANG = ["东村镇", "王家村", 28, 3, "90%", "×"]
ZHAO = ["西村镇", "赵家村", 20, 0, "75%", "√"]
ROWS: Rows = [HEADER, LI, WANG, ZHAO]
READ = {
    "东村镇/李家村": {"党员": "35", "收入": "12.5万元", "合格率": "85%", "换届": "是"},
    "东村镇/王家村": {"党员": "28", "收入": "3万元", "合格率": "90%", "换届": "否"},
    "西村镇/赵家村": {"党员": "20", "收入": "0元", "合格率": "75%", "换届": "是"},
}
"""What `ROWS` says, by subject."""


def texts(rows: Rows = ROWS) -> list[list[str]]:
    """The rows as a text file has them."""
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def workbook(
    sheets: Mapping[str, Rows], merges: Sequence[str] = (), formats: Mapping[str, str] | None = None
) -> Workbook:
    """A workbook with these sheets; merges and number formats go to the first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    for cell, number_format in (formats or {}).items():
        book.worksheets[0][cell].number_format = number_format
    return book


def sheet(
    rows: Rows = ROWS,
    merges: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    change: Callable[[Any], object] | None = None,
    name: str = "表",
    file: str = f"{FILE}.xlsx",
) -> Build:
    """A workbook with one sheet; `change` may do to it whatever openpyxl can."""

    def build(folder: Path) -> None:
        book = workbook({name: rows}, merges, formats)
        if change:
            change(book.worksheets[0])
        book.save(folder / file)

    return build


def sheets(named: Mapping[str, Rows], file: str = f"{FILE}.xlsx", merges: Sequence[str] = ()) -> Build:
    """A workbook with several sheets; merges go to the first."""
    return lambda folder: workbook(named, merges).save(folder / file)


def content(file: str, data: bytes) -> Build:
    """A file with just these bytes."""

    def build(folder: Path) -> None:
        (folder / file).write_bytes(data)

    return build


def both(*builds: Build) -> Build:
    """Several of them in one folder."""

    def build(folder: Path) -> None:
        for one in builds:
            one(folder)

    return build


def edited(build: Build, edits: Mapping[str, Edit], file: str = f"{FILE}.xlsx", named: str = "") -> Build:
    """A workbook whose parts are changed, or made of nothing where there was no such part; may be given another name."""

    def change(folder: Path) -> None:
        build(folder)
        path = folder / file
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        path.unlink()
        with zipfile.ZipFile(folder / (named or file), "w", zipfile.ZIP_DEFLATED) as package:
            for name in {**parts, **edits}:
                package.writestr(name, edits.get(name, _same)(parts.get(name, b"")))

    return change


def _same(part: bytes) -> bytes:
    return part


def swap(old: str, new: str) -> Edit:
    """One text for another in a part, which must be there."""

    def change(part: bytes) -> bytes:
        assert old.encode() in part, f"{old} is not in {part[:2000]!r}"
        return part.replace(old.encode(), new.encode())

    return change


def whole(text: str | bytes) -> Edit:
    """A part's whole content."""
    return lambda part: text if isinstance(text, bytes) else text.encode()
