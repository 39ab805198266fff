"""What the folder of a sheet says of its rows, where folders are named by periods: `data/2022-06/`.

A table of one row a subject is read from the nearest folder that has it, as a whole. Rows of a record table are of the period
that their period columns say; where these are blank, of the folder's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from stardb.books import Cell, is_blank
from stardb.intake.headers.labels import Label
from stardb.intake.masking import quoted
from stardb.intake.matching.match import Match
from stardb.intake.problem_limits import limit_problems
from stardb.intake.reading_options import ReadingOptions
from stardb.intake.rows.period_columns import find_rows_of, write_period
from stardb.intake.tables import Index, Table
from stardb.problems import Place, Problem, problem
from stardb.quantity import PARTS_OF_YEAR, Mask, Period, show_at
from stardb.rulebook import TableSpec


class ChosenSheets(NamedTuple):
    """The sheets of a table that are read, and what there is to say of the others."""

    matches: list[Match]
    problems: list[Problem]


def choose_sheets(name: str, spec: TableSpec, matches: Sequence[Match], options: ReadingOptions) -> ChosenSheets:
    """The sheets of one table that the period is rated from."""
    folders = dict.fromkeys(folder for match in matches if (folder := _folder(match, options)))
    period = options.period
    if period is None or not folders:
        return ChosenSheets([*matches], [])
    if spec.many:
        mine = [match for match in matches if _may_be_of(spec, _folder(match, options), period)]
        return ChosenSheets(mine, [])
    nearest = min(folders, key=lambda folder: _rank(folder, period))
    mine = [match for match in matches if _folder(match, options) == nearest]
    return ChosenSheets(mine, _report_other_folders(name, matches, mine[0], options))


def _folder(match: Match, options: ReadingOptions) -> Period | None:
    return options.folders.get(match.sheet.file)


def _may_be_of(spec: TableSpec, folder: Period | None, period: Period) -> bool:
    """Whether a record table's rows in a folder can be of the period: those that do not say their own are of the folder's."""
    if folder is None or spec.period or spec.span != "period":
        return True
    return folder.contains(period) or period.contains(folder)


def is_apart(match: Match, options: ReadingOptions) -> bool:
    """Whether a sheet lies in the folder of another period, so that nobody has sent the period's own with it."""
    folder, period = _folder(match, options), options.period
    if folder is None or period is None or match.spec.span == "all":
        return False
    return not (folder.contains(period) or period.contains(folder))


def _rank(folder: Period, period: Period) -> tuple[int, int, int]:
    """How near a folder is: the period's own, then the latest part of it, what it is part of, the latest before it."""
    if folder == period:
        return (0, 0, 0)
    length, end = (folder.last - folder.first).days, -folder.last.toordinal()
    if period.contains(folder):
        return (1, end, -length)
    return (2, length, 0) if folder.contains(period) else (3, end, -length)


def _report_other_folders(name: str, matches: Sequence[Match], chosen: Match, options: ReadingOptions) -> list[Problem]:
    """A note (D221) that names both folders, but where each period simply has its own."""
    period, own = options.period, _folder(chosen, options)
    if period is None or own is None:
        return []
    others = {folder: match for match in matches if (folder := _folder(match, options)) not in (None, own)}
    if not others or (own == period and all(folder and folder.last < period.first for folder in others)):
        return []
    other = others[max(folder for folder in others if folder)]
    here, there = (_above(match.sheet.file) for match in (chosen, other))
    message = f"{quoted(name)}在 {here} 和 {there} 里都有，评{period.title}用的是 {here} 的"
    return [problem("D221", message, Place(chosen.sheet.file, chosen.sheet.name), found=there, expected=here)]


def _above(file: str) -> str:
    """The folder that a file lies in."""
    return f"{file.rpartition('/')[0]}/"


def fill_period_cells(
    match: Match, columns: Sequence[Sequence[Cell]], options: ReadingOptions
) -> tuple[Match, list[Sequence[Cell]]]:
    """A sheet's cells by column, blank period columns as its folder has them; one that it lacks becomes a label for all rows."""
    folder, filled = _folder(match, options), [*columns]
    if folder is None or not match.spec.period:
        return match, filled
    labels = dict(match.labels)
    for column, text in _write_folder(match.spec, folder).items():
        if column in match.columns:
            i = match.columns[column]
            filled[i] = [text if is_blank(cell) else cell for cell in filled[i]]
        else:
            labels.setdefault(column, Label(text, match.header.bottom, 0))
    return replace(match, labels=labels), filled


def find_undated(spec: TableSpec, matches: Sequence[Match], source: Index, row: Index) -> Mask | None:
    """Of which rows of a record table the day is left blank, which a folder cannot fill in; None where no column is a day.

    matches: the sheets, one for each source. source, row: of each row its sheet and its number there, from 1.
    """
    days = [name for name in spec.period if spec.columns[name].type == "date"]
    if not days or not spec.many:
        return None
    found = np.zeros(len(row), bool)
    for k, match in enumerate(matches):
        columns = [match.columns[name] for name in days if name in match.columns]
        mine = np.flatnonzero(source == k)
        lines = (match.sheet.rows[line] for line in (row[mine] - match.sheet.top - 1).tolist())
        found[mine] = [all(is_blank(cells[i]) for i in columns) for cells in lines]
    return found


LACKING = ("D113", "D114")
"""The codes of a column that a header lacks."""


def is_told_by_folder(column: str, spec: TableSpec, folder: Period) -> bool:
    """Whether a folder says what stands in a column that a sheet in it lacks."""
    return column in _write_folder(spec, folder)


def _write_folder(spec: TableSpec, folder: Period) -> Mapping[str, str]:
    """What a folder says in the period columns; nothing where it does not tell."""
    written = {name: write_period(name, spec.columns[name], folder) for name in spec.period}
    return {name: text for name, text in written.items() if text}


def drop_contradictions(spec: TableSpec, table: Table, options: ReadingOptions) -> tuple[Table, list[Problem]]:
    """The table, with the period of each row unknown that says another than its folder; and a problem (D220) at its cell."""
    folders = [options.folders.get(source.file) for source in table.sources]
    parts = dict.fromkeys(folder for folder in folders if folder is not None and folder.kind in PARTS_OF_YEAR)
    if not parts or not spec.many or spec.span == "all":
        return table, []
    wrong = np.zeros(len(table), bool)
    for folder in parts:
        here = np.isin(table.source, [k for k, other in enumerate(folders) if other == folder])
        inside = find_rows_of(spec, table, folder)
        wrong |= here & inside.known & ~inside.data
    if not wrong.any():
        return table, []
    tell = partial(_contradiction, spec, table, folders)
    problems = limit_problems(np.flatnonzero(wrong).tolist(), table.source.tolist().__getitem__, tell)
    columns = {**table.columns, **{name: table.columns[name].mask(~wrong) for name in spec.period}}
    return replace(table, columns=columns), problems


def _contradiction(spec: TableSpec, table: Table, folders: Sequence[Period | None], i: int) -> Problem:
    folder = folders[int(table.source[i])]
    title = folder.title if folder else ""
    name = next((name for name in reversed(spec.period) if table.columns[name].known[i]), spec.period[-1])
    said = show_at(table.columns[name], i)
    message = f"{quoted(name)}填的是{quoted(said)}，却放在{title}的文件夹里，不知道是哪一期的，按未知处理"
    return problem("D220", message, table.place(i, name), found=said, expected=title)
