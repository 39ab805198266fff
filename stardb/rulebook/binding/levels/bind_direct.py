"""Binds levels given directly (直接判级): the grounds, the level after them, and the number that its bands read."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from stardb.expressions import Formula, Symbol, constant
from stardb.quantity import Kind, ValueRange, ranges
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.levels.ladder_marks import read_mark
from stardb.rulebook.document import DirectLevel
from stardb.rulebook.rated_results import RatedResult
from stardb.scorers.base import ClauseRefused, Rule, Scope
from stardb.scorers.clauses import Bands, BandsCore
from stardb.scorers.kit import bind_validity
from stardb.scorers.steps import (
    ConditionGround,
    DirectGround,
    DirectGrounds,
    DirectLevelCore,
    DirectPointsCore,
    Ladder,
    RowsGround,
)

BEFORE = "判级前"
"""What a result is called, in brackets, as it was before a level was given directly."""

LOWEST = "lowest"
"""What `points` says where the lowest number of the level counts."""


class DirectBinder:
    """Binds what sets one level or grade directly, once for the level and the number that its bands read.

    build_ladder: gives the ladder of its values; it binds the level as it is before. number: the result that its bands read, which
    comes out as the points of the level; "" for none. own: the names that stand for what was before.
    """

    def __init__(self, binder: Binder, result: RatedResult, build_ladder: Callable[[], Ladder]) -> None:
        self.binder, self.result, self.parts = binder, result, result.clause.direct
        self._build_ladder, self._is_binding, self._is_refused = build_ladder, False, False
        self.number = self._find_number() if self.parts else ""
        self.own: Mapping[str, str] = {}
        if self.number:
            self.own = {self.number: binder.put_aside(self.number, BEFORE, self._bind_points)}
        else:
            self._report_points()

    def _find_number(self) -> str:
        """The result that the clause's bands read, if they read one that a clause makes."""
        binder, rule = self.binder, self.result.clause.rule
        name = (rule.from_ or "").strip().strip("`") if isinstance(rule, Bands) else ""
        made = name in binder.names.paths and name not in binder.columns and name not in binder.document.parameters
        if made and f"{name}({BEFORE})" in binder.names:
            message = f"“{name}”已随另一项评定的直接判级改分，不能又随“{self.result.name}”改"
            remedy = "两项评定各按自己的数分档：在 values 里各起一个名称"
            path = (*self.result.path, "direct")
            binder.source.report("R446", message, path, key=True, found=name, remedy=remedy)
            return ""
        return name if made else ""

    def _report_points(self) -> None:
        """Report points where there is no number that they could be (R446)."""
        for k, part in enumerate(self.parts):
            if part.points is not None:
                message = "points 是判级后那个数按多少分计，而这里不是由一个有名称的得数分档的"
                remedy = "先在 values 里给那个数起个名称，按它写 bands；不要改数的，删去 points"
                self.binder.source.report("R446", message, (*self.result.path, "direct", k, "points"), remedy=remedy)

    @property
    def grounds(self) -> DirectGrounds:
        """The grounds, bound. Raises ClauseRefused where one cannot be, which has been reported."""
        if self._is_binding and not self._is_refused:
            self._report_cycle()
        if self._is_binding or self._is_refused:
            self._is_refused = True
            raise ClauseRefused
        self._is_binding = True
        bound = self._grounds
        self._is_binding = False
        return bound

    def _report_cycle(self) -> None:
        name = self.result.name
        message = f"循环引用：直接判级的情形用到了“{name}”，而“{name}”要先看有没有直接判级"
        remedy = f"要看判级前的，写 {name}({BEFORE})"
        self.binder.source.report("R303", message, (*self.result.path, "direct"), key=True, found=name, remedy=remedy)

    @cached_property
    def _grounds(self) -> DirectGrounds:
        ladder = self._build_ladder()
        every = tuple(self._bind_ground(k, part, ladder) for k, part in enumerate(self.parts))
        return DirectGrounds(ladder, every)

    def bind_level(self, base: str, unit: str) -> Rule:
        """The rule of the level after what is given directly. base: the level before."""
        core = DirectLevelCore(base, self.grounds, self._find_given())
        return Rule(core, unit=unit, words=self.grounds.ladder.number_words)

    def _find_given(self) -> tuple[ValueRange, ...]:
        """What a level in numbers can become directly, on each ground."""
        if self.grounds.ladder.words:
            return ()
        return tuple(self._find_reach(ground) for ground in self.grounds.every if not ground.word)

    def _find_reach(self, ground: DirectGround) -> ValueRange:
        if isinstance(ground, RowsGround) and ground.mark is not None:
            return ground.mark.reach({**self.binder.reaches, **self.binder.rows_reach[ground.table]})
        height = ground.height if isinstance(ground.height, Fraction) else Fraction(0)
        return ranges.just(-height if self.grounds.ladder.falling else height)

    def _bind_ground(self, k: int, part: DirectLevel, ladder: Ladder) -> DirectGround:
        scope = self.binder.make_scope(self.result.name, (*self.result.path, "direct", k), self.own)
        points = None
        if part.points is not None and part.points != LOWEST:
            points = scope.bind_formula(part.points, ("points",))
        if part.rows is not None:
            return self._review_ground(_bind_rows(part, part.rows, points, ladder, scope), part, ladder, scope)
        when = scope.bind_formula(part.when, ("when",), Kind.BOOL)
        until = scope.bind_formula(part.until, ("until",), Kind.BOOL) if part.until is not None else None
        mark = read_mark(part.set, ladder, scope, ("set",))
        ground = ConditionGround(part.when or "", part.because, points, mark, until, part.basis, when)
        return self._review_ground(ground, part, ladder, scope)

    def _review_ground(self, ground: DirectGround, part: DirectLevel, ladder: Ladder, scope: Scope) -> DirectGround:
        """The ground; reported where it may raise one who stands lower, without asking how he stands (R448)."""
        lowest, highest = (Fraction(0), Fraction(len(ladder.words) - 1)) if ladder.words else (ladder.low, ladder.high)
        before = {*self.own.values(), f"{self.result.name}({BEFORE})"}
        if not ground.word and ground.height not in (lowest, highest) and not before & {*ground.inputs}:
            message = f"直接判级就是定为“{part.set}”：原来比它更差的，也会升到它"
            remedy = "只降不升的，在条件里写明原来的得数或等次；原文就是这样的，写 accept: {R448: 理由}"
            scope.report("R448", message, ("set",), found=part.set, remedy=remedy)
        return ground

    def _bind_points(self) -> Symbol:
        """Add the step of the number as it comes out: the lowest of the level given directly, or what the ground says."""
        binder, kept = self.binder, self.own[self.number]
        symbol, grounds = binder.names.bind(kept), self.grounds
        before = next(step for step in binder.steps if step.name == kept)
        core = binder.find_rule(f"{self.result.name}({BEFORE})", self.result.path).core
        self._check_kinds(symbol.kind)
        assert isinstance(core, BandsCore)
        points = DirectPointsCore(kept, grounds, self._list_lowest(core), symbol.kind)
        rule = Rule(points, unit=before.rule.unit, words=before.rule.words)
        binder.add_step_in_place(self.number, rule, before)
        return replace(symbol, whole=False)

    def _check_kinds(self, kind: Kind) -> None:
        """Refuse points of another kind than the number's."""
        for k, ground in enumerate(self.grounds.every):
            if ground.points is not None and ground.points.kind is not kind and ground.points.value != 0:
                message = f"points 要{kind.value}，这里是{ground.points.kind.value}"
                scope = self.binder.make_scope(self.number, (*self.result.path, "direct", k))
                raise scope.refuse("R305", message, ("points",), found=ground.points.text, expected=kind.value)

    def _list_lowest(self, core: BandsCore) -> tuple[tuple[Fraction, Formula], ...]:
        """The lowest number of every level that a ground without points can set. Raises ClauseRefused where one has none (R446)."""
        ladder, found = self.grounds.ladder, dict[Fraction, Formula]()
        for k, ground in enumerate(self.grounds.every):
            for height in _list_heights(ground, ladder) if ground.points is None and not ground.word else ():
                lowest = self._find_lowest(core, ladder, height)
                if lowest is None:
                    level = ladder.show_height(height)
                    message = f"“{level}”没有最低分（这一档往下没有底，或不含起点），直接判为{level}的不知按多少分计"
                    scope = self.binder.make_scope(self.number, (*self.result.path, "direct", k))
                    raise scope.refuse("R446", message, found=level, expected="points: 0")
                found[height] = lowest
        return tuple(found.items())

    def _find_lowest(self, core: BandsCore, ladder: Ladder, height: Fraction) -> Formula | None:
        """The lowest number of a level: where its band begins, or the least the number can be at all."""
        floors = [
            self._find_floor(core, case) for case in range(len(core.cases)) if _height_of(core, ladder, case) == height
        ]
        if not floors or None in floors:
            return None
        return min((floor for floor in floors if floor is not None), key=lambda floor: floor.value or Fraction(0))

    def _find_floor(self, core: BandsCore, case: int) -> Formula | None:
        """The least number of one band; None where it has none, or only numbers above its end."""
        kind, least = core.source.kind, self.binder.reaches[self.own[self.number]].low
        interval = core.intervals[case] if case < len(core.intervals) else None
        if interval is not None and interval.low_name and interval.low is None:
            scope = self.binder.make_scope(self.number, self.result.path, self.own)
            return None if interval.open_low else scope.bind_formula(f"`{interval.low_name}`", ("bands", interval.text))
        if interval is not None and interval.low is not None:
            return None if interval.open_low else constant(kind, interval.low)
        held = interval.holds(least) if interval is not None and least is not None else True
        free = interval is not None or (least is not None and not _is_held(core, least))
        return constant(kind, least) if least is not None and held and free else None


def _bind_rows(part: DirectLevel, table: str, points: Formula | None, ladder: Ladder, scope: Scope) -> RowsGround:
    rows = scope.row_scope(table, "rows")
    where, until = (
        rows.bind_formula(text, (key,), Kind.BOOL) if text is not None else None
        for key, text in (("where", part.where), ("until", part.until))
    )
    validity = bind_validity(rows, table, None)
    mark: Formula | None = None
    height: Fraction | str | None = None
    if part.set in ladder.choices or part.set not in rows.tables[table]:
        height = read_mark(part.set, ladder, scope, ("set",))
    else:
        mark = _bind_mark(part.set, ladder, rows if where is None else rows.narrow(where))
    read = [formula for formula in (where, until, mark) if formula is not None]
    names = [*(name for formula in read for name in formula.names), *(validity.inputs if validity is not None else ())]
    outer = scope.subject_names(table, names)
    label = part.where or table
    return RowsGround(label, part.because, points, height, until, part.basis, table, where, validity, mark, outer)


def _bind_mark(given: str, ladder: Ladder, rows: Scope) -> Formula:
    """The column that holds the level of each row; every word of it must be one."""
    mark = rows.bind_formula(given, ("set",))
    if mark.kind is not ladder.kind:
        wanted = "填着等次的选项栏" if ladder.words else "填着几星的数"
        raise rows.refuse("R305", f"“{given}”是{mark.kind.value}，这里要{wanted}", ("set",), found=mark.kind.value)
    words = mark.reach(rows.reaches).words or frozenset(mark.choices)
    odd = [word for word in mark.choices if word in words and word not in ladder.words]
    if odd and ladder.words:
        message = f"“{given}”里的“{'、'.join(odd)}”不是等次"
        remedy = "用 where 只留填着等次的行；或把这一栏的选项改成等次的名称；不分高低的词另写一条 rows，set 直接写它"
        raise rows.refuse(
            "R301", message, ("set",), found="、".join(odd), expected="、".join(ladder.words), remedy=remedy
        )
    return mark


def _list_heights(ground: DirectGround, ladder: Ladder) -> tuple[Fraction, ...]:
    """The heights that a ground can set."""
    if isinstance(ground, RowsGround) and ground.mark is not None:
        return tuple(ladder.height(word) for word in ladder.words if word in ground.mark.choices)
    return (ground.height if isinstance(ground.height, Fraction) else Fraction(0),)


def _height_of(core: BandsCore, ladder: Ladder, case: int) -> Fraction | None:
    """How high the level of a band stands."""
    mark: Fraction | str | None = core.outputs.words[case] if ladder.words else core.outputs.formulas[case].value
    if mark is None or (isinstance(mark, str) and mark not in ladder.words):
        return None
    return ladder.height(mark)


def _is_held(core: BandsCore, value: Fraction) -> bool:
    """Whether a number lies in some band."""
    return any(interval.moving or interval.holds(value) for interval in core.intervals)
