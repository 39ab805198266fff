"""The lines of a report: a subject's results, each clause with its reason and cells, what is undecided."""

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from stardb.quantity import Column, Kind
from stardb.quantity.showing import PENDING, show_at
from stardb.rendering.comparison import rise
from stardb.rendering.values import SubjectRow, View, plain, result, typed_at
from stardb.rulebook import Role, Step
from stardb.scoring import STATES, Appraisal, called, counted, distinguish, find_doubts, remembered

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


def subject_row(appraisal: Appraisal, past: Column | None, i: int, used: set[str]) -> SubjectRow:
    """One subject: who it is, its data of the roster (private columns left out), and every published result by name."""
    subjects, scheme = appraisal.subjects, appraisal.scheme
    row = SubjectRow(used)
    for name, spec in scheme.roster.columns.items():
        if not spec.private:
            column = appraisal.columns[name]
            row[name] = typed_at(column, i, spec.unit) if column.known[i] else ""
    row |= {"序号": i + 1, "乡镇": subjects.groups[i], "名称": subjects.names[i], "状态": STATES[appraisal.state[i]]}
    row["识别"] = distinguish(appraisal)[i]
    for step in (*scheme.of_role(Role.SCORE), *_level_terms(appraisal), *appraisal.result_steps()):
        row[step.title] = result(appraisal, step, i, is_typed=True)
    for label, name in {"星级": scheme.level, "等次": scheme.grade}.items():
        step_of = scheme.step(name)
        row[label] = result(appraisal, step_of, i, is_typed=True) if step_of else ""
    stars = [step.title for step in scheme.of_role(Role.STAR)]
    row["得星"] = [star for star in stars if row[star] == "得星" or (isinstance(row[star], Decimal) and row[star] > 0)]
    row["理由"] = reason(appraisal, i)
    row["上年"], row["变化"] = _change(appraisal, past, i)
    return row


def _level_terms(appraisal: Appraisal) -> list[Step]:
    """The values that the level is reckoned from, such as the stars gained and lost this year."""
    names = {name for step in appraisal.scheme.of_role(Role.BASE, Role.LEVEL) for name in step.rule.inputs}
    return [step for step in appraisal.scheme.of_role(Role.VALUE) if step.name in names]


def _change(appraisal: Appraisal, past: Column | None, i: int) -> tuple[Decimal | str, Decimal | str]:
    """Last year's result and how it changed; empty where there was none."""
    if past is None or not past.known[i] or not appraisal.rated[i]:
        return "", ""
    change = rise(appraisal, past, i)
    return typed_at(past, i), PENDING if change is None else plain(Kind.NUMBER, change)


def reason(appraisal: Appraisal, i: int) -> str:
    """Why a subject stands where it stands, in a sentence: its grade or level, or why it is not rated."""
    scheme = appraisal.scheme
    name = scheme.chief if appraisal.rated[i] else scheme.eligible
    step = scheme.step(name)
    return step.rule.sentence(appraisal.scored[name], appraisal.columns, i) if step else ""


def detail(appraisal: Appraisal) -> Iterable[View]:
    """得分明细: a line for every clause that counted for a subject, with the reason, the clause and the cells."""
    steps = appraisal.scheme.of_role(*DETAILED)
    for i in np.flatnonzero(appraisal.rated):
        names = counted(appraisal, int(i))
        for step in steps:
            if step.name in names:
                yield detail_row(appraisal, step, int(i))


def detail_row(appraisal: Appraisal, step: Step, i: int) -> View:
    """One line of 得分明细."""
    made = appraisal.scored[step.name]
    names = [name for name in step.rule.reads(made, i) if name in appraisal.scheme.columns]
    return {
        "乡镇": appraisal.subjects.groups[i],
        "名称": called(appraisal, i),
        "星": step.of if step.role is not Role.HEAD and step.of else step.role.value,
        "指标": step.title,
        "数据": "、".join(show_at(appraisal.columns[name], i) for name in names),
        "满分": Decimal(step.full) if step.full else "",
        "得分": result(appraisal, step, i),
        "理由": step.rule.sentence(made, appraisal.columns, i),
        "依据": step.basis + ("（示例）" if step.example else ""),
        "单元格": "；".join(cells(appraisal, names, i)),
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


def undecided(appraisal: Appraisal) -> list[View]:
    """待定: for every undecided subject the clauses where the doubt begins, with the reason and the blank cells.

    A table the subject has no row in is one line, however many clauses want it.
    """
    rows = []
    for i, doubts in find_doubts(appraisal).items():
        absent: dict[str, tuple[Step, list[str]]] = {}
        for step, causes in doubts:
            table = _absent_table(appraisal, causes, i)
            if table:
                absent.setdefault(table, (step, []))[1].extend(causes)
            else:
                rows.append(_undecided_row(appraisal, step, causes, i))
        for table, (step, columns) in absent.items():
            line = _undecided_row(appraisal, step, (), i)
            told = f"没有“{table}”的数据：{'、'.join(dict.fromkeys(columns))}"
            rows.append(line | {"项目": step.of or table, "原因": told})
    return rows


def _absent_table(appraisal: Appraisal, causes: Iterable[str], i: int) -> str:
    """The table without a row for subject i among what a clause lacks; "" where there is none."""
    for name in causes:
        title = appraisal.scheme.columns.get(name, ("", None))[0]
        table = appraisal.tables.single.get(title)
        if title and (table is None or table.row[i] < 0):
            return title
    return ""


def _ledger_says(appraisal: Appraisal, causes: Iterable[str], i: int) -> str:
    """What the ledger has of the earlier results a clause lacks, in brackets."""
    told = [
        f"{name}，{said}"
        for name in causes
        if name not in appraisal.scheme.columns and (said := remembered(name, appraisal, i))
    ]
    return f"（{'；'.join(told)}）" if told else ""


def _undecided_row(appraisal: Appraisal, step: Step, causes: Iterable[str], i: int) -> View:
    return {
        "序号": i + 1,
        "乡镇": appraisal.subjects.groups[i],
        "名称": called(appraisal, i),
        "项目": " ".join(dict.fromkeys(part for part in (step.of, step.title) if part)),
        "原因": step.rule.sentence(appraisal.scored[step.name], appraisal.columns, i)
        + _ledger_says(appraisal, causes, i),
        "单元格": "；".join(cells(appraisal, [name for name in causes if name in appraisal.scheme.columns], i)),
    }
