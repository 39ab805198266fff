"""What cells of a sheet are before anybody knows what table it is: private, or telling whose a row is, by their titles.

A cell's titles are those above it and left of it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import field

from stardb.books import Sheet, cell_text
from stardb.dataclass import dataclass
from stardb.intake import mask, title_of, veil
from stardb.rulebook import TableSpec

_LONGEST = 30
_EMPTY = "空格"


_NUMBER = re.compile(r"\d{14,17}[\dXx]")
_MOST = 4
"""More digits than these are not shown of a number that is masked."""


@dataclass(frozen=True)
class Private:
    """The titles of private columns, and of those that tell whose a row is, in the form in which headers are compared."""

    titles: frozenset[str] = field(default_factory=frozenset)
    keys: frozenset[str] = field(default_factory=frozenset)

    def show(self, sheet: Sheet, row: int, column: int, text: str) -> str:
        """A cell's text, by sheet row and column from 0, as messages may tell it."""
        if not text:
            return _EMPTY
        line = " ".join(text.split())
        told = veil(line) if self._is_private(sheet, row, column) else mask(line)
        return f"“{told[:_LONGEST]}…”" if len(told) > _LONGEST else f"“{told}”"

    def show_both(self, sheet: Sheet, row: int, column: int, before: str, after: str) -> tuple[str, str]:
        """A cell's text before and after a change: of a masked number it is seen which digits differ, and no others."""
        told = self.show(sheet, row, column, before), self.show(sheet, row, column, after)
        numbers = [re.sub(r"\s", "", unicodedata.normalize("NFKC", text)) for text in (before, after)]
        if all(_NUMBER.fullmatch(number) for number in numbers):
            return _numbers(*numbers)
        if told[0] == told[1]:
            return told[0], f"{told[1]}（遮住的字不同）"
        return told

    def tells_whose(self, sheet: Sheet, row: int, column: int) -> bool:
        """Whether a cell, by sheet row and column from 0, tells whose its row is: what is said on it is said of the row."""
        return self._is_under(self.keys, sheet, row, column)

    def _is_private(self, sheet: Sheet, row: int, column: int) -> bool:
        return self._is_under(self.titles, sheet, row, column)

    @staticmethod
    def _is_under(titles: frozenset[str], sheet: Sheet, row: int, column: int) -> bool:
        row, column = row - sheet.top, column - sheet.left
        above = (sheet.rows[r][column] for r in range(min(row, len(sheet.rows))) if column < sheet.width)
        beside = sheet.rows[row][:column] if 0 <= row < len(sheet.rows) else ()
        return any(_title(cell_text(cell)) in titles for cells in (above, beside) for cell in cells if cell != "")


def _numbers(before: str, after: str) -> tuple[str, str]:
    """Two masked numbers: the digits they differ in seen, if they are few, else how many these are."""
    masked = mask(before), mask(after)
    if len(before) != len(after):
        return f"“{masked[0]}”（{len(before)}位）", f"“{masked[1]}”（{len(after)}位）"
    places = [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    hidden = [i for i in places if masked[0][i] == "*"]
    if not hidden:
        return f"“{masked[0]}”", f"“{masked[1]}”"
    if len(places) > _MOST:
        return f"“{masked[0]}”", f"“{masked[1]}”（{len(places)}位不同）"
    seen = [
        "".join(digit if i in places else star for i, (digit, star) in enumerate(zip(number, mark, strict=True)))
        for number, mark in zip((before, after), masked, strict=True)
    ]
    named = "、".join(str(i + 1) for i in places)
    return f"“{seen[0]}”", f"“{seen[1]}”（第{named}位不同）"


def find_private_titles(
    schemes: Iterable[Mapping[str, TableSpec]], settled: Mapping[str, Mapping[str, str]]
) -> Private:
    """The titles of some schemes' tables. settled: table -> title -> column, as a clerk has settled them."""
    titles: set[str] = set()
    keys: set[str] = set()
    for specs in schemes:
        for table, spec in specs.items():
            private = {name for name, column in spec.columns.items() if column.private or column.type == "citizen_id"}
            titles |= _titles_of(spec, private, settled.get(table, {}))
            keys |= _titles_of(spec, {*spec.key, spec.name, spec.group} & spec.columns.keys(), settled.get(table, {}))
    return Private(frozenset(map(_title, titles)), frozenset(map(_title, keys)))


def _titles_of(spec: TableSpec, columns: Set[str], settled: Mapping[str, str]) -> set[str]:
    """All that some columns of a table may be titled."""
    aliases = {alias for name in columns for alias in spec.columns[name].aliases}
    return {*columns, *aliases, *(title.rpartition("/")[2] for title, name in settled.items() if name in columns)}


def _title(text: str) -> str:
    return title_of(text).called
