"""What a clause over a table's rows may name: the table's columns, and what a clause under `each` sees of one row."""

from collections.abc import Sequence
from typing import Any

from stardb.dataclass import dataclass
from stardb.expressions import Formula, by_goodness, nearest
from stardb.quantity import Kind
from stardb.scorers.base.clause import Clause, refuse_unnested
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.yamlfile import YamlPath


@dataclass(frozen=True)
class _RowScope(Scope):
    """What a clause of one row sees; it has no column of its own name to go by."""

    def bind_source(self, given: str | None) -> Formula:
        if given is None:
            raise self.refuse("R202", "这里要写每行按哪一栏", key=True, expected="from")
        return super().bind_source(given)


def scope_of_row(rows: Scope, *below: str) -> Scope:
    """A row's scope for a clause that stands under the keys `below`, where its problems lie."""

    def report(code: str, message: str, path: YamlPath = (), **parts: Any) -> None:
        parts["key"] = parts.get("key", False) or not path
        rows.report(code, message, (*below, *path), **parts)

    return _RowScope(
        rows.name, rows.symbols, rows.tables, report, rows.as_of, rows.period, rows.every, reaches=rows.reaches, fixed=rows.fixed,
        rows_reach=rows.rows_reach, columns=rows.columns, computed=rows.computed, validity=rows.validity,
    )  # fmt: skip


def bind_of_row(clause: Clause, rows: Scope, *below: str, of_all: tuple[str, ...] = ()) -> Rule:
    """A clause bound for each row of a table; it stands under the keys `below`.

    of_all: the keywords of clauses that look at all rows at once and may stand here all the same.
    """
    if clause.keyword not in of_all:
        refuse_unnested(clause, below, rows)
    rule = clause.bind(scope_of_row(rows, *below), clause.unit)
    if any(name.endswith("()") for name in rule.inputs):
        message = f"一行自己没有多行表，这里不能用 {clause.keyword}"
        raise rows.refuse("R305", message, (*below, clause.keyword), key=True, found=clause.keyword)
    return rule


def bind_column(name: str, path: YamlPath, table: str, rows: Scope) -> Formula:
    """A column of the table that rows are told apart by."""
    formula = rows.bind_formula(f"`{name}`", path)
    refuse_no_column(formula.names, path, table, rows)
    return formula


def bind_columns(names: Sequence[str], path: YamlPath, table: str, rows: Scope) -> tuple[Formula, ...]:
    """The columns of the table that a key at `path` names, one or several."""
    paths = [path] if len(names) == 1 else [(*path, k) for k in range(len(names))]
    return tuple(bind_column(name, place, table, rows) for name, place in zip(names, paths, strict=True))


def bind_ordering(text: str, path: tuple[str, ...], table: str, rows: Scope) -> Formula:
    """What the rows of the table are put in order by: a day, a number, or a choice of which one end is the best.

    Raises ClauseRefused for anything else.
    """
    formula = by_goodness(rows.bind_formula(text, path))
    refuse_no_column(formula.names, path, table, rows)
    if not (formula.kind.numeric or formula.kind is Kind.DATE):
        remedy = "选项有好坏的，在那一栏写 best: first 或 best: last" if formula.kind is Kind.CHOICE else ""
        message = f"排先后要按日期或数，这里是{formula.kind.value}"
        raise rows.refuse("R305", message, path, found=text, remedy=remedy)
    return formula


def refuse_no_column(names: tuple[str, ...], path: YamlPath, table: str, rows: Scope) -> None:
    """Refuse what reads no column of the table: it is the same for each of a subject's rows."""
    columns = rows.tables[table]
    if any(name in columns for name in names):
        return
    message = f"每行都一样，没有用到“{table}”的栏"
    if names:
        message = f"“{table}”里没有“{names[0]}”这一栏{nearest(names[0], columns)}"
    remedy = "换成表里的栏；每行确实都一样的，sum_of 可以写一个定数或参数，如 from: -10，其余用 count_of 计数再算"
    raise rows.refuse("R301", message, path, found="、".join(names), expected="、".join(columns), remedy=remedy)
