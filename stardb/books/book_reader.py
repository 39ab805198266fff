"""Reads one file's bytes into `Sheet`s. The content decides which format it is, not the name.

Nothing is raised for a file that cannot be read: it becomes a problem, and the rest goes on.
"""

from collections.abc import Sequence

from stardb.books.encryption import unlock
from stardb.books.errors import UnreadableFile, to_unreadable
from stardb.books.formats.file_format import FileContent, RawBook
from stardb.books.formats.registry import read_content
from stardb.books.own_marks import LISTS_SHEET
from stardb.books.raw.raw_sheet import finish_sheet
from stardb.books.sheet import Sheet
from stardb.problems import Place, Problem, problem


def read_book(data: bytes, file: str, passwords: Sequence[str] = ()) -> tuple[list[Sheet], list[Problem]]:
    """The visible sheets of one workbook given as bytes, and what could not be read of it.

    file: its path, for its problems and the name of a sheet that has none. passwords: tried in turn where it is encrypted.
    """
    try:
        if not data:
            raise UnreadableFile("D105", "是空的，没有任何内容", "0 字节")
        return _finish(read_content(FileContent(unlock(data, passwords), file)), file)
    except BaseException as fault:
        return [], [to_unreadable(fault).problem(file)]


def _finish(book: RawBook, file: str) -> tuple[list[Sheet], list[Problem]]:
    """The sheets that people see, and what is to be said of the others and of the links."""
    sheets: list[Sheet] = []
    problems = [_link_problem(name, file) for name in book.links]
    for raw in book.sheets:
        if raw.name == LISTS_SHEET:
            continue
        if raw.is_hidden:
            problems.append(problem("D106", f"隐藏的工作表“{raw.name}”没有读。", Place(file, raw.name)))
        elif raw.far_corner:
            message = f"工作表“{raw.name}”的已用区域一直到 {raw.far_corner}，没有读。"
            problems.append(problem("D107", message, Place(file, raw.name), found=raw.far_corner))
        else:
            sheets.append(finish_sheet(raw, file))
    if not problems and not any(sheet.rows for sheet in sheets):
        problems.append(UnreadableFile("D105", "里一格内容也没有", "空").problem(file))
    return sheets, problems


def _link_problem(name: str, file: str) -> Problem:
    message = f"有的值取自别的工作簿“{name}”，按存盘时的结果读。"
    return problem("D153", message, Place(file), found=name)
