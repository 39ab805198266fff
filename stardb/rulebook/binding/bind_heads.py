"""Binds the heads of an appraisal (大项) and the total (总分): of the weighted heads, or else of the stars' scores."""

from fractions import Fraction

from stardb.expressions import Symbol
from stardb.quantity import Kind, show
from stardb.rulebook.binding.bind_indicators import IndicatorBinder
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.name_table import TOTAL
from stardb.rulebook.document import Head, PassStar
from stardb.rulebook.scheme import Role
from stardb.scorers.base import Rule, limit_to_periods
from stardb.scorers.steps import TotalCore, WeightedHead
from stardb.yamlfile import YamlPath, show_value


def declare_heads(binder: Binder) -> None:
    """Declare every head and the total: of the heads, or else of the scores of the stars that are won by a pass mark."""
    made = {}
    for name, head in binder.document.scores.items():
        made[name] = IndicatorBinder(binder, name, ("scores", name), head, head.full)
        binder.declare(name, ("scores", name), lambda name=name, head=head: _bind_head(binder, made[name], head))  # type: ignore[misc]
    passing = [name for name, star in binder.document.stars.items() if isinstance(star, PassStar)]
    if made:
        binder.declare(TOTAL, ("scores",), lambda: _bind_weighted_total(binder, made))
    elif passing:
        binder.declare(
            TOTAL,
            ("stars",),
            lambda: _add_total(binder, ("stars",), [WeightedHead(f"得分({name})") for name in passing]),
        )


def _bind_head(binder: Binder, indicators: IndicatorBinder, head: Head) -> Symbol:
    core = indicators.sum_core()
    if core is not None:
        low, high = _bind_bounds(binder, indicators.path, head)
        weight = "" if isinstance(head.weight, dict) or head.weight == 1 else show_value(head.weight)
        rule = Rule(core, low=low, high=high, unit="分")
        indicators.add_step(indicators.name, indicators.name, Role.HEAD, rule, indicators.path, head, weight=weight)
    return Symbol(Kind.NUMBER)  # without one its fault is reported; what reads the score can still be looked at


def _bind_bounds(binder: Binder, path: YamlPath, head: Head) -> tuple[Fraction | None, Fraction | None]:
    if head.between is None:
        return None, None
    scope = binder.make_scope("", path)
    low, high = (scope.read_amount(head.between[k], Kind.NUMBER, ("between", k)) for k in range(2))
    if low > high:
        raise scope.refuse("R203", "between 先写下限，后写上限", ("between",), found=show_value(list(head.between)))
    return low, high


def _bind_weighted_total(binder: Binder, made: dict[str, IndicatorBinder]) -> Symbol:
    heads = []
    for name, head in binder.document.scores.items():
        kind, weights, sets = made[name].categories.bind_weights(head.weight)
        heads.append(WeightedHead(name, weights, kind, sets))
    _check_weights(binder, heads)
    return _add_total(binder, ("scores",), heads)


def _add_total(binder: Binder, path: YamlPath, heads: list[WeightedHead]) -> Symbol:
    for head in heads:
        binder.names.bind(head.name)
    rule = _limit_total(binder, Rule(TotalCore(tuple(heads)), unit="分"))
    binder.add_step(TOTAL, TOTAL, Role.TOTAL, rule, path, None)
    return Symbol(Kind.NUMBER)


def _limit_total(binder: Binder, rule: Rule) -> Rule:
    """The total, which is rated wherever one of its parts is."""
    parts = [step.rule for step in binder.steps if step.name in rule.core.inputs]
    every = tuple(dict.fromkeys(kind for part in parts for kind in part.every))
    if not parts or not all(part.every for part in parts):
        return rule
    return limit_to_periods(rule, tuple(kind for kind in binder.every if kind in every), binder.make_scope("", ()))


def _check_weights(binder: Binder, heads: list[WeightedHead]) -> None:
    """Report weights by percent that do not come to 100%, for every category where they differ (R430)."""
    shares = [head for head in heads if head.kind is Kind.PERCENT]
    sorted_by = [head.sets for head in shares if head.sets]
    if not shares or len({sets.by.text for sets in sorted_by}) > 1:
        return
    for word in sorted_by[0].words if sorted_by else ("",):
        total = sum((head.weight_of(word) for head in shares), Fraction(0))
        if total != 1:
            whose, told = f"“{word}”的" if word else "", show(Kind.PERCENT, total)
            message = f"{whose}各大项权重合计{told}，不是100%"
            binder.source.report("R430", message, ("scores",), key=True, found=told, expected="100%")
