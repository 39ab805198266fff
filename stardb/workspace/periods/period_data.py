"""Whether anything came in for a period: what is rated more often than by the year is never scored out of nothing."""

from collections.abc import Mapping, Sequence

import numpy as np

from stardb.intake import Intake, ReadingOptions, SheetMatches, Table, find_rows_of
from stardb.problems import Place, Problem, problem
from stardb.quantity import Mask, Period
from stardb.rulebook import Scheme, TableSpec
from stardb.workspace.folder.rated_kinds import is_partial
from stardb.workspace.folder.settings import Workspace

NO_DATA = "W220"
"""The code of a period that nothing came in for."""


def find_schemes_without_data(
    workspace: Workspace,
    schemes: Mapping[str, Scheme],
    matches: SheetMatches,
    intakes: Mapping[str, Intake],
    options: ReadingOptions,
) -> tuple[str, ...]:
    """The schemes of which nothing came in for the workspace's period; those rated by the year alone are not asked."""
    partial = (name for name in schemes if is_partial(workspace.find_frequencies(name)) and name in intakes)
    return tuple(
        name for name in partial if not has_data(name, schemes[name], matches, intakes[name], workspace.period, options)
    )


def has_data(
    name: str, scheme: Scheme, matches: SheetMatches, intake: Intake, period: Period, options: ReadingOptions
) -> bool:
    """Whether a sheet of the scheme lies in a folder of the period, or a row says that it is of the period.

    The roster counts only where there is no other table.
    """
    asked = {table for table, spec in scheme.filled_in.items() if spec is not scheme.roster} or {*scheme.filled_in}
    mine = (one.match for one in matches.chosen if one.candidate.scheme == name and one.match is not None)
    folders = (options.folders.get(match.sheet.file) for match in mine if match.table in asked)
    if any(folder is not None and period.contains(folder) for folder in folders):
        return True
    return any(_has_rows(table, scheme.tables[title], period) for title, table in intake.tables.many.items())


def _has_rows(table: Table, spec: TableSpec, period: Period) -> bool:
    inside = find_rows_of(spec, table, period)
    return bool(np.any(inside.known & inside.data.astype(bool) & _is_filled(table, spec)))


def _is_filled(table: Table, spec: TableSpec) -> Mask:
    """Which rows say more than whose they are and of when, as forms have them ready."""
    ready = {*spec.key, *spec.period}
    asked = [name for name, column in spec.columns.items() if name not in ready and column.blank is None]
    filled: Mask = np.zeros(len(table), bool) if asked else np.ones(len(table), bool)
    for name in asked:
        filled |= table.columns[name].known
    return filled


def report_no_data(scheme: Scheme, periods: Sequence[Period]) -> Problem:
    """The warning that a scheme is not rated for some periods, as nothing came in for them."""
    titles = _name_periods(periods)
    message = f"“{scheme.title}”没有{titles}的数据，没有评"
    expected = f"data/{periods[0].name} 里的工作簿，或写着这一期的行"
    return problem(NO_DATA, message, Place(scheme.file), found="没有", expected=expected)


def _name_periods(periods: Sequence[Period]) -> str:
    """2022年2月、3月、5月; three or more that follow each other as a stretch: 2022年1月至12月."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and runs[-1][-1].kind is period.kind and period.previous == runs[-1][-1]:
            runs[-1].append(period)
        else:
            runs.append([period])
    names = []
    for run in runs:
        shown = run if len(run) < _STRETCH else [run[0], run[-1]]
        joint = "、" if shown is run else "至"
        names.append(joint.join(one.title if one is periods[0] else one.short_title for one in shown))
    return "、".join(names)


_STRETCH = 3
"""So many periods that follow each other are named by the first and the last."""
