"""From what a case gives to the tables of its subjects, as intake would have handed them on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from stardb.cases.given.case_cells import NOT_SENT, CaseReaders, Givens, GivenValue, invent_value
from stardb.cases.given.case_stages import build_staged_table
from stardb.intake import NO_COLUMN, Subjects, Table, Tables
from stardb.quantity import PENDING, Column, find_near, show
from stardb.yamlfile import show_value


def build_tables(givens: Sequence[Givens], names: Sequence[str], readers: CaseReaders) -> Tables:
    """The tables of some subjects; `names` are what the case calls them, "" where it does not."""
    return _TableBuilder(givens, names, readers).tables()


class _TableBuilder:
    def __init__(self, givens: Sequence[Givens], names: Sequence[str], readers: CaseReaders) -> None:
        self.givens, self.readers = givens, readers
        tables = readers.scheme.tables
        self.specs = {title: spec for title, spec in tables.items() if spec.rows_of is None}
        self.title, self.roster = next(iter(self.specs.items()))
        self.givens = [
            self._identify(given, name, k + 1) for k, (given, name) in enumerate(zip(givens, names, strict=True))
        ]
        for given in givens:
            self._report_unknown_names(given)

    def tables(self) -> Tables:
        single = {title: self._single(title) for title, spec in self.specs.items() if not spec.many}
        many = {title: self._many(title) for title, spec in self.specs.items() if spec.many}
        return Tables(self._subjects(single[self.title]), single, many)

    def _identify(self, given: Givens, name: str, number: int) -> Givens:
        """With a key, a name and a group made up where the case gives none."""
        spec, full = self.roster, dict(given)
        for column in dict.fromkeys((*spec.key, spec.name, spec.group)):
            if column and column not in full:
                called = name if column == spec.name else ""
                value = called or invent_value(column, spec.columns[column], number, column == spec.group)
                full[column] = GivenValue(value, ())
        return full

    def _report_unknown_names(self, given: Givens) -> None:
        columns = {column for spec in self.specs.values() if not spec.many for column in spec.columns}
        for name, own in given.items():
            if name not in columns and name not in self.specs:
                message = f"办法里没有“{name}”这一栏或这张表{suggest(name, [*columns, *self.specs])}"
                self.readers.source.report("C102", message, own.path, key=True, found=name)

    def _single(self, title: str) -> Table:
        if self.specs[title].folder_stages:
            return build_staged_table(title, self.specs[title], self.givens, self.readers)
        size = len(self.givens)
        sent = [self._is_sent(title, given) for given in self.givens]
        columns = {}
        for column in self.specs[title].columns:
            reader = self.readers.of(title, column)
            codes = [
                self._code(title, column, given) if sent[i] or column in self.roster.columns else NO_COLUMN
                for i, given in enumerate(self.givens)
            ]
            cells = [given.get(column, GivenValue(None, ())) for given in self.givens]
            columns[column] = self._leave_open(title, reader.column(np.array(codes, np.int64)), cells)
        lacking = ~np.array(sent, bool)
        return _table(title, columns, list(range(size)), lacking if lacking.any() else None)

    def _is_sent(self, title: str, given: Givens) -> bool:
        if title not in given:
            return True
        if given[title].value != NOT_SENT:
            message = f"“{title}”一个对象一行，各栏直接写在 given 里；没有报来的写“{NOT_SENT}”"
            self.readers.source.report("C103", message, given[title].path, found=show_value(given[title].value))
        return False

    def _code(self, title: str, column: str, given: Givens) -> int:
        return self._read(title, column, given.get(column, GivenValue(None, ())))

    def _read(self, title: str, column: str, cell: GivenValue) -> int:
        """The code of one value; another scheme's result may be 待定, which is read as blank and left open afterwards."""
        value = None if self._is_open(title, cell) else cell.value
        return self.readers.code(title, column, value, cell.path)

    def _is_open(self, title: str, cell: GivenValue) -> bool:
        return bool(self.specs[title].result_of) and cell.value == PENDING

    def _leave_open(self, title: str, column: Column, cells: Sequence[GivenValue]) -> Column:
        """The column, undecided where another scheme's result is given as 待定."""
        pending = np.array([self._is_open(title, cell) for cell in cells], bool)
        return column.mask(~pending).mark_pending(pending)

    def _many(self, title: str) -> Table:
        owners: list[int] = []
        cells: dict[str, list[GivenValue]] = {column: [] for column in self.specs[title].columns}
        lacking, none = np.zeros(len(self.givens), bool), np.zeros(len(self.givens), bool)
        for i, given in enumerate(self.givens):
            own = given.get(title, GivenValue([], ()))
            none[i] = title in given and own.value == []
            if own.value == NOT_SENT:
                lacking[i] = True
                continue
            for row in self._rows(title, own):
                owners.append(i)
                for column, own_cells in cells.items():
                    own_cells.append(row.get(column) or given.get(column, GivenValue(None, ())))
        columns = {column: self._read_column(title, column, own) for column, own in cells.items()}
        table = _table(title, columns, owners, lacking if lacking.any() else None)
        return replace(table, none=none if none.any() else None)

    def _read_column(self, title: str, column: str, cells: Sequence[GivenValue]) -> Column:
        codes = np.array([self._read(title, column, cell) for cell in cells], np.int64)
        return self._leave_open(title, self.readers.of(title, column).column(codes), cells)

    def _rows(self, title: str, own: GivenValue) -> list[Givens]:
        """The rows of a many-row table as given, those that are none reported."""
        report, expected = self.readers.source.report, f"一行一项，如 - {{{'、'.join(self.specs[title].columns)}}}"
        if not isinstance(own.value, list):
            message = f"“{title}”是多行表，写成一行一项；没有报来的写“{NOT_SENT}”"
            report("C103", message, own.path, found=show_value(own.value), expected=expected)
            return []
        rows: list[Givens] = []
        for index, row in enumerate(own.value):
            path = (*own.path, index)
            if not isinstance(row, dict):
                report("C103", f"“{title}”的一行要写明各栏", path, found=show_value(row), expected=expected)
                continue
            known = self.specs[title].columns
            for column in row:
                if column not in known:
                    message = f"“{title}”没有“{column}”这一栏{suggest(column, known)}"
                    report("C102", message, (*path, column), key=True, found=column, expected="、".join(known))
            rows.append({column: GivenValue(value, (*path, column)) for column, value in row.items()})
        return rows

    def _subjects(self, roster: Table) -> Subjects:
        spec, size = self.roster, range(len(self.givens))
        keys = ["/".join(_text(roster.columns[column], i) for column in spec.key) for i in size]
        names = [_text(roster.columns[spec.name], i) for i in size] if spec.name else keys
        groups = [_text(roster.columns[spec.group], i) for i in size] if spec.group else [""] * len(keys)
        return Subjects(tuple(keys), tuple(names), tuple(groups))


def suggest(name: str, known: Any) -> str:
    """`；是不是“…”？` for the closest of the known names, or nothing."""
    near = find_near(name, sorted(known))
    return f"；是不是“{near[0]}”？" if near else ""


def _text(column: Column, i: int) -> str:
    value = column.at(i)
    if value is None:
        return ""
    return value if isinstance(value, str) else show(column.kind, value)


def _table(title: str, columns: Mapping[str, Column], owners: Sequence[int], lacking: Any = None) -> Table:
    size = len(owners)
    return Table(
        title, columns, (), np.full(size, -1), np.arange(size), np.array(owners, dtype=np.int64).reshape(size), lacking
    )
