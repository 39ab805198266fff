"""One scheme's tables out of all sheets of the workspace."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stardb.intake.gathering import gather
from stardb.intake.joining import join
from stardb.intake.matching import match_sheets
from stardb.intake.sheet import Sheet
from stardb.intake.table import Tables
from stardb.problems import Problem
from stardb.rulebook.tables import TableSpec


@dataclass(frozen=True)
class Counts:
    """How much was read: sheets that are tables of the scheme, their data rows, and other rows by kind (合计行 …)."""

    sheets: int
    rows: int
    left_out: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Intake:
    """What one scheme gets from the workbooks. files: those its tables came from, relative to the workspace, sorted."""

    tables: Tables
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    counts: Counts


def read_tables(sheets: Sequence[Sheet], specs: Mapping[str, TableSpec], year: str = "") -> Intake:
    """One scheme's tables from the sheets of all workbooks; the first spec is the roster. `year` is the period's.

    Nothing is raised for what the sheets hold: what is wrong comes back as problems, in the order headers (by sheet),
    cells (by table, sheet and row), and then subjects that are double, unknown or missing.
    """
    matches, problems = match_sheets(sheets, specs, year)
    gathered = {}
    left_out: Counter[str] = Counter()
    for name, spec in specs.items():
        gathered[name], faults, others = gather(name, spec, [match for match in matches if match.table == name])
        problems += faults
        left_out.update({kind.value: count for kind, count in others.items()})
    tables, faults = join(gathered)
    counts = Counts(len(matches), sum(len(table) for table in gathered.values()), dict(sorted(left_out.items())))
    files = tuple(sorted({match.sheet.file for match in matches}))
    return Intake(tables, tuple(problems + faults), files, counts)
