"""Binds what sorts the subjects of a head or star into categories: whose set of indicators is which, and whose weight."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from stardb.expressions import Formula, nearest
from stardb.quantity import Kind
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.document import IndicatorGroup
from stardb.scorers.base import ClauseRefused
from stardb.scorers.steps import NO, YES, Sets
from stardb.yamlfile import YamlPath, show_value


class Categories:
    """`by` of one head or star; what is wrong with it is reported once."""

    def __init__(self, binder: Binder, name: str, path: YamlPath, part: IndicatorGroup) -> None:
        self.scope, self.part = binder.make_scope(name, path), part
        self._by: Formula | ClauseRefused | None = None
        self._sets: Sets | ClauseRefused | None = None

    def bind_by(self) -> Formula:
        """The formula that sorts the subjects. Raises ClauseRefused, having reported what does not hold."""
        if self._by is None:
            try:
                self._by = self._check_by()
            except ClauseRefused as refused:
                self._by = refused
        if isinstance(self._by, ClauseRefused):
            raise ClauseRefused
        return self._by

    def bind_sets(self) -> Sets:
        """Which set of indicators is whose. Raises ClauseRefused, having reported what does not hold."""
        if self._sets is None:
            try:
                self._check(self.part.sets, "sets", "没有写用哪些指标", rest=bool(self.part.otherwise))
                self._sets = Sets(self.bind_by(), tuple(self.part.sets), bool(self.part.otherwise))
            except ClauseRefused as refused:
                self._sets = refused
        if isinstance(self._sets, ClauseRefused):
            raise ClauseRefused
        return self._sets

    def bind_weights(self, given: object) -> tuple[Kind, tuple[Fraction, ...], Sets | None]:
        """The kind of a weight, and the weights: one for everybody, or one for each category, then with the categories."""
        if not isinstance(given, Mapping):
            kind, weight = self._bind_weight(given, ("weight",))
            return kind, (weight,), None
        self._check(given, "weight", "没有写权重")
        bound = [self._bind_weight(weight, ("weight", word)) for word, weight in given.items()]
        kinds = {kind for kind, _ in bound}
        if len(kinds) > 1:
            raise self.scope.refuse("R305", "各类的权重，都写百分比，或都写数", ("weight",), key=True)
        return kinds.pop(), tuple(weight for _, weight in bound), Sets(self.bind_by(), tuple(given))

    def _bind_weight(self, given: object, path: YamlPath) -> tuple[Kind, Fraction]:
        kind, value = self.scope.read_any_amount(given, path)
        if kind not in (Kind.PERCENT, Kind.NUMBER) or value < 0:
            expected = "不小于0的百分比或数"
            raise self.scope.refuse("R203", "权重写成 70% 或 0.7", path, found=show_value(given), expected=expected)
        return kind, value

    def _check_by(self) -> Formula:
        scope = self.scope
        if self.part.by is None:
            raise scope.refuse("R202", "要写按什么分类", expected="by，如 by: 村庄类别")
        by = scope.bind_formula(self.part.by, ("by",))
        if by.kind not in (Kind.CHOICE, Kind.BOOL):
            message, remedy = f"by 要用于选项或是否，这里是{by.kind.value}", "把这一栏写成 type: choice，并写明 choices"
            raise scope.refuse("R305", message, ("by",), found=by.kind.value, remedy=remedy)
        return by

    def _check(self, given: Iterable[str], key: str, lacks: str, rest: bool = False) -> None:
        """Refuse a category that is none, and one that is lacking; `rest` says that the lacking ones are provided for."""
        by, written = self.bind_by(), list(given)
        words = (YES, NO) if by.kind is Kind.BOOL else by.choices
        for word in written:
            if word not in words:
                message, expected = f"“{word}”不是可填的选项{nearest(word, words)}", "、".join(words)
                raise self.scope.refuse("R301", message, (key, word), key=True, found=word, expected=expected)
        lacking = [word for word in words if word not in written]
        if lacking and not rest:
            raise self.scope.refuse(
                "R405", f"选项“{'、'.join(lacking)}”{lacks}", (key,), key=True,
                found="、".join(written), expected="、".join(words),
            )  # fmt: skip
