"""Where in a sheet the column titles stand, and which declared columns they name.

Every stretch of one to three rows among the first thirty is tried; the one that names most columns of a
table is its header.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from stardb.books import Cell, DisplayedPercent, Sheet, cell_text, is_blank
from stardb.dataclass import dataclass
from stardb.intake.headers.qualifiers import ANOTHER, is_qualifier
from stardb.intake.headers.vocabulary import Heading, Path, Vocabulary

SEARCHED_ROWS = 30
LEVELS = 3
_MOST_LEVELS = 6
"""A title merged over more rows than this goes over data as well."""

_YEARS = range(1900, 2101)
_LABEL = re.compile(r"[:：]|\d{1,2}月\d{1,2}日|[表册]$|^附件")
_NO_TITLE = re.compile(
    r"(?:单位|日期|时间|[表报核系责]人|电话|村名?|乡镇|名称)(?:[(（].*[)）])?\s*[:：]"
    r"|单\s*位\s*(?:[:：]|[为(（]\s*(?:人民币)?[十百千万亿]*[元人户%])"
)
"""`单位：元` stands over a header and is none of its levels; `其中：女` may be."""
_SHORT = 12


@dataclass(frozen=True)
class Header:
    """A header found for one table: rows `top` to `bottom`, and the sheet columns naming each declared one."""

    top: int
    bottom: int
    headings: Sequence[Heading]
    columns: Mapping[str, tuple[int, ...]]


def find_headers(sheet: Sheet, vocabulary: Vocabulary, first: int = 0) -> dict[str, Header]:
    """For each table the header that names most of its columns; tables none of whose columns is named are left out.

    first: the first row that may be of a header. Raises Tangled where too much has been looked at for these names.
    """
    vocabulary.search_limit.spend(sheet.width * min(len(sheet.rows), SEARCHED_ROWS))
    best: dict[str, tuple[tuple[int, ...], Header]] = {}
    bottoms = _likely_rows(sheet.rows, vocabulary, first)
    texts = _texts(sheet, {row for bottom in bottoms for row in range(max(bottom - LEVELS + 1, 0), bottom + 1)})
    for bottom in bottoms:
        for levels in range(1, min(LEVELS, bottom - first + 1) + 1):
            top = bottom - levels + 1
            if levels > 1 and any(map(_NO_TITLE.search, texts[top])):
                break
            headings = _headings(texts, top, bottom, vocabulary)
            refused = sum(bool(heading.parent) for heading in headings)
            units = sum(bool(heading.columns and (heading.unit or heading.parent_unit)) for heading in headings)
            for table, columns in _by_table(headings).items():
                keys = [i for key in vocabulary.specs[table].key for i in columns.get(key, ())]
                whole = (
                    not keys
                    or levels == LEVELS
                    or bottom < _merged_bottom(sheet, bottom, keys)
                    or not _goes_on(sheet.rows, bottom, headings, keys, vocabulary)
                )
                doubled = sum(len(places) > 1 for places in columns.values())
                rank = (whole, len(columns), len(keys), -doubled, refused, units, -levels, -bottom)
                if table not in best or rank > best[table][0]:
                    best[table] = rank, Header(top, bottom, headings, columns)
    return {table: _with_merged_rows(sheet, header, vocabulary.specs[table].key) for table, (_, header) in best.items()}


def _with_merged_rows(sheet: Sheet, header: Header, key: Sequence[str]) -> Header:
    """The header with all rows that the title of a key is merged over: what stands beside it there is no data."""
    keys = [i for column in key for i in header.columns.get(column, ())]
    bottom = _merged_bottom(sheet, header.bottom, keys)
    return replace(header, bottom=bottom) if bottom < len(sheet.rows) else header


def _merged_bottom(sheet: Sheet, bottom: int, keys: Sequence[int]) -> int:
    """The last row that a title in these columns is merged over which stands in row `bottom`."""
    tall = (merge for merge in sheet.merges if merge.left in keys and merge.top <= bottom < merge.bottom)
    return max((m.bottom for m in tall if m.bottom - m.top < _MOST_LEVELS), default=bottom)


def header_at(sheet: Sheet, top: int, bottom: int, table: str, vocabulary: Vocabulary) -> Header:
    """The header of a table that is known to stand in rows `top` to `bottom`."""
    texts = _texts(sheet, set(range(max(bottom - LEVELS + 1, 0), bottom + 1)))
    headings = _headings(texts, top, bottom, vocabulary)
    return Header(top, bottom, headings, _by_table(headings).get(table, {}))


def _hits(row: Sequence[Cell], vocabulary: Vocabulary) -> int:
    """How many cells of a row name a column."""
    return sum(map(vocabulary.known.__getitem__, set(row)))


def holds_titles(row: Sequence[Cell]) -> bool:
    """Whether a row may belong to a header: words and blanks, and no number but a year."""
    kinds = set(map(type, row))
    if kinds == {str}:
        return True
    if DisplayedPercent in kinds:  # 30%, the weight in a title
        kinds = {str if isinstance(cell, DisplayedPercent) and cell == cell.text else type(cell) for cell in row}
    return kinds <= {str, int, float} and all(cell in _YEARS for cell in row if not isinstance(cell, str))


def _headings(texts: Mapping[int, Sequence[str]], top: int, bottom: int, vocabulary: Vocabulary) -> list[Heading]:
    """What each column's titles in rows `top` to `bottom` say, with the texts over them."""
    paths = zip(*_spanning([texts[row] for row in range(top, bottom + 1)]), strict=True)
    above = _parents([texts[row] for row in range(max(bottom - LEVELS + 1, 0), top)], texts[top])
    return [vocabulary.heading(path, over) for path, over in zip(paths, above, strict=True)]


def _likely_rows(rows: Sequence[Sequence[Cell]], vocabulary: Vocabulary, first: int) -> list[int]:
    """Rows that may be the last of a header: those naming most columns, and the two below each if they hold titles."""
    searched = range(first, min(first + SEARCHED_ROWS, len(rows)))
    hits = {r: _hits(rows[r], vocabulary) for r in searched if holds_titles(rows[r])}
    if not any(hits.values()):  # months 1 to 12 are no words
        hits = {r: _hits(rows[r], vocabulary) for r in searched}
    named = sorted((row for row in hits if hits[row]), key=lambda row: -hits[row])[:4]
    below = {row + 1 for row in named if row + 1 < len(rows) and holds_titles(rows[row + 1])}
    below |= {row + 1 for row in below if row + 1 < len(rows) and holds_titles(rows[row + 1])}
    return sorted({*named, *below})


def _goes_on(
    rows: Sequence[Sequence[Cell]],
    bottom: int,
    headings: Sequence[Heading],
    keys: Sequence[int],
    vocabulary: Vocabulary,
) -> bool:
    """Whether the row below is one more of the header: words, none of them a key, that part a column or have none above."""
    row = rows[bottom + 1] if bottom + 1 < len(rows) else []
    if not row or not holds_titles(row) or any(not is_blank(row[i]) for i in keys):
        return False
    return any(
        not headings[i].title or is_qualifier(vocabulary.title(cell_text(cell)).bare)
        for i, cell in enumerate(row)
        if not is_blank(cell)
    )


def _texts(sheet: Sheet, rows: Iterable[int]) -> dict[int, list[str]]:
    """The texts of some rows, merged titles repeated in all their cells."""
    texts = {row: [cell_text(cell).strip() for cell in sheet.rows[row]] for row in rows}
    last = max(texts, default=-1)
    for merge in sheet.merges:
        if merge.top <= last and merge.left < sheet.width and merge.top < len(sheet.rows):
            text = cell_text(sheet.rows[merge.top][merge.left]).strip()
            for row in range(merge.top, min(merge.bottom, last) + 1):
                if row in texts:
                    width = min(merge.right + 1, sheet.width) - merge.left
                    texts[row][merge.left : merge.left + width] = [text] * width
    return texts


def _spanning(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """A header's rows, a title that stands over the first of its columns only put over the next ones too.

    It goes on over blanks as long as there are titles below: `上年|` over `收入|支出` is last year's for both. What begins
    over the first column is the sheet's own title or one of a key.
    """
    spanned: list[Sequence[str]] = []
    for row, below in pairwise(rows):
        texts = list(row)
        first = next((i for i, text in enumerate(row) if text), 0)
        for i in range(first + 2, len(row)):
            if not row[i] and below[i] and below[i - 1] and texts[i - 1] not in ("", row[first], below[i - 1]):
                texts[i] = texts[i - 1]
        spanned.append(texts)
    return [*spanned, *rows[-1:]]


def _parents(rows: Sequence[Sequence[str]], top: Sequence[str]) -> list[Path]:
    """For each column, what stands right over a header and may be a title of it: no title of the sheet, no label.

    A title of the sheet is long, or begins over the first column; one of the header that does so, too, would be over
    the keys.
    """
    parents: list[Path] = [()] * len(top)
    first = next((i for i, text in enumerate(top) if text), 0)
    for row in _spanning([*rows, top])[:-1]:
        for i, text in enumerate(row):
            if ANOTHER.search(text) and len(text) <= _SHORT and text != row[first] and not _LABEL.search(text):
                parents[i] = (*parents[i], text)
    return parents


def _by_table(headings: Sequence[Heading]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Table -> declared column -> the sheet columns naming it, those that a clerk has settled before others."""
    named: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    settled: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, heading in enumerate(headings):
        for table, column in heading.columns.items():
            named[table][column].append(i)
            if table in heading.sure:
                settled[table][column].append(i)
    return {
        table: {column: tuple(settled[table].get(column) or places) for column, places in columns.items()}
        for table, columns in named.items()
    }
