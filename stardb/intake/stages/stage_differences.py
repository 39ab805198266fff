"""What several stages say of the same thing further apart than the rule file allows: one problem a subject and thing."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from stardb.intake.masking import mask, quoted
from stardb.intake.stages.staged_table import StagedTable
from stardb.intake.tables import Table
from stardb.problems import Place, Problem, problem
from stardb.quantity import HIDDEN, Column, Kind, show
from stardb.rulebook import ColumnSpec, TableSpec, list_comparable, pair_stage_columns, read_stage_limit


class _Said(NamedTuple):
    """What a stage says: the table it stands in, and in which column."""

    stage: str
    table: Table
    column: str

    @property
    def values(self) -> Column:
        return self.table.columns[self.column]


class _Limit(NamedTuple):
    """What is compared, how far it may be apart, and how the rule file writes that."""

    name: str
    column: ColumnSpec
    most: Fraction
    text: str

    def show(self, value: Fraction) -> str:
        """A value as people read it; nothing of one that is private."""
        if self.column.private:
            return HIDDEN
        return show(self.column.kind, value) + (self.column.unit if self.column.kind is Kind.NUMBER else "")


def find_differences(spec: TableSpec, table: Table, titles: Sequence[str], order: Sequence[str] = ()) -> list[Problem]:
    """The differences beyond the limits of a table's `differ`, subject by subject. order: the stages of the workspace."""
    if spec.stages is None:
        return []
    problems: list[Problem] = []
    for name, column in list_comparable(spec).items():
        text = spec.stages.find_limit(name)
        limit = read_stage_limit(text, column) if text else None
        said = _find_said(spec, table, name, order)
        if limit is not None and len(said) > 1:
            problems += _compare(_Limit(name, column, limit, text), said, titles)
    return problems


def _find_said(spec: TableSpec, table: Table, name: str, order: Sequence[str]) -> list[_Said]:
    """What the stages say of what is compared, in their order."""
    if isinstance(table, StagedTable):
        said = [_Said(stage, layer, name) for stage, layer in table.stages.items()]
    else:
        said = [_Said(stage, table, column) for stage, column in pair_stage_columns(spec)[name]]
    places = {stage: k for k, stage in enumerate(order)}
    return sorted(said, key=lambda one: places.get(one.stage, len(places)))


def _compare(limit: _Limit, said: Sequence[_Said], titles: Sequence[str]) -> Iterator[Problem]:
    known = np.array([one.values.known & (one.table.source >= 0) for one in said]).reshape(len(said), len(titles))
    for i in np.flatnonzero(known.sum(axis=0) > 1).tolist():
        there = [one for k, one in enumerate(said) if known[k, i]]
        numbers = [_number(one.values, i) for one in there]
        apart = max(numbers) - min(numbers)
        if apart > limit.most:
            yield _problem(limit, there, i, apart, titles[i])


def _number(column: Column, i: int) -> Fraction:
    value = column.at(i)
    assert isinstance(value, Fraction)
    return value


def _problem(limit: _Limit, there: Sequence[_Said], i: int, apart: Fraction, title: str) -> Problem:
    said = [(one, limit.show(_number(one.values, i)), one.table.place(i, one.column)) for one in there]
    named = "、".join(f"{one.stage} {text}（{place}）" for one, text, place in said)
    message = f"{quoted(mask(title))}的{quoted(limit.name)}各环节相差 {limit.show(apart)}，超过 {limit.text}：{named}。"
    found = "、".join(f"{one.stage} {text}" for one, text, _ in said)
    return problem("D273", message, said[-1][2] or Place(), found=found, expected=f"相差不超过 {limit.text}")
