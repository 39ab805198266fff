"""What a run says otherwise than the last one of its period, and than the period before.

A run is compared with the newest kept run of the same period that says something else: other cells, rules, decisions or
results. So a run that is repeated as it was says what it said, to the byte, however often it is repeated.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from stardb.comparison import Changes, RatedState, compare_states
from stardb.dataclass import dataclass
from stardb.ledger import KeptRun, Ledger
from stardb.quantity import Period, read_period
from stardb.rendering import EarlierStates
from stardb.rulebook import Scheme
from stardb.scoring import Appraisal
from stardb.workspace.changes.kept_states import list_blobs, make_kept_state, read_kept_state
from stardb.workspace.inputs import Inputs


@dataclass(frozen=True, eq=False)
class RunChanges:
    """One scheme's run beside earlier ones.

    blobs: what is to be kept of it. since_last: what differs from the last run of the period; None for the first. number: which of the
    period's runs that was, from 1. since_period: what differs from the period before; None where none is kept.
    """

    blobs: Mapping[str, bytes]
    since_last: Changes | None = None
    number: int = 0
    since_period: Changes | None = None


def find_run_changes(found: Inputs, ledger: Ledger, made: Mapping[str, Appraisal]) -> dict[str, RunChanges]:
    """What each scheme's appraisal says otherwise than what is kept. Raises ProblemsError where the ledger cannot be read."""
    kept = [one for one in ledger.list_kept_runs() if one.is_placed]
    return {
        name: _find_changes(found, ledger, name, appraisal, [one for one in kept if one.run.scheme == name])
        for name, appraisal in made.items()
    }


def _find_changes(
    found: Inputs, ledger: Ledger, name: str, appraisal: Appraisal, kept: Sequence[KeptRun]
) -> RunChanges:
    state = make_kept_state(found, ledger, name, appraisal)
    blobs, period = list_blobs(state), appraisal.period
    mine = [one for one in kept if one.run.rated_period == period]
    earlier = [
        one
        for one in kept
        if one.is_current and one.run.rated_period.kind is period.kind and one.run.rated_period < period
    ]
    last = max(earlier, key=lambda one: one.run.rated_period, default=None)
    before = None if last is None else read_kept_state(ledger, last, state)
    since_period = None if before is None else compare_with(ledger, appraisal.scheme, before, state)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in blobs.items()}
    digests["rules"] = hashlib.sha256(state.rules.encode()).hexdigest()
    others = [
        n for n, one in enumerate(mine, 1) if not digests.items() <= {**one.run.blobs, "rules": one.run.rules}.items()
    ]
    return RunChanges(blobs, *_find_last(ledger, appraisal.scheme, mine, others, state), since_period)


def _find_last(
    ledger: Ledger, scheme: Scheme, mine: Sequence[KeptRun], others: Sequence[int], state: RatedState
) -> tuple[Changes | None, int]:
    """What differs from the newest run that says something else, and which it is. others: those that are not the same."""
    for number in reversed(others):
        before = read_kept_state(ledger, mine[number - 1], state)
        changes = None if before is None else compare_with(ledger, scheme, before, state)
        if changes is not None and not changes.is_same:
            return changes, number
    return None, 0


def compare_with(ledger: Ledger, scheme: Scheme | None, before: RatedState, after: RatedState) -> Changes:
    """What differs between two states of a scheme, whatever its subjects were called before.

    scheme: as it stands now; None where it cannot be loaded, so that who was renamed is not known.
    """
    return compare_states(before, after, _finder(ledger, scheme, before))


def _finder(ledger: Ledger, scheme: Scheme | None, before: RatedState) -> Callable[[Sequence[str]], list[str]] | None:
    if scheme is None or not ledger.owner.successions:
        return None
    return ledger.keys(scheme).follow(set(before.keys), read_period(before.period).last).find_stored


def name_earlier(changes: RunChanges, period: Period) -> EarlierStates:
    """What differs from earlier runs, for reports, which call the last run by its number and the period before by its title."""
    before = changes.since_period
    return EarlierStates(
        changes.since_last,
        f"{period.title}第{changes.number}次运行",
        before,
        read_period(before.before.period).title if before is not None else "",
    )
