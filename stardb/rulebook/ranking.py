"""Who is rated, and the level: its rule, then the vetoes on it."""

from fractions import Fraction
from typing import Any

from stardb.expressions import Formula, Symbol
from stardb.expressions import formula as make
from stardb.quantity import Kind
from stardb.rulebook.desk import Desk
from stardb.rulebook.document import Effect, LevelVeto
from stardb.rulebook.names import ELIGIBLE
from stardb.rulebook.scheme import Role
from stardb.rulebook.source import Path
from stardb.scorers.base import Clause, Rule
from stardb.scorers.formula import ExpressionCore
from stardb.scorers.vetoes import LevelCore, Veto


def eligible(desk: Desk) -> Symbol:
    document = desk.document
    tests: list[Formula] = []
    if document.eligible:
        tests.append(desk.scope(ELIGIBLE, ("eligible",)).formula(document.eligible.when, ("when",), Kind.BOOL))
    for k, veto in enumerate(document.vetoes):
        if veto.effect == "not_rated":
            tests.append(make.negated(desk.scope(ELIGIBLE, ("vetoes", k)).formula(veto.when, ("when",), Kind.BOOL)))
    core = ExpressionCore(tests[0] if len(tests) == 1 else make.chain(tuple(tests), all_of=True))
    desk.step(ELIGIBLE, ELIGIBLE, Role.ELIGIBLE, Rule(core), ("eligible",), document.eligible)
    return Symbol(Kind.BOOL)


def declare_level(desk: Desk) -> None:
    level = desk.document.level
    assert level is not None
    path: Path = ("level",)
    vetoes = [(k, veto) for k, veto in enumerate(desk.document.vetoes) if veto.effect != "not_rated"]
    if not vetoes:
        desk.declare(level.name, path, lambda: _number(desk, level.name, level.name, level.rule, Role.LEVEL))
        return
    base = f"{level.name}(否决前)"
    desk.declare(base, path, lambda: _number(desk, base, f"{level.name}（否决前）", level.rule, Role.BASE))
    desk.declare(level.name, ("level", "name"), lambda: _vetoed(desk, level.name, base, vetoes))


def _number(desk: Desk, name: str, title: str, clause: Clause, role: Role) -> Symbol:
    symbol = desk.clause(name, title, ("level",), clause, role)
    if symbol.kind is not Kind.NUMBER:
        raise desk.scope(name, ("level",)).refuse("R305", f"星级应是数，这里是{symbol.kind.value}", ())
    return symbol


def _vetoed(desk: Desk, name: str, base: str, vetoes: list[tuple[int, LevelVeto]]) -> Symbol:
    _ = desk.names[base]
    bound = []
    for k, veto in vetoes:
        when = desk.scope(name, ("vetoes", k)).formula(veto.when, ("when",), Kind.BOOL)
        effect, amount = _effect(veto.effect)
        bound.append(Veto(when, effect, amount, veto.because))
    desk.step(name, name, Role.LEVEL, Rule(LevelCore(base, tuple(bound)), unit="星"), ("vetoes",), None)
    return Symbol(Kind.NUMBER, whole=True)


def _effect(effect: Effect | str) -> tuple[Any, Fraction]:
    if isinstance(effect, Effect):
        for kind in ("cap", "set", "down"):
            amount = getattr(effect, kind)
            if amount is not None:
                return kind, amount
    return effect, Fraction(0)
