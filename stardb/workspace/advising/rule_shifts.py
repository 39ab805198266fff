"""Which number of the rules changes most in the latest period, and who stands within a hair of an edge."""

from stardb.advice import NearEdge, Sensitivity, find_near_edges, find_sensitivity
from stardb.dataclass import dataclass
from stardb.problems import Problem, ProblemsError, problem
from stardb.workspace.folder.open_books import ProgressCallback, no_progress
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.periods.all_periods import appraise_latest


@dataclass(frozen=True)
class SensitivityOutcome:
    """Of each scheme its numbers, and who stands by an edge. notes: the numbers that could not be tried."""

    numbers: dict[str, Sensitivity]
    near: dict[str, tuple[NearEdge, ...]]
    notes: tuple[Problem, ...]


def find_latest_sensitivity(
    workspace: Workspace, just_this: bool, scheme: str | None = None, progress: ProgressCallback = no_progress
) -> SensitivityOutcome:
    """What each number of the rules decides in the workspace's period (`just_this`), or the last within it that has data.

    scheme: of which rule file alone. What other schemes read of this one's results is not scored again. Raises ProblemsError
    where nothing was scored.
    """
    made, problems = appraise_latest(workspace, just_this)
    chosen = {key: appraisal for key, appraisal in made.items() if scheme in (None, key)}
    if not chosen:
        raise ProblemsError(problems)
    calendar = workspace.settings.read_calendar()
    found = {key: find_sensitivity(appraisal, calendar, progress) for key, appraisal in chosen.items()}
    near = {key: find_near_edges(appraisal) for key, appraisal in chosen.items()}
    notes = [
        problem(
            "W367", f"“{number.clause}”的{number.text}加减一点，办法就不成立，没有试", number.place, found=number.text
        )
        for one in found.values()
        for number in one.skipped
    ]
    return SensitivityOutcome(found, near, tuple(notes))
