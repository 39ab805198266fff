"""An .xlsx or .xlsm: its parts, and what the workbook says of all its sheets."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial

from lxml import etree

from stardb.books.errors import damage_error, no_workbook_error
from stardb.books.formats.excel_package import check_parts, linked_books, part_of_kind
from stardb.books.formats.file_format import FileContent, FileFormat, RawBook
from stardb.books.formats.xlsx.cell_styles import read_changes, read_looks
from stardb.books.formats.xlsx.cell_values import XlsxFacts
from stardb.books.formats.xlsx.comments import read_comments
from stardb.books.formats.xlsx.shared_texts import read_texts
from stardb.books.formats.xlsx.worksheet import read_worksheet
from stardb.books.own_marks import STAMPS, join_stamps
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.raw_sheet import RawSheet
from stardb.ooxml import (
    Package,
    PackageError,
    Relation,
    SheetPart,
    Spot,
    find_workbook,
    list_sheets,
    read_constants,
)

_SHEET = re.compile(r"\d{1,5}")
_OTHERS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
"""The kinds of sheets that hold no values."""
_TRUE = frozenset({"1", "true"})
_COMMENTS = ("comments", "threadedComment")


def read(content: FileContent) -> RawBook:
    """The worksheets. Raises UnreadableFile or PackageError where the file is damaged, or would take too much."""
    package = content.package
    if package is None:
        raise no_workbook_error()
    book = find_workbook(package)
    return RawBook([*_sheets(package, book)], linked_books(package, book))


def _sheets(package: Package, book: str) -> Iterator[RawSheet]:
    links = package.relations(book)
    check_parts(package, links)
    root = package.root(book)
    facts = _facts(package, links, root)
    stamps = _stamps(root)
    for i, sheet in enumerate(list_sheets(package, book)):
        if not sheet.name or sheet.kind not in {"worksheet", *_OTHERS}:
            raise damage_error(f"里面缺少工作表“{sheet.name}”")
        if sheet.kind == "worksheet":
            yield _sheet(package, sheet, facts, join_stamps(stamps.get(i), stamps.get(None)))


def _facts(package: Package, links: Mapping[str, Relation], root: etree._Element) -> XlsxFacts:
    allowance = Allowance()
    texts, styles = part_of_kind(package, links, "sharedStrings"), part_of_kind(package, links, "styles")
    shown = package.root(styles) if styles else None
    return XlsxFacts(
        read_texts(package.pieces(texts), allowance) if texts else None,
        None if shown is None else read_looks(shown),
        any(setting.get("date1904") in _TRUE for setting in root.iterfind("{*}workbookPr")),
        {} if shown is None else read_changes(shown),
        allowance,
    )


def _sheet(package: Package, sheet: SheetPart, facts: XlsxFacts, stamp: str) -> RawSheet:
    if not sheet.is_visible:
        return RawSheet(sheet.name, [], is_hidden=True)
    return read_worksheet(partial(package.pieces, sheet.path), sheet.name, facts, _comments(package, sheet.path), stamp)


def _comments(package: Package, path: str) -> dict[Spot, str]:
    with suppress(PackageError):  # a comment that cannot be read is no reason to refuse the values
        return read_comments(package, [part for kind in _COMMENTS for part in package.find_related(path, kind)])
    return {}


def _stamps(root: etree._Element) -> dict[int | None, str]:
    """The stamp of each sheet by its number, and under None one for all."""
    found: dict[int | None, str] = {}
    for name in root.iterfind("{*}definedNames/{*}definedName"):
        if name.get("name") in STAMPS:
            sheet = name.get("localSheetId")
            found[int(sheet) if sheet and _SHEET.fullmatch(sheet) else None] = read_constants(name.text or "")
    return found


FORMAT = FileFormat(lambda content: content.package is not None, read, frozenset({".xlsx", ".xlsm", ".et"}))
"""An .xlsx, and any package that no other format recognises: it is refused here, with the reason."""
