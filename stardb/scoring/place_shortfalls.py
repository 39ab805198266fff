"""Quotas that ask for more than there are: who says at least so many, and nobody is left to fill up from (W213)."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from stardb.problems import Problem, problem
from stardb.quantity import show_at
from stardb.rulebook import Step
from stardb.scorers.steps import LACKING, QuotaCore
from stardb.scoring.appraisal import Appraisal


def find_place_shortfalls(appraisal: Appraisal) -> list[Problem]:
    """A problem for each group in which a quota of at least so many cannot be filled, whatever the undecided come to."""
    return [
        found
        for step in appraisal.scheme.steps
        if isinstance(step.rule.core, QuotaCore) and LACKING in appraisal.scored[step.name].facts
        for found in _find_of_quota(appraisal, step, step.rule.core)
    ]


def _find_of_quota(appraisal: Appraisal, step: Step, core: QuotaCore) -> Iterator[Problem]:
    within, facts = core.members.within, appraisal.scored[step.name].facts
    groups = appraisal.frame.group_subjects(within)
    for first in sorted(np.unique(groups, return_index=True)[1].tolist()):
        lacking, places = int(facts[LACKING][first]), int(facts["places_at_least"][first])
        if groups[first] < 0 or lacking == 0:
            continue
        group = "、".join(show_at(appraisal.columns[name], first) for name in within)
        where = f"{group}的" if group else ""
        message = (
            f"“{appraisal.scheme.title}”{where}{core.describe_taken()}至少要{places}个，"
            f"“{core.describe_source()}”里能补的都补了，还差{lacking}个"
        )
        found = problem("W213", message, step.place, found=f"{places - lacking}个", expected=f"至少{places}个")
        own = bool(within) and next(iter(within)) == appraisal.scheme.roster.group
        yield replace(found, group=appraisal.subjects.groups[first]) if own else found
