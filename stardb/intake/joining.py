"""One scheme's tables brought together: each row to its subject, each misfit to a problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from stardb.intake.absence import absent, marked_lacking
from stardb.intake.duplicates import settle
from stardb.intake.gaps import Missing, Unknown
from stardb.intake.gathering import Gathered
from stardb.intake.roster import Roster, read_roster
from stardb.intake.sharing import holders, is_shared, spread
from stardb.intake.strangers import assign
from stardb.intake.table import Index, Subjects, Table, Tables
from stardb.problems import Problem, problem


@dataclass
class Joined:
    """What the tables of a scheme come to, and who is missing from them or unknown to the roster."""

    tables: Tables = field(default_factory=lambda: Tables(Subjects((), (), ())))
    problems: list[Problem] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)


def join(gathered: Mapping[str, Gathered]) -> Joined:
    """The tables of a scheme aligned with its subjects; the first is the roster.

    Without a roster there are no subjects, and all tables are empty.
    """
    first, *others = gathered
    roster, problems = read_roster(gathered[first])
    joined = Joined(problems=problems)
    if not gathered[first].table.sources:
        problems.append(problem("D118", f"没有找到名册“{first}”，不知道要考核谁，没有评定。", expected=first))
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
        for name, table in many.items():
            many[name], faults = marked_lacking(table, [*single.values()], roster)
            problems += faults
    joined.tables = Tables(roster.subjects, single, many)
    return joined


def _single(gathered: Gathered, roster: Roster, joined: Joined) -> Table:
    if is_shared(gathered.spec, roster.spec):
        having, of = holders(gathered.spec, roster)
        return spread(_single(gathered, having, joined), of)
    subject = _assigned(gathered, roster, joined)
    table, doubles = settle(gathered, subject, roster.titles)
    missing, absences = absent(table, roster)
    joined.missing += missing
    joined.problems += doubles + absences
    return table


def _many(gathered: Gathered, roster: Roster, joined: Joined) -> Table:
    """The rows that are somebody's, by subject, then in the order of files and rows."""
    subject = _assigned(gathered, roster, joined)
    mine = np.flatnonzero(subject >= 0)
    order = mine[np.argsort(subject[mine], kind="stable")]
    return _rows(gathered.table, order, subject[order])


def _assigned(gathered: Gathered, roster: Roster, joined: Joined) -> Index:
    subject, unknown, problems = assign(gathered, roster)
    joined.unknown += unknown
    joined.problems += problems
    return subject


def _rows(table: Table, rows: Index, subject: Index) -> Table:
    columns = {name: column.take(rows) for name, column in table.columns.items()}
    return Table(table.name, columns, table.sources, table.source[rows], table.row[rows], subject)


def _emptied(gathered: Gathered) -> Table:
    nothing = np.array([], dtype=np.int64)
    return _rows(gathered.table, nothing, nothing)
