"""One scheme's tables out of all sheets of the workspace."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stardb.books import Sheet
from stardb.dataclass import dataclass
from stardb.intake.cells.cell_reader import CELL_CODES
from stardb.intake.joining.join_tables import join_tables
from stardb.intake.joining.named_townships import misnamed_sheets
from stardb.intake.matching.match import Match
from stardb.intake.matching.match_sheets import SheetMatches, match_sheets
from stardb.intake.reading_options import ReadingOptions
from stardb.intake.roster_check import MissingSubject, UnknownSubject
from stardb.intake.rows.collect_rows import collect_rows
from stardb.intake.rows.folder_periods import LACKING, choose_sheets, is_told_by_folder
from stardb.intake.rows.row_kinds import RowKind
from stardb.intake.stages.read_stages import join_stages, split_stages
from stardb.intake.tables import Tables
from stardb.problems import Problem
from stardb.rulebook import TableSpec

_PLAIN = ReadingOptions()


@dataclass(frozen=True)
class RowCounts:
    """How much was read: sheets that are tables of the scheme, their data rows, and other rows by kind (合计行 …)."""

    sheets: int
    rows: int
    left_out: Mapping[RowKind, int]


@dataclass(frozen=True, eq=False)
class Intake:
    """What one scheme gets from the workbooks.

    files: those its tables came from, relative to the workspace, sorted. missing: who is on the roster and not in a
    table; unknown: who is in a table and not on the roster.
    """

    tables: Tables
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    counts: RowCounts
    missing: tuple[MissingSubject, ...] = ()
    unknown: tuple[UnknownSubject, ...] = ()


def read_tables(
    sheets: Sequence[Sheet], specs: Mapping[str, TableSpec], year: str = "", options: ReadingOptions = _PLAIN
) -> Intake:
    """One scheme's tables from the sheets of all workbooks: `read_all` where there is no other scheme."""
    return read_all(sheets, {"": specs}, year, options)[""]


def read_all(
    sheets: Sequence[Sheet],
    schemes: Mapping[str, Mapping[str, TableSpec]],
    year: str = "",
    options: ReadingOptions = _PLAIN,
    matches: SheetMatches | None = None,
) -> dict[str, Intake]:
    """Every scheme's tables from the sheets of all workbooks; the first spec of each is its roster.

    year: the period's. matches: what `match_sheets` has made of all this, if it has. Nothing is raised for what the sheets
    hold: what is wrong comes back as problems, in the order headers (by sheet), cells (by table, sheet and row), and then subjects
    that are double, unknown or missing.
    """
    found = matches or match_sheets(sheets, schemes, year, options)
    return {name: _read_scheme(*found.of_scheme(name, year), specs, options, year) for name, specs in schemes.items()}


def _read_scheme(
    matches: Sequence[Match],
    problems: list[Problem],
    specs: Mapping[str, TableSpec],
    options: ReadingOptions,
    year: str,
) -> Intake:
    problems = [fault for fault in problems if not _is_filled(fault, matches, options)]
    gathered = {}
    known = next(iter(specs.values())).columns.keys()
    left_out: Counter[RowKind] = Counter()
    for name, spec in specs.items():
        parts, notes = split_stages(name, spec, [match for match in matches if match.table == name], options)
        problems += notes
        for title, part in parts.items():
            mine, notes = choose_sheets(title, part.spec, part.matches, options)
            rows, faults, others = collect_rows(title, part.spec, mine, options, year, known)
            gathered[title] = replace(rows, is_optional=part.is_optional)
            problems += [*notes, *faults]
            left_out.update(others)
    joined = join_tables(gathered, options.period)
    misnamed = misnamed_sheets(joined.tables, matches)
    joined = join_stages(joined, specs, options)
    counts = RowCounts(len(matches), sum(len(table) for table in gathered.values()), dict(sorted(left_out.items())))
    files = tuple(sorted({match.sheet.file for match in matches}))
    read = (p for p in problems if not (p.code in CELL_CODES and joined.is_replaced(p.place)))
    told = (*read, *joined.problems, *misnamed)
    return Intake(joined.tables, told, files, counts, tuple(joined.missing), tuple(joined.unknown))


def _is_filled(fault: Problem, matches: Sequence[Match], options: ReadingOptions) -> bool:
    """Whether a sheet lacks nothing but a column that its folder says."""
    if fault.code not in LACKING or fault.place.file not in options.folders:
        return False
    there = (
        match for match in matches if (match.sheet.file, match.sheet.name) == (fault.place.file, fault.place.sheet)
    )
    return any(is_told_by_folder(fault.expected, match.spec, options.folders[fault.place.file]) for match in there)
