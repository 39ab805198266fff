"""Decisions (裁定) of two states: which are new, which are gone, which say something else."""

from enum import Enum

from stardb.comparison.rated_state import KeptDecision, RatedState
from stardb.dataclass import dataclass


class DecisionEdit(Enum):
    """What became of a decision."""

    ADDED = "新的"
    REVOKED = "不再用的"
    CHANGED = "改过的"


@dataclass(frozen=True)
class DecisionChange:
    """A decision that is not as it was. before, after: None where there is none."""

    edit: DecisionEdit
    before: KeptDecision | None
    after: KeptDecision | None

    @property
    def decision(self) -> KeptDecision:
        """The decision as it is, or was."""
        found = self.after or self.before
        assert found is not None
        return found


def compare_decisions(before: RatedState, after: RatedState) -> tuple[DecisionChange, ...]:
    """The decisions that differ, by their numbers; the new ones first."""
    old = {one.number: one for one in before.decisions}
    new = {one.number: one for one in after.decisions}
    added = [DecisionChange(DecisionEdit.ADDED, None, one) for number, one in new.items() if number not in old]
    changed = [
        DecisionChange(DecisionEdit.CHANGED, old[number], one)
        for number, one in new.items()
        if number in old and old[number] != one
    ]
    gone = [DecisionChange(DecisionEdit.REVOKED, one, None) for number, one in old.items() if number not in new]
    return (*added, *changed, *gone)
