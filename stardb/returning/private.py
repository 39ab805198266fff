"""Which cells of a sheet are private before anybody knows what table it is: those under, or right of, a private title."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stardb.books import Sheet
from stardb.books.sheet import shown
from stardb.intake.masking import mask, veil
from stardb.intake.titles import title_of
from stardb.rulebook.tables import TableSpec

_LONGEST = 30
_EMPTY = "空格"


@dataclass(frozen=True)
class Private:
    """The titles of private columns, in the form in which headers are compared."""

    titles: frozenset[str] = field(default_factory=frozenset)

    def shown(self, sheet: Sheet, row: int, column: int, text: str) -> str:
        """A cell's text, by sheet row and column from 0, as messages may tell it."""
        if not text:
            return _EMPTY
        line = " ".join(text.split())
        told = veil(line) if self._holds(sheet, row - sheet.top, column - sheet.left) else mask(line)
        return f"“{told[:_LONGEST]}…”" if len(told) > _LONGEST else f"“{told}”"

    def _holds(self, sheet: Sheet, row: int, column: int) -> bool:
        above = (sheet.rows[r][column] for r in range(min(row, len(sheet.rows))) if column < sheet.width)
        beside = sheet.rows[row][:column] if 0 <= row < len(sheet.rows) else ()
        return any(_title(shown(cell)) in self.titles for cells in (above, beside) for cell in cells if cell != "")


def private_titles(schemes: Iterable[Mapping[str, TableSpec]], settled: Mapping[str, Mapping[str, str]]) -> Private:
    """The private titles of some schemes' tables. settled: table -> title -> column, as a clerk has settled them."""
    titles = set()
    for specs in schemes:
        for table, spec in specs.items():
            columns = {name for name, column in spec.columns.items() if column.private or column.type == "citizen_id"}
            titles |= columns | {alias for name in columns for alias in spec.columns[name].aliases}
            titles |= {title.rpartition("/")[2] for title, name in settled.get(table, {}).items() if name in columns}
    return Private(frozenset(map(_title, titles)))


def _title(text: str) -> str:
    return title_of(text).called
