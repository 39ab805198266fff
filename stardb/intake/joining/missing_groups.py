"""Rosters compared with each other: a township that is on one scheme's roster and not on another's."""

from collections.abc import Mapping
from dataclasses import replace

from stardb.intake.read_tables import Intake
from stardb.problems import Place, Problem, problem
from stardb.rulebook import Scheme


def missing_groups(schemes: Mapping[str, Scheme], intakes: Mapping[str, Intake]) -> list[Problem]:
    """A problem for each township in some scheme's roster that is in no row of another's grouped by the same column."""
    known: dict[str, dict[str, None]] = {}
    for name, intake in intakes.items():
        known.setdefault(schemes[name].roster.group, {}).update(dict.fromkeys(intake.tables.subjects.groups))
    problems = []
    for name, intake in intakes.items():
        scheme, here = schemes[name], set(intake.tables.subjects.groups)
        for group in known[scheme.roster.group] if here and scheme.roster.group else ():
            if group and group not in here:
                title = next(iter(scheme.tables))
                message = f"“{group}”在“{title}”里一个对象也没有，别的办法的名册里却有这个{scheme.roster.group}"
                absent = problem("W204", message, Place(scheme.file), found="没有", expected=f"{group}的{title}")
                problems.append(replace(absent, group=group))
    return problems
