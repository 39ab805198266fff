"""Where in a sheet the column titles stand, and which declared columns they name.

Every stretch of one to three rows among the first thirty is tried; the one that names most columns of a
table is its header.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stardb.books.sheet import Cell, Sheet, shown
from stardb.intake.memo import Memo
from stardb.intake.titles import UNITS, Title, title_of
from stardb.rulebook.tables import ColumnSpec, TableSpec

SEARCHED_ROWS = 30
LEVELS = 3

_YEARS = range(1900, 2101)
_ANOTHER = re.compile(r"上年|去年|前年|上期|计划(?!生育)|目标(?!管理|责任|考核)|预计|(?<!\d)(?:19|20)\d{2}(?!\d)")
"""What makes of the columns below it others than those of their bare titles: last year's, the planned, another year's."""
_LABEL = re.compile(r"[:：]|\d{1,2}月\d{1,2}日|[表册]$|^附件")
_SHORT = 12

Path = tuple[str, ...]
"""The texts above one column, from the top level down."""


@dataclass(frozen=True)
class Heading:
    """What one sheet column's titles say: the declared column of each table, the title for people, the unit.

    parent_unit: the unit of a title above, `收入(万元)` over `本年`; it holds where it fits. parent: the title above that
    makes it another column than its title says, `上年度` over `收入`.
    """

    columns: Mapping[str, str]
    title: str
    unit: str = ""
    parent_unit: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Header:
    """A header found for one table: rows `top` to `bottom`, and the sheet columns naming each declared one."""

    top: int
    bottom: int
    headings: Sequence[Heading]
    columns: Mapping[str, tuple[int, ...]]


@dataclass
class Vocabulary:
    """All names the columns of a scheme's tables go by.

    year: the period's own, which makes no other column of what stands below it. confirmed: what a clerk has settled of
    titles (see `Practice`). units: the words taken for units. known: whether a cell by itself names a column of any table.
    """

    specs: Mapping[str, TableSpec]
    year: str = ""
    confirmed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    units: frozenset[str] = UNITS
    known: Memo[Cell, bool] = field(init=False)
    _headings: dict[tuple[Path, Path], Heading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = Memo(self._knows)
        self.units = UNITS | {c.unit for spec in self.specs.values() for c in spec.columns.values() if c.unit}
        for table, spec in self.specs.items():
            for name, column in ordered_names(spec.columns, self.units):
                self.names[name].setdefault(table, column)

    def title(self, text: str) -> Title:
        """A title's forms, with the units this scheme knows."""
        return title_of(text, self.units)

    def _knows(self, cell: Cell) -> bool:
        if not isinstance(cell, str):
            return False
        title = self.title(cell)
        return title.plain in self.names or title.bare in self.names

    def heading(self, path: Path, above: Path = ()) -> Heading:
        """What the titles above one column say. above: texts over the header that may stand for a title of it."""
        found = self._headings.get((path, above))
        if found is None:
            found = self._headings[path, above] = self._heading(path, above)
        return found

    def _heading(self, path: Path, above: Path) -> Heading:
        titles = [self.title(text) for i, text in enumerate(path) if text and (i == 0 or text != path[i - 1])]
        unit = ""
        if len(titles) > 1 and not titles[-1].bare and titles[-1].plain not in self.names:
            unit = titles.pop().unit  # a row of units below the titles
        if not titles:
            return Heading({}, "")
        outside = [self.title(text).plain for text in above if text != path[0]]
        columns: dict[str, str] = {}
        refused = ""
        for name, dropped in _spellings(titles):
            parents = [parent for parent in (*outside, *dropped) if self._another(parent)]
            for table, column in self.names.get(name, {}).items():
                if self._says(table, column, parents):
                    columns.setdefault(table, column)
                else:
                    refused = "/".join(parents)
        parent_unit = next((title.unit for title in reversed(titles[:-1]) if title.unit), "")
        title = titles[-1].bare or titles[-1].plain
        return Heading(columns, title, unit or titles[-1].unit, parent_unit, refused)

    def _another(self, parent: str) -> list[str]:
        """The words of a title above that make another column of what is below."""
        return [word for word in _ANOTHER.findall(parent) if word != self.year]

    def _says(self, table: str, column: str, parents: Iterable[str]) -> bool:
        """Whether a column's own names have the words of these titles above that would make it another."""
        words = {word for parent in parents for word in self._another(parent)}
        names = (column, *self.specs[table].columns[column].aliases)
        return all(any(word in name for name in names) for word in words)


def ordered_names(columns: Mapping[str, ColumnSpec], units: frozenset[str]) -> Iterable[tuple[str, str]]:
    """(name, column) for each way of naming a column, the weightiest first: its name, its aliases, bare forms."""
    yield from ((title_of(column, units).plain, column) for column in columns)
    yield from ((title_of(alias, units).plain, column) for column, spec in columns.items() for alias in spec.aliases)
    for column, spec in columns.items():
        yield from ((bare, column) for name in (column, *spec.aliases) if (bare := title_of(name, units).bare))


def _spellings(titles: Sequence[Title]) -> Iterable[tuple[str, list[str]]]:
    """(name, titles above left out of it): the fullest name first, parent and title together, then the title."""
    for start in range(len(titles)):
        parents = "".join(title.bare for title in titles[start:-1])
        dropped = [title.plain for title in titles[:start]]
        yield parents + titles[-1].plain, dropped
        if titles[-1].bare:
            yield parents + titles[-1].bare, dropped


def find_headers(sheet: Sheet, vocabulary: Vocabulary) -> dict[str, Header]:
    """For each table the header that names most of its columns; tables none of whose columns is named are left out."""
    best: dict[str, tuple[tuple[int, int, int, int, int], Header]] = {}
    bottoms = _likely_rows(sheet.rows, vocabulary)
    texts = _texts(sheet, {row for bottom in bottoms for row in range(max(bottom - LEVELS + 1, 0), bottom + 1)})
    for bottom in bottoms:
        for levels in range(1, min(LEVELS, bottom + 1) + 1):
            top = bottom - levels + 1
            paths = zip(*(texts[row] for row in range(top, bottom + 1)), strict=True)
            above = _parents([texts[row] for row in range(max(bottom - LEVELS + 1, 0), top)], texts[top])
            headings = [vocabulary.heading(path, over) for path, over in zip(paths, above, strict=True)]
            refused = sum(bool(heading.parent) for heading in headings)
            units = sum(bool(heading.columns and heading.unit) for heading in headings)
            for table, columns in _by_table(headings).items():
                rank = (len(columns), refused, units, -levels, -bottom)
                if table not in best or rank > best[table][0]:
                    best[table] = rank, Header(top, bottom, headings, columns)
    return {table: header for table, (_, header) in best.items()}


def _likely_rows(rows: Sequence[Sequence[Cell]], vocabulary: Vocabulary) -> list[int]:
    """Rows that may be the last of a header: those naming most columns, and the two below each if they hold titles."""
    hits = [sum(map(vocabulary.known.__getitem__, set(row))) for row in rows[:SEARCHED_ROWS]]
    named = sorted((row for row, count in enumerate(hits) if count), key=lambda row: -hits[row])[:4]
    below = {row + 1 for row in named if row + 1 < len(rows) and _holds_titles(rows[row + 1])}
    below |= {row + 1 for row in below if row + 1 < len(rows) and _holds_titles(rows[row + 1])}
    return sorted({*named, *below})


def _holds_titles(row: Sequence[Cell]) -> bool:
    """Whether a row may belong to a header: words and blanks, and no number but a year."""
    return all(isinstance(cell, str) or (isinstance(cell, int | float) and cell in _YEARS) for cell in row)


def _texts(sheet: Sheet, rows: Iterable[int]) -> dict[int, list[str]]:
    """The texts of some rows, merged titles repeated in all their cells."""
    texts = {row: [shown(cell).strip() for cell in sheet.rows[row]] for row in rows}
    for merge in sheet.merges:
        if merge.top < SEARCHED_ROWS + LEVELS and merge.left < sheet.width and merge.top < len(sheet.rows):
            text = shown(sheet.rows[merge.top][merge.left]).strip()
            for row in range(merge.top, min(merge.bottom, SEARCHED_ROWS + LEVELS) + 1):
                if row in texts:
                    width = min(merge.right + 1, sheet.width) - merge.left
                    texts[row][merge.left : merge.left + width] = [text] * width
    return texts


def _parents(rows: Sequence[Sequence[str]], top: Sequence[str]) -> list[Path]:
    """For each column, what stands right over a header and may be a title of it: no title of the sheet, no label.

    A title of the sheet is long, or begins over the first column; one of the header that does so, too, would be over
    the keys.
    """
    parents: list[Path] = [()] * len(top)
    first = next((i for i, text in enumerate(top) if text), 0)
    for row in rows:
        for i, text in enumerate(row):
            if _ANOTHER.search(text) and len(text) <= _SHORT and text != row[first] and not _LABEL.search(text):
                parents[i] = (*parents[i], text)
    return parents


def _by_table(headings: Sequence[Heading]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Table -> declared column -> the sheet columns naming it."""
    tables: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for i, heading in enumerate(headings):
        for table, column in heading.columns.items():
            tables[table][column] = (*tables[table].get(column, ()), i)
    return dict(tables)
