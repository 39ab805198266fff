"""What templates see: an appraisal as plain lists and mappings under Chinese names.

Templates are edited by the department, so every name they use is the one people use. Numbers come as `Decimal` (points as
they are, money in 元), words as text; an undecided result is the word 待定, a result of somebody not rated is 不参评.
`docs/reports.md` lists these names; `tests/rendering/test_view.py` holds the two together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from stardb.problems import Problem, Severity
from stardb.quantity import Column, Kind
from stardb.quantity.column import Mask
from stardb.quantity.showing import PENDING, show, show_at
from stardb.rulebook import Role, Step
from stardb.scoring import STATES, Appraisal
from stardb.scoring.history import NOT_RATED

View = dict[str, Any]

SHARE = Decimal("0.1")


@dataclass(frozen=True)
class Setting:
    """What the workspace knows that an appraisal does not: the county, and who issues the result."""

    county: str
    department: str


def view(appraisal: Appraisal, problems: Sequence[Problem], setting: Setting) -> View:
    """Everything a template of one scheme may show. The keys are those of docs/reports.md."""
    scheme = appraisal.scheme
    past = last_level(appraisal)
    rows = [subject_row(appraisal, past, i) for i in range(len(appraisal.subjects))]
    return {
        "县": setting.county,
        "单位": setting.department,
        "办法": scheme.title,
        "对象": scheme.subject,
        "依据": scheme.basis,
        "年度": appraisal.period,
        "考核日": scheme.as_of.isoformat(),
        "星名": [step.title for step in scheme.of_role(Role.STAR)],
        "待遇名": [
            {"名称": step.title, "单位": step.unit, "依据": step.basis} for step in scheme.of_role(Role.ENTITLEMENT)
        ],
        "等次名": grades(appraisal),
        "概况": overview(appraisal, problems),
        "分布": distribution(appraisal),
        "得星": stars_won(appraisal),
        "乡镇汇总": by_group(appraisal),
        "评定结果": rows,
        "得分明细": list(detail(appraisal)),
        "待遇": [row for row in rows if row["状态"] != NOT_RATED],
        "待定": undecided(appraisal),
        "不参评": [row for row in rows if row["状态"] == NOT_RATED],
        "问题": [problem_row(problem) for problem in problems],
        "示例": [item.name for item in scheme.constants.values() if item.example]
        + [s.title for s in scheme.steps if s.example],
        "规则": [{"行": number, "内容": line} for number, line in enumerate(scheme.text.splitlines(), 1)],
    }


def plain(kind: Kind, value: Fraction | str | bool | None) -> Decimal | str:
    """A value for a cell: a Decimal where it is a number of points, stars or 元, else its words."""
    if isinstance(value, Fraction) and kind in (Kind.NUMBER, Kind.MONEY):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact if Fraction(exact) == value else exact.quantize(Decimal("0.0001"))
    return show(kind, value)


def last_level(appraisal: Appraisal) -> Column | None:
    """Last period's level of every subject; None for a scheme without levels."""
    level = appraisal.columns.get(appraisal.scheme.level)
    return appraisal.history.last(appraisal.scheme.level, appraisal.subjects.keys, level.kind) if level else None


def subject_row(appraisal: Appraisal, past: Column | None, i: int) -> View:
    """One subject: who it is, its data of the roster (private columns left out), and every published result by name."""
    subjects, scheme = appraisal.subjects, appraisal.scheme
    row: View = {
        "序号": i + 1,
        "乡镇": subjects.groups[i],
        "名称": subjects.names[i],
        "状态": STATES[appraisal.state[i]],
    }
    for name, spec in scheme.roster.columns.items():
        if not spec.private:
            column = appraisal.columns[name]
            row[name] = plain(column.kind, column.at(i)) if column.known[i] else ""
    for step in (*scheme.of_role(Role.SCORE), *appraisal.result_steps()):
        row[step.title] = result(appraisal, step, i)
    for label, name in {"星级": scheme.level, "等次": scheme.grade}.items():
        step_of = scheme.step(name)
        row[label] = result(appraisal, step_of, i) if step_of else ""
    money = [step for step in scheme.of_role(Role.ENTITLEMENT) if step.rule.kind is Kind.MONEY]
    stars = [step.title for step in scheme.of_role(Role.STAR)]
    row["得星"] = [star for star in stars if row[star] == "得星" or (isinstance(row[star], Decimal) and row[star] > 0)]
    row["金额"] = sum((row[step.title] for step in money if isinstance(row[step.title], Decimal)), Decimal(0))
    row["上年"], row["变化"] = _change(appraisal, past, i)
    return row


def _change(appraisal: Appraisal, past: Column | None, i: int) -> tuple[Decimal | str, Decimal | str]:
    """Last year's level and how it changed; empty where there was none."""
    if past is None or not past.known[i] or not appraisal.rated[i]:
        return "", ""
    before, now = past.at(i), appraisal.columns[appraisal.scheme.level].at(i)
    change = plain(Kind.NUMBER, now - before) if isinstance(now, Fraction) and isinstance(before, Fraction) else PENDING
    return plain(Kind.NUMBER, before), change


def result(appraisal: Appraisal, step: Step, i: int) -> Decimal | str:
    """One result of one subject as a template shows it; a star won by a pass mark is 得星 or 未得."""
    if not appraisal.rated[i]:
        return NOT_RATED
    column = appraisal.columns[step.name]
    if step.rule.kind is Kind.BOOL and column.known[i]:
        return "得星" if column.data[i] else "未得"
    return plain(column.kind, column.at(i))


def grades(appraisal: Appraisal) -> list[str]:
    """The grades, best first; of a long ladder only those from the highest that anybody holds down."""
    words = list(appraisal.scheme.grades)
    if len(words) <= 8:
        return words
    counts = dict(_counts(appraisal))
    top = next((k for k, word in enumerate(words) if counts[word]), 0)
    return words[top:]


def _counts(appraisal: Appraisal) -> list[tuple[str, int]]:
    """Each grade and how many hold it, best first."""
    name = appraisal.scheme.grade
    if not name:
        return []
    column, known = appraisal.columns[name], appraisal.known(name)
    counts = np.bincount(column.data[known].astype(np.int64), minlength=len(column.choices))
    held = dict(zip(column.choices, (int(count) for count in counts), strict=False))
    return [(word, held.get(word, 0)) for word in appraisal.scheme.grades]


def distribution(appraisal: Appraisal) -> list[View]:
    """How many hold each grade, best first, then 待定 and 不参评; shares are of all subjects."""
    shown = set(grades(appraisal))
    rows = [(word, count) for word, count in _counts(appraisal) if word in shown]
    rows += [(PENDING, int(_open(appraisal).sum())), (NOT_RATED, int((~appraisal.rated).sum()))]
    size = Decimal(max(len(appraisal.subjects), 1))
    return [
        {"等次": word, "数量": count, "占比": (count * 100 / size).quantize(SHARE, ROUND_HALF_UP)}
        for word, count in rows
    ]


def _open(appraisal: Appraisal) -> Mask:
    """Who is rated, but without a grade (or level) as yet: with the grades they come to all who are rated."""
    name = appraisal.scheme.grade or appraisal.scheme.level
    return appraisal.rated & ~appraisal.columns[name].known if name else np.zeros(len(appraisal.subjects), bool)


def stars_won(appraisal: Appraisal) -> list[View]:
    """For each star: how many won it (or hold at least one of it), did not, and are undecided."""
    rows = []
    for step in appraisal.scheme.of_role(Role.STAR):
        column, known = appraisal.columns[step.name], appraisal.known(step.name)
        won = int((known & (column.data > 0)).sum())
        open_ = int((appraisal.rated & ~column.known).sum())
        stars = won if step.rule.kind is Kind.BOOL else int(column.data[known].sum())
        rows.append({"星": step.title, "得星": won, "未得": int(known.sum()) - won, "待定": open_, "颗数": stars})
    return rows


def money_totals(appraisal: Appraisal, chosen: np.ndarray[Any, Any] | None = None) -> list[View]:
    """Each money entitlement: how many get it and what it comes to; `chosen` limits the subjects."""
    rows = []
    for step in appraisal.scheme.of_role(Role.ENTITLEMENT):
        column = appraisal.columns[step.name]
        if column.kind is not Kind.MONEY:
            continue
        known = appraisal.known(step.name) if chosen is None else appraisal.known(step.name) & chosen
        amounts = [column.at(int(i)) for i in np.nonzero(known & (column.data > 0))[0]]
        total = sum((amount for amount in amounts if isinstance(amount, Fraction)), Fraction(0))
        rows.append({"待遇": step.title, "单位": step.unit, "人数": len(amounts), "金额": plain(Kind.MONEY, total)})
    return rows


def overview(appraisal: Appraisal, problems: Iterable[Problem]) -> View:
    """The figures at the top of a report."""
    state = np.bincount(appraisal.state, minlength=len(STATES))
    severities = [problem.severity for problem in problems]
    return {
        "对象数": len(appraisal.subjects),
        "参评": int(appraisal.rated.sum()),
        "不参评": int(state[2]),
        "待定": int(state[1]),
        "已定": int(state[0]),
        "错误": severities.count(Severity.ERROR),
        "警告": severities.count(Severity.WARNING),
        "提示": severities.count(Severity.NOTE),
        "金额": money_totals(appraisal),
    }


def by_group(appraisal: Appraisal) -> list[View]:
    """A row a township: its subjects, its grades (`行.分布` by grade, and by name), its stars and each kind of money."""
    rows = []
    column, open_ = appraisal.columns.get(appraisal.scheme.grade), _open(appraisal)
    level = appraisal.columns.get(appraisal.scheme.level)
    for g, name in enumerate(appraisal.group_names):
        mine = appraisal.groups == g
        row: View = {"乡镇": name, "对象数": int(mine.sum()), "参评": int((mine & appraisal.rated).sum())}
        row["不参评"], row["待定"] = row["对象数"] - row["参评"], int((mine & open_).sum())
        held = column.data[mine & appraisal.rated & column.known] if column is not None else np.zeros(0, np.int64)
        words = column.choices if column is not None else ()
        row["分布"] = {word: int((held == k).sum()) for k, word in enumerate(words)}
        row |= row["分布"]
        known = mine & appraisal.known(appraisal.scheme.level) if level is not None else mine & False
        stars = level.data[known] if level is not None else np.zeros(0, np.int64)
        row["星数合计"] = int(stars.sum())
        row["平均星级"] = (
            (Decimal(int(stars.sum())) / len(stars)).quantize(Decimal("0.01"), ROUND_HALF_UP)
            if len(stars)
            else Decimal(0)
        )
        money = {item["待遇"]: item["金额"] for item in money_totals(appraisal, mine)}
        row |= money | {"金额": sum(money.values(), Decimal(0))}
        rows.append(row)
    return rows


def detail(appraisal: Appraisal) -> Iterable[View]:
    """得分明细: a line for every subject and scored clause, with the reason, the clause and the cells."""
    steps = appraisal.scheme.of_role(Role.VALUE, Role.STAR, Role.INDICATOR)
    scored = [step for step in steps if step.role is Role.INDICATOR] or list(steps)
    for i in range(len(appraisal.subjects)):
        if not appraisal.rated[i]:
            continue
        for step in scored:
            yield detail_row(appraisal, step, i)


def detail_row(appraisal: Appraisal, step: Step, i: int) -> View:
    """One line of 得分明细."""
    subjects, made = appraisal.subjects, appraisal.scored[step.name]
    names = [name for name in step.rule.reads(made, i) if name in appraisal.scheme.columns]
    return {
        "乡镇": subjects.groups[i],
        "名称": subjects.names[i],
        "星": step.of or step.role.value,
        "指标": step.title,
        "数据": "、".join(show_at(appraisal.columns[name], i) for name in names),
        "满分": Decimal(step.full) if step.full else "",
        "得分": plain(made.column.kind, made.column.at(i)),
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
    """待定: a line for every undecided result of a rated subject whose own inputs are the cause, with the reason."""
    rows = []
    shown = (Role.ELIGIBLE, Role.VALUE, Role.INDICATOR, Role.STAR, Role.BASE, Role.LEVEL, Role.GRADE)
    for step in appraisal.scheme.of_role(*shown):
        made = appraisal.scored[step.name]
        results = {other.name for other in appraisal.scheme.steps}
        for i in np.nonzero(appraisal.rated & ~made.column.known & (appraisal.state == 1))[0]:
            reads = step.rule.reads(made, int(i))
            if any(name in results and not appraisal.columns[name].known[i] for name in reads):
                continue
            rows.append(
                {
                    "序号": int(i) + 1,
                    "乡镇": appraisal.subjects.groups[i],
                    "名称": appraisal.subjects.names[i],
                    "项目": " ".join(part for part in (step.of, step.title) if part),
                    "原因": step.rule.sentence(made, appraisal.columns, int(i)),
                    "单元格": "；".join(cells(appraisal, [n for n in reads if n in appraisal.scheme.columns], int(i))),
                }
            )
    return sorted(rows, key=lambda row: row["序号"])


def problem_row(problem: Problem) -> Mapping[str, Any]:
    """A problem as a line of a table."""
    return {
        "级别": problem.severity.value,
        "编号": problem.code,
        "类别": problem.title,
        "位置": str(problem.place),
        "文件": problem.place.file,
        "工作表": problem.place.sheet,
        "单元格": problem.place.cell,
        "说明": problem.message,
        "现为": problem.found,
        "应为": problem.expected,
        "办法": problem.remedy,
    }
