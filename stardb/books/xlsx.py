"""The marks of an .xlsx or .xlsm: its parts, and what the workbook says of all its sheets."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from lxml import etree

from stardb.books.breakage import broken
from stardb.books.comments import comments
from stardb.books.looks import Look
from stardb.books.marks import CELL_LIMIT, Finds, Marks
from stardb.books.plain_package import MACROS, SHEETS
from stardb.books.sheet import join_stamps
from stardb.books.styles import cell_looks
from stardb.books.worksheet import sheet_marks
from stardb.ooxml import (
    MissingPart,
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
_READ = frozenset({"worksheet", "styles", "sharedStrings"})
_NEEDS = {
    "sharedStrings": re.compile(rb"""<(?:\w+:)?c\s[^<>]*\bt\s*=\s*["']s["']"""),
    "styles": re.compile(rb"""<(?:\w+:)?c\s[^<>]*\bs\s*=\s*["'][1-9]"""),
}
"""The kinds of parts that cells cannot be read without, and how such cells are known."""
_COMMENTS = ("comments", "threadedComment")


def finds(package: Package, book: str) -> Finds:
    """The marks of the sheets of the workbook in part `book`. Raises Unreadable or PackageError where it is damaged."""
    links = package.relations(book)
    check_parts(package, links)
    _check_texts(package, links)
    needs = {kind: pattern for kind, pattern in _NEEDS.items() if not part_of_kind(package, links, kind)}
    looks = _looks(package, links)
    root = package.root(book)
    stamps = _stamps(root)
    base1904 = any(setting.get("date1904") in ("1", "true") for setting in root.iterfind("{*}workbookPr"))
    sheets = []
    for i, sheet in enumerate(list_sheets(package, book)):
        if not sheet.name or sheet.kind not in {*SHEETS, *MACROS}:
            raise broken(f"里面缺少工作表“{sheet.name}”")
        if sheet.kind in SHEETS:
            found = _sheet(package, sheet.path, looks, needs) if sheet.kind == "worksheet" else Marks()
            sheets.append(replace(found, base1904=base1904, stamp=join_stamps(stamps.get(i), stamps.get(None))))
    return Finds(tuple(sheets), linked_books(package, book))


def linked_books(package: Package, book: str) -> tuple[str, ...]:
    """The names of the workbooks that external links lead to, sorted."""
    names = set()
    for path in package.related(book, "externalLink"):
        for link in package.relations(path).values():
            if link.kind.startswith("externalLinkPath"):
                names.add(file_name_of(link.target))
    return tuple(sorted(filter(None, names)))


def check_parts(package: Package, links: Mapping[str, Relation]) -> None:
    """Raises MissingPart where the workbook refers to texts, styles or sheets that are not in the package."""
    for link in links.values():
        if link.kind in _READ and (link.is_external or link.target not in package):
            raise MissingPart(link.target)


def part_of_kind(package: Package, links: Mapping[str, Relation], kind: str) -> str:
    """The first part of a kind among these links; "" where there is none."""
    return next((link.target for link in links.values() if link.kind == kind and link.target in package), "")


def _check_texts(package: Package, links: Mapping[str, Relation]) -> None:
    """Raises Unreadable where the shared texts claim to be more than they can be, PackageError where they are damaged.

    Room is made for as many as they claim, at once.
    """
    for link in links.values():
        if link.kind == "sharedStrings" and link.target in package:
            counts = _COUNT.findall(package.head(link.target))
            if any(len(count) > 9 or int(count) > CELL_LIMIT for count in counts):
                raise broken()
            package.xml(link.target)


def _looks(package: Package, links: Mapping[str, Relation]) -> Mapping[int, Look]:
    path = part_of_kind(package, links, "styles")
    return cell_looks(package.root(path)) if path else {}


def _stamps(root: etree._Element) -> dict[int | None, str]:
    """The stamp of each sheet by its number, and under None one for all."""
    found: dict[int | None, str] = {}
    for name in root.iterfind("{*}definedNames/{*}definedName"):
        if name.get("name") in STAMPS:
            sheet = name.get("localSheetId")
            found[int(sheet) if sheet and _SHEET.fullmatch(sheet) else None] = read_constants(name.text or "")
    return found


def _sheet(package: Package, path: str, looks: Mapping[int, Look], needs: Mapping[str, re.Pattern[bytes]]) -> Marks:
    xml = package.xml(path)
    for kind, pattern in needs.items():
        if pattern.search(xml):
            raise MissingPart(kind)
    found = sheet_marks(xml, looks)
    with suppress(PackageError):  # a comment that cannot be read is no reason to refuse the values
        parts = [part for kind in _COMMENTS for part in package.related(path, kind)]
        return replace(found, notes=comments(package, parts))
    return found
