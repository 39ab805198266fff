"""What may be decided of a scheme, matter by matter; and what a decision would be of, and what that is now."""

from dataclasses import replace

from stardb.dataclass import dataclass
from stardb.intake import Decision, Matter
from stardb.problems import Problem
from stardb.quantity import Column, Kind, show_at
from stardb.rulebook import Role, Scheme, Step
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.decisions.cell_targets import find_cell
from stardb.scoring.decisions.targets import (
    ROLES,
    SubjectFinder,
    Unplaced,
    find_ranked,
    find_result,
    list_ranked,
)

_OFFERED = {
    **ROLES,
    Matter.POINTS: (Role.INDICATOR, Role.HEAD, Role.TOTAL),
    Matter.LEVEL: (Role.LEVEL,),
    Matter.GRADE: (Role.GRADE, Role.RATING),
}
"""The results that people are offered: those the others are made from on the way can be decided too."""

BLANK, TIED = "", "并列"
"""What 原值 says of a blank cell (nothing), and of those level."""


@dataclass(frozen=True)
class CurrentValue:
    """What a decision would be of. title: what people call it; text: what it is now, as 原值 is written."""

    subject: int
    title: str
    text: str


def list_decidable_items(scheme: Scheme) -> dict[Matter, tuple[str, ...]]:
    """For each matter the items there are, as they are written in 项: `检查表.收入` for a cell, else a result's title."""
    cells = [
        f"{title}.{name}"
        for title, spec in scheme.filled_in.items()
        for name in spec.columns
        if name not in spec.key and not (spec is scheme.roster and name in (spec.name, spec.group))
    ]
    of_results = {matter: [step.title for step in scheme.of_role(*roles)] for matter, roles in _OFFERED.items()}
    found = {**of_results, Matter.CELL: cells, Matter.ORDER: [step.title for step in list_ranked(scheme)]}
    return {matter: tuple(dict.fromkeys(found[matter])) for matter in Matter if found.get(matter)}


def find_current_value(decision: Decision, appraisal: Appraisal) -> CurrentValue | Problem:
    """What a decision is of and what that is now; why it means nothing, where it does not. Its 原值 and 改为 are not looked at."""
    scheme, subjects = appraisal.scheme, appraisal.subjects
    try:
        i = SubjectFinder(scheme, subjects.keys, subjects.names, subjects.groups).find(decision)
        if decision.matter is Matter.ORDER:
            return CurrentValue(i, f"{find_ranked(decision, scheme)[-1].title}的先后", TIED)
        if decision.matter is Matter.CELL:
            target = find_cell(decision, scheme, appraisal.tables, i)
            cells = target.table.columns.get(target.column)
            return CurrentValue(i, target.title, _show_cell(cells, target.row, target.spec.unit))
        step = find_result(decision, scheme)
    except Unplaced as error:
        return error.problem
    return CurrentValue(i, step.title, _show_result(step, appraisal.columns[step.name], i))


def _show_result(step: Step, column: Column, i: int) -> str:
    if step.role is Role.STAR and column.kind is Kind.BOOL and column.known[i]:
        return "得星" if column.at(i) else "未得星"
    return show_at(replace(column, private=False), i)


def _show_cell(column: Column | None, row: int, unit: str) -> str:
    if column is None or not column.settled[row]:
        return BLANK
    return show_at(replace(column, private=False, unit=unit if column.kind is Kind.NUMBER else ""), row)
