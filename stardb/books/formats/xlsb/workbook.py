"""An .xlsb: the same parts as an .xlsx, as binary records [MS-XLSB]."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from struct import error, unpack_from
from typing import NamedTuple

from stardb.books.conditional_formats.conditional_formats import ConditionalFormats
from stardb.books.conditional_formats.display_rules import NO_CHANGE, DisplayChange
from stardb.books.display import BUILT_IN
from stardb.books.display.cell_look import GENERAL, CellLook
from stardb.books.display.rich_text import Rich
from stardb.books.errors import damage_error, no_workbook_error
from stardb.books.formats.excel_binary.fonts import Font, make_look, read_font, split_runs
from stardb.books.formats.excel_package import check_parts, linked_books, part_of_kind
from stardb.books.formats.file_format import FileContent, RawBook
from stardb.books.formats.xlsb.conditional_rules import FORMAT_CHANGE, FORMAT_CHANGE_2010, read_change
from stardb.books.formats.xlsb.records import read_number, read_records, read_rich_text, read_wide
from stardb.books.formats.xlsb.sheet import XlsbFacts, XlsbSheetReader, read_comments
from stardb.books.own_marks import STAMPS, join_stamps
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.displayed_grid import DisplayedGrid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.ooxml import Package, PackageError, Relation, Spot, find_workbook

_NAME, _FORMAT, _XF, _SETTINGS, _SHEET, _STYLES, _STYLES_END, _TEXT = 39, 44, 47, 153, 156, 617, 618, 19
_FONT, _FONT_NAME = 43, 21
_BOOK_END, _TEXTS_END, _ALL_STYLES_END = 132, 160, 279
"""What ends the workbook, the shared texts and the styles."""
_ALL = 0xFFFFFFFF
"""The sheet of a name that holds for all."""


_FUTURE = 4
"""The size of what records begin with that Excel 2007 does not know."""

Links = Mapping[str, Relation]
_Styles = tuple[list[Font], list[CellLook], dict[int, DisplayChange], set[DisplayChange]]


class _Bundle(NamedTuple):
    """A sheet as the workbook lists it: the part that holds it."""

    name: str
    path: str
    is_worksheet: bool
    is_hidden: bool


def read(content: FileContent) -> RawBook:
    """The worksheets. Raises UnreadableFile or PackageError where the file is damaged."""
    package = content.package
    if package is None:
        raise no_workbook_error()
    book = find_workbook(package)
    try:
        return RawBook([*_sheets(package, book)], linked_books(package, book))
    except (error, IndexError) as fault:
        raise damage_error() from fault


def _sheets(package: Package, book: str) -> Iterator[RawSheet]:
    links = package.relations(book)
    check_parts(package, links)
    bundles: list[_Bundle] = []
    stamps: dict[int, str] = {}
    base1904 = False
    for kind, data in read_records(package.read(book), _BOOK_END):
        if kind == _SETTINGS:
            base1904 = bool(data[0] & 1)
        elif kind == _SHEET:
            bundles.append(_bundle(data, links))
        elif kind == _NAME and read_wide(data, 9)[0] in STAMPS:
            stamps[read_number(data, 5)] = _constant(data, read_wide(data, 9)[1])
    fonts, looks, changes, changes_2010 = _styles(package, links)
    facts = XlsbFacts([*_texts(package, links, fonts)], looks, fonts, base1904, changes, changes_2010)
    allowance = Allowance()
    for i, bundle in enumerate(bundles):
        if bundle.is_worksheet:
            yield _sheet(package, bundle, facts, allowance, join_stamps(stamps.get(i), stamps.get(_ALL)))


def _bundle(data: bytes, links: Links) -> _Bundle:
    relation, end = read_wide(data, 8)
    link = links.get(relation)
    kind, path = (link.kind, link.target) if link else ("worksheet", "")
    return _Bundle(read_wide(data, end)[0], path, kind == "worksheet", read_number(data, 0) != 0)


def _sheet(package: Package, bundle: _Bundle, facts: XlsbFacts, allowance: Allowance, stamp: str) -> RawSheet:
    """A sheet. Its conditional formats stand behind its cells: where any changes what is shown, it is read again."""
    if bundle.is_hidden:
        return RawSheet(bundle.name, [], is_hidden=True)
    part = package.read(bundle.path)
    reader = XlsbSheetReader(facts, DisplayedGrid(allowance, facts.base1904))
    reader.read(part)
    if formats := ConditionalFormats(reader.rules):
        reader = XlsbSheetReader(facts, DisplayedGrid(Allowance(), facts.base1904, formats))
        reader.read(part)
    return reader.to_raw_sheet(bundle.name, _comments(package, bundle.path), stamp)


def _part(package: Package, links: Links, kind: str) -> bytes:
    """The part of a kind, empty if there is none."""
    path = part_of_kind(package, links, kind)
    return package.read(path) if path else b""


def _texts(package: Package, links: Links, fonts: Sequence[Font]) -> Iterator[str | Rich]:
    """The shared texts."""
    part = _part(package, links, "sharedStrings")
    return (
        split_runs(*read_rich_text(data, 0), fonts)
        for kind, data in (read_records(part, _TEXTS_END) if part else ())
        if kind == _TEXT
    )


def _styles(package: Package, links: Links) -> _Styles:
    """The fonts, the looks of the cell styles, what conditional formats change, and what those of Excel 2010 change.

    A format that the workbook gives counts, not Excel's own of its number.
    """
    formats, fonts, looks = dict(BUILT_IN), list[Font](), list[CellLook]()
    changes, changes_2010 = list[DisplayChange](), set[DisplayChange]()
    within = False
    part = _part(package, links, "styles")
    for kind, data in read_records(part, _ALL_STYLES_END) if part else ():
        if kind == _FORMAT:
            formats[unpack_from("<H", data)[0]] = read_wide(data, 2)[0]
        elif kind == _FONT:
            _, flags, _, level = unpack_from("<4H", data)
            fonts.append(read_font(flags, level, read_wide(data, _FONT_NAME)[0]))
        elif kind in (_STYLES, _STYLES_END):
            within = kind == _STYLES
        elif kind == _XF and within:
            _, code, font = unpack_from("<3H", data)
            looks.append(make_look(formats.get(code, GENERAL), font, fonts))
        elif kind == FORMAT_CHANGE:
            changes.append(read_change(data, formats))
        elif kind == FORMAT_CHANGE_2010:
            changes_2010.add(read_change(data[_FUTURE:], formats))
    relevant = {i: change for i, change in enumerate(changes) if change != NO_CHANGE}
    return fonts, looks, relevant, changes_2010 - {NO_CHANGE}


def _comments(package: Package, path: str) -> dict[Spot, str]:
    found: dict[Spot, str] = {}
    with suppress(PackageError, error, IndexError):  # a comment that cannot be read is no reason to refuse the values
        for part in package.find_related(path, "comments"):
            found |= read_comments(package.read(part))
    return found


def _constant(data: bytes, at: int) -> str:
    """The text a name's formula joins from string constants; what follows one of another kind is left out."""
    end, texts = at + 4 + read_number(data, at), []
    at += 4
    while at < end:
        if data[at] == 0x17:
            size = 2 * unpack_from("<H", data, at + 1)[0]
            texts.append(data[at + 3 : at + 3 + size].decode("utf-16-le", "replace"))
            at += 3 + size
        elif data[at] == 0x08:
            at += 1
        else:
            break
    return "".join(texts)
