"""Binds a star that is won by a pass mark: its score, and whether it is won."""

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.rulebook.binding.bind_indicators import IndicatorBinder
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.document import PassStar
from stardb.rulebook.scheme import Role
from stardb.scorers.base import Rule, limit_to_periods
from stardb.scorers.steps import AwardCore, Ban
from stardb.yamlfile import YamlPath


def declare_star(binder: Binder, name: str, path: YamlPath, star: PassStar) -> None:
    """Declare a star, its score `得分(…)` and its indicators."""
    indicators = IndicatorBinder(binder, name, path, star, star.full)
    binder.declare(f"得分({name})", (*path, "full"), lambda: _bind_score(name, path, indicators))
    binder.declare(name, path, lambda: _bind_award(binder, name, path, star))


def _bind_score(name: str, path: YamlPath, indicators: IndicatorBinder) -> Symbol:
    core = indicators.sum_core()
    if core is not None:
        indicators.add_step(f"得分({name})", f"{name}得分", Role.SCORE, Rule(core, unit="分"), (*path, "full"), None)
    return Symbol(Kind.NUMBER)  # without one its fault is reported; what reads the score can still be looked at


def _bind_award(binder: Binder, name: str, path: YamlPath, star: PassStar) -> Symbol:
    scope = binder.make_scope(name, path, {"得分": f"得分({name})"})
    award = scope.bind_formula(star.award, ("award",), Kind.BOOL)
    for index, other in enumerate(star.requires):
        below: YamlPath = (
            ("requires",) if (*path, "requires", index) not in binder.source.values else ("requires", index)
        )
        if scope.bind_formula(f"`{other}`", below).kind is not Kind.BOOL:
            raise scope.refuse("R305", f"“{other}”不是得与不得的星", below, found=other)
    bans = tuple(
        Ban(scope.bind_formula(veto.when, ("veto", k, "when"), Kind.BOOL), veto.because)
        for k, veto in enumerate(star.veto)
    )
    core = AwardCore(name, award, tuple(star.requires), bans)
    rule = limit_to_periods(Rule(core), star.every, scope)
    binder.add_step(name, name, Role.STAR, rule, path, star, of=name)
    return Symbol(Kind.BOOL)
