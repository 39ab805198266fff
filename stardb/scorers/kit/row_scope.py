"""What a clause over a table's rows may name: the table's columns, and what a clause under `each` sees of one row."""

from dataclasses import dataclass
from typing import Any

from stardb.expressions import Formula, nearest
from stardb.quantity import Kind
from stardb.scorers.base.scope import Scope
from stardb.yamlfile import YamlPath


@dataclass(frozen=True)
class _RowScope(Scope):
    """What the clause under `each` sees; it has no column of its own name to go by."""

    def bind_source(self, given: str | None) -> Formula:
        if given is None:
            raise self.refuse("R202", "each 里要写每行按哪一栏", key=True, expected="from")
        return super().bind_source(given)


def scope_of_each(rows: Scope) -> Scope:
    """A row's scope for the clause under `each`, whose problems lie there."""

    def report(code: str, message: str, path: YamlPath = (), **parts: Any) -> None:
        parts["key"] = parts.get("key", False) or not path
        rows.report(code, message, ("each", *path), **parts)

    return _RowScope(
        rows.name, rows.symbols, rows.tables, report, rows.as_of, reaches=rows.reaches, fixed=rows.fixed,
        rows_reach=rows.rows_reach, columns=rows.columns,
    )  # fmt: skip


def bind_column(name: str, path: YamlPath, table: str, rows: Scope) -> Formula:
    """A column of the table that rows are told apart by."""
    formula = rows.bind_formula(f"`{name}`", path)
    refuse_no_column(formula.names, path, table, rows)
    return formula


def bind_ordering(text: str, path: tuple[str, ...], table: str, rows: Scope) -> Formula:
    """What the rows of the table are put in order by: a day or a number. Raises ClauseRefused for anything else."""
    formula = rows.bind_formula(text, path)
    refuse_no_column(formula.names, path, table, rows)
    if not (formula.kind.numeric or formula.kind is Kind.DATE):
        raise rows.refuse("R305", f"排先后要按日期或数，这里是{formula.kind.value}", path, found=text)
    return formula


def refuse_no_column(names: tuple[str, ...], path: YamlPath, table: str, rows: Scope) -> None:
    """Refuse what reads no column of the table: it is the same for each of a subject's rows."""
    columns = rows.tables[table]
    if any(name in columns for name in names):
        return
    message = f"每行都一样，没有用到“{table}”的栏"
    if names:
        message = f"“{table}”里没有“{names[0]}”这一栏{nearest(names[0], columns)}"
    remedy = "换成表里的栏；每行确实都一样的，用 count_of 计数再算，或按一个选项栏写 choices，每个选项都写这个数"
    raise rows.refuse("R301", message, path, found="、".join(names), expected="、".join(columns), remedy=remedy)
