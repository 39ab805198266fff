"""Quotas that are not kept: at least so many, and nobody is left to fill up from (W213); at most, and a guarantee goes beyond (W214)."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from stardb.problems import Problem, problem
from stardb.quantity import Mask, show_at
from stardb.rulebook import Step
from stardb.scorers.steps import LACKING, QuotaCore, VetoCore
from stardb.scoring.appraisal import Appraisal


def find_place_problems(appraisal: Appraisal) -> list[Problem]:
    """A problem for each group in which a quota is not kept, whatever the undecided come to."""
    found: list[Problem] = []
    for step in appraisal.scheme.steps:
        core = step.rule.core
        if isinstance(core, QuotaCore) and core.fill_from is not None:
            found += _find_shortfalls(appraisal, step, core)
        elif isinstance(core, QuotaCore) and core.goal is not None:
            found += _find_excesses(appraisal, step, core)
    return found


def _find_excesses(appraisal: Appraisal, step: Step, core: QuotaCore) -> Iterator[Problem]:
    final = next((one for one in appraisal.scheme.steps if one.name == find_rated_name(appraisal, step)), step)
    is_decided = final.name in appraisal.decisions.by_rule
    if not (isinstance(final.rule.core, VetoCore) or is_decided):
        return
    why = "裁定" if is_decided else "名额之后的保底、否决"
    column, facts = appraisal.columns[final.name], appraisal.scored[step.name].facts
    held = core.holds(column) & appraisal.rated
    for first, inside in _list_groups(appraisal, core):
        places, number = int(facts["places"][first]), int((held & inside).sum())
        if number <= places:
            continue
        message = (
            f"“{appraisal.scheme.title}”{_name_group(appraisal, core, first)}{core.describe_taken()}至多{places}个，"
            f"{why}使它有了{number}个"
        )
        yield _make_problem("W214", message, appraisal, step, core, first, f"{number}个", f"至多{places}个")


def find_rated_name(appraisal: Appraisal, step: Step) -> str:
    """The level, grade or rating that a step of it, such as a quota, belongs to."""
    return next((name for name in appraisal.scheme.ratings if step.name.startswith(f"{name}(")), step.name)


def _find_shortfalls(appraisal: Appraisal, step: Step, core: QuotaCore) -> Iterator[Problem]:
    facts = appraisal.scored[step.name].facts
    for first, _ in _list_groups(appraisal, core):
        lacking, places = int(facts[LACKING][first]), int(facts["places_at_least"][first])
        if lacking == 0:
            continue
        message = (
            f"“{appraisal.scheme.title}”{_name_group(appraisal, core, first)}{core.describe_taken()}至少要{places}个，"
            f"“{core.describe_source()}”里能补的都补了，还差{lacking}个"
        )
        yield _make_problem("W213", message, appraisal, step, core, first, f"{places - lacking}个", f"至少{places}个")


def _list_groups(appraisal: Appraisal, core: QuotaCore) -> Iterator[tuple[int, Mask]]:
    """The first subject of every known group, and who is in it."""
    groups = appraisal.frame.group_subjects(core.members.within)
    for first in sorted(np.unique(groups, return_index=True)[1].tolist()):
        if groups[first] >= 0:
            yield first, groups == groups[first]


def _name_group(appraisal: Appraisal, core: QuotaCore, first: int) -> str:
    group = "、".join(show_at(appraisal.columns[name], first) for name in core.members.within)
    return f"{group}的" if group else ""


def _make_problem(
    code: str, message: str, appraisal: Appraisal, step: Step, core: QuotaCore, first: int, found: str, expected: str
) -> Problem:
    made = problem(code, message, step.place, found=found, expected=expected)
    own = next(iter(core.members.within), "") == appraisal.scheme.roster.group
    return replace(made, group=appraisal.subjects.groups[first]) if own and core.members.within else made
