"""Binds the level and the grade. Each goes through its own rule, then the vetoes on it, then its quotas; a step each."""

from fractions import Fraction
from functools import partial

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.rulebook.binding.bind_quota import bind_quota
from stardb.rulebook.binding.bind_vetoes import GRADE, LEVEL, bind_vetoes, select_vetoes
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.document import Effect, LevelVeto, NamedClause, Quota
from stardb.rulebook.scheme import Role
from stardb.scorers.clauses import DecideCore
from stardb.scorers.steps import Ladder
from stardb.yamlfile import YamlPath

_ROLES = {LEVEL: (Role.BASE, Role.LEVEL), GRADE: (Role.BARE_GRADE, Role.GRADE)}


def declare_level_or_grade(binder: Binder, section: str, named: NamedClause) -> None:
    """Declare the level or the grade, and what it was before vetoes and quotas.

    `X` is what comes out at the end, `X(否决前)` and `X(名额前)` what it was before. section: LEVEL or GRADE.
    """
    vetoes = select_vetoes(binder.document, section)
    quotas = binder.document.quotas if section == GRADE or not binder.document.grade else []
    before = ["否决前"] if vetoes else []
    before += [f"名额前{'' if k == 0 else k + 1}" for k in range(len(quotas))]
    names = [*(f"{named.name}({word})" for word in before), named.name]
    titles = [*(f"{named.name}（{word}）" for word in before), named.name]
    bare, role = _ROLES[section]
    roles = [*(bare for _ in before), role]
    path: YamlPath = (section,)
    binder.declare(names[0], path, partial(_bind_first, binder, section, named, names[0], titles[0], roles[0]))
    at = 1
    if vetoes:
        path = (section, "name") if at == len(before) else ("vetoes",)
        binder.declare(
            names[at], path, partial(_bind_after_vetoes, binder, section, names, titles[at], roles[at], vetoes)
        )
        at += 1
    for k, quota in enumerate(quotas):
        path = (section, "name") if at == len(before) else ("quotas", k)
        binder.declare(
            names[at], path, partial(_bind_after_quota, binder, section, names, at, titles[at], roles[at], k, quota)
        )
        at += 1


def _bind_first(binder: Binder, section: str, named: NamedClause, name: str, title: str, role: Role) -> Symbol:
    symbol = binder.bind_clause(name, title, (section,), named.rule, role)
    if section == LEVEL and symbol.kind is not Kind.NUMBER:
        raise binder.make_scope(name, (section,)).refuse("R305", f"星级应是数，这里是{symbol.kind.value}", ())
    if section == GRADE and symbol.kind is not Kind.CHOICE:
        message = f"等次应是词，这里是{symbol.kind.value}"
        raise binder.make_scope(name, (section,)).refuse("R305", message, (), found=symbol.kind.value)
    return symbol


def _bind_after_vetoes(
    binder: Binder, section: str, names: list[str], title: str, role: Role, vetoes: list[tuple[int, LevelVeto]]
) -> Symbol:
    ladder, unit = _build_ladder(binder, section, names[0], names[0])
    _require_order(binder, section, names[0], vetoes)
    rule = bind_vetoes(binder, names[1], names[0], vetoes, ladder, unit)
    binder.add_step(names[1], title, role, rule, ("vetoes",), None)
    return Symbol(rule.kind, rule.choices, whole=rule.kind is Kind.NUMBER)


def _require_order(binder: Binder, section: str, first: str, vetoes: list[tuple[int, LevelVeto]]) -> None:
    """Report `decide` without `grades`: its conditions stand in the order of asking, which need not be that of the grades."""
    core = binder.find_rule(first, (section,)).core
    grade = binder.document.grade
    if grade is None or grade.grades or not isinstance(core, DecideCore) or core.kind is not Kind.CHOICE:
        return
    if any(isinstance(veto.effect, Effect) and veto.effect.set is None for _, veto in vetoes):
        message = "等次由 decide 逐条判断，写的先后不一定是高低；有 cap、floor、down 的，要用 grades 写明由好到差"
        raise binder.make_scope(first, ("grade",)).refuse("R202", message, expected="grades: [优秀, 合格, 不合格]")


def _bind_after_quota(
    binder: Binder, section: str, names: list[str], at: int, title: str, role: Role, k: int, quota: Quota
) -> Symbol:
    ladder, unit = _build_ladder(binder, section, names[0], names[at - 1])
    rule = bind_quota(binder, names[at], names[at - 1], k, quota, ladder, unit)
    binder.add_step(names[at], title, role, rule, ("quotas", k), quota)
    return Symbol(rule.kind, rule.choices, whole=rule.kind is Kind.NUMBER)


def _build_ladder(binder: Binder, section: str, first: str, last: str) -> tuple[Ladder, str]:
    """The ladder of the values the clause can give, and what its numbers count. `last`, on which the step builds, is bound first."""
    symbol = binder.names.bind(last)
    rule = binder.find_rule(first, (section,))
    if symbol.kind is Kind.CHOICE:
        grades = tuple(binder.document.grade.grades) if binder.document.grade else ()
        return Ladder(grades or rule.core.best_first(), tuple(dict.fromkeys((*symbol.choices, *grades)))), ""
    bounded = rule.when is None  # where it does not apply it is 0, whatever its bounds
    low = rule.low if bounded and rule.low is not None else Fraction(0)
    return Ladder(low=low, high=rule.high if bounded else None), rule.unit
