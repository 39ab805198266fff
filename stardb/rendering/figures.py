"""The figures of an appraisal: how many hold what, in the county and in each township, and what it comes to."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from stardb.problems import Problem, Severity
from stardb.quantity import Column, Kind
from stardb.quantity.arithmetic import over_one_scale
from stardb.quantity.column import Mask
from stardb.quantity.showing import PENDING
from stardb.rendering.values import View, plain
from stardb.rulebook import Role
from stardb.scoring import STATES, Appraisal
from stardb.scoring.history import DECIDED, NOT_RATED

SHARE, HUNDREDTH = Decimal("0.1"), Decimal("0.01")


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
    """How many hold each grade, best first (已定 where there are none), then 待定 and 不参评; shares are of all subjects."""
    shown = set(grades(appraisal))
    rows = [(word, count) for word, count in _counts(appraisal) if word in shown]
    rows = rows or [(DECIDED, int((appraisal.rated & ~_open(appraisal)).sum()))]
    rows += [(PENDING, int(_open(appraisal).sum())), (NOT_RATED, int((~appraisal.rated).sum()))]
    size = Decimal(max(len(appraisal.subjects), 1))
    return [
        {"等次": word, "数量": count, "占比": (count * 100 / size).quantize(SHARE, ROUND_HALF_UP)}
        for word, count in rows
    ]


def _open(appraisal: Appraisal) -> Mask:
    """Who is rated, but without a grade (or level) as yet: with the grades they come to all who are rated."""
    name = appraisal.scheme.grade or appraisal.scheme.level
    return appraisal.rated & ~appraisal.columns[name].known if name else appraisal.state == STATES.index(PENDING)


def stars_won(appraisal: Appraisal) -> list[View]:
    """For each star: how many won it (or hold at least one of it), did not, and are undecided."""
    rows = []
    for step in appraisal.scheme.of_role(Role.STAR):
        column, known = appraisal.columns[step.name], appraisal.known(step.name)
        won = int((known & (column.data > 0)).sum())
        open_ = int((appraisal.rated & ~column.known).sum())
        stars = Decimal(won) if step.rule.kind is Kind.BOOL else _total(column, known)
        rows.append({"星": step.title, "得星": won, "未得": int(known.sum()) - won, "待定": open_, "颗数": stars})
    return rows


def scored(appraisal: Appraisal) -> list[View]:
    """For each head, the total and each published number: its mean, highest and lowest, and how many are undecided."""
    rows = []
    for step in appraisal.scheme.scored:
        column, known = appraisal.columns[step.name], appraisal.known(step.name)
        if column.kind in (Kind.NUMBER, Kind.MONEY):
            open_ = int((appraisal.rated & ~column.known).sum())
            rows.append({"项目": step.title, "单位": step.rule.unit, **_spread(column, known), "待定": open_})
    return rows


def _spread(column: Column, chosen: Mask) -> View:
    """The mean (to a hundredth), the highest and the lowest of a number; empty where nobody has one."""
    if not chosen.any():
        return {"平均": "", "最高": "", "最低": ""}
    whole = over_one_scale(column, chosen)
    assert isinstance(whole.scale, int)
    data = whole.data[chosen]
    ends = (plain(column.kind, Fraction(int(end), whole.scale)) for end in (data.max(), data.min()))
    return {"平均": _mean(whole, chosen), **dict(zip(("最高", "最低"), ends, strict=True))}


def _mean(column: Column, chosen: Mask) -> Decimal | str:
    """The mean of a number over the chosen, to a hundredth; empty where there are none."""
    size = int(chosen.sum())
    return (_total(column, chosen) / size).quantize(HUNDREDTH, ROUND_HALF_UP) if size else ""


def money_totals(appraisal: Appraisal, chosen: np.ndarray[Any, Any] | None = None) -> list[View]:
    """Each money entitlement: how many get it and what it comes to; `chosen` limits the subjects."""
    rows = []
    for step in appraisal.scheme.of_role(Role.ENTITLEMENT):
        column = appraisal.columns[step.name]
        if column.kind is not Kind.MONEY:
            continue
        known = appraisal.known(step.name) if chosen is None else appraisal.known(step.name) & chosen
        number = int((known & (column.data != 0)).sum())
        rows.append({"待遇": step.title, "单位": step.unit, "人数": number, "金额": _total(column, known)})
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
        "平均分": mean_total(appraisal, appraisal.rated),
    }


def by_group(appraisal: Appraisal) -> list[View]:
    """A row a township: its subjects, its grades (`行.分布` by grade, and by name), its stars, mean total and money."""
    rows = []
    column, open_ = appraisal.columns.get(appraisal.scheme.grade), _open(appraisal)
    level = appraisal.columns.get(appraisal.scheme.level)
    for g, name in enumerate(appraisal.group_names):
        mine = appraisal.groups == g
        row: View = {"乡镇": name, "对象数": int(mine.sum()), "参评": int((mine & appraisal.rated).sum())}
        row["不参评"], row["待定"] = row["对象数"] - row["参评"], int((mine & open_).sum())
        row[DECIDED] = row["参评"] - row["待定"]
        held = column.data[mine & appraisal.rated & column.known] if column is not None else np.zeros(0, np.int64)
        words = column.choices if column is not None else ()
        row["分布"] = {word: int((held == k).sum()) for k, word in enumerate(words)}
        row |= row["分布"]
        known = mine & appraisal.known(appraisal.scheme.level) if level is not None else mine & False
        row["星数合计"] = stars = _total(level, known) if level is not None else Decimal(0)
        row["平均星级"] = (stars / max(int(known.sum()), 1)).quantize(HUNDREDTH, ROUND_HALF_UP)
        row["平均分"] = mean_total(appraisal, mine)
        money = {item["待遇"]: item["金额"] for item in money_totals(appraisal, mine)}
        row |= money
        rows.append(row)
    return rows


def mean_total(appraisal: Appraisal, chosen: Mask) -> Decimal | str:
    """The mean of the total over the chosen who have one; empty for a scheme without a total."""
    total = appraisal.scheme.total
    return _mean(appraisal.columns[total], chosen & appraisal.known(total)) if total else ""


def _total(column: Column, chosen: Mask) -> Decimal:
    """The sum of a number over the chosen subjects."""
    whole = over_one_scale(column, chosen)
    assert isinstance(whole.scale, int)
    number = plain(Kind.NUMBER, Fraction(int(whole.data[chosen].sum()), whole.scale))
    assert isinstance(number, Decimal)
    return number
