"""A minimal .xlsb, which no Python library writes: one sheet of texts and numbers in BIFF12 records [MS-XLSB]."""

import struct
import zipfile
from pathlib import Path

from corpus.building import Rows
from corpus.case import Build

ROW, REAL, TEXT = 0, 5, 6
SHEET, BOOK, SHEETS, DATA = (129, 130), (131, 132), (143, 144), (145, 146)
"""Records that begin and end a part."""
BUNDLE, SIZE = 156, 148

TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>"""
LINKS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>
</Relationships>"""


def xlsb(file: str, rows: Rows, name: str = "表") -> Build:
    """A workbook in Excel's binary format."""

    def build(folder: Path) -> None:
        with zipfile.ZipFile(folder / file, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", TYPES)
            package.writestr("_rels/.rels", LINKS.format("officeDocument", "xl/workbook.bin"))
            package.writestr("xl/_rels/workbook.bin.rels", LINKS.format("worksheet", "worksheets/sheet1.bin"))
            bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name)
            package.writestr("xl/workbook.bin", _within(BOOK, _within(SHEETS, _record(BUNDLE, bundle))))
            package.writestr("xl/worksheets/sheet1.bin", _within(SHEET, _size(rows) + _within(DATA, _rows(rows))))

    return build


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, rest = bytearray(), len(data)
    while rest >= 128:
        size.append(rest & 0x7F | 0x80)
        rest >>= 7
    return number + bytes([*size, rest]) + data


def _within(kinds: tuple[int, int], inner: bytes) -> bytes:
    return _record(kinds[0]) + inner + _record(kinds[1])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _size(rows: Rows) -> bytes:
    return _record(SIZE, struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1))


def _rows(rows: Rows) -> bytes:
    return b"".join(_row(i, row) for i, row in enumerate(rows))


def _row(number: int, row: list[object]) -> bytes:
    header = struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)
    return _record(ROW, header) + b"".join(_cell(i, cell) for i, cell in enumerate(row) if cell is not None)


def _cell(column: int, cell: object) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(cell, str):
        return _record(TEXT, place + _wide(cell))
    return _record(REAL, place + struct.pack("<d", cell))
