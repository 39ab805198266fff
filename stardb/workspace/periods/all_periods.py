"""What `check`, `return` and `explain` look at where no period is named: all periods that can be rated, together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from stardb.books import Books
from stardb.intake import Grouping
from stardb.problems import Problem, unique
from stardb.quantity import Period
from stardb.scoring import Appraisal
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import Inputs, read_inputs
from stardb.workspace.periods.due_periods import at, find_rated_periods
from stardb.workspace.periods.period_data import NO_DATA
from stardb.workspace.pipeline import appraise


def read_all_periods(
    workspace: Workspace,
    just_this: bool,
    today: date | None = None,
    progress: ProgressCallback = no_progress,
    ask: Ask | None = None,
) -> Inputs:
    """What there is to rate in the workspace's period (`just_this`), or in all periods within it that have data."""
    if just_this:
        return read_inputs(workspace, progress, ask)
    rated = find_rated_periods(workspace, today, progress, ask)
    if rated.books is None or not rated.periods:
        found = read_inputs(workspace, progress, ask, rated.books)
        told = {(one.code, one.place) for one in rated.problems}
        own = (one for one in found.shared if (one.code, one.place) not in told or one.code != NO_DATA)
        return replace(found, shared=unique([*own, *rated.problems]))
    each = [
        read_inputs(at(workspace, period), progress, ask, rated.books_of(workspace, period)) for period in rated.periods
    ]
    return _join(workspace, each, rated.books, rated.problems)


def _join(workspace: Workspace, each: Sequence[Inputs], books: Books, told: Sequence[Problem]) -> Inputs:
    """Several periods as one: each scheme as its last has it, all problems shared; tables of earlier ones under other names."""
    last = each[-1]
    loaded = {name: item for found in each for name, item in found.loaded.items()}
    intakes = {f"{found.workspace.period.name}/{name}": one for found in each for name, one in found.intakes.items()}
    intakes |= {name: one for found in each for name, one in found.intakes.items()}
    grouping = Grouping(tuple(intakes.values()))
    problems = unique([*told, *(one for found in each for one in found.problems)])
    return replace(
        last, workspace=workspace, loaded=loaded, intakes=intakes, books=books, shared=grouping.attribute(problems),
        grouping=grouping,
    )  # fmt: skip


def appraise_latest(workspace: Workspace, just_this: bool) -> tuple[dict[str, Appraisal], tuple[Problem, ...]]:
    """Each scheme's appraisal of the workspace's period, or (not `just_this`) of the last period within it that has data."""
    rated = None if just_this else find_rated_periods(workspace)
    if rated is None or rated.books is None:
        return appraise(read_inputs(workspace))
    made: dict[str, Appraisal] = {}
    problems = [*rated.problems]
    for period, names in _find_latest(rated.of_schemes).items():
        results, found = appraise(read_inputs(at(workspace, period), books=rated.books_of(workspace, period)))
        made |= {name: result for name, result in results.items() if name in names}
        problems += found
    return {name: made[name] for name in workspace.settings.schemes if name in made}, unique(problems)


def _find_latest(of_schemes: Mapping[str, Sequence[Period]]) -> dict[Period, list[str]]:
    """The last period of each scheme -> the schemes."""
    found: dict[Period, list[str]] = {}
    for name, periods in of_schemes.items():
        if periods:
            found.setdefault(max(periods), []).append(name)
    return found
