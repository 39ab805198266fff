"""What calamine does not tell about an .xlsx: error cells, formulas never reckoned, percent formats, far stray cells.

These are looked for in the XML of the package. Most sheets have none, so bytes are searched first and the XML is parsed
only where there is something to list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from stardb.books.sheet import Lost, Spot, cell_name

CELL_LIMIT = 20_000_000
"""The largest rectangle of cells read; calamine fills it whole, and a stray cell in XFD1048576 needs 400 GB."""

_PART_LIMIT = 2**30
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"')
_FILLED = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*[^/]>(?!</)')
_UNRECKONED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f [^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</)")
_XF = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b(?=[^>]*numFmtId="(\d+)")[^>]*formatCode="([^"]*)"')
_LITERAL = re.compile(rb"&quot;.*?&quot;|\\.")
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Marks:
    """What was found in one sheet's XML. far: the last corner of a sheet too large to be read."""

    lost: dict[Spot, Lost] = field(default_factory=dict)
    percents: frozenset[Spot] = frozenset()
    far: str = ""


def marks(data: bytes) -> dict[str, Marks]:
    """Sheet name -> its marks, for a workbook of the .xlsx family; nothing for any other file."""
    try:
        with ZipFile(BytesIO(data)) as package:
            return dict(_sheets(package))
    except (BadZipFile, KeyError, etree.XMLSyntaxError):
        return {}  # not this family, or damaged: that is for calamine to say


def _sheets(package: ZipFile) -> Iterator[tuple[str, Marks]]:
    book = _target(package, "_rels/.rels", "officeDocument")
    if not book.endswith(".xml"):
        return
    folder, _, file = book.rpartition("/")
    parts = _relations(package, join(folder, "_rels", f"{file}.rels"))
    styles = next((join(folder, target) for kind, target in parts.values() if kind == "styles"), "")
    percent = _percent_cells(package.read(normpath(styles))) if styles else None
    for sheet in _parse(package.read(book)).iterfind(".//{*}sheets/{*}sheet"):
        relation = sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or ""
        kind, target = parts.get(relation, ("", ""))
        if kind == "worksheet":
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            yield str(sheet.get("name")), _marks(package, path, percent)


def _parse(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _relations(package: ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (kind, target)."""
    return {
        str(relation.get("Id")): (str(relation.get("Type")).rpartition("/")[2], str(relation.get("Target")))
        for relation in _parse(package.read(path))
    }


def _target(package: ZipFile, path: str, kind: str) -> str:
    return next((t.lstrip("/") for k, t in _relations(package, path).values() if k == kind), "")


def _marks(package: ZipFile, path: str, percent: re.Pattern[bytes] | None) -> Marks:
    if package.getinfo(path).file_size > _PART_LIMIT:
        return Marks(far="?")
    xml = package.read(path)
    far = _far_cell(xml)
    if far:
        return Marks(far=far)
    lost = b't="e"' in xml or ((b"<f" in xml or b":f" in xml) and _UNRECKONED.search(xml))
    percents = frozenset(_spot(cell.decode()) for cell in percent.findall(xml)) if percent else frozenset()
    return Marks(_lost_cells(xml) if lost else {}, percents)


def _spot(reference: str) -> Spot:
    match = _REFERENCE.fullmatch(reference)
    assert match is not None  # both the pattern and calamine take no other form
    return int(match[2]) - 1, _column(match[1])


@lru_cache(maxsize=16384)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _far_cell(xml: bytes) -> str:
    """The last corner of the rectangle of filled cells if that is too large, else ""."""
    claimed = _DIMENSION.search(xml, 0, 4096)
    last = _ROW.match(xml, start) if (start := max(xml.rfind(b"<row "), xml.rfind(b":row ") - 2)) >= 0 else None
    rows = max(int(claimed[2]) if claimed else 0, int(last[1]) if last else 0)
    columns = _column(claimed[1].decode()) + 1 if claimed else 16384
    if rows * columns <= CELL_LIMIT:
        return ""
    # The claim covers formatted cells too; what counts is cells that hold something.
    right, bottom = 0, 0
    for match in _FILLED.finditer(xml):
        right, bottom = max(right, _column(match[1].decode()) + 1), int(match[2])
    if right * bottom <= CELL_LIMIT:
        return ""
    return cell_name(bottom, right - 1)


def _lost_cells(xml: bytes) -> dict[Spot, Lost]:
    """Error values, and formulas without a result; a formula whose result is an empty text has one."""
    lost: dict[Spot, Lost] = {}
    cells = etree.iterparse(BytesIO(xml), tag="{*}c", resolve_entities=False, no_network=True, huge_tree=True)
    for _, cell in cells:
        value, formula = cell.findtext("{*}v"), cell.findtext("{*}f")
        if cell.get("t") == "e":
            lost[_spot(str(cell.get("r")))] = Lost(value or "#VALUE!")
        elif formula is not None and not value and cell.get("t") != "str":
            lost[_spot(str(cell.get("r")))] = Lost("=" + formula)
        cell.clear()
    return lost


@lru_cache(maxsize=64)
def _percent_cells(styles: bytes) -> re.Pattern[bytes] | None:
    """A pattern for cells shown as percents in a workbook with these styles; None where no format is a percent."""
    formats = {b"9", b"10", *(i for i, code in _FORMAT.findall(styles) if b"%" in _LITERAL.sub(b"", code))}
    start, end = styles.find(b"cellXfs"), styles.rfind(b"cellXfs")
    ids = [
        str(i)
        for i, xf in enumerate(_XF.findall(styles, start, end))
        if (number := re.search(rb'numFmtId="(\d+)"', xf)) and number[1] in formats
    ]
    return re.compile(rb'<(?:\w+:)?c r="([A-Z]+\d+)" s="(?:%s)"' % "|".join(ids).encode()) if ids else None
