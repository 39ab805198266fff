"""One scheme's tables brought together: each row to its subject, each misfit to a problem."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeAlias

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake.joining.absences import find_absences, find_unreported, mark_missing_groups
from stardb.intake.joining.duplicates import Repetition, drop_blank_rows, merge_duplicates
from stardb.intake.joining.identical_rows import number_identical_rows
from stardb.intake.joining.nones import find_nones
from stardb.intake.joining.record_versions import Files, Placed, find_files_sent_twice, leave_out_versions
from stardb.intake.joining.repeated_records import find_repeats, merge_periods
from stardb.intake.joining.returned_forms import replace_records, replace_roster
from stardb.intake.joining.roster import Roster, read_roster
from stardb.intake.joining.shared_rows import holders, is_shared, spread
from stardb.intake.joining.unfilled_rows import drop_unfilled_rows
from stardb.intake.joining.unknown_rows import assign_rows, cut_short_keys
from stardb.intake.masking import quoted
from stardb.intake.roster_check import MissingSubject, UnknownSubject
from stardb.intake.rows.collect_rows import NOBODY, CollectedRows
from stardb.intake.tables import Index, Subjects, Table, Tables
from stardb.problems import Place, Problem, problem
from stardb.quantity import Period
from stardb.rulebook import TableSpec

Row: TypeAlias = tuple[str, str, int]
"""A row by its file, sheet and number."""


@dataclass
class JoinedTables:
    """What the tables of a scheme come to, and who is missing from them or unknown to the roster.

    placed: the tables of one row a subject as gathered. replaced: rows that others are read in place of.
    repetitions: rows that stand twice. sent_twice: pairs of files with two versions of a record table. roster: who is rated.
    period: the one that is rated.
    """

    tables: Tables = field(default_factory=lambda: Tables(Subjects((), (), ())))
    problems: list[Problem] = field(default_factory=list)
    missing: list[MissingSubject] = field(default_factory=list)
    unknown: list[UnknownSubject] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    replaced: set[Row] = field(default_factory=set)
    repetitions: list[Repetition] = field(default_factory=list)
    sent_twice: set[Files] = field(default_factory=set)
    roster: Roster | None = None
    period: Period | None = None

    def drop_repetitions(self) -> None:
        """Leave out that rows stand in two files which are reported as two versions of one: once is enough."""
        gone = {repetition.problem for repetition in self.repetitions if repetition.files in self.sent_twice}
        self.problems = [problem for problem in self.problems if problem not in gone]

    def is_replaced(self, place: Place) -> bool:
        """Whether a cell is of a row that others are read in place of."""
        return (place.file, place.sheet, place.row) in self.replaced

    def replace_rows(self, collected: CollectedRows, rows: Iterable[int]) -> None:
        """Note that some rows are not read, as others say what they should."""
        for i in rows:
            source = collected.table.sources[int(collected.table.source[i])]
            if source.spots is None:
                self.replaced.add((source.file, source.sheet, int(collected.table.row[i])))


def join_tables(collected: Mapping[str, CollectedRows], period: Period | None = None) -> JoinedTables:
    """The tables of a scheme aligned with its subjects; the first is the roster.

    period: the one that is rated, None where that is not known. Without a roster there are no subjects, and all tables are empty.
    """
    first, *others = collected
    sent, gone, notes = replace_roster(collected[first])
    roster, faults = read_roster(sent)
    joined = JoinedTables(
        period=period, problems=[*notes, *faults], unknown=cut_short_keys(sent, roster.spec), roster=roster
    )
    joined.replace_rows(collected[first], gone)
    if not collected[first].table.sources:
        joined.problems.append(
            problem("D118", f"没有找到名册{quoted(first)}，不知道要考核谁，没有评定。", expected=first)
        )
    single: dict[str, Table] = {first: roster.table}
    many: dict[str, Table] = {}
    for name in others:
        if not len(roster.subjects):
            table = _empty_table(collected[name])
        elif collected[name].spec.many:
            table = _many(collected[name], roster, joined)
        else:
            table = _single(collected[name], roster, joined)
        (many if collected[name].spec.many else single)[name] = table
    if len(roster.subjects):
        keyed = set(roster.spec.columns) == set(roster.spec.key)  # read from the sheets of other tables too
        placed = [*([] if keyed else [(sent, roster.rows, roster.subjects.groups)]), *joined.placed]
        twice = find_files_sent_twice(placed)
        for name, table in many.items():
            many[name] = _check_records(
                collected[name].spec, table, [*many.values()], [*single.values()], roster, twice, joined
            )
    joined.drop_repetitions()
    joined.tables = Tables(roster.subjects, single, many)
    return joined


def _check_records(
    spec: TableSpec,
    table: Table,
    records: Sequence[Table],
    single: Sequence[Table],
    roster: Roster,
    twice: Mapping[Files, set[str]],
    joined: JoinedTables,
) -> Table:
    """A record table with those marked whose rows are missing, came in two versions or repeat one another."""
    table, faults = mark_missing_groups(table, records, single, roster)
    joined.problems += faults
    missing, faults = find_unreported(spec, table, roster, joined.period)
    joined.missing += missing
    joined.problems += faults
    if spec.has_one_each:
        return table  # each period has one row by now
    lots = number_identical_rows(
        table.subject, [column for name, column in table.columns.items() if name not in spec.key]
    )
    table, left, faults, files = leave_out_versions(spec, table, lots, roster.subjects.groups, twice)
    joined.problems += faults
    joined.sent_twice |= files
    if spec.repeats != "count":
        repeated, faults = find_repeats(spec, table, lots[left], roster.titles)
        joined.problems += faults
        table = replace(table, repeated=repeated)
    return table


def _single(collected: CollectedRows, roster: Roster, joined: JoinedTables, shared: bool = False) -> Table:
    if is_shared(collected.spec, roster.spec):
        having, of = holders(collected.spec, roster)
        return spread(_single(collected, having, joined, shared=True), of)
    subject = _assign_rows(collected, roster, joined)
    subject, gone, notes = drop_blank_rows(collected, subject, (roster.spec.name, roster.spec.group))
    joined.replace_rows(collected, gone)
    joined.problems += notes
    joined.placed.append((collected, subject, roster.subjects.groups))
    merged = merge_duplicates(collected, subject, len(roster.subjects), roster.titles.__getitem__, shared)
    missing, absences = ([], []) if collected.is_optional else find_absences(merged.table, roster)
    joined.missing += missing
    joined.repetitions += merged.repetitions
    joined.problems += merged.problems + absences
    return merged.table


def _many(collected: CollectedRows, roster: Roster, joined: JoinedTables) -> Table:
    """The rows that are somebody's, by subject, then in the order of files and rows."""
    subject = _assign_rows(collected, roster, joined)
    none, doubtful, faults = find_nones(collected, subject, roster)
    joined.problems += faults
    if collected.none is not None and collected.none.any():
        rest = ~collected.none
        collected, subject = collected.take(rest), subject[rest]
    subject, gone, notes = drop_unfilled_rows(collected, subject, (roster.spec.name, roster.spec.group))
    joined.replace_rows(collected, gone)
    joined.problems += notes
    if collected.spec.has_one_each:
        collected, subject, doubles = merge_periods(collected, subject, roster.titles)
        joined.problems += doubles
    mine = np.flatnonzero(subject >= 0)
    order = mine[np.argsort(subject[mine], kind="stable")]
    table = _rows(collected.table, order, subject[order])
    return replace(table, none=none if none.any() else None, lacking=doubtful if doubtful.any() else None)


def _assign_rows(collected: CollectedRows, roster: Roster, joined: JoinedTables) -> Index:
    """Whose each row is, -1 for those that are not to be read."""
    subject, unknown, problems = assign_rows(collected, roster)
    gone, notes = replace_records(collected, subject, roster.subjects.groups)
    joined.replace_rows(collected, gone)
    joined.unknown += [one for one in unknown if one.place is None or not joined.is_replaced(one.place)]
    joined.problems += [*(one for one in problems if not joined.is_replaced(one.place)), *notes]
    subject[gone] = NOBODY
    return subject


def _rows(table: Table, rows: Index, subject: Index) -> Table:
    columns = {name: column.take(rows) for name, column in table.columns.items()}
    undated = None if table.undated is None else table.undated[rows]
    return Table(table.name, columns, table.sources, table.source[rows], table.row[rows], subject, undated=undated)


def _empty_table(collected: CollectedRows) -> Table:
    nothing = np.array([], dtype=np.int64)
    return _rows(collected.table, nothing, nothing)
