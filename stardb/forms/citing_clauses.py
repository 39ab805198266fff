"""Which clauses of a scheme read a column: said beside the cell, so that who fills it in knows what hangs on it."""

from collections.abc import Iterable
from fractions import Fraction

from stardb.rulebook import Role, Scheme, Step
from stardb.scorers.clauses import FormulaCore


def citing_clauses(scheme: Scheme, table: str, column: str) -> tuple[str, ...]:
    """`第五条(二)（任职年限）` for each clause that reads the column; of a table of many rows, those that read the table.

    Keys are read by none. A step that cites nothing stands for those that read it.
    """
    spec = scheme.tables[table]
    if column in spec.key or column not in spec.columns:
        return ()
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = _readers(scheme, f"{table}()" if spec.many else column)
    while waiting:
        step = waiting.pop(0)
        if step.name in seen:
            continue
        seen.add(step.name)
        if step.basis:
            found[step.basis if step.title in step.basis else f"{step.basis}（{step.title}）"] = None
        else:
            waiting += _readers(scheme, step.name)
    return tuple(found)


def _readers(scheme: Scheme, name: str) -> list[Step]:
    return [step for step in scheme.steps if name in step.rule.inputs]


def full_mark(schemes: Iterable[Scheme], column: str) -> Fraction | None:
    """The least full mark of the indicators that take the column's value for their points; None where none does."""
    marks = [
        Fraction(step.full)
        for scheme in schemes
        for step in scheme.of_role(Role.INDICATOR)
        if step.full and isinstance(step.rule.core, FormulaCore) and step.rule.core.source.single_name == column
    ]
    return min(marks, default=None)
