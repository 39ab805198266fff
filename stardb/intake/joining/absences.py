"""Subjects that a table has no row for: one problem for the whole table, for a township, or for a subject."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from stardb.intake.joining.roster import Roster
from stardb.intake.masking import mask, quoted
from stardb.intake.problem_limits import limit_problems
from stardb.intake.roster_check import MissingSubject
from stardb.intake.rows.period_columns import find_rows_of
from stardb.intake.tables import Table
from stardb.problems import Place, Problem, problem
from stardb.quantity import Period
from stardb.rulebook import TableSpec


def find_absences(table: Table, roster: Roster) -> tuple[list[MissingSubject], list[Problem]]:
    """The subjects missing from a table with one row each, and the problems of it, both placed in the roster."""
    rows = [int(i) for i in np.flatnonzero(table.row < 0)]
    missing = [MissingSubject(roster.titles[i], roster.subjects.groups[i], table.name, _at(roster, i)) for i in rows]
    return missing, _absences(table, roster, rows)


def _absences(table: Table, roster: Roster, missing: Sequence[int]) -> list[Problem]:
    if not table.sources:
        message = f"没有找到{quoted(table.name)}，它的各栏都按未知处理。"
        return [problem("D147", message, expected=table.name)]
    members: dict[str, int] = defaultdict(int)
    for group in roster.subjects.groups:
        members[group] += 1
    lacking: dict[str, list[int]] = defaultdict(list)
    for i in missing:
        lacking[roster.subjects.groups[i]].append(i)
    problems: list[Problem] = []
    single: list[int] = []
    for group, subjects in lacking.items():
        if group and len(subjects) == members[group] > 1:
            problems.append(_absent_group(table, roster, group, subjects))
        else:
            single += subjects
    source = roster.table.source
    return problems + limit_problems(single, lambda i: int(source[i]), lambda i: _absent(table, roster, i))


def mark_missing_groups(
    table: Table, records: Sequence[Table], single: Sequence[Table], roster: Roster
) -> tuple[Table, list[Problem]]:
    """A many-row table with the subjects marked whose group sent no such sheet, and a problem for each such group.

    A group sent it if one of the table's sheets, be it empty, is a form made for the group, or stands in a file with
    rows of the group in the one-row tables `single`, or in a file of records alone with records of the group, of this
    table or another of `records`, or without any but named after the group. Such a file is everybody's if it has records of several groups, or is the only one
    and has none. Blank is not zero: who sent no sheet of honours may still have some.
    """
    sent = {source.file for source in table.sources if not source.is_apart}
    if not sent:
        message = f"没有找到{quoted(table.name)}，有没有记录无从知道，都按未知处理。"
        everyone = np.ones(len(roster.subjects), bool)
        return replace(table, lacking=everyone), [problem("D148", message, expected=table.name)]
    files: dict[str, set[str]] = {group: set() for group in roster.subjects.groups}
    made_for = _townships(table)
    recorded_in = _groups_by_file(records, roster)
    for file in sent - {source.file for other in single for source in other.sources}:
        recorded = made_for[file] & files.keys() or recorded_in[file] or _name_groups(table, file, files)
        if len(recorded) > 1 or (not recorded and len(sent) == 1):
            return table, []
        for group in recorded:
            files[group].add(file)
    for other in single:
        for i, source in zip(other.subject, other.source, strict=True):
            if source >= 0:
                files[roster.subjects.groups[i]].add(other.sources[source].file)
    answering = {roster.subjects.groups[i] for i in (np.flatnonzero(table.none) if table.none is not None else ())}
    silent = [group for group, held in files.items() if not held & sent and group not in answering]
    if not silent:
        return table, []
    lacking = np.isin(np.array(roster.subjects.groups, dtype=str), silent)
    lacking = lacking if table.lacking is None else lacking | table.lacking
    first = {group: roster.subjects.groups.index(group) for group in silent}
    problems = [_silent_groups(table, roster, group, first[group]) for group in silent]
    return replace(table, lacking=lacking), problems


def find_unreported(
    spec: TableSpec, table: Table, roster: Roster, period: Period | None = None
) -> tuple[list[MissingSubject], list[Problem]]:
    """The subjects without a row in a record table that may have something all the same, and what is to be said of the rest.

    period: the one that is rated; rows that say that they are of another are none. Whose group has not sent the table is missing, but told of already; where no row means none, nobody else is missing.
    """
    size = len(roster.subjects)
    told_periods = period is not None and spec.period and spec.span != "all" and not spec.means_none
    inside = find_rows_of(spec, table, period) if told_periods and period is not None else None
    present = table.subject if inside is None else table.subject[~inside.known | inside.data.astype(bool)]
    of = period if inside is not None else None
    without = np.bincount(present, minlength=size) == 0
    without &= ~table.none if table.none is not None else True
    told = table.lacking if table.lacking is not None else np.zeros(size, bool)
    lacking = without & (told | (not spec.means_none))
    rows = np.flatnonzero(lacking).tolist()
    missing = [MissingSubject(roster.titles[i], roster.subjects.groups[i], table.name, _at(roster, i)) for i in rows]
    single = np.flatnonzero(lacking & ~told).tolist()
    source = roster.table.source
    problems = limit_problems(single, lambda i: int(source[i]), lambda i: _no_records(table, roster, i, of))
    others = np.count_nonzero(without & ~told)
    if spec.is_none_by_default and others:
        message = f"{quoted(table.name)}：{size}个对象里{others}个没有一行，都当作没有。"
        problems.append(problem("D228", message, found=f"{others}个", expected=table.name))
    return missing, problems


def _no_records(table: Table, roster: Roster, i: int, period: Period | None) -> Problem:
    """The problem that a subject has no row; of a period, where the rows say of which they are."""
    title = roster.titles[i]
    none = f"没有{period.title}的行" if period is not None else "一行也没有"
    message = f"{quoted(mask(title))}在{quoted(table.name)}里{none}，有没有无从知道，按未知处理。"
    return problem("D225", message, _at(roster, i), found=mask(title), expected=table.name)


def _townships(table: Table) -> Mapping[str, set[str]]:
    """File -> the townships whose forms a table's sheets in it are."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in table.sources:
        found[source.file] |= {source.form.township} if source.form and source.form.township else set()
    return found


def _name_groups(table: Table, file: str, groups: Iterable[str]) -> set[str]:
    """The one group that a file's name, or that of the table's sheet in it, says; nothing where they say several."""
    texts = [file, *(source.sheet for source in table.sources if source.file == file)]
    said = {group for group in groups if len(group) > 1 and any(group in text for text in texts)}
    longest = {group for group in said if not any(group != other and group in other for other in said)}
    return longest if len(longest) == 1 else set()


def _groups_by_file(records: Sequence[Table], roster: Roster) -> Mapping[str, set[str]]:
    """File -> the groups whose subjects have records in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in records:
        for source, subject in np.unique(np.column_stack([table.source, table.subject]), axis=0).tolist():
            found[table.sources[source].file].add(roster.subjects.groups[subject])
    return found


def _silent_groups(table: Table, roster: Roster, group: str, i: int) -> Problem:
    message = f"{quoted(group)}没有交{quoted(table.name)}，有没有记录无从知道，按未知处理。"
    return problem("D148", message, _place(roster, i, roster.spec.group), found=group, expected=table.name)


def _absent_group(table: Table, roster: Roster, group: str, subjects: Sequence[int]) -> Problem:
    message = f"{quoted(group)}没有报{quoted(table.name)}，{len(subjects)}个对象都缺。"
    return problem("D146", message, _place(roster, subjects[0], roster.spec.group), found=group, expected=table.name)


def _absent(table: Table, roster: Roster, i: int) -> Problem:
    title = roster.titles[i]
    message = f"{quoted(title)}在{quoted(table.name)}里没有一行。"
    return problem("D145", message, _at(roster, i), found=title, expected=table.name)


def _at(roster: Roster, i: int) -> Place | None:
    """Where the roster names a subject."""
    return _place(roster, i, roster.spec.name or roster.spec.key[-1])


def _place(roster: Roster, i: int, column: str) -> Place | None:
    return roster.table.place(i, column)
