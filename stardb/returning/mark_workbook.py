"""A workbook marked: wrong cells in colour and with a comment, and a first sheet 问题清单 whose lines lead to them."""

from collections.abc import Mapping, Sequence
from itertools import islice

from stardb.books import Sheet
from stardb.ooxml import EditablePackage, Spot, cell_name, parse_cell, quote_sheet
from stardb.problems import Severity
from stardb.returning import comment_boxes
from stardb.returning.cell_comments import Comments
from stardb.returning.marked_styles import Styles
from stardb.returning.problem_lines import Line, cells_to_mark, first_cell, sort_lines
from stardb.returning.problem_list import free_name, make_problem_list
from stardb.returning.restyle_cells import restyle_cells
from stardb.returning.return_stamp import DIGEST, ReturnStamp
from stardb.returning.workbook_part import WorkbookPart

MOST_COMMENTS = 2_000
"""Excel takes long to open a sheet with more."""

_HEAD = "标红的格要改，标黄的格请核对；点“单元格”一栏就到那一格，格上的批注写着怎么改。改好后把整个工作簿发回来，这张清单不用删。"


def mark_workbook(
    data: bytes,
    sheets: Sequence[Sheet],
    lines: Sequence[Line],
    file: str,
    digest: str,
    copy: str,
    note: str = "",
    earlier: Sequence[str] = (),
) -> bytes:
    """The workbook `data` (.xlsx, .xlsm), unchanged but for its marks; those of an earlier return are taken back.

    sheets: what was read of it. file, digest, copy, earlier: as in its stamp. note: what else its sender is to be told. Raises
    UnreadableFile where it is damaged.
    """
    parts = EditablePackage(data)
    book, styles = WorkbookPart(parts), Styles(parts)
    before = book.stamp
    if before:
        _strip(parts, book, styles, before)
    read = {sheet.name: sheet for sheet in sheets}
    for sheet in book.sheets:
        if sheet.path and sheet.name in read and (marked := cells_to_mark(lines, read[sheet.name])):
            _mark_sheet(parts, sheet.path, marked, styles)
    there = {sheet.name: sheet.path for sheet in book.sheets}
    links = _links(lines, read)
    xml = make_problem_list(sort_lines(lines, there), "\n".join(filter(None, (note, _HEAD))), styles, links)
    name = before.listing if before and before.listing in there else free_name([*there])
    if name in there:
        parts.put(there[name], xml)
    else:
        book.put_first(name, xml)
    book.set_stamp(ReturnStamp(file, digest[:DIGEST], copy, name, tuple(styles.fills), tuple(earlier)))
    styles.write()
    book.write()
    return parts.to_bytes()


def _strip(parts: EditablePackage, book: WorkbookPart, styles: Styles, before: ReturnStamp) -> None:
    styles.strip(before.fills)
    for path in (sheet.path for sheet in book.sheets):
        if path and parts.find_related(path, "comments"):
            comments = Comments(parts, path)
            bare = comments.strip()
            comments.write()
            for drawing in parts.find_related(path, "vmlDrawing")[:1]:
                parts.put(drawing, comment_boxes.remove_boxes(parts.read(drawing), bare))


def _mark_sheet(parts: EditablePackage, path: str, marked: Mapping[Spot, Sequence[Line]], styles: Styles) -> None:
    gravest = {at: min((line.severity for line in lines), key=[*Severity].index) for at, lines in marked.items()}
    texts = {at: "\n\n".join(line.comment for line in lines) for at, lines in islice(marked.items(), MOST_COMMENTS)}
    comments = Comments(parts, path)
    new = comments.add(texts)
    comments.write()
    drawing = _draw(parts, path, {at: texts[at] for at in new})
    parts.put(
        path, restyle_cells(parts.read(path), marked, lambda at, style: styles.mark_style(style, gravest[at]), drawing)
    )


def _draw(parts: EditablePackage, path: str, texts: Mapping[Spot, str]) -> str:
    """Draw the boxes of new comments; gives the element by which the sheet refers to their drawing if it has none yet."""
    if not texts:
        return ""
    for drawing in parts.find_related(path, "vmlDrawing"):
        parts.put(drawing, comment_boxes.add_boxes(parts.read(drawing), texts))
        return ""
    made = comment_boxes.add_boxes(comment_boxes.EMPTY, texts)
    id_ = parts.add(parts.find_unused("xl/stardb_drawing{}.vml"), made, comment_boxes.TYPE, path, "vmlDrawing")
    return f'<{{}}legacyDrawing xmlns:r="{parts.dialect}" r:id="{id_}"/>'


def _links(lines: Sequence[Line], read: Mapping[str, Sheet]) -> dict[Line, str]:
    """Where the lines of sheets that people see lead to."""
    links = {}
    for line in lines:
        if line.sheet in read:
            row, column = first_cell(read[line.sheet], parse_cell(line.cell)) if line.cell else (0, 0)
            links[line] = f"{quote_sheet(line.sheet)}{cell_name(row + 1, column)}"
    return links
