"""Tables with one row a subject: two rows for one become one, and what they do not agree on becomes unknown."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from stardb.intake.gathering import NOBODY, Gathered
from stardb.intake.masking import mask, quoted
from stardb.intake.table import Index, Table
from stardb.problems import Place, Problem, problem


def settle(gathered: Gathered, subject: Index, titles: Sequence[str]) -> tuple[Table, list[Problem]]:
    """The table with row i being subject i's, and the problems of rows that are not alone.

    subject: the subject of each gathered row, -1 where it is nobody's. titles: what to call each subject.
    A subject without a row has row -1 and every value unknown.
    """
    table = gathered.table
    rows = np.full(len(titles), NOBODY, dtype=np.int64)
    mine = np.flatnonzero(subject >= 0)
    rows[subject[mine][::-1]] = mine[::-1]  # the first row wins
    problems: list[Problem] = []
    doubtful: dict[str, list[int]] = defaultdict(list)
    for i in mine[rows[subject[mine]] != mine]:
        first = int(rows[subject[i]])
        differing = [name for name in table.columns if name not in gathered.spec.key and _differ(table, name, first, i)]
        problems.append(_double(gathered, first, int(i), titles[subject[i]], differing))
        for name in differing:
            doubtful[name].append(int(subject[i]))
    columns = {name: column.take(rows) for name, column in table.columns.items()}
    for name, subjects in doubtful.items():
        sure = np.ones(len(titles), dtype=bool)
        sure[subjects] = False
        columns[name] = columns[name].masked(sure)
    there = rows >= 0
    source = np.where(there, table.source[rows], NOBODY) if len(table) else rows
    row = np.where(there, table.row[rows], NOBODY) if len(table) else rows
    return Table(table.name, columns, table.sources, source, row, np.arange(len(titles))), problems


def _differ(table: Table, column: str, i: int, j: int) -> bool:
    return table.columns[column].at(i) != table.columns[column].at(j)


def _double(gathered: Gathered, first: int, second: int, title: str, differing: Sequence[str]) -> Problem:
    table = gathered.table
    place, other = (_row_place(gathered, row) for row in (second, first))
    there = f"第{table.row[first]}行" if (other.file, other.sheet) == (place.file, place.sheet) else f" {other} "
    what = f"“{mask(title)}”在“{table.name}”里重复填报，与{there}"
    if not differing:
        return problem("D141", f"{what}内容相同，只计一行。", place, found=str(other))
    names = "、".join(map(quoted, differing[:5])) + (f"等{len(differing)}栏" if len(differing) > 5 else "")
    return problem("D142", f"{what}的{names}不一致，都按未知处理。", place, found=str(other), expected="一个对象一行")


def _row_place(gathered: Gathered, row: int) -> Place:
    """The last key cell of a row."""
    place = gathered.table.place(row, gathered.spec.key[-1])
    assert place is not None  # only a subject without a row has no place
    return place
