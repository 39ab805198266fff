"""`Vocabulary`: all the names the columns of a scheme's tables go by, and what the titles above one column say by them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from stardb.books import Cell
from stardb.dataclass import dataclass
from stardb.intake.headers.qualifiers import ANOTHER, is_qualifier
from stardb.intake.headers.search_limit import SearchLimit
from stardb.intake.headers.sheet_names import SheetKey, TableByName
from stardb.intake.headers.titles import UNITS, Title, title_of
from stardb.intake.memo import Memo
from stardb.intake.reading_options import NOT_A_COLUMN
from stardb.rulebook import ColumnSpec, TableSpec

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")

Path = tuple[str, ...]
"""The texts above one column, from the top level down."""


@dataclass(frozen=True)
class Heading:
    """What one sheet column's titles say: the declared column of each table, the title for people, the unit.

    path: the title with those above it, `上年度/收入`, as a clerk may settle it. parent_unit: the unit of a title above,
    `收入(万元)` over `本年`; it holds where it fits. parent: the title above that makes it another column than its title
    says, `上年度` over `收入`. sure: tables whose column a clerk has settled; barred: tables of which it is settled to be none.
    marks: the full marks the title gives, `三会一课(10分)`.
    """

    columns: Mapping[str, str]
    title: str
    path: str = ""
    unit: str = ""
    parent_unit: str = ""
    parent: str = ""
    sure: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    marks: Fraction | None = None


@dataclass
class Vocabulary:
    """All names the columns of a scheme's tables go by.

    year: the period's own, which makes no other column of what stands below it. confirmed: what a clerk has settled of
    titles (see `ReadingOptions`). named: the sheets that are a table by name (see `sheet_names`). units: the words taken for units. known: whether a cell by itself names a column of any table.
    search_limit: how much may be looked at for its names.
    """

    specs: Mapping[str, TableSpec]
    year: str = ""
    confirmed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    named: Mapping[SheetKey, TableByName] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    units: frozenset[str] = UNITS
    known: Memo[Cell, bool] = field(init=False)
    search_limit: SearchLimit = field(default_factory=SearchLimit)
    _settled: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _ends: frozenset[str] = frozenset()
    _headings: dict[tuple[Path, Path], Heading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = Memo(self._knows)
        self.units = UNITS | {c.unit for spec in self.specs.values() for c in spec.columns.values() if c.unit}
        for table, spec in self.specs.items():
            for name, column in ordered_names(spec.columns, self.units):
                self.names[name].setdefault(table, column)
            confirmed = self.confirmed.get(table, {}).items()
            for title, column in ((t, c) for t, c in confirmed if c == NOT_A_COLUMN or c in spec.columns):
                if self._is_of_another_year(title):
                    continue  # 2023年收入 is no longer this year's in 2024
                for name in self._spellings_of(title):
                    self._settled[name][table] = column
        self._ends = frozenset(
            name.rpartition("/")[2] for name, tables in self._settled.items() if any(tables.values())
        )

    def _is_of_another_year(self, title: str) -> bool:
        years = _YEAR.findall(title)
        return bool(self.year and years) and self.year not in years

    def title(self, text: str) -> Title:
        """A title's forms, with the units this scheme knows."""
        return title_of(text, self.units)

    def _spellings_of(self, path: str) -> set[str]:
        """The ways a header may give the titles a clerk has settled, `上年度/收入(万元)`."""
        titles = [self.title(part) for part in path.split("/")]
        whole = self.title(path)
        return {whole.plain, whole.called, _join_titles(titles), "/".join(title.plain for title in titles)}

    def _knows(self, cell: Cell) -> bool:
        if not isinstance(cell, str):
            return False
        title = self.title(cell)
        return any(name in self.names or name in self._ends for name in (title.plain, title.bare))

    def heading(self, path: Path, above: Path = ()) -> Heading:
        """What the titles above one column say. above: texts over the header that may stand for a title of it."""
        found = self._headings.get((path, above))
        if found is None:
            found = self._headings[path, above] = self._heading(path, above)
        return found

    def settled_paths(self) -> Iterator[tuple[str, str]]:
        """(table, titles above a column) for all columns met so far of which a clerk has settled what they are of the table."""
        for heading in self._headings.values():
            yield from ((table, heading.path) for table in heading.sure | heading.barred)

    def _heading(self, path: Path, above: Path) -> Heading:
        titles = [self.title(text) for i, text in enumerate(path) if text and (i == 0 or text != path[i - 1])]
        unit = ""
        if len(titles) > 1 and not titles[-1].bare and titles[-1].plain not in self.names:
            unit = titles.pop().unit  # a row of units below the titles
        if not titles:
            return Heading({}, "")
        outside = [self.title(text) for text in above if text != path[0]]
        over = [title for title in outside if self._another(title.plain)]
        called, settled = _join_titles([*over, *titles]), self._settled_for([*over, *titles])
        columns, refused = self._find_columns(titles, [title.plain for title in outside])
        if not columns and len(titles) > 1 and is_qualifier(titles[-1].bare):
            titles = [titles[-1], *titles[:-1]]  # 收入 over 本年 is 本年 over 收入
            columns, refused = self._find_columns(titles, [title.plain for title in outside])
        columns |= settled
        return Heading(
            {table: column for table, column in columns.items() if column != NOT_A_COLUMN},
            titles[-1].called,
            called,
            unit or (titles[-1].unit if titles[-1].bare else ""),  # 月 alone names a column
            next((title.unit for title in reversed(titles[:-1]) if title.unit), ""),
            refused,
            frozenset(table for table, column in settled.items() if column != NOT_A_COLUMN),
            frozenset(table for table, column in settled.items() if column == NOT_A_COLUMN),
            titles[-1].marks,
        )

    def _find_columns(self, titles: Sequence[Title], outside: Sequence[str]) -> tuple[dict[str, str], str]:
        """The column of each table by its declared names, and the parents that refused one."""
        columns: dict[str, str] = {}
        refused = ""
        for name, dropped in _spellings(titles):
            parents = [parent for parent in (*outside, *dropped) if self._another(parent)]
            for table, column in self.names.get(name, {}).items():
                if self._says(table, column, parents):
                    columns.setdefault(table, column)
                else:
                    refused = "/".join(parents)
        return columns, refused

    def _settled_for(self, path: Sequence[Title]) -> dict[str, str]:
        """The column of each table as a clerk has settled it, by the whole path or, its parents changing nothing, its end."""
        columns: dict[str, str] = {}
        for start in range(len(path) if self._settled else 0):
            if not any(self._another(title.plain) for title in path[:start]):
                names = (_join_titles(path[start:]), "/".join(title.plain for title in path[start:]))
                for name in names:
                    columns = {**self._settled.get(name, {}), **columns}
        return columns

    def _another(self, parent: str) -> list[str]:
        """The words of a title above that make another column of what is below."""
        return [word for word in ANOTHER.findall(parent) if word != self.year]

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


def _join_titles(titles: Iterable[Title]) -> str:
    return "/".join(title.called for title in titles)
