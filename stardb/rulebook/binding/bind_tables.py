"""Binds columns: every column of a table with one row a subject is a name."""

from stardb.expressions import Symbol
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.name_table import BUILTINS
from stardb.rulebook.binding.table_checks import check_table
from stardb.rulebook.document import find_column_reach
from stardb.scorers.base import Periods


def declare_tables(binder: Binder) -> None:
    """Declare the built-in names and the columns of every table; a table of many rows keeps its columns to itself."""
    for name, symbol in BUILTINS.items():
        binder.names.makers[name] = lambda symbol=symbol: symbol  # type: ignore[misc]
    for index, (title, table) in enumerate(binder.document.tables.items()):
        check_table(binder, index, title)
        symbols = {
            name: Symbol(spec.kind, spec.words, whole=spec.counts, order=spec.order)
            for name, spec in table.columns.items()
        }
        if table.many:
            binder.periods[title] = Periods(tuple(table.period), table.repeats == "ask")
            for name in symbols:
                binder.names.check_reserved(name, ("tables", title, "columns", name))
            binder.rows[title] = symbols
            binder.rows_reach[title] = {name: find_column_reach(spec) for name, spec in table.columns.items()}
            continue
        for name, symbol in symbols.items():
            if name in binder.columns and name in table.key:
                continue
            binder.columns[name] = (title, symbol.kind)
            binder.reaches[name] = find_column_reach(table.columns[name])
            binder.declare(name, ("tables", title, "columns", name), lambda symbol=symbol: symbol)  # type: ignore[misc]
