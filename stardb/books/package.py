"""The marks of an .xlsx or .xlsm: its parts, and what the workbook says of all its sheets."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from posixpath import basename, dirname, join, normpath

from lxml import etree

from stardb.books.breakage import Unreadable, broken, no_workbook
from stardb.books.comments import comments
from stardb.books.marks import CELL_LIMIT, Finds, Marks
from stardb.books.parcel import Parcel
from stardb.books.references import constant, file_name
from stardb.books.styles import cell_styles
from stardb.books.worksheet import sheet_marks

STAMPS = ("_stardb_form", "_stardb_return")
"""The hidden names that say which form, or which file sent back, a workbook is."""

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SHEET = re.compile(r"\d{1,5}")
_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"'](\d+)")
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin")
_OTHERS = ("word/", "ppt/", "visio/")
_SHEETS = frozenset({"worksheet", "chartsheet"})
_COMMENTS = frozenset({"comments", "threadedComment"})

Relations = dict[str, tuple[str, str]]
"""Id -> kind and target: another part's path, or what stands outside."""


def finds(package: Parcel, book: str) -> Finds:
    """The marks of the sheets of the workbook in part `book`. Raises Unreadable where it is damaged."""
    parts = relations(package, book)
    root = package.tree(book)
    _check_texts(package, parts)
    styles = _styles(package, parts)
    stamps = _stamps(root)
    base1904 = any(setting.get("date1904") in ("1", "true") for setting in root.iterfind("{*}workbookPr"))
    sheets, is_whole = [], True
    for i, sheet in enumerate(root.iterfind("{*}sheets/{*}sheet")):
        kind, path = _kind(sheet, parts)
        if kind not in _SHEETS:
            is_whole = False
            continue
        found = _sheet(package, path, styles) if kind == "worksheet" and path in package else Marks()
        sheets.append(replace(found, base1904=base1904, stamp=stamps.get(i) or stamps.get(None, "")))
    links = [path for kind, path in parts.values() if kind == "externalLink" and path in package]
    names = {name for path in links for name in linked(package, path) if name}
    return Finds(tuple(sheets), tuple(sorted(names)), is_whole)


def book_part(package: Parcel) -> str:
    """The path of the part that is the workbook. Raises Unreadable where the package holds none."""
    for path in _BOOKS:
        if path in package:
            return path
    with suppress(KeyError):
        for kind, path in relations(package, "").values():
            if kind == "officeDocument" and path in package and not path.startswith(_OTHERS):
                return path
    raise no_workbook("别种文档或压缩包")


def without_macros(package: Parcel, book: str) -> bytes:
    """The package without the sheets of `book` that hold macros or dialogs, at which calamine stops."""
    parts, root = relations(package, book), package.tree(book)
    for sheet in [sheet for sheet in root.iterfind("{*}sheets/{*}sheet") if _kind(sheet, parts)[0] not in _SHEETS]:
        sheet.getparent().remove(sheet)  # type: ignore[union-attr]  # it was found below one
    return package.replaced(book, etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def relations(package: Parcel, part: str) -> Relations:
    """What a part refers to. Raises KeyError where it has no list of that."""
    folder = dirname(part)
    found: Relations = {}
    for relation in package.tree(join(folder, "_rels", f"{basename(part)}.rels")):
        target = relation.get("Target") or ""
        if relation.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target.replace("\\", "/")))
        found[relation.get("Id") or ""] = ((relation.get("Type") or "").rpartition("/")[2], target)
    return found


def linked(package: Parcel, path: str) -> list[str]:
    """The name of the workbook that an external link leads to."""
    with suppress(KeyError):
        targets = relations(package, path).values()
        return [file_name(target) for kind, target in targets if kind.startswith("externalLinkPath")]
    return []


def _kind(sheet: etree._Element, parts: Relations) -> tuple[str, str]:
    """What kind of sheet it is, and the path of its part."""
    return parts.get(sheet.get(f"{{{_RELATIONS}}}id") or sheet.get(f"{{{_STRICT_RELATIONS}}}id") or "", ("", ""))


def _check_texts(package: Parcel, parts: Relations) -> None:
    """Raises Unreadable where the shared texts claim to be more than they can be: room is made for so many at once."""
    for kind, path in parts.values():
        if kind == "sharedStrings" and path in package:
            counts = _COUNT.findall(package.head(path))
            if any(len(count) > 9 or int(count) > CELL_LIMIT for count in counts):
                raise broken()


def _styles(package: Parcel, parts: Relations) -> Mapping[str, str]:
    path = next((path for kind, path in parts.values() if kind == "styles" and path in package), "")
    return cell_styles(package.xml(path)) if path else {}


def _stamps(root: etree._Element) -> dict[int | None, str]:
    """The stamp of each sheet by its number, and under None one for all."""
    found: dict[int | None, str] = {}
    for name in root.iterfind("{*}definedNames/{*}definedName"):
        if name.get("name") in STAMPS:
            sheet = name.get("localSheetId")
            found[int(sheet) if sheet and _SHEET.fullmatch(sheet) else None] = constant(name.text or "")
    return found


def _sheet(package: Parcel, path: str, styles: Mapping[str, str]) -> Marks:
    found = sheet_marks(package.xml(path), styles)
    with suppress(KeyError, Unreadable):  # a comment that cannot be read is no reason to refuse the values
        parts = [part for kind, part in relations(package, path).values() if kind in _COMMENTS and part in package]
        return replace(found, notes=comments(package, parts))
    return found
