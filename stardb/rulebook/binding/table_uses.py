"""What the use of the record tables says of them: whether no row can mean none, and which columns are the ends of a stretch."""

from collections import defaultdict
from collections.abc import Mapping

from stardb.expressions import Formula
from stardb.rulebook.bound_parts import walk_parts
from stardb.rulebook.document import TableSpec
from stardb.rulebook.scheme import Scheme
from stardb.scorers.clauses import RowsCore, TenureCore


def find_table_uses(scheme: Scheme) -> dict[str, TableSpec]:
    """The tables of a scheme, those with many rows knowing how they are used."""
    deciding = find_deciding_tables(scheme) | _find_expected(scheme)
    stretches = _find_stretches(scheme)
    return {
        title: spec.with_uses(decides=title in deciding or bool(spec.result_of), stretches=stretches.get(title, ()))
        if spec.many
        else spec
        for title, spec in scheme.tables.items()
    }


def find_deciding_tables(scheme: Scheme) -> frozenset[str]:
    """The record tables that decide who takes part: read by `eligible`, or by what it reads."""
    makers = {step.name: step for step in scheme.steps}
    found: set[str] = set()
    names = [scheme.eligible] if scheme.eligible else []
    seen: set[str] = set()
    while names:
        name = names.pop()
        if name in seen:
            continue
        seen.add(name)
        found |= {name.removesuffix("()")} if name.endswith("()") else set()
        names += makers[name].rule.inputs if name in makers else ()
    return frozenset(found & scheme.tables.keys())


def _find_expected(scheme: Scheme) -> set[str]:
    """The tables of which some clause says how many rows there should be, and not what it gives where there is none."""
    cores = (part for step in scheme.steps for part in walk_parts(step.rule) if isinstance(part, RowsCore))
    return {core.table for core in cores if core.rows_filter.expect is not None and core.otherwise is None}


def _find_stretches(scheme: Scheme) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Table -> its pairs of first and last days: those of a tenure, and the only other day beside one that is an end."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for step in scheme.steps:
        for core in (part for part in walk_parts(step.rule) if isinstance(part, TenureCore)):
            own = scheme.tables[core.table].columns
            if (
                core.start.names[0] in own
                and core.end.names[0] in own
                and _is_plain(core.start)
                and _is_plain(core.end)
            ):
                found[core.table][core.start.names[0], core.end.names[0]] = None
    for title, spec in scheme.tables.items():
        days = [name for name, column in spec.columns.items() if column.type == "date"]
        ends = [name for name in days if spec.columns[name].end]
        if len(days) == 2 and len(ends) == 1:
            found[title][next(name for name in days if name not in ends), ends[0]] = None
    return {title: tuple(pairs) for title, pairs in found.items()}


def _is_plain(formula: Formula) -> bool:
    """Whether a formula is a column's name and nothing else."""
    return formula.text.strip() in formula.names
