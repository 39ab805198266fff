"""Where the doubt begins: the clauses that keep a subject undecided, and the names whose blanks are to blame."""

from collections.abc import Mapping

import numpy as np

from stardb.expressions.causes import find_causes
from stardb.quantity.column import Mask
from stardb.rulebook import Step
from stardb.rulebook.names import GAIN, asked
from stardb.scoring.appraisal import STATES, Appraisal
from stardb.scoring.history import UNDECIDED

Doubt = tuple[Step, tuple[str, ...]]
"""A clause and the names unknown to it that are no clauses themselves; none where the clause itself cannot decide."""


def find_doubts(appraisal: Appraisal) -> dict[int, list[Doubt]]:
    """Undecided subject -> where its doubts begin, in the order of the steps.

    What another value settles (缺则), or a condition rules out, is no doubt.
    """
    pending = np.flatnonzero(appraisal.state == STATES.index(UNDECIDED))
    if not len(pending):
        return {}
    steps = {step.name: step for step in appraisal.scheme.steps}
    causes = {name: _causes(appraisal, step) for name, step in steps.items()}
    wanted = [step.name for step in appraisal.result_steps()]
    wanted += [appraisal.scheme.eligible] if appraisal.scheme.eligible else []
    return {int(i): _doubts(appraisal, steps, causes, wanted, int(i)) for i in pending}


def _doubts(
    appraisal: Appraisal,
    steps: Mapping[str, Step],
    causes: Mapping[str, Mapping[str, Mask]],
    wanted: list[str],
    i: int,
) -> list[Doubt]:
    todo = [name for name in wanted if not appraisal.columns[name].known[i]]
    seen, origins = set[str](), dict[str, tuple[str, ...]]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        mine = [_behind(appraisal, cause, i) for cause, mask in causes[name].items() if mask[i]]
        above = [cause for cause in mine if cause in steps]
        blanks = tuple(cause for cause in mine if cause not in steps)
        if blanks or not above:
            origins[name] = blanks
        todo += above
    return [(step, origins[name]) for name, step in steps.items() if name in origins]


def _behind(appraisal: Appraisal, cause: str, i: int) -> str:
    """What a cause itself waits for: an increase within the term waits for this period's value."""
    about = asked(cause)
    waits = about is not None and about.head == GAIN and about.item in appraisal.columns
    return about.item if about and waits and not appraisal.columns[about.item].known[i] else cause


def _causes(appraisal: Appraisal, step: Step) -> dict[str, Mask]:
    """What keeps a step unknown, by name; an entitlement waits for eligibility besides."""
    column = appraisal.columns[step.name]
    made = step.rule.score(appraisal.frame).column
    causes = find_causes(lambda frame: step.rule.score(frame).column, appraisal.frame, step.rule.inputs, made)  # type: ignore[arg-type]  # the same frame with other columns
    waiting = ~column.known & made.known
    return causes | {appraisal.scheme.eligible: waiting} if waiting.any() else causes
