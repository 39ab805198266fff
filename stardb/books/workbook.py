"""One file's content as `Sheet`s. What it is, is told by the content, not by the name.

Nothing is raised for a file that cannot be read: it becomes a problem, and the rest goes on.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath

from stardb.books.encryption import unlocked
from stardb.books.errors import Unreadable, no_workbook, of_any
from stardb.books.formats import text_formats as written
from stardb.books.formats.ods import document as opendocument
from stardb.books.formats.xls import workbook as biff
from stardb.books.formats.xls.compound import SIGNATURE, Compound
from stardb.books.formats.xlsb import workbook as binary
from stardb.books.formats.xlsx import workbook as xlsx
from stardb.books.raw.raw_sheet import Draft, finished
from stardb.books.sheet import LISTS, Sheet
from stardb.ooxml import SIGNATURES, Package, find_workbook
from stardb.problems import Place, Problem, problem

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".fods", ".et"})
TEXTS = frozenset({".csv", ".tsv"})
MAYBE = frozenset({".txt", ".xml", ".htm", ".html", ".mht", ".mhtml"})
"""What may as well be no table."""
READ = WORKBOOKS | TEXTS | MAYBE

Links = tuple[str, ...]
"""The other workbooks that values come from."""

_OLD = tuple(bytes([9, version]) for version in (0, 2, 4, 8))


def read_book(data: bytes, file: str, passwords: Sequence[str] = ()) -> tuple[list[Sheet], list[Problem]]:
    """The visible sheets of one workbook given as bytes, and what could not be read of it.

    file: its path, for its problems and the name of a sheet that has none. passwords: tried in turn where it is encrypted.
    """
    try:
        if not data:
            raise Unreadable("D105", "是空的，没有任何内容", "0 字节")
        return _visible(*_drafts(unlocked(data, passwords), file), file)
    except BaseException as fault:
        return [], [of_any(fault).problem(file)]


def _drafts(data: bytes, file: str) -> tuple[list[Draft], Links]:
    if data.startswith(SIGNATURES):
        return _package(data)
    if data.startswith(SIGNATURE):
        return _compound(data)
    if data.startswith(_OLD):
        raise no_workbook("很旧的 Excel 格式")
    if opendocument.is_flat(data):
        return opendocument.flat_drafts(data)
    path = PurePosixPath(file)
    return written.drafts(data, path.stem, path.suffix.lower() in TEXTS), ()


def _package(data: bytes) -> tuple[list[Draft], Links]:
    package = Package(data)
    if opendocument.is_ours(package):
        return opendocument.drafts(package)
    book = find_workbook(package)
    if book.endswith(".bin"):
        return binary.drafts(package, book)
    return xlsx.drafts(package, book)


def _compound(data: bytes) -> tuple[list[Draft], Links]:
    compound = Compound(data)
    name = next((name for name in biff.STREAMS if name in compound), "")
    if not name:
        raise no_workbook("别种文档")
    return biff.drafts(compound.stream(name))


def _visible(drafts: Sequence[Draft], links: Links, file: str) -> tuple[list[Sheet], list[Problem]]:
    sheets: list[Sheet] = []
    problems = [_linked(name, file) for name in links]
    for draft in drafts:
        if draft.name == LISTS:
            continue
        if draft.is_hidden:
            problems.append(problem("D106", f"隐藏的工作表“{draft.name}”没有读。", Place(file, draft.name)))
        elif draft.far:
            message = f"工作表“{draft.name}”的已用区域一直到 {draft.far}，没有读。"
            problems.append(problem("D107", message, Place(file, draft.name), found=draft.far))
        else:
            sheets.append(finished(draft, file))
    if not problems and not any(sheet.rows for sheet in sheets):
        problems.append(Unreadable("D105", "里一格内容也没有", "空").problem(file))
    return sheets, problems


def _linked(name: str, file: str) -> Problem:
    message = f"有的值取自别的工作簿“{name}”，按存盘时的结果读。"
    return problem("D153", message, Place(file), found=name)
