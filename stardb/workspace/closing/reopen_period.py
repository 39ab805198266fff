"""`stardb reopen`: a closed period opened again, as long as no later closed one was computed from it."""

from stardb.dataclass import dataclass
from stardb.ledger import REOPEN, Ledger
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.quantity import Period
from stardb.workspace.closing.closings import ARCHIVES, Closing, find_closing, find_later_reader, list_closings
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.storage.lock_file import this_process
from stardb.workspace.storage.recovery import write_exclusively


@dataclass(frozen=True)
class ReopenOutcome:
    """What was opened again: the period, the archive of its closing (which stays), and the head of the ledger now."""

    period: Period
    archive: str
    head: str


def reopen_period(workspace: Workspace, because: str) -> ReopenOutcome:
    """Take back the closing of the workspace's period, and write down by whom and why; the archive stays where it is.

    Raises ProblemsError (W325) where the period is not closed by itself, or a later closed one was computed from it.
    """
    ledger = open_ledger(workspace)
    with write_exclusively(workspace.root, ledger):
        closing = _find(ledger, workspace.period)
        by = this_process()
        content = {"closing": closing.hash, "by": f"{by.machine} 上的 {by.user}", "because": because}
        event = ledger.add_event(REOPEN, "", workspace.period, content)
    return ReopenOutcome(workspace.period, f"{ARCHIVES}/{closing.archive}", event.hash)


def _find(ledger: Ledger, period: Period) -> Closing:
    """The closing to take back. Raises ProblemsError (W325)."""
    closings = list_closings(ledger)
    closing = find_closing(closings, period)
    if closing is None:
        raise ProblemsError([_refuse(f"{period.title}没有结转，不用重开", period, "已结转的时期")])
    if closing.period != period:
        message = f"{period.title}是随{closing.period.title}一起结转的，不能单独重开"
        raise ProblemsError([_refuse(message, period, f"stardb reopen {closing.period.name} --because 理由")])
    around = [one for one in closings if one.period.contains(period) and one.period != period]
    later = find_later_reader(closings, period) or (around[-1] if around else None)
    if later is not None:
        message = f"{later.period.title}是照{period.title}的结果算的，已于{later.day}由 {later.by} 结转"
        raise ProblemsError([_refuse(message, period, f"stardb reopen {later.period.name} --because 理由")])
    return closing


def _refuse(message: str, period: Period, expected: str) -> Problem:
    return problem("W325", message, Place(f"{ARCHIVES}/{period.name}.zip"), expected=expected)
