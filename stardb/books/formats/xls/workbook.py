"""An .xls of Excel 5 to 2003, in the records of its workbook stream [MS-XLS].

Macros, objects and drawings are passed over, but for the texts of comments.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from struct import error, unpack_from
from typing import NamedTuple

from stardb.books.conditional_formats.conditional_formats import ConditionalFormats
from stardb.books.display import BUILT_IN
from stardb.books.display.cell_look import GENERAL, CellLook
from stardb.books.display.rich_text import Rich
from stardb.books.errors import damage_error, no_workbook_error
from stardb.books.formats.excel_binary.fonts import Font, make_look, read_font, split_runs
from stardb.books.formats.file_format import FileContent, RawBook
from stardb.books.formats.xls import OLD
from stardb.books.formats.xls.compound import Compound
from stardb.books.formats.xls.records import Record, read_records
from stardb.books.formats.xls.sheet import XlsFacts, XlsSheetReader
from stardb.books.formats.xls.texts import Coding, Pieces
from stardb.books.own_marks import STAMPS, join_stamps
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.displayed_grid import DisplayedGrid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.ooxml import file_name_of

STREAMS = ("Workbook", "Book")
"""Where a compound file holds its workbook, in Excel 97 and in 5."""

_SHEET, _DATES, _LOCK, _PAGE = 0x85, 0x22, 0x2F, 0x42
_NAME, _FORMAT, _XF, _LINK, _TEXTS = 0x18, 0x41E, 0xE0, 0x1AE, 0xFC
_FONT, _NO_FONT = 0x31, 4
_COMPUTED = 0x1C1
"""By which version the formulas were computed: Excel and its like say so, programs that only write formulas do not."""
_INTERNAL = (b"\x01\x04", b"\x01\x3a")
"""What stands in a link to the workbook itself, or to an add-in."""
_BIFF8 = 0x600
_WORKSHEET, _OTHER_PARTS = 0, (0x20, 0x40)
"""A sheet that holds cells, and what the part of another, a chart or macros, says it is."""

Texts = list[str | Rich]


class _Bound(NamedTuple):
    """A sheet as the workbook lists it: where its records start."""

    name: str
    start: int
    is_worksheet: bool
    is_hidden: bool


def is_locked(stream: bytes) -> bool:
    """Whether the records are encrypted."""
    with _as_damage():
        return any(record.kind == _LOCK for record in read_records(stream, 0, len(stream)))


def read(content: FileContent) -> RawBook:
    """The worksheets. Raises UnreadableFile where the file is damaged, older than Excel 5, or holds another document."""
    if content.data.startswith(OLD):
        raise no_workbook_error("很旧的 Excel 格式")
    compound = Compound(content.data)
    name = next((name for name in STREAMS if name in compound), "")
    if not name:
        raise no_workbook_error("别种文档")
    return _read_stream(compound.stream(name))


def _read_stream(stream: bytes) -> RawBook:
    with _as_damage():
        book = [*read_records(stream, 0, len(stream))]
        is_wide = _version(book[0]) == _BIFF8
        coding = Coding(is_wide, next((_short(r.data) for r in reversed(book) if r.kind == _PAGE), None))
        links = {_link(r.data, coding) for r in book if r.kind == _LINK and is_wide} - {""}
        return RawBook([*_sheets(stream, book, coding)], tuple(sorted(links)))


@contextmanager
def _as_damage() -> Iterator[None]:
    """Makes a record that is too short a damaged file."""
    try:
        yield
    except (error, IndexError, ValueError) as fault:
        raise damage_error() from fault


def _sheets(stream: bytes, book: Sequence[Record], coding: Coding) -> Iterator[RawSheet]:
    fonts = _fonts(book, coding)
    base1904 = any(r.data[0] == 1 for r in book if r.kind == _DATES)
    formats = _formats(book, coding)
    facts = XlsFacts(coding, _texts(book, fonts), _looks(book, formats, fonts), fonts, base1904, formats)
    stamps = dict(_stamps(book)) if coding.is_wide else {}
    allowance = Allowance()
    bounds = [_bound(r.data, coding) for r in book if r.kind == _SHEET]
    starts = sorted({bound.start for bound in bounds})
    if len(starts) < len(bounds):
        raise damage_error()
    ends = dict(zip(starts, [*starts[1:], len(stream)], strict=True))
    read: list[tuple[int, _Bound, XlsSheetReader]] = []
    for i, bound in enumerate(bounds, 1):
        first = next(read_records(stream, bound.start, ends[bound.start]))
        if not bound.is_worksheet or _short(first.data[2:]) in _OTHER_PARTS:
            continue
        reader = XlsSheetReader(facts, DisplayedGrid(allowance, base1904))
        if not bound.is_hidden:
            reader.read(read_records(stream, bound.start, ends[bound.start]))
            if formats_that_tell := ConditionalFormats(reader.rules.rules()):  # which stand behind the cells
                reader = XlsSheetReader(facts, DisplayedGrid(Allowance(), base1904, formats_that_tell))
                reader.read(read_records(stream, bound.start, ends[bound.start]))
        read.append((i, bound, reader))
    is_reckoned = any(r.kind == _COMPUTED for r in book) or any(reader.is_reckoned for _, _, reader in read)
    for i, bound, reader in read:
        if not is_reckoned:
            reader.doubt_formulas()
        yield reader.to_raw_sheet(bound.name, join_stamps(stamps.get(i), stamps.get(0)), bound.is_hidden)


def _short(data: bytes, at: int = 0) -> int:
    return int(unpack_from("<H", data, at)[0])


def _version(first: Record) -> int:
    return _short(first.data)


def _bound(data: bytes, coding: Coding) -> _Bound:
    start, state, kind = unpack_from("<IBB", data)
    return _Bound(coding.text(Pieces([data[6:]]), 1), start, kind == _WORKSHEET, state & 3 != 0)


def _texts(book: Sequence[Record], fonts: Sequence[Font]) -> Texts:
    """The shared texts. Some programs count them wrongly: all that are there are read, but what comes after them is no fault."""
    found: Texts = []
    for record in book:
        if record.kind == _TEXTS:
            pieces = Pieces([record.data[8:], *record.more])
            count = unpack_from("<I", record.data, 4)[0]
            while not pieces.is_done:
                try:
                    found.append(split_runs(*pieces.rich(), fonts))
                except (error, IndexError):
                    if len(found) < count:
                        raise
                    break
    return found


def _fonts(book: Sequence[Record], coding: Coding) -> list[Font]:
    """The fonts by their numbers. There is none with the number 4."""
    found = []
    for record in book:
        if record.kind == _FONT:
            name = coding.text(Pieces([record.data[14:]]), 1)
            found.append(read_font(_short(record.data, 2), _short(record.data, 8), name))
    return [*found[:_NO_FONT], Font(""), *found[_NO_FONT:]]


def _formats(book: Sequence[Record], coding: Coding) -> dict[int, str]:
    """The codes of the number formats. One that the workbook gives counts, whatever Excel itself has under its number."""
    formats = dict(BUILT_IN)
    for record in book:
        if record.kind == _FORMAT:
            code = coding.text(Pieces([record.data[2:], *record.more]), 2 if coding.is_wide else 1)
            formats[_short(record.data)] = code
    return formats


def _looks(book: Sequence[Record], formats: Mapping[int, str], fonts: Sequence[Font]) -> list[CellLook]:
    """The looks of the cell styles."""
    styles = (unpack_from("<HH", record.data) for record in book if record.kind == _XF)
    return [make_look(formats.get(code, GENERAL), font, fonts) for font, code in styles]


def _link(data: bytes, coding: Coding) -> str:
    """The file's name in the path of another workbook, whose parts are divided by control characters; "" if it is none."""
    if len(data) <= 5 or data[2:4] in _INTERNAL:
        return ""
    return file_name_of("".join("/" if c < " " else c for c in coding.text(Pieces([data[2:]]), 2)))


def _stamps(book: Sequence[Record]) -> Iterator[tuple[int, str]]:
    """The stamp of each sheet by its number from 1, and under 0 one for all."""
    for record in book:
        if record.kind == _NAME and (stamp := _stamp(record.data)):
            yield _short(record.data, 8), stamp


def _stamp(data: bytes) -> str:
    """What one of our names joins from string constants; "" for any other name."""
    pieces = Pieces([data[14:]])
    flags = pieces.number(1)
    if pieces.characters(data[3], flags) not in STAMPS:
        return ""
    formula, texts = Pieces([pieces.read(_short(data, 4))]), []
    while not formula.is_done and (token := formula.number(1)) in (0x08, 0x17):
        if token == 0x17:
            length, flags = formula.number(1), formula.number(1)
            texts.append(formula.characters(length, flags))
    return "".join(texts)
