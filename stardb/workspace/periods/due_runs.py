"""`stardb run` without a period: everything that is due, one period after the other."""

import hashlib
from datetime import date

from stardb.books import Books
from stardb.dataclass import dataclass
from stardb.ledger import Ledger
from stardb.problems import Problem, ProblemsError, unique
from stardb.quantity import Period
from stardb.rulebook import Scheme
from stardb.workspace.closing.closings import is_frozen
from stardb.workspace.decision_books.read_decisions import open_decision_books
from stardb.workspace.earlier_periods import read_history
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import load_schemes
from stardb.workspace.periods.due_periods import RatedPeriods, at, find_rated_periods, report_running
from stardb.workspace.periods.failed_periods import tell_failed_periods
from stardb.workspace.pipeline import Outcome, digest_inputs, run
from stardb.workspace.resent import match_resent


@dataclass(frozen=True)
class DueOutcome:
    """What a run over all that is due came to.

    outcomes: the periods that were rated, in order. failed: those of which nothing came out, with all that is wrong. kept:
    those that stand as they were rated before. problems: what is told of the periods themselves.
    """

    outcomes: tuple[Outcome, ...]
    failed: tuple[tuple[Period, tuple[Problem, ...]], ...] = ()
    kept: tuple[Period, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_single: bool = False
    """Whether every scheme of the workspace is rated for its period alone, so that no other could be due."""

    @property
    def every_problem(self) -> tuple[Problem, ...]:
        """All problems there are, each once."""
        found = [one for outcome in self.outcomes for one in outcome.problems]
        return unique([*self.problems, *found, *(one for _, problems in self.failed for one in problems)])


def rate_due(
    workspace: Workspace,
    just_this: bool,
    today: date | None = None,
    progress: ProgressCallback = no_progress,
    ask: Ask | None = None,
    details: bool = False,
) -> DueOutcome:
    """Rate the workspace's period (`just_this`), or all that is due within it."""
    if not just_this:
        return run_due(workspace, today, progress, ask, details)
    outcome = run(workspace, progress, ask, details)
    return DueOutcome((outcome,), problems=tuple(report_running(workspace.period, today)), is_single=True)


def run_due(
    workspace: Workspace,
    today: date | None = None,
    progress: ProgressCallback = no_progress,
    ask: Ask | None = None,
    details: bool = False,
) -> DueOutcome:
    """Rate the periods within the workspace's own that have data and no kept run of the same inputs; where there are none the latest.

    Each is written and kept by itself, as `run` does. Raises ProblemsError where nothing at all comes out.
    """
    rated = find_rated_periods(workspace, today, progress, ask)
    if rated.books is None:
        return DueOutcome((run(workspace, progress, ask, details),), problems=rated.problems, is_single=True)
    outcomes: list[Outcome] = []
    failed: list[tuple[Period, tuple[Problem, ...]]] = []
    kept: list[Period] = []
    ledger = open_ledger(workspace)
    for period in rated.periods:
        if is_frozen(ledger, period) or _is_kept(at(workspace, period), rated):
            kept.append(period)
        else:
            _run_one(at(workspace, period), rated, progress, ask, details, outcomes, failed)
    if kept and not outcomes and not failed:
        _run_one(at(workspace, kept.pop()), rated, progress, ask, details, outcomes, failed)
    if not outcomes:
        raise ProblemsError(unique([*rated.problems, *(one for _, problems in failed for one in problems)]))
    if failed:
        tell_failed_periods(workspace, ledger, failed)
    return DueOutcome(tuple(outcomes), tuple(failed), tuple(kept), rated.problems)


def _run_one(
    workspace: Workspace,
    rated: RatedPeriods,
    progress: ProgressCallback,
    ask: Ask | None,
    details: bool,
    outcomes: list[Outcome],
    failed: list[tuple[Period, tuple[Problem, ...]]],
) -> None:
    def show(what: str, done: int = 0, total: int = 0) -> None:
        progress(f"{workspace.period.title} {what}", done, total)

    try:
        outcomes.append(run(workspace, show, ask, details, rated.books_of(workspace, workspace.period)))
    except ProblemsError as error:
        failed.append((workspace.period, tuple(error.problems)))


def _is_kept(workspace: Workspace, rated: RatedPeriods) -> bool:
    """Whether all schemes rated in the period have a run that counts, of the same workbooks, rules, settings and earlier results."""
    ledger = open_ledger(workspace)
    runs = {one.scheme: one for one in ledger.list_runs() if one.period == workspace.period.name}
    loaded = load_schemes(workspace)
    if not all(name in runs and item.scheme is not None for name, item in loaded.items()):
        return False
    books = rated.books_of(workspace, workspace.period) or Books()
    specs = [item.scheme.filled_in for item in loaded.values() if item.scheme is not None]
    data = digest_inputs(workspace, match_resent(workspace, books, specs).books, open_decision_books(workspace))
    return all(
        item.scheme is not None
        and runs[name].data == data
        and runs[name].as_of == item.scheme.as_of.isoformat()
        and runs[name].rules == hashlib.sha256(item.scheme.text.encode()).hexdigest()
        and runs[name].history == _digest_history(ledger, workspace, name, item.scheme)
        for name, item in loaded.items()
    )


def _digest_history(ledger: Ledger, workspace: Workspace, name: str, scheme: Scheme) -> str:
    """What a run keeps of the earlier results it read; "" where the scheme reads none."""
    history = read_history(ledger, name, scheme, workspace)
    read = scheme.list_history(scheme.period.kind)
    return history.digest(read, scheme.period) if read else ""
