"""Binds the indicators of a head or star, set by set, and their sum."""

from collections.abc import Iterator
from fractions import Fraction

from stardb.expressions import Symbol
from stardb.quantity import Kind, show_number
from stardb.rulebook.binding.bind_evidence import demand_evidence
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.categories import Categories
from stardb.rulebook.binding.name_table import Maker
from stardb.rulebook.document import IndicatorGroup, Indicators, list_indicator_sets
from stardb.rulebook.scheme import Role
from stardb.scorers.base import ClauseRefused, Rule, limit_to_periods
from stardb.scorers.steps import OneSetRule, Sets, SumCore
from stardb.yamlfile import YamlPath


class IndicatorBinder:
    """Declares the indicators of one head or star, and binds the sum of their points.

    name, path: of the head or star. part: what the rule file says of it. full: its full mark, where there is one.
    """

    def __init__(self, binder: Binder, name: str, path: YamlPath, part: IndicatorGroup, full: Fraction | None) -> None:
        self.binder, self.name, self.path, self.part, self.full = binder, name, path, part, full
        self.categories = Categories(binder, name, path, part)
        self.scores: list[tuple[str, ...]] = []
        self._check_keys()
        for which, (own, below, group) in enumerate(self._list_sets()):
            self.scores.append(tuple(self._declare(which, own, below, group)))
            self._check_full(own, below, group)

    def _list_sets(self) -> Iterator[tuple[str, YamlPath, Indicators]]:
        """Each set of indicators: its category ("" where there is one set for all), its path, and its indicators."""
        for own, below, group in list_indicator_sets(self.part):
            yield own, (*self.path, *below), group

    def _check_keys(self) -> None:
        part, path, report = self.part, self.path, self.binder.source.report
        if part.sets and part.indicators:
            report("R203", "indicators 与 sets 写一种", (*path, "sets"), key=True, expected="indicators，或 by 与 sets")
        elif part.otherwise and not part.sets:
            report("R202", "otherwise 是其余各类的指标，要写 sets", (*path, "otherwise"), key=True, expected="sets")
        elif not (part.sets or part.indicators or self.binder.lost):
            report("R202", "缺少“indicators”", path, key=True, expected="indicators，或 by 与 sets")
        elif part.by is not None and not part.sets and not isinstance(getattr(part, "weight", None), dict):
            report("R421", "没有分类的指标，也没有分类的权重，by 用不上", (*path, "by"), key=True, found=part.by)

    def _declare(self, which: int, own: str, below: YamlPath, group: Indicators) -> Iterator[str]:
        for title in group:
            result = f"得分({own}·{title})" if own else f"得分({title})"
            self.binder.declare(result, (*below, title), self._make_maker(result, which, own, below, title, group))
            if own:
                self.binder.add_alias(f"得分({title})", result)
            yield result

    def _make_maker(self, result: str, which: int, own: str, below: YamlPath, title: str, group: Indicators) -> Maker:
        def bind() -> Symbol:
            sets = self.categories.bind_sets() if own else None
            return self.binder.bind_clause(
                result, title, (*below, title), group[title], Role.INDICATOR, self.name,
                lambda rule: self._narrow(
                    demand_evidence(self.binder, rule, (*below, title), group[title]), sets, which
                ),
            )  # fmt: skip

        return bind

    def _narrow(self, rule: Rule, sets: Sets | None, which: int) -> Rule:
        """The rule of an indicator, for those of its set alone and in the periods of its head or star."""
        rule = rule if rule.every else self._limit(rule)
        return OneSetRule(**vars(rule), sets=sets, which=which) if sets else rule

    def _limit(self, rule: Rule) -> Rule:
        return limit_to_periods(rule, self.part.every, self.binder.make_scope("", self.path))

    def _check_full(self, own: str, below: YamlPath, group: Indicators) -> None:
        points = [clause.points for clause in group.values()]
        if self.full is None or not points or any(point is None for point in points):
            return
        total = sum((point for point in points if point is not None), Fraction(0))
        if total != self.full:
            whose, path = (f"“{own}”", below) if own else ("", (*self.path, "full"))
            self.binder.source.report(
                "R404", f"{whose}各指标满分合计{show_number(total)}，与写明的{show_number(self.full)}不符", path,
                key=bool(own), found=show_number(total), expected=show_number(self.full),
            )  # fmt: skip

    def sum_core(self) -> SumCore | None:
        """The core of the sum; None where an indicator cannot be bound. Raises ClauseRefused, having reported it, where one is no number."""
        for score in (score for group in self.scores for score in group):
            try:
                kind = self.binder.names.bind(score).kind
            except ClauseRefused:
                return None
            if kind is not Kind.NUMBER:
                path = self.binder.names.paths[score]
                raise self.binder.make_scope(score, path).refuse(
                    "R305", f"“{score}”不是分数", key=True, found=kind.value
                )
        told = f"（满分{show_number(self.full)}）" if self.full is not None else ""
        return SumCore(tuple(self.scores), told, self.categories.bind_sets() if self.part.sets else None)

    def add_step(
        self, result: str, title: str, role: Role, rule: Rule, path: YamlPath, said: object, **parts: str
    ) -> None:
        """Add a step of the head or star, with its full mark."""
        full = show_number(self.full) if self.full is not None else ""
        self.binder.add_step(result, title, role, self._limit(rule), path, said, of=self.name, full=full, **parts)
