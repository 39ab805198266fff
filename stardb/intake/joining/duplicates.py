"""Two rows where one is expected: they become one, and the columns in which they differ become unknown.

One row is expected for a subject or, in a record table that says its period, for a subject and period.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

import numpy as np

from stardb.intake.masking import mask, quoted
from stardb.intake.problem_limits import limit_problems
from stardb.intake.rows.collect_rows import NOBODY, CollectedRows
from stardb.intake.tables import Index, Table
from stardb.problems import Place, Problem, problem
from stardb.quantity import HIDDEN, Kind, show_at

_NAMED = 5
"""How many columns a problem names."""


class _Double(NamedTuple):
    """A second row of one subject: both rows, and the columns they differ in."""

    title: str
    first: int
    second: int
    differing: Sequence[str]


def drop_blank_rows(
    collected: CollectedRows, subject: Index, known: Sequence[str]
) -> tuple[Index, list[int], list[Problem]]:
    """The subject of each row, -1 where it is nobody's or says nothing that another row of its subject says.

    With the rows of which that is so, and a note on each sheet of such. known: the columns that are filled in beforehand.
    """
    several = np.flatnonzero((subject >= 0) & (np.bincount(subject[subject >= 0], minlength=1)[subject] > 1))
    carried = [name for name, spec in collected.spec.columns.items() if spec.carry or collected.spec.carry]
    sent = {*known, *carried}
    blank = [i for i in several.tolist() if collected.is_blank(i, sent if _is_form(collected, i) else known)]
    filled = {int(subject[i]): i for i in reversed(np.setdiff1d(several, blank).tolist())}
    replaced = [i for i in blank if int(subject[i]) in filled]
    replaced = [i for i in replaced if not _says_else(collected, i, filled[int(subject[i])], carried)]
    if not replaced:
        return subject, [], []
    left = subject.copy()
    left[replaced] = NOBODY
    sheets: dict[int, list[int]] = defaultdict(list)
    for i in replaced:
        sheets[int(collected.table.source[i])].append(i)
    return left, replaced, [_blank_note(collected, rows) for rows in sheets.values()]


def _is_form(collected: CollectedRows, row: int) -> bool:
    return collected.table.sources[int(collected.table.source[row])].form is not None


def _says_else(collected: CollectedRows, row: int, other: int, carried: Sequence[str]) -> bool:
    """Whether what a form went out with was changed: a row says something else than another in a carried column."""
    columns = [collected.table.columns[name] for name in carried if name not in collected.spec.key]
    return any(column.known[row] and column.at(row) != column.at(other) for column in columns)


def _blank_note(collected: CollectedRows, rows: Sequence[int]) -> Problem:
    message = f"{quoted(collected.table.name)}有{len(rows)}行只写了是谁的，别处有填好的，用了填好的。"
    return problem("D213", message, _row_place(collected, rows[0]), found=f"{len(rows)}行")


class Repetition(NamedTuple):
    """The problem of rows of one sheet that say what those of another do, and the files of both."""

    files: frozenset[str]
    problem: Problem


class Merged(NamedTuple):
    """A table with one row for each owner, and the problems of rows that are not alone."""

    table: Table
    repetitions: list[Repetition]
    contradictions: list[Problem]

    @property
    def problems(self) -> list[Problem]:
        """All of them."""
        return [*(repetition.problem for repetition in self.repetitions), *self.contradictions]


def merge_duplicates(
    collected: CollectedRows, owner: Index, size: int, title: Callable[[int], str], shared: bool = False
) -> Merged:
    """The table with row i being owner i's, and the problems of rows that are not alone.

    owner: the owner of each collected row, of `size`, -1 where it is nobody's. title: what to call one.
    An owner without a row has row -1 and every value unknown. shared: a row is several subjects', so that a sheet with a row
    for each of them says the same again and again, which is not reported.
    """
    table = collected.table
    rows = np.full(size, NOBODY, dtype=np.int64)
    mine = np.flatnonzero(owner >= 0)
    rows[owner[mine][::-1]] = mine[::-1]  # the first row wins
    doubles = _find_doubles(collected, owner, rows, title)
    columns = {name: column.take(rows) for name, column in table.columns.items()}
    for name, owners in _doubtful(doubles, owner).items():
        is_sure = np.ones(size, dtype=bool)
        is_sure[owners] = False
        columns[name] = columns[name].mask(is_sure)
    there = rows >= 0
    source = np.where(there, table.source[rows], NOBODY) if len(table) else rows
    row = np.where(there, table.row[rows], NOBODY) if len(table) else rows
    again = [one for one in doubles if not (shared and table.source[one.first] == table.source[one.second])]
    differing = [double for double in doubles if double.differing]
    contradictions = limit_problems(
        differing, lambda one: int(table.source[one.second]), lambda one: _contradiction(collected, one)
    )
    written = {name: there & mask[rows] if len(table) else there for name, mask in table.written.items()}
    merged = Table(table.name, columns, table.sources, source, row, np.arange(size), written=written)
    return Merged(merged, _repetitions(collected, again), contradictions)


def _find_doubles(collected: CollectedRows, owner: Index, rows: Index, title: Callable[[int], str]) -> list[_Double]:
    """The rows whose owner has another before them. rows: the first row of each owner."""
    table = collected.table
    free = [name for name in table.columns if name not in collected.spec.key]
    mine = np.flatnonzero(owner >= 0)
    return [
        _Double(mask(title(int(owner[i]))), first, i, [name for name in free if _differ(table, name, first, i)])
        for i in mine[rows[owner[mine]] != mine].tolist()
        if (first := int(rows[owner[i]])) >= 0
    ]


def _doubtful(doubles: Sequence[_Double], owner: Index) -> dict[str, list[int]]:
    """Column -> the owners whose rows differ in it."""
    found: dict[str, list[int]] = defaultdict(list)
    for double in doubles:
        for name in double.differing:
            found[name].append(int(owner[double.second]))
    return found


def _differ(table: Table, column: str, i: int, j: int) -> bool:
    return table.columns[column].at(i) != table.columns[column].at(j)


def _repetitions(collected: CollectedRows, doubles: Sequence[_Double]) -> list[Repetition]:
    """One problem for all rows of one sheet that say what those of one other do."""
    pairs: dict[tuple[int, int], list[_Double]] = defaultdict(list)
    for double in doubles:
        if not double.differing:
            pairs[int(collected.table.source[double.first]), int(collected.table.source[double.second])].append(double)
    return [_repetition(collected, repeats) for repeats in pairs.values()]


def _repetition(collected: CollectedRows, repeats: Sequence[_Double]) -> Repetition:
    double = repeats[0]
    place, other = _row_place(collected, double.second), _row_place(collected, double.first)
    many = f"等{len(repeats)}个对象" if len(repeats) > 1 else ""
    message = f"{quoted(double.title)}{many}在{quoted(collected.table.name)}里重复填报，与{describe_place(other, place)}内容相同，只计一行。"
    return Repetition(frozenset((place.file, other.file)), problem("D141", message, place, found=str(other)))


def _contradiction(collected: CollectedRows, double: _Double) -> Problem:
    """Two rows of one key that differ: two posts of one person, two persons of one name, or a contradiction."""
    place, other = _row_place(collected, double.second), _row_place(collected, double.first)
    columns, there = collected.spec.columns, describe_place(other, place)
    names = "、".join(map(quoted, double.differing[:_NAMED]))
    names += f"等{len(double.differing)}栏" if len(double.differing) > _NAMED else ""
    found = "；".join(_both(collected, name, double) for name in double.differing[:_NAMED])
    what = f"{quoted(double.title)}在{quoted(collected.table.name)}里"
    if collected.spec.period:
        message = f"{what}报了两行，与{there}的{names}不一致，都按未知处理。"
        return problem("D142", message, place, found=found, expected="同一时期一行")
    if any(columns[name].type == "citizen_id" for name in double.differing):
        key = "、".join(map(quoted, collected.spec.key))
        message = (
            f"{what}有两行，与{there}的身份证号不同，像是同名的两人；本表按{key}认人，分不清，不同的各栏都按未知处理。"
        )
        return problem("D160", message, place, found=found, expected="能分清同名人的一栏")
    if any(columns[name].type == "citizen_id" for name in collected.spec.key) and _all_words(
        collected, double.differing
    ):
        message = f"{what}有两行，与{there}只有{names}不同，像是一人兼两职；一人只评一次，不同的各栏都按未知处理。"
        return problem("D159", message, place, found=found, expected="一人一行")
    message = f"{what}重复填报，与{there}的{names}不一致，都按未知处理。"
    told = problem("D142", message, place, found=found, expected="一个对象一行")
    return replace(told, remedy=remedy) if (remedy := _of_two(collected, double)) else told


def _of_two(collected: CollectedRows, double: _Double) -> str:
    """How to mend two rows that stand in two tables of one file, as a first and a second appraisal do; "" for others."""
    table = collected.table
    one, other = (table.sources[int(table.source[i])] for i in (double.first, double.second))
    if one is other or one.file != other.file:
        return ""
    if one.sheet != other.sheet:
        name = f"{PurePosixPath(other.file).name}!{other.sheet}"
        return f"像是两张表各报了一份（如初评、复评）：只留作数的一张，另一张删去，或用 stardb map --sheet '{name}=不用' 写明。"
    return "像是一张表里写了两份（如初评、复评）：只留作数的一份。"


def _all_words(collected: CollectedRows, names: Sequence[str]) -> bool:
    """Whether columns hold words, as posts are, and none says who somebody is."""
    columns = collected.spec.columns
    worded = all(columns[name].kind in (Kind.TEXT, Kind.CHOICE) for name in names)
    return worded and not {collected.spec.name, collected.spec.group, "姓名"} & set(names)


def _both(collected: CollectedRows, name: str, double: _Double) -> str:
    """The two values of a column: `收入 12.5万元、9万元`."""
    column, spec = collected.table.columns[name], collected.spec.columns[name]
    if spec.private:
        return f"{name} {HIDDEN}"
    return f"{name} {'、'.join(mask(show_at(column, i)) for i in (double.first, double.second))}"


def describe_place(other: Place, place: Place) -> str:
    """Where the first of two rows stands, seen from the second."""
    return f"{other.cell}那一行" if (other.file, other.sheet) == (place.file, place.sheet) else f" {other} 那一行"


def _row_place(collected: CollectedRows, row: int) -> Place:
    """The last key cell of a row."""
    place = collected.table.place(row, collected.spec.key[-1])
    assert place is not None  # only a subject without a row has no place
    return place
