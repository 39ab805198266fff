"""The marks of an .xlsx or .xlsm: its parts, and what the workbook says of all its sheets."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from lxml import etree

from stardb.books.breakage import broken
from stardb.books.comments import comments
from stardb.books.marks import CELL_LIMIT, Finds, Marks
from stardb.books.styles import cell_styles
from stardb.books.worksheet import sheet_marks
from stardb.ooxml import (
    EditablePackage,
    Package,
    PackageError,
    Relation,
    file_name_of,
    list_sheets,
    read_constants,
)

STAMPS = ("_stardb_form", "_stardb_return")
"""The hidden names that say which form, or which file sent back, a workbook is."""

_SHEET = re.compile(r"\d{1,5}")
_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"'](\d+)")
_SHEETS = frozenset({"worksheet", "chartsheet"})
_COMMENTS = ("comments", "threadedComment")


def finds(package: Package, book: str) -> Finds:
    """The marks of the sheets of the workbook in part `book`. Raises Unreadable or PackageError where it is damaged."""
    links = package.relations(book)
    _check_texts(package, links)
    styles = _styles(package, links)
    root = package.root(book)
    stamps = _stamps(root)
    base1904 = any(setting.get("date1904") in ("1", "true") for setting in root.iterfind("{*}workbookPr"))
    sheets, is_whole = [], True
    for i, sheet in enumerate(list_sheets(package, book)):
        if sheet.kind not in _SHEETS:
            is_whole = False
            continue
        is_read = sheet.kind == "worksheet" and sheet.path in package
        found = _sheet(package, sheet.path, styles) if is_read else Marks()
        sheets.append(replace(found, base1904=base1904, stamp=stamps.get(i) or stamps.get(None, "")))
    return Finds(tuple(sheets), linked_books(package, book), is_whole)


def without_macros(data: bytes, book: str) -> bytes:
    """The package without the sheets of `book` that hold macros or dialogs, at which calamine stops."""
    package = EditablePackage(data)
    for sheet in [*list_sheets(package, book)]:
        holder = sheet.element.getparent()
        if sheet.kind not in _SHEETS and holder is not None:
            holder.remove(sheet.element)
    package.save(book)
    return package.to_bytes()


def linked_books(package: Package, book: str) -> tuple[str, ...]:
    """The names of the workbooks that external links lead to, sorted."""
    names = set()
    for path in package.related(book, "externalLink"):
        for link in package.relations(path).values():
            if link.kind.startswith("externalLinkPath"):
                names.add(file_name_of(link.target))
    return tuple(sorted(filter(None, names)))


def part_of_kind(package: Package, links: Mapping[str, Relation], kind: str) -> str:
    """The first part of a kind among these links; "" where there is none."""
    return next((link.target for link in links.values() if link.kind == kind and link.target in package), "")


def _check_texts(package: Package, links: Mapping[str, Relation]) -> None:
    """Raises Unreadable where the shared texts claim to be more than they can be: room is made for so many at once."""
    for link in links.values():
        if link.kind == "sharedStrings" and link.target in package:
            counts = _COUNT.findall(package.head(link.target))
            if any(len(count) > 9 or int(count) > CELL_LIMIT for count in counts):
                raise broken()


def _styles(package: Package, links: Mapping[str, Relation]) -> Mapping[str, str]:
    path = part_of_kind(package, links, "styles")
    return cell_styles(package.xml(path)) if path else {}


def _stamps(root: etree._Element) -> dict[int | None, str]:
    """The stamp of each sheet by its number, and under None one for all."""
    found: dict[int | None, str] = {}
    for name in root.iterfind("{*}definedNames/{*}definedName"):
        if name.get("name") in STAMPS:
            sheet = name.get("localSheetId")
            found[int(sheet) if sheet and _SHEET.fullmatch(sheet) else None] = read_constants(name.text or "")
    return found


def _sheet(package: Package, path: str, styles: Mapping[str, str]) -> Marks:
    found = sheet_marks(package.xml(path), styles)
    with suppress(PackageError):  # a comment that cannot be read is no reason to refuse the values
        parts = [part for kind in _COMMENTS for part in package.related(path, kind)]
        return replace(found, notes=comments(package, parts))
    return found
