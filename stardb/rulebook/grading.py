"""The grade, and the quotas that say how many may hold one."""

from stardb.expressions import Formula, Symbol
from stardb.quantity import Kind
from stardb.rulebook.desk import Desk
from stardb.rulebook.document import Quota
from stardb.rulebook.names import ELIGIBLE
from stardb.rulebook.scheme import Role
from stardb.rulebook.source import Path
from stardb.scorers.base import Rule
from stardb.scorers.part import shown
from stardb.scorers.quota import QuotaCore
from stardb.scorers.scope import WHOLE, Scope


def declare_grade(desk: Desk) -> None:
    grade, quotas = desk.document.grade, desk.document.quotas
    assert grade is not None
    bare = [f"{grade.name}(名额前{'' if k == 0 else k + 1})" for k in range(len(quotas))]
    names = [*bare, grade.name]
    first = Role.BARE_GRADE if quotas else Role.GRADE
    title = f"{grade.name}（名额前）" if quotas else grade.name
    desk.declare(names[0], ("grade",), lambda: desk.clause(names[0], title, ("grade",), grade.rule, first))
    for k, quota in enumerate(quotas):
        role = Role.GRADE if k == len(quotas) - 1 else Role.BARE_GRADE
        path: Path = ("grade", "name") if k == len(quotas) - 1 else ("quotas", k)
        desk.declare(
            names[k + 1],
            path,
            lambda k=k, quota=quota, role=role: _quota(desk, names[k + 1], grade.name, names[k], k, quota, role),  # type: ignore[misc]
        )


def _quota(desk: Desk, name: str, title: str, bare: str, k: int, quota: Quota, role: Role) -> Symbol:
    path: Path = ("quotas", k)
    if ELIGIBLE in desk.names:
        _ = desk.names[ELIGIBLE]  # who is rated must be known before places are shared out
    words = desk.names[bare].choices
    scope = desk.scope(name, path)
    for part, word in (("of", quota.of), ("overflow", quota.overflow)):
        if word not in words:
            raise scope.refuse("R301", f"没有“{word}”这个等次", (part,), found=word, expected="、".join(words))
    roster = next(iter(desk.document.tables.values()))
    if quota.group not in (roster.group, WHOLE):
        raise scope.refuse("R301", f"只能按“{roster.group}”或“{WHOLE}”分组", ("group",), found=quota.group)
    kind, most = scope.any_amount(quota.at_most, ("at_most",))
    count = kind is Kind.NUMBER and most.denominator == 1
    if most < 0 or not (count or (kind is Kind.PERCENT and most <= 1)):
        raise scope.refuse(
            "R203", "at_most 写参评对象的百分之几（不超过100%），或几个", ("at_most",), found=shown(quota.at_most)
        )
    order = tuple(_order(desk, text, index, path, scope) for index, text in enumerate(quota.order))
    core = QuotaCore(
        bare, quota.of, words, quota.overflow,
        most if kind is Kind.PERCENT else None, int(most), int(quota.at_least_one), quota.round, order, quota.ties, quota.group,
        ELIGIBLE if ELIGIBLE in desk.names else "",
    )  # fmt: skip
    desk.step(name, title, role, Rule(core), path, quota)
    return Symbol(Kind.CHOICE, words)


def _order(desk: Desk, text: str, index: int, path: Path, scope: Scope) -> Formula:
    below: Path = ("order", index) if (*path, "order", index) in desk.source.values else ("order",)
    formula = scope.formula(text, below)
    if not formula.kind.numeric:
        message = f"先后要按数来排，“{text}”是{formula.kind.value}"
        raise scope.refuse("R305", message, below, found=formula.kind.value)
    return formula
