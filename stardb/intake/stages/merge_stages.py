"""The tables of several stages made into one: cell by cell the first stage that is filled in, or the stages by weight.

A cell that is filled in and cannot be read stays unknown; what comes after it is not asked.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

import numpy as np

from stardb.intake.masking import mask, quoted
from stardb.intake.problem_limits import limit_problems
from stardb.intake.stages.staged_table import StagedTable
from stardb.intake.tables import Index, RowSource, Table
from stardb.problems import Problem, problem
from stardb.quantity import Column, Kind, Mask, arithmetic
from stardb.rulebook import StageUse, TableSpec

NONE = -1
"""The stage of a cell that no stage has."""


def merge_stages(name: str, spec: TableSpec, tables: Mapping[str, Table]) -> StagedTable:
    """One table of those of the stages, which are aligned. tables: by stage, the one that counts first before the others."""
    stages = spec.stages
    assert stages is not None
    layers, size = [*tables.values()], len(next(iter(tables.values())))
    columns: dict[str, Column] = {}
    chosen: dict[str, Index] = {}
    weights: dict[str, Mapping[str, Fraction]] = {}
    rows = _choose([table.source >= 0 for table in layers], size)
    for column in spec.columns:
        written = [table.written[column] & (table.source >= 0) for table in layers]
        asked = [k for k, stage in enumerate(tables) if _counts(spec, stages, stage, column)]
        mine = [written[k] if k in asked else np.zeros(size, bool) for k in range(len(layers))]
        chosen[column] = _choose(mine, size)
        there = [table.source >= 0 if k in asked else mine[k] for k, table in enumerate(layers)]
        chosen[column] = np.where(chosen[column] == NONE, _choose(there, size), chosen[column])
        values = [table.columns[column] for table in layers]
        if spec.is_weighed(column):
            weights[column] = {stage: stages.weigh[stage] for stage in tables if stage in stages.weigh}
            shares = [stages.weigh.get(stage, Fraction(0)) for stage in tables]
            columns[column] = _weigh(values, shares, written, stages)
        else:
            columns[column] = _take(values, chosen[column])
    sources, source, row = _join_sources(layers, rows, size)
    subject = np.arange(size)
    return StagedTable(
        name, columns, sources, source, row, subject, stages=tables, chosen=chosen, weights=weights,
        missing=stages.missing,
    )  # fmt: skip


def _counts(spec: TableSpec, stages: StageUse, stage: str, column: str) -> bool:
    """Whether a stage's cells of a column count: of a weighed one those with a weight, of others those of `use`."""
    if spec.is_weighed(column):
        return stage in stages.weigh
    return stage in stages.use or not stages.use


def _choose(masks: Sequence[Mask], size: int) -> Index:
    """For each subject the first of the masks that holds, `NONE` where none does."""
    found = np.full(size, NONE, dtype=np.int64)
    for k in reversed(range(len(masks))):
        found[masks[k]] = k
    return found


def _take(values: Sequence[Column], chosen: Index) -> Column:
    """Each subject's value of the stage chosen; unknown where there is none."""
    first = values[0].mask(chosen == 0)
    return reduce(lambda so_far, k: arithmetic.choose(chosen == k, values[k], so_far), range(1, len(values)), first)


def _weigh(values: Sequence[Column], shares: Sequence[Fraction], written: Sequence[Mask], stages: StageUse) -> Column:
    """The sum of the stages' values by their weights; unknown where one is unknown, but as `missing` says where one is blank."""
    kind, size = values[0].kind, len(values[0])
    used = [k for k, share in enumerate(shares) if share]
    parts = [arithmetic.scale_and_shift(values[k], shares[k], Fraction(0), kind) for k in used]
    if stages.missing == "undecided":
        return arithmetic.total(parts, kind, size)
    there = [written[k] | values[k].known for k in used]
    zero = Column.constant(kind, 0, size)
    summed = arithmetic.total([arithmetic.choose(there[j], part, zero) for j, part in enumerate(parts)], kind, size)
    some: Mask = np.logical_or.reduce(there)
    if stages.missing == "rest":
        ones = [Column.constant(Kind.NUMBER, shares[k], size) for k in used]
        none = Column.constant(Kind.NUMBER, 0, size)
        below = arithmetic.total(
            [arithmetic.choose(there[j], one, none) for j, one in enumerate(ones)], Kind.NUMBER, size
        )
        summed = arithmetic.divide(summed, below, kind)
    return summed.mask(some)


def _join_sources(layers: Sequence[Table], rows: Index, size: int) -> tuple[tuple[RowSource, ...], Index, Index]:
    """The sheets of all stages, and for each subject the sheet and row of the first stage that has one."""
    source, row = np.full(size, NONE, dtype=np.int64), np.full(size, NONE, dtype=np.int64)
    sources: list[RowSource] = []
    for k, table in enumerate(layers):
        mine = rows == k
        source[mine] = table.source[mine] + len(sources)
        row[mine] = table.row[mine]
        sources += table.sources
    return tuple(sources), source, row


def find_unfilled(spec: TableSpec, table: StagedTable, titles: Sequence[str]) -> list[Problem]:
    """A problem for each cell of a required column that no stage has filled in though one has the row."""
    problems: list[Problem] = []
    for name, column in spec.columns.items():
        if not column.required or name in spec.key or spec.is_weighed(name) or column.blank is not None:
            continue
        anywhere = np.logical_or.reduce([layer.written[name] for layer in table.layers])
        blank = np.flatnonzero((table.source >= 0) & ~anywhere).tolist()

        def tell(i: int, name: str = name) -> Problem:
            message = f"{quoted(mask(titles[i]))}的{quoted(name)}各环节都没有填，这一栏必填。"
            return problem("D274", message, table.place(i, name), found="空", expected="填写内容")

        problems += limit_problems(blank, lambda i: int(table.source[i]), tell)
    return problems
