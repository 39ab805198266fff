"""The values of a workbook, by python-calamine: the one place that knows it."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from stardb.books.breakage import broken
from stardb.books.draft import Draft
from stardb.books.marks import Finds
from stardb.books.quiet import quiet
from stardb.books.sheet import Cell


def drafts(data: bytes, found: Finds) -> list[Draft]:
    """The worksheets of a workbook of one of Excel's formats, or an .ods, with what was found of each beside.

    Only sheets that were looked at before are read. Raises whatever calamine does where it cannot read it.
    """
    with quiet(), CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        return [*_drafts(book, found)]


def _drafts(book: CalamineWorkbook, found: Finds) -> Iterator[Draft]:
    if len(book.sheets_metadata) != len(found.sheets):
        raise broken()
    for i, (meta, marks) in enumerate(zip(book.sheets_metadata, found.sheets, strict=True)):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        if marks.far or meta.visible != SheetVisibleEnum.Visible:
            yield Draft(meta.name, [], is_hidden=meta.visible != SheetVisibleEnum.Visible, far=marks.far)
            continue
        sheet = book.get_sheet_by_index(i)
        rows: list[list[Cell]] = sheet.to_python(skip_empty_area=True)  # type: ignore[assignment]  # fewer kinds
        merges = sheet.merged_cell_ranges
        marks = marks if merges is None else replace(marks, merges=merges)
        top, left = sheet.start or (0, 0)
        yield Draft(meta.name, rows, top, left, marks)
