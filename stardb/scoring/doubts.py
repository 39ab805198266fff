"""Where a doubt begins: the clauses that keep a subject undecided, and the names whose blanks are to blame."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import find_causes
from stardb.quantity import Mask
from stardb.rulebook import GAIN, YEAR_TO_DATE, Step, read_past_name
from stardb.scoring.appraisal import STATES, Appraisal
from stardb.scoring.history.past import UNDECIDED
from stardb.scoring.history.past_source import runs_from_before


@dataclass(frozen=True)
class OpenClause:
    """A clause that is undecided by itself, not for another clause's sake.

    unknown: the names it lacks; none where the clause itself cannot decide (a tie, a value in no band).
    """

    step: Step
    unknown: tuple[str, ...]


def find_open_clauses(appraisal: Appraisal) -> dict[int, list[OpenClause]]:
    """Undecided subject -> where its doubts begin, in the order of the steps.

    What another value settles (缺则), or a condition rules out, is no doubt.
    """
    finder = _Finder(appraisal)
    return {int(i): finder.find(int(i)) for i in np.flatnonzero(appraisal.state == STATES.index(UNDECIDED))}


def find_open_clauses_of(appraisal: Appraisal, i: int) -> list[OpenClause]:
    """The same for one subject; nothing where it is decided or takes no part."""
    return _Finder(appraisal).find(i) if appraisal.state[i] == STATES.index(UNDECIDED) else []


class _Finder:
    """Follows the doubts of one appraisal; what keeps a step unknown is found once for all subjects."""

    def __init__(self, appraisal: Appraisal) -> None:
        self.appraisal = appraisal
        self.causes = lru_cache(maxsize=None)(self._find_causes)

    def find(self, i: int) -> list[OpenClause]:
        appraisal, steps = self.appraisal, self.appraisal.steps
        wanted = [step.name for step in appraisal.result_steps()]
        wanted += [appraisal.scheme.eligible] if appraisal.scheme.eligible else []
        todo = [name for name in wanted if name in steps and not appraisal.columns[name].settled[i]]
        seen, origins = set[str](), dict[str, tuple[str, ...]]()
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            mine = [self._behind(cause, i) for cause, mask in self.causes(name).items() if mask[i]]
            above = [cause for cause in mine if cause in steps]
            blanks = tuple(cause for cause in mine if cause not in steps)
            if blanks or not above:
                origins[name] = blanks
            todo += above
        return [OpenClause(step, origins[name]) for name, step in steps.items() if name in origins]

    def _behind(self, cause: str, i: int) -> str:
        """What a cause itself waits for: an increase or a sum for this period's value, a run for what came before."""
        about, columns = read_past_name(cause), self.appraisal.columns
        if about and about.before and not columns[about.before].known[i] and runs_from_before(about, self.appraisal, i):
            return about.before
        waits = about is not None and about.relation in (GAIN, YEAR_TO_DATE) and about.item in columns
        return about.item if about and waits and not columns[about.item].settled[i] else cause

    def _find_causes(self, name: str) -> Mapping[str, Mask]:
        """What keeps a step unknown, by name; an entitlement waits for eligibility besides."""
        appraisal, step = self.appraisal, self.appraisal.steps[name]
        made = step.rule.score(appraisal.frame).column
        causes = find_causes(
            lambda frame: step.rule.score(frame).column,  # type: ignore[arg-type]  # the same frame, other columns
            appraisal.frame,
            step.rule.inputs,
            made,
        )
        waiting = ~appraisal.columns[name].settled & made.settled
        return causes | {appraisal.scheme.eligible: waiting} if waiting.any() else causes
