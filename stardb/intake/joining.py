"""One scheme's tables brought together: each row to its subject, each misfit to a problem."""

from collections.abc import Mapping

import numpy as np

from stardb.intake.absence import absent, marked_lacking
from stardb.intake.duplicates import settle
from stardb.intake.gathering import Gathered
from stardb.intake.roster import Roster, read_roster
from stardb.intake.sharing import holders, is_shared, spread
from stardb.intake.strangers import assign
from stardb.intake.table import Index, Table, Tables
from stardb.problems import Problem, problem


def join(gathered: Mapping[str, Gathered]) -> tuple[Tables, list[Problem]]:
    """The tables of a scheme aligned with its subjects; the first is the roster.

    Without a roster there are no subjects, and all tables are empty.
    """
    first, *others = gathered
    roster, problems = read_roster(gathered[first])
    if not gathered[first].table.sources:
        problems.append(problem("D118", f"没有找到名册“{first}”，不知道要考核谁，没有评定。", expected=first))
    single: dict[str, Table] = {first: roster.table}
    many: dict[str, Table] = {}
    for name in others:
        if not len(roster.subjects):
            table, faults = _emptied(gathered[name])
        elif gathered[name].spec.many:
            table, faults = _many(gathered[name], roster)
        else:
            table, faults = _single(gathered[name], roster)
        (many if gathered[name].spec.many else single)[name] = table
        problems += faults
    if len(roster.subjects):
        for name, table in many.items():
            many[name], faults = marked_lacking(table, [*single.values()], roster)
            problems += faults
    return Tables(roster.subjects, single, many), problems


def _single(gathered: Gathered, roster: Roster) -> tuple[Table, list[Problem]]:
    if is_shared(gathered.spec, roster.spec):
        having, of = holders(gathered.spec, roster)
        table, problems = _single(gathered, having)
        return spread(table, of), problems
    subject, problems = assign(gathered, roster)
    table, doubles = settle(gathered, subject, roster.titles)
    return table, problems + doubles + absent(table, roster)


def _many(gathered: Gathered, roster: Roster) -> tuple[Table, list[Problem]]:
    """The rows that are somebody's, by subject, then in the order of files and rows."""
    subject, problems = assign(gathered, roster)
    mine = np.flatnonzero(subject >= 0)
    order = mine[np.argsort(subject[mine], kind="stable")]
    return _rows(gathered.table, order, subject[order]), problems


def _rows(table: Table, rows: Index, subject: Index) -> Table:
    columns = {name: column.take(rows) for name, column in table.columns.items()}
    return Table(table.name, columns, table.sources, table.source[rows], table.row[rows], subject)


def _emptied(gathered: Gathered) -> tuple[Table, list[Problem]]:
    nothing = np.array([], dtype=np.int64)
    return _rows(gathered.table, nothing, nothing), []
