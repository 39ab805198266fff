"""What the tables say otherwise: cells by file, sheet and cell, rows and files that are new or gone."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import numpy as np

from stardb.comparison.rated_state import RatedState
from stardb.comparison.read_cells import HIDDEN_CELL, ReadCells, TableCells
from stardb.comparison.result_changes import Pairs, find_parted
from stardb.dataclass import dataclass
from stardb.quantity import HIDDEN


@dataclass(frozen=True)
class CellChange:
    """A cell that shows something else.

    subject: its index in the later state. before, after: what it shows; `HIDDEN` where that is private. file_before, sheet_before,
    cell_before: where it stood before.
    """

    subject: int
    table: str
    column: str
    file: str
    sheet: str
    cell: str
    before: str
    after: str
    file_before: str
    sheet_before: str
    cell_before: str

    @property
    def is_private(self) -> bool:
        """Whether it is not to be shown."""
        return HIDDEN in (self.before, self.after)

    @property
    def place(self) -> str:
        """`data/2022/甲镇.xlsx!检查表!C3`."""
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)

    @property
    def place_before(self) -> str:
        """The same for where it stood before."""
        return "!".join(part for part in (self.file_before, self.sheet_before, self.cell_before) if part)


@dataclass(frozen=True)
class RowChange:
    """A row that is new, or gone. subject: its index in the later state. cells: column and what it shows, the blank ones left out."""

    subject: int
    table: str
    is_new: bool
    file: str
    sheet: str
    row: int
    cells: tuple[tuple[str, str], ...]

    @property
    def place(self) -> str:
        """`data/2022/甲镇.xlsx!事项清单!第3行`."""
        return f"{self.file}!{self.sheet}!第{self.row}行"


@dataclass(frozen=True)
class FileChange:
    """A file that is read now and was not, or the other way round."""

    file: str
    is_new: bool


@dataclass(frozen=True)
class InputChanges:
    """All that the tables say otherwise.

    is_private_unknown: whether it cannot be told if private cells are others, as they were hashed with another key.
    """

    cells: tuple[CellChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    is_private_unknown: bool = False


def compare_inputs(before: RatedState, after: RatedState, pairs: Pairs, is_same_period: bool = True) -> InputChanges:
    """The cells, rows and files that differ; of those who are in both states. Nothing where either has no cells.

    is_same_period: of two periods the files are others anyway, and are not told.
    """
    old, new = before.cells, after.cells
    if old is None or new is None:
        return InputChanges()
    unlike = bool(old.secret and new.secret and old.secret != new.secret)
    cells: list[CellChange] = []
    rows: list[RowChange] = []
    for title, table in new.tables.items():
        if title in old.tables:
            differ = _Tables(title, old.tables[title], table, pairs, unlike)
            cells += differ.list_cells()
            rows += differ.list_rows()
    cells.sort(key=lambda one: one.subject)
    rows.sort(key=lambda one: one.subject)
    files = _compare_files(old, new) if is_same_period else ()
    return InputChanges(tuple(cells), tuple(rows), files, unlike)


def _compare_files(old: ReadCells, new: ReadCells) -> tuple[FileChange, ...]:
    added = [FileChange(file, True) for file in new.files if file not in old.files]
    return (*added, *(FileChange(file, False) for file in old.files if file not in new.files))


class _Tables:
    """One table as it was and as it is."""

    def __init__(self, title: str, old: TableCells, new: TableCells, pairs: Pairs, is_unlike: bool) -> None:
        self.title, self.old, self.new, self.pairs, self.is_unlike = title, old, new, pairs, is_unlike
        self.columns = [name for name in new.columns if name in old.columns]
        self.many = _ManyRows(self) if new.is_many and old.is_many else None

    def list_cells(self) -> Iterator[CellChange]:
        """The cells that show something else."""
        if self.many is not None:
            yield from self.many.cells
            return
        old, new, before = self.old, self.new, self.pairs.before
        if len(new.source) != len(before):
            return
        there = (before >= 0) & (new.source >= 0)
        there[there] &= old.source[before[there]] >= 0
        for name in self.columns:
            parted = find_parted(old.columns[name], new.columns[name], self.pairs) & there
            for i in np.flatnonzero(parted).tolist():
                if (change := self.change(i, int(before[i]), i, name)) is not None:
                    yield change

    def list_rows(self) -> Iterator[RowChange]:
        """The rows that are new or gone."""
        if self.many is not None:
            yield from self.many.rows
            return
        before = self.pairs.before
        if len(self.new.source) != len(before):
            return
        for i in np.flatnonzero(before >= 0).tolist():
            j = int(before[i])
            was, is_ = self.old.source[j] >= 0, self.new.source[i] >= 0
            if was != is_:
                yield self.row(i, i if is_ else j, bool(is_))

    def change(self, subject: int, was: int, now: int, name: str) -> CellChange | None:
        """A cell of two rows, where it differs; None where that cannot be told."""
        texts = self.old.columns[name].at(was), self.new.columns[name].at(now)
        is_hidden = any(text.startswith(HIDDEN_CELL) for text in texts) or name in self.new.private | self.old.private
        if texts[0] == texts[1] or (self.is_unlike and all(text.startswith(HIDDEN_CELL) for text in texts)):
            return None
        before, after = (show_cell(text, is_hidden) for text in texts)
        return CellChange(
            subject, self.title, name, *self.new.place(now, name), before, after, *self.old.place(was, name)
        )

    def row(self, subject: int, row: int, is_new: bool) -> RowChange:
        """A row of the one state that the other does not have."""
        of = self.new if is_new else self.old
        cells = [(name, values.at(row), name in of.private) for name, values in of.columns.items()]
        shown = tuple((name, show_cell(text, private)) for name, text, private in cells if text)
        source = of.sources[int(of.source[row])]
        return RowChange(subject, self.title, is_new, source.file, source.sheet, int(of.row[row]), shown)


def show_cell(text: str, is_private: bool = False) -> str:
    """What may be shown of a cell."""
    return HIDDEN if text and (is_private or text.startswith(HIDDEN_CELL)) else text.strip()


class _ManyRows:
    """The rows of a record table, subject by subject: those that say the same are the same, whatever their order."""

    def __init__(self, tables: _Tables) -> None:
        self.cells: list[CellChange] = []
        self.rows: list[RowChange] = []
        self.tables = tables
        old, new = self._list_rows(tables.old), self._list_rows(tables.new)
        was, now = _by_subject(tables.old), _by_subject(tables.new)
        for i, j in enumerate(tables.pairs.before.tolist()):
            if j >= 0 and (j in was or i in now):
                self._compare(i, [(old[k], k) for k in was.get(j, ())], [(new[k], k) for k in now.get(i, ())])

    def _list_rows(self, table: TableCells) -> list[tuple[str, ...]]:
        """Each row as what its cells show; what cannot be compared is left out."""
        columns = []
        for name in self.tables.columns:
            values = table.columns[name]
            is_left_out = self.tables.is_unlike
            words = ["" if is_left_out and word.startswith(HIDDEN_CELL) else word for word in values.words]
            columns.append([words[code] for code in values.codes.tolist()])
        return list(zip(*columns, strict=True)) if columns else [()] * len(table.row)

    def _compare(
        self, subject: int, old: Sequence[tuple[tuple[str, ...], int]], new: Sequence[tuple[tuple[str, ...], int]]
    ) -> None:
        before, after = sorted(old), sorted(new)
        texts = [text for text, _ in before], [text for text, _ in after]
        if texts[0] == texts[1]:
            return
        for tag, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            self._pair(subject, before[a:b], after[c:d])

    def _pair(
        self, subject: int, old: Sequence[tuple[tuple[str, ...], int]], new: Sequence[tuple[tuple[str, ...], int]]
    ) -> None:
        """One row that became another one is told by its cells; several are told as rows."""
        rest = list(new)
        for text, was in old:
            alike = [(sum(x == y for x, y in zip(text, other, strict=True)), -k) for k, (other, _) in enumerate(rest)]
            best, k = max(alike, default=(0, 0))
            if best * 2 < len(text) or not alike:
                self.rows.append(self.tables.row(subject, was, is_new=False))
                continue
            _, now = rest.pop(-k)
            changes = (self.tables.change(subject, was, now, name) for name in self.tables.columns)
            self.cells += [change for change in changes if change is not None]
        self.rows += [self.tables.row(subject, now, is_new=True) for _, now in rest]


def _by_subject(table: TableCells) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, subject in enumerate(table.subject.tolist()):
        found.setdefault(subject, []).append(row)
    return found
