"""`ReadCells`: every cell that a scheme's tables were read from, with what it shows; private ones as keyed hashes."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from stardb.books import Sheet, cell_text
from stardb.comparison.value_codes import CodedValues, code_texts
from stardb.dataclass import dataclass
from stardb.intake import RowSource, Table, Tables, mask
from stardb.ooxml import parse_cell
from stardb.rulebook import TableSpec

HIDDEN_CELL = "hmac-"
"""How the text of a private cell begins; what follows tells nothing but whether two are alike."""


@dataclass(frozen=True, eq=False)
class TableCells:
    """The cells of one table. sources, source, row, subject: as `Table` has them. columns: what the cells of each show.

    private: the columns whose cells are never shown. is_many: whether a subject has many rows.
    """

    sources: tuple[RowSource, ...]
    source: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    subject: npt.NDArray[np.int64]
    columns: Mapping[str, CodedValues]
    private: frozenset[str] = frozenset()
    is_many: bool = False

    def place(self, i: int, column: str) -> tuple[str, str, str]:
        """File, sheet and cell of row i's value; the cell is "" where its sheet has none."""
        source = self.sources[int(self.source[i])]
        return source.file, source.sheet, source.cell(int(self.row[i]), column)


@dataclass(frozen=True, eq=False)
class ReadCells:
    """All that a scheme read. tables: title -> its cells. files: those they stand in. secret: which key hashed the private ones."""

    tables: Mapping[str, TableCells]
    files: tuple[str, ...] = ()
    secret: str = ""


def make_read_cells(
    tables: Tables,
    specs: Mapping[str, TableSpec],
    sheets: Sequence[Sheet],
    hide: Callable[[str], str],
    name_secret: Callable[[], str] = str,
) -> ReadCells:
    """The cells that the tables of a scheme were read from.

    specs: the scheme's tables. sheets: of all workbooks, as they stand in their files. hide: the keyed hash of a text.
    name_secret: which key that is, asked only where something was hidden.
    """
    by_place = {(sheet.file, sheet.name): sheet.whole or sheet for sheet in sheets}
    hider, found = _Hider(hide), {}
    for title, table in (*tables.single.items(), *tables.many.items()):
        if title in specs:
            found[title] = _read_table(table, specs[title], by_place, hider)
    files = tuple(sorted({source.file for one in found.values() for source in one.sources}))
    return ReadCells(found, files, name_secret() if hider.known else "")


class _Hider:
    """Hides what is private: each distinct text once."""

    def __init__(self, hide: Callable[[str], str]) -> None:
        self.hide = hide
        self.known: dict[str, str] = {}

    def hide_text(self, text: str) -> str:
        """The keyed hash of a text; a blank is no secret."""
        if not text:
            return text
        if text not in self.known:
            self.known[text] = HIDDEN_CELL + self.hide(text)
        return self.known[text]

    def hide_values(self, values: CodedValues, is_private: bool) -> CodedValues:
        """The values with those hidden that are private: all, or the ID numbers and telephone numbers among them."""
        words = tuple(
            self.hide_text(word) if is_private or mask(word) != word else _escape(word) for word in values.words
        )
        return CodedValues(words, values.codes)


def _escape(word: str) -> str:
    """A text that only looks like a hidden one, made another: nobody writes that."""
    return f" {word}" if word.startswith(HIDDEN_CELL) else word


def _read_table(table: Table, spec: TableSpec, sheets: Mapping[tuple[str, str], Sheet], hider: _Hider) -> TableCells:
    columns, private = {}, set()
    for name in table.columns:
        is_private = name in spec.columns and (spec.columns[name].private or spec.columns[name].type == "citizen_id")
        if is_private:
            private.add(name)
        columns[name] = hider.hide_values(code_texts(_read_column(table, name, sheets)), is_private)
    return TableCells(table.sources, table.source, table.row, table.subject, columns, frozenset(private), spec.many)


def _read_column(table: Table, name: str, sheets: Mapping[tuple[str, str], Sheet]) -> npt.NDArray[np.object_]:
    """What the cells of one column show, a row each; "" where there is no cell."""
    texts = np.full(len(table), "", dtype=object)
    for number, source in enumerate(table.sources):
        sheet = sheets.get((source.file, source.sheet))
        rows = np.flatnonzero(table.source == number)
        if sheet is None or not len(rows):
            continue
        if source.spots is None and name not in source.fixed:
            if name in source.columns:
                column = source.columns[name]
                texts[rows] = [_show_cell(sheet, row - 1, column) for row in table.row[rows].tolist()]
            continue
        cells = [source.cell(row, name) for row in table.row[rows].tolist()]
        texts[rows] = [_show_cell(sheet, *parse_cell(cell)) if cell else "" for cell in cells]
    return texts


def _show_cell(sheet: Sheet, row: int, column: int) -> str:
    """What a cell shows; "" for one outside of what was read."""
    r, c = row - sheet.top, column - sheet.left
    if not (0 <= r < len(sheet.rows) and 0 <= c < sheet.width):
        return ""
    cell = sheet.rows[r][c]
    return cell if isinstance(cell, str) else cell_text(cell)
