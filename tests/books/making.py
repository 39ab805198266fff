"""Workbooks made byte by byte, as no library writes them."""

import struct
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from books.compounds import container
from openpyxl import Workbook

Record = tuple[int, bytes]

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def xlsx(rows: Iterable[Iterable[object]] = (("村", "党员"), ("李家村", 35))) -> bytes:
    """A plain workbook."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A package with some parts replaced or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return stream.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


def with_sheet(xml: str) -> bytes:
    """A workbook whose one sheet is this XML within `worksheet`."""
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{xml}</worksheet>'
    return repacked(xlsx(), {"xl/worksheets/sheet1.xml": sheet.encode()})


def xls(cells: Iterable[Record], book: Iterable[Record] = (), name: str = "A") -> bytes:
    """An .xls of Excel 97: records of the workbook, and of its one sheet."""
    return xls_of([(name, cells)], book)


def xls_of(
    sheets: Iterable[tuple[str, Iterable[Record]]], book: Iterable[Record] = (), page: str = "", order: int = 1
) -> bytes:
    """An .xls of these sheets. page: the encoding of one of Excel 5. order: -1 puts the last sheet's records first."""
    begin = record(0x809, struct.pack("<HHHHII", 0x500 if page else 0x600, 5, 0, 0, 0, 0))
    end = record(0x0A, b"")
    parts = [begin + b"".join(record(*one) for one in cells) + end for _, cells in sheets]
    names = [
        bytes([len(n := name.encode(page))]) + n if page else b"%c\1" % len(name) + wide(name) for name, _ in sheets
    ]
    head = begin + b"".join(record(*one) for one in book)
    start = len(head) + sum(4 + 6 + len(name) for name in names) + len(end)
    places = {}
    for i in range(len(parts))[::order]:
        places[i] = start
        start += len(parts[i])
    head += b"".join(record(0x85, struct.pack("<IH", places[i], 0) + name) for i, name in enumerate(names))
    stream = head + end + b"".join(parts[::order])
    return container("Book" if page else "Workbook", stream)


def record(kind: int, data: bytes) -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(data)) + data


def wide(text: str) -> bytes:
    """A text in UTF-16."""
    return text.encode("utf-16-le")


def number(row: int, column: int, value: float, style: int = 0) -> Record:
    """A number in a cell of an .xls."""
    return 0x203, struct.pack("<HHHd", row, column, style, value)


def ods(body: str, styles: str = "") -> bytes:
    """An .ods with this content."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", _document("document-content", body, styles))
    return stream.getvalue()


def fods(body: str, styles: str = "") -> bytes:
    """The same in one XML, without a package."""
    return _document("document", body, styles).encode()


def _document(name: str, body: str, styles: str) -> str:
    return f"""<?xml version="1.0"?><office:{name} {_SPACES}
        xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
        xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
        xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
        xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><office:automatic-styles>{styles}</office:automatic-styles>
        <office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:{name}>"""


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file in a folder."""
    (folder / name).write_bytes(data)
    return folder / name
