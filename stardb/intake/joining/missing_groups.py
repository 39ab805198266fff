"""Rosters compared with each other: townships that are on other schemes' rosters and not on one's."""

from collections.abc import Mapping

from stardb.intake.masking import quoted
from stardb.intake.read_tables import Intake
from stardb.problems import Place, Problem, problem
from stardb.rulebook import Scheme

_NAMED = 8
"""How many of the townships are named."""


def missing_groups(schemes: Mapping[str, Scheme], intakes: Mapping[str, Intake]) -> list[Problem]:
    """A problem for each roster that lacks townships which others, grouped by the same column, have.

    A roster without most of them is one of other places, such as a single village's, and lacks none.
    """
    known: dict[str, dict[str, None]] = {}
    for name, intake in intakes.items():
        known.setdefault(schemes[name].roster.group, {}).update(dict.fromkeys(intake.tables.subjects.groups))
    problems = []
    for name, intake in intakes.items():
        scheme, here = schemes[name], {*filter(None, intake.tables.subjects.groups)}
        all_groups = [*filter(None, known[scheme.roster.group])] if scheme.roster.group else []
        missing = [group for group in all_groups if group not in here]
        if missing and 2 * len(here) >= len(all_groups):
            problems.append(_missing_problem(scheme, missing))
    return problems


def _missing_problem(scheme: Scheme, missing: list[str]) -> Problem:
    title = next(iter(scheme.tables))
    names = "、".join(map(quoted, missing[:_NAMED])) + (f"等{len(missing)}个" if len(missing) > _NAMED else "")
    message = f"{names}在{quoted(title)}里一个对象也没有，别的办法的名册里却有"
    return problem(
        "W204", message, Place(scheme.file), found="没有", expected=f"{scheme.roster.group}各有{quoted(title)}"
    )
