"""The level and the grade, and what each goes through: its own rule, then the vetoes on it, then its quotas; a step each."""

from fractions import Fraction
from functools import partial

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.rulebook.desk import Desk
from stardb.rulebook.document import Effect, LevelVeto, Named, Quota
from stardb.rulebook.quotas import quota_rule
from stardb.rulebook.scheme import Role
from stardb.rulebook.vetoing import GRADE, LEVEL, aimed, veto_rule
from stardb.scorers.clauses import DecideCore
from stardb.scorers.steps import Ladder
from stardb.yamlfile import YamlPath

_ROLES = {LEVEL: (Role.BASE, Role.LEVEL), GRADE: (Role.BARE_GRADE, Role.GRADE)}


def declare_result(desk: Desk, section: str, named: Named) -> None:
    """Take up the level or grade: `X` is what comes out at the end, `X(否决前)` and `X(名额前)` what was before."""
    vetoes = aimed(desk.document, section)
    quotas = desk.document.quotas if section == GRADE or not desk.document.grade else []
    before = ["否决前"] if vetoes else []
    before += [f"名额前{'' if k == 0 else k + 1}" for k in range(len(quotas))]
    names = [*(f"{named.name}({word})" for word in before), named.name]
    titles = [*(f"{named.name}（{word}）" for word in before), named.name]
    bare, role = _ROLES[section]
    roles = [*(bare for _ in before), role]
    path: YamlPath = (section,)
    desk.declare(names[0], path, partial(_first, desk, section, named, names[0], titles[0], roles[0]))
    at = 1
    if vetoes:
        path = (section, "name") if at == len(before) else ("vetoes",)
        desk.declare(names[at], path, partial(_vetoed, desk, section, names, titles[at], roles[at], vetoes))
        at += 1
    for k, quota in enumerate(quotas):
        path = (section, "name") if at == len(before) else ("quotas", k)
        desk.declare(names[at], path, partial(_limited, desk, section, names, at, titles[at], roles[at], k, quota))
        at += 1


def _first(desk: Desk, section: str, named: Named, name: str, title: str, role: Role) -> Symbol:
    symbol = desk.clause(name, title, (section,), named.rule, role)
    if section == LEVEL and symbol.kind is not Kind.NUMBER:
        raise desk.scope(name, (section,)).refuse("R305", f"星级应是数，这里是{symbol.kind.value}", ())
    if section == GRADE and symbol.kind is not Kind.CHOICE:
        message = f"等次应是词，这里是{symbol.kind.value}"
        raise desk.scope(name, (section,)).refuse("R305", message, (), found=symbol.kind.value)
    return symbol


def _vetoed(
    desk: Desk, section: str, names: list[str], title: str, role: Role, vetoes: list[tuple[int, LevelVeto]]
) -> Symbol:
    ladder, unit = _ladder(desk, section, names[0], names[0])
    _require_order(desk, section, names[0], vetoes)
    rule = veto_rule(desk, names[1], names[0], vetoes, ladder, unit)
    desk.step(names[1], title, role, rule, ("vetoes",), None)
    return Symbol(rule.kind, rule.choices, whole=rule.kind is Kind.NUMBER)


def _require_order(desk: Desk, section: str, first: str, vetoes: list[tuple[int, LevelVeto]]) -> None:
    """Conditions are written in the order they are asked in, which need not be the order of the grades they give."""
    core = desk.rule(first, (section,)).core
    grade = desk.document.grade
    if grade is None or grade.grades or not isinstance(core, DecideCore) or core.kind is not Kind.CHOICE:
        return
    if any(isinstance(veto.effect, Effect) and veto.effect.set is None for _, veto in vetoes):
        message = "等次由 decide 逐条判断，写的先后不一定是高低；有 cap、floor、down 的，要用 grades 写明由好到差"
        raise desk.scope(first, ("grade",)).refuse("R202", message, expected="grades: [优秀, 合格, 不合格]")


def _limited(
    desk: Desk, section: str, names: list[str], at: int, title: str, role: Role, k: int, quota: Quota
) -> Symbol:
    ladder, unit = _ladder(desk, section, names[0], names[at - 1])
    rule = quota_rule(desk, names[at], names[at - 1], k, quota, ladder, unit)
    desk.step(names[at], title, role, rule, ("quotas", k), quota)
    return Symbol(rule.kind, rule.choices, whole=rule.kind is Kind.NUMBER)


def _ladder(desk: Desk, section: str, first: str, last: str) -> tuple[Ladder, str]:
    """The ladder of what the clause gives, and what its numbers count; `last` is bound first, for it is built upon."""
    symbol = desk.names.bind(last)
    rule = desk.rule(first, (section,))
    if symbol.kind is Kind.CHOICE:
        grades = tuple(desk.document.grade.grades) if desk.document.grade else ()
        return Ladder(grades or rule.core.best_first(), tuple(dict.fromkeys((*symbol.choices, *grades)))), ""
    bounded = rule.when is None  # where it does not apply it is 0, whatever its bounds
    low = rule.low if bounded and rule.low is not None else Fraction(0)
    return Ladder(low=low, high=rule.high if bounded else None), rule.unit
