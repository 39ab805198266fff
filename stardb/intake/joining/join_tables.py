"""One scheme's tables brought together: each row to its subject, each misfit to a problem."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from stardb.intake.joining.absences import absent, marked_lacking
from stardb.intake.joining.duplicates import settle, without_blank
from stardb.intake.joining.identical_rows import number_alike
from stardb.intake.joining.record_versions import Files, Placed, files_twice, leave_out_versions
from stardb.intake.joining.repeated_records import ask_repeats, settle_periods
from stardb.intake.joining.returned_forms import replace_records, replace_roster
from stardb.intake.joining.roster import Roster, read_roster
from stardb.intake.joining.shared_rows import holders, is_shared, spread
from stardb.intake.joining.unknown_rows import assign, cut_short
from stardb.intake.masking import quoted
from stardb.intake.roster_check import Missing, Unknown
from stardb.intake.rows.collect_rows import NOBODY, Gathered
from stardb.intake.tables import Index, Subjects, Table, Tables
from stardb.problems import Place, Problem, problem
from stardb.rulebook import TableSpec

Row: TypeAlias = tuple[str, str, int]
"""A row by its file, sheet and number."""


@dataclass
class Joined:
    """What the tables of a scheme come to, and who is missing from them or unknown to the roster.

    placed: the tables of one row a subject as gathered. given_way: rows that others are read in place of.
    """

    tables: Tables = field(default_factory=lambda: Tables(Subjects((), (), ())))
    problems: list[Problem] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    given_way: set[Row] = field(default_factory=set)

    def has_given_way(self, place: Place) -> bool:
        """Whether a cell is of a row that others are read in place of."""
        return (place.file, place.sheet, place.row) in self.given_way

    def give_way(self, gathered: Gathered, rows: Iterable[int]) -> None:
        """Note that some rows are not read, as others say what they should."""
        for i in rows:
            source = gathered.table.sources[int(gathered.table.source[i])]
            if source.spots is None:
                self.given_way.add((source.file, source.sheet, int(gathered.table.row[i])))


def join(gathered: Mapping[str, Gathered]) -> Joined:
    """The tables of a scheme aligned with its subjects; the first is the roster.

    Without a roster there are no subjects, and all tables are empty.
    """
    first, *others = gathered
    sent, given_way, replaced = replace_roster(gathered[first])
    roster, faults = read_roster(sent)
    joined = Joined(problems=[*replaced, *faults], unknown=cut_short(sent, roster.spec))
    joined.give_way(gathered[first], given_way)
    if not gathered[first].table.sources:
        joined.problems.append(
            problem("D118", f"没有找到名册{quoted(first)}，不知道要考核谁，没有评定。", expected=first)
        )
    single: dict[str, Table] = {first: roster.table}
    many: dict[str, Table] = {}
    for name in others:
        if not len(roster.subjects):
            table = _emptied(gathered[name])
        elif gathered[name].spec.many:
            table = _many(gathered[name], roster, joined)
        else:
            table = _single(gathered[name], roster, joined)
        (many if gathered[name].spec.many else single)[name] = table
    if len(roster.subjects):
        keyed = set(roster.spec.columns) == set(roster.spec.key)  # read from the sheets of other tables too
        placed = [*([] if keyed else [(sent, roster.rows, roster.subjects.groups)]), *joined.placed]
        twice = files_twice(placed)
        for name, table in many.items():
            many[name] = _checked(
                gathered[name].spec, table, [*many.values()], [*single.values()], roster, twice, joined
            )
    joined.tables = Tables(roster.subjects, single, many)
    return joined


def _checked(
    spec: TableSpec,
    table: Table,
    records: Sequence[Table],
    single: Sequence[Table],
    roster: Roster,
    twice: Mapping[Files, set[str]],
    joined: Joined,
) -> Table:
    """A record table with those marked whose rows are missing, came in two versions or repeat one another."""
    table, faults = marked_lacking(table, records, single, roster)
    joined.problems += faults
    if spec.period and spec.repeats == "ask":
        return table  # each period has one row by now
    lots = number_alike(table.subject, [column for name, column in table.columns.items() if name not in spec.key])
    table, left, faults = leave_out_versions(spec, table, lots, roster.subjects.groups, twice)
    joined.problems += faults
    if spec.repeats == "ask":
        repeated, faults = ask_repeats(spec, table, lots[left], roster.titles)
        joined.problems += faults
        table = replace(table, repeated=repeated)
    return table


def _single(gathered: Gathered, roster: Roster, joined: Joined, shared: bool = False) -> Table:
    if is_shared(gathered.spec, roster.spec):
        having, of = holders(gathered.spec, roster)
        return spread(_single(gathered, having, joined, shared=True), of)
    subject = _assigned(gathered, roster, joined)
    subject, given_way, notes = without_blank(gathered, subject, (roster.spec.name, roster.spec.group))
    joined.give_way(gathered, given_way)
    joined.problems += notes
    joined.placed.append((gathered, subject, roster.subjects.groups))
    table, doubles = settle(gathered, subject, len(roster.subjects), roster.titles.__getitem__, shared)
    missing, absences = absent(table, roster)
    joined.missing += missing
    joined.problems += doubles + absences
    return table


def _many(gathered: Gathered, roster: Roster, joined: Joined) -> Table:
    """The rows that are somebody's, by subject, then in the order of files and rows."""
    subject = _assigned(gathered, roster, joined)
    if gathered.spec.period and gathered.spec.repeats == "ask":
        gathered, subject, doubles = settle_periods(gathered, subject, roster.titles)
        joined.problems += doubles
    mine = np.flatnonzero(subject >= 0)
    order = mine[np.argsort(subject[mine], kind="stable")]
    return _rows(gathered.table, order, subject[order])


def _assigned(gathered: Gathered, roster: Roster, joined: Joined) -> Index:
    """Whose each row is, -1 for those that are not to be read."""
    subject, unknown, problems = assign(gathered, roster)
    given_way, replaced = replace_records(gathered, subject, roster.subjects.groups)
    joined.give_way(gathered, given_way)
    joined.unknown += [one for one in unknown if one.place is None or not joined.has_given_way(one.place)]
    joined.problems += [*(one for one in problems if not joined.has_given_way(one.place)), *replaced]
    subject[given_way] = NOBODY
    return subject


def _rows(table: Table, rows: Index, subject: Index) -> Table:
    columns = {name: column.take(rows) for name, column in table.columns.items()}
    return Table(table.name, columns, table.sources, table.source[rows], table.row[rows], subject)


def _emptied(gathered: Gathered) -> Table:
    nothing = np.array([], dtype=np.int64)
    return _rows(gathered.table, nothing, nothing)
