"""One scheme's tables out of all sheets of the workspace."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stardb.books import Sheet
from stardb.intake.cells.cell_reader import CELL_CODES
from stardb.intake.garbage import uncollected
from stardb.intake.joining.join_tables import join
from stardb.intake.joining.named_townships import misnamed_sheets
from stardb.intake.matching.match_sheets import Layouts, Match, lay_out, match_sheets
from stardb.intake.reading_options import Practice
from stardb.intake.roster_check import Missing, Unknown
from stardb.intake.rows.collect_rows import gather
from stardb.intake.tables import Tables
from stardb.problems import Problem
from stardb.rulebook import TableSpec

_PLAIN = Practice()


@dataclass(frozen=True)
class Counts:
    """How much was read: sheets that are tables of the scheme, their data rows, and other rows by kind (合计行 …)."""

    sheets: int
    rows: int
    left_out: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Intake:
    """What one scheme gets from the workbooks.

    files: those its tables came from, relative to the workspace, sorted. missing: who is on the roster and not in a
    table; unknown: who is in a table and not on the roster.
    """

    tables: Tables
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    counts: Counts
    missing: tuple[Missing, ...] = ()
    unknown: tuple[Unknown, ...] = ()


def read_tables(
    sheets: Sequence[Sheet], specs: Mapping[str, TableSpec], year: str = "", practice: Practice = _PLAIN
) -> Intake:
    """One scheme's tables from the sheets of all workbooks: `read_all` where there is no other scheme."""
    return read_all(sheets, {"": specs}, year, practice)[""]


def read_all(
    sheets: Sequence[Sheet],
    schemes: Mapping[str, Mapping[str, TableSpec]],
    year: str = "",
    practice: Practice = _PLAIN,
    layouts: Layouts | None = None,
) -> dict[str, Intake]:
    """Every scheme's tables from the sheets of all workbooks; the first spec of each is its roster.

    year: the period's. layouts: what `lay_out` has made of all this, if it has. Nothing is raised for what the sheets hold:
    what is wrong comes back as problems, in the order headers (by sheet), cells (by table, sheet and row), and then subjects
    that are double, unknown or missing.
    """
    with uncollected():
        found = match_sheets(layouts or lay_out(sheets, schemes, year, practice), year)
        return {name: _read(*found[name], specs, practice, year) for name, specs in schemes.items()}


def _read(
    matches: Sequence[Match], problems: list[Problem], specs: Mapping[str, TableSpec], practice: Practice, year: str
) -> Intake:
    gathered = {}
    left_out: Counter[str] = Counter()
    for name, spec in specs.items():
        mine = [match for match in matches if match.table == name]
        gathered[name], faults, others = gather(name, spec, mine, practice, year)
        problems += faults
        left_out.update({kind.value: count for kind, count in others.items()})
    joined = join(gathered)
    counts = Counts(len(matches), sum(len(table) for table in gathered.values()), dict(sorted(left_out.items())))
    files = tuple(sorted({match.sheet.file for match in matches}))
    read = (p for p in problems if not (p.code in CELL_CODES and joined.has_given_way(p.place)))
    told = (*read, *joined.problems, *misnamed_sheets(joined.tables, matches))
    return Intake(joined.tables, told, files, counts, tuple(joined.missing), tuple(joined.unknown))
