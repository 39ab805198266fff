"""得分明细: each clause that counted for a subject, with its reason and cells."""

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from stardb.rendering.values import View, result
from stardb.rulebook import Role, Step
from stardb.scoring import (
    Appraisal,
    Origin,
    explain_step,
    find_names_that_count,
    full_name,
    phrase,
    phrase_value,
)

DETAILED = (
    Role.INDICATOR,
    Role.VALUE,
    Role.STAR,
    Role.HEAD,
    Role.BASE,
    Role.LEVEL,
    Role.GRADE,
    Role.ENTITLEMENT,
)


def detail(appraisal: Appraisal) -> Iterable[View]:
    """得分明细: a line for every clause that counted for a subject, with the reason, the clause and the cells."""
    steps = appraisal.scheme.of_role(*DETAILED)
    for i in np.flatnonzero(appraisal.rated):
        names = find_names_that_count(appraisal, int(i))
        for step in steps:
            if step.name in names:
                yield detail_row(appraisal, step, int(i))


def detail_row(appraisal: Appraisal, step: Step, i: int) -> View:
    """One line of 得分明细."""
    explanation = explain_step(appraisal, step, i)
    read = [one for one in explanation.arguments if one.origin in (Origin.CELL, Origin.BORROWED)]
    return {
        "乡镇": appraisal.subjects.groups[i],
        "名称": full_name(appraisal, i),
        "星": step.of if step.role is not Role.HEAD and step.of else step.role.value,
        "指标": step.title,
        "数据": "、".join(phrase_value(one) for one in read),
        "满分": Decimal(step.full) if step.full else "",
        "得分": result(appraisal, step, i),
        "理由": phrase(explanation),
        "依据": step.basis + ("（示例）" if step.example else ""),
        "单元格": "；".join(str(one.place) for one in read if one.place is not None),
    }


def cells(appraisal: Appraisal, names: Iterable[str], i: int) -> list[str]:
    """The cells that subject i's values of some columns were read from."""
    found = []
    for name in names:
        table = appraisal.tables.single.get(appraisal.scheme.columns[name][0])
        place = table.place(i, name) if table is not None else None
        if place is not None:
            found.append(str(place))
    return found
