"""Binds the columns of tables: a name each where a subject has one row; else names of the rows, with what is computed of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from stardb.expressions import Symbol
from stardb.quantity import Kind, ValueRange, ranges
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.checks.table_checks import check_table
from stardb.rulebook.binding.name_table import BUILTINS, NameTable
from stardb.rulebook.document import TableSpec, Validity, find_column_reach
from stardb.rulebook.scheme import Role
from stardb.scorers.base import MONTH_RATED, QUARTER_RATED, Clause, Periods, Rule, Scope
from stardb.scorers.clauses import FormulaCore
from stardb.scorers.kit import VALIDITY, bind_of_row
from stardb.scorers.steps import ValidityCore
from stardb.yamlfile import YamlPath

_OF_ALL_ROWS = ("cohort",)
"""The clauses that look at all subjects at once elsewhere, and in a computed column at all rows of the table."""


def declare_tables(binder: Binder) -> None:
    """Declare the built-in names and the columns of every table; a table of many rows keeps its columns to itself."""
    for name, symbol in BUILTINS.items():
        binder.names.makers[name] = lambda symbol=symbol: symbol  # type: ignore[misc]
    binder.reaches |= {MONTH_RATED: ranges.counts(1, 12), QUARTER_RATED: ranges.counts(1, 4)}
    for index, (title, table) in enumerate(binder.document.tables.items()):
        check_table(binder, index, title)
        symbols = {
            name: Symbol(spec.kind, spec.words, whole=spec.counts and not table.is_weighed(name), order=spec.order)
            for name, spec in table.columns.items()
        }
        if table.many:
            binder.periods[title] = Periods(tuple(table.period), table.repeats == "ask")
            _declare_rows(binder, title, table)
            continue
        for name, symbol in symbols.items():
            if name in binder.columns and name in table.key:
                continue
            binder.columns[name] = (title, symbol.kind)
            binder.reaches[name] = _find_reach(table, name)
            binder.declare(name, ("tables", title, "columns", name), lambda symbol=symbol: symbol)  # type: ignore[misc]


def _find_reach(table: TableSpec, name: str) -> ValueRange:
    """What a column of a table of one row a subject can hold; parts of whole numbers where it is weighed."""
    reach = find_column_reach(table.columns[name])
    if not table.is_weighed(name) or table.stages is None:
        return reach
    ends = [reach.low, reach.high]
    if table.stages.missing == "zero":
        low, high = ends
        ends = [None if low is None else min(low, Fraction(0)), None if high is None else max(high, Fraction(0))]
    return replace(reach, low=ends[0], high=ends[1], grain=None)


class RowNames(Mapping[str, Symbol]):
    """The names of a table's rows, each bound when it is asked for: columns that are read and columns that are computed."""

    def __init__(self, names: NameTable) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Symbol:
        return self._names.bind(name)

    def __contains__(self, name: object) -> bool:
        return name != VALIDITY and name in self._names

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if name != VALIDITY)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _declare_rows(binder: Binder, title: str, table: TableSpec) -> None:
    """Declare the columns of a many-row table, which keeps them to itself, and what is computed of its rows."""
    names = NameTable({}, binder.source, in_progress=binder.names.in_progress, table=title)
    start: YamlPath = ("tables", title)
    for name, spec in table.columns.items():
        symbol = Symbol(spec.kind, spec.words, whole=spec.counts, order=spec.order)
        names.declare(name, (*start, "columns", name), lambda symbol=symbol: symbol)  # type: ignore[misc]
    binder.rows[title] = RowNames(names)
    binder.rows_reach[title] = {name: find_column_reach(spec) for name, spec in table.columns.items()}
    binder.computed[title] = {}
    for name, clause in table.computed.items():
        path = (*start, "computed", name)
        names.declare(name, path, lambda name=name, clause=clause: _bind_column(binder, title, name, clause))  # type: ignore[misc]
    if table.valid_for is not None:
        validity = table.valid_for
        names.declare(VALIDITY, (*start, "valid_for"), lambda: _bind_validity(binder, title, validity))
        binder.validity[title] = lambda: _find_validity(binder, title, names)


def _bind_column(binder: Binder, title: str, name: str, clause: Clause) -> Symbol:
    """Bind a computed column and add its step. Gives what its name stands for."""
    path: YamlPath = ("tables", title, "computed", name)
    rule = bind_of_row(clause, _row_scope(binder, title, path), of_all=_OF_ALL_ROWS)
    binder.add_row_step(name, title, Role.COLUMN, rule, path, clause)
    loose = isinstance(rule.core, FormulaCore) and rule.core.source.loose
    return Symbol(rule.kind, rule.choices, loose, whole=rule.whole)


def _bind_validity(binder: Binder, title: str, validity: Validity) -> Symbol:
    """Bind how long a table's rows count and add it as a step. Its name is read by nothing but the clauses over the rows."""
    path: YamlPath = ("tables", title, "valid_for")
    rows = _row_scope(binder, title, path)
    start = rows.bind_formula(validity.from_, ("from",), Kind.DATE) if validity.from_ is not None else None
    until = rows.bind_formula(validity.until, ("until",), Kind.DATE) if validity.until is not None else None
    lasts = bind_of_row(validity.lasts, rows, "lasts") if validity.lasts is not None else None
    if lasts is not None and lasts.kind is not Kind.DURATION:
        message = f"lasts 要得一段时长，如 3年、18个月，这里得的是{lasts.kind.value}"
        raise rows.refuse("R305", message, ("lasts",), found=lasts.kind.value, expected="时长")
    binder.add_row_step(VALIDITY, title, Role.VALIDITY, Rule(ValidityCore(start, lasts, until)), path, validity)
    return Symbol(Kind.BOOL)


def _find_validity(binder: Binder, title: str, names: NameTable) -> Rule:
    names.bind(VALIDITY)
    return binder.computed[title][VALIDITY]


def _row_scope(binder: Binder, title: str, path: YamlPath) -> Scope:
    return binder.make_scope("", path).row_scope(title, "")
