"""Which parts of the rules no worked case has touched: bands, choices, branches, conditions, vetoes, bounds.

To be covered are, of every step: each case its core tells apart; of `when`, that it holds and that it does not; that
`undecided_when` holds; and that a bound stops the value, where it may. What is computed of the rows of a table counts as a step does.
Parameters and columns are not counted, and what is
worked out for somebody who takes no part does not cover what would have been his results. What cannot be come to at all
(a band nothing falls in, a bound out of reach) is not asked for, nor again for the parts of what is split. What is written once for
several (`each_of`, `like`) is touched where a case touches it in one of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction

from stardb.cases.case_runs import SuiteResult
from stardb.cases.inner_tests import InnerTest, find_inner_tests, find_reaches, find_touched
from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.problems import Place
from stardb.quantity import Column, Mask, show_number
from stardb.rulebook import Role, Scheme, Step, read_rules
from stardb.scorers.base import AppraisalFrame, Phrases, Rule, Scored
from stardb.scorers.steps import VetoCore
from stardb.scoring import Appraisal
from stardb.yamlfile import YamlPath, YamlSource

_CASES = {
    "otherwise": "其余（otherwise）",
    "yes": "是",
    "no": "否",
    "": "有得数",
    "one_per": "同一事由取了另一行（one_per）",
    "again": "重复发生而加倍（again）",
    "within": "前一次太久、不算重复（within）",
    "also": "另一种加倍的情形（also）",
    "best": "有行在所取的几行之外（best）",
}
"""What people read for cases that are no words of the rule's."""

_OPEN_TO_ALL = (Role.VALUE, Role.ELIGIBLE)


@dataclass(frozen=True)
class CoverageItem:
    """One thing worked cases should touch: of which result, what, where the rule file writes it, whether one does."""

    title: str
    label: str
    place: Place
    covered: bool


@dataclass(frozen=True)
class Coverage:
    """What the confirmed cases of one scheme touch."""

    items: tuple[CoverageItem, ...]

    @property
    def missing(self) -> tuple[CoverageItem, ...]:
        """What no case touches, in the order of the rule file."""
        return tuple(sorted((item for item in self.items if not item.covered), key=lambda item: item.place))

    @property
    def percent(self) -> int:
        """The part covered, in whole percents; 100 only where nothing is missing."""
        return (len(self.items) - len(self.missing)) * 100 // len(self.items) if self.items else 100


class _Kind(Enum):
    """What of a step a case can touch.

    INNER_HOLDS, INNER_FAILS a condition within it · CASE a case its core tells apart · HOLDS, FAILS its `when`, or that not · DOUBTED its `undecided_when` · LOW, HIGH its
    bounds.
    """

    CASE = "{case}"
    HOLDS = "when 成立：{when}"
    FAILS = "when 不成立：{when}"
    DOUBTED = "undecided_when 成立：{case}"
    LOW = "到下限 {low}"
    HIGH = "到上限 {high}"
    INNER_HOLDS = "{case} 成立"
    INNER_FAILS = "{case} 不成立"


_INNER = (_Kind.INNER_HOLDS, _Kind.INNER_FAILS)
_KEYWORDS = {_Kind.HOLDS: "when", _Kind.FAILS: "when", _Kind.DOUBTED: "undecided_when"}


@dataclass(frozen=True)
class _Aspect:
    """One thing of a step that a case can touch; case: as the rule writes it, for `_Kind.CASE` and `_Kind.DOUBTED`."""

    kind: _Kind
    case: str = ""

    def label(self, rule: Rule) -> str:
        """What it is, as people read it."""
        return self.kind.value.format(
            case=_CASES.get(self.case, self.case),
            when=_spell(rule.when),
            low=rule.show_limit(0),
            high=rule.show_limit(1),
        )


def measure_coverage(tested: SuiteResult, scheme: Scheme) -> Coverage:
    """What the confirmed cases touch of a scheme."""
    confirmed = (result.appraisal for result in tested.results if result.appraisal and not result.confirm)
    touched = set(_find_touched(confirmed))
    source = read_rules(scheme.text, scheme.file)
    repeated = {copy.written for copy in source.copies.values()}
    items: dict[object, CoverageItem] = {}
    for step in (*scheme.steps, *scheme.row_steps):
        title = f"{step.table}·{step.title}" if step.table else step.title
        written = source.find_written(step.path) or step.path
        whose = (step.role, written) if written in repeated else (step.table, step.name)
        for aspect in _list_aspects(step, scheme):
            item = CoverageItem(
                title,
                aspect.label(step.rule),
                _find_place(aspect, _find_path(step, aspect), source) or step.place,
                (step.table, step.name, aspect) in touched,
            )
            same = items.setdefault((whose, item.label, item.place), item)
            if item.covered and not same.covered:
                items[whose, item.label, item.place] = item
    return Coverage(tuple(items.values()))


def _list_aspects(step: Step, scheme: Scheme) -> list[_Aspect]:
    """What cases should touch of a step, as far as it can be come to."""
    rule, reaches = step.rule, scheme.find_reaches(step)
    truths = rule.when.reach(reaches).truths if rule.when is not None else frozenset({True})
    opened = zip(rule.core.cases, rule.core.open_cases(reaches), strict=True)
    cases = list(dict.fromkeys(case for case, open_ in opened if open_)) if True in truths else []
    if rule.when is not None and cases == [""]:
        cases = []  # that the condition holds says as much
    aspects = [_Aspect(_Kind.CASE, case) for case in cases]
    if rule.when is not None:
        aspects += [_Aspect(kind) for truth, kind in ((True, _Kind.HOLDS), (False, _Kind.FAILS)) if truth in truths]
    doubts = (doubt.when for doubt in rule.doubts)
    aspects += [_Aspect(_Kind.DOUBTED, doubt.text) for doubt in doubts if True in doubt.reach(reaches).truths]
    found = rule.core.reach(reaches)
    for kind, bound in _list_bounds(step):
        end = found.high if kind is _Kind.HIGH else found.low
        if end is None or bound is None or _is_past(end, kind, bound):
            aspects.append(_Aspect(kind))
    for one in find_inner_tests(step) if True in truths else ():
        aspects += [_inner(one, truth) for truth in one.truths(find_reaches(one, step, scheme))]
    return list(dict.fromkeys(aspects))


def _inner(one: InnerTest, truth: bool) -> _Aspect:
    return _Aspect(_Kind.INNER_HOLDS if truth else _Kind.INNER_FAILS, one.label)


def _spell(formula: Formula | None) -> str:
    return formula.spell(lambda name: name) if formula else ""


def _list_bounds(step: Step) -> Iterator[tuple[_Kind, Fraction | None]]:
    """The bounds a case should reach; None for one that each subject has of its own."""
    rule = step.rule
    full = rule.low == 0 and rule.high is not None and show_number(rule.high) == step.full
    falls, passes = rule.core.overruns if full else (True, True)
    low, high = rule.moving
    if (rule.low is not None or low is not None) and falls:
        yield _Kind.LOW, rule.low
    if (rule.high is not None or high is not None) and passes:
        yield _Kind.HIGH, rule.high


def _is_past(number: Fraction, kind: _Kind, bound: Fraction) -> bool:
    """Whether a number is at a bound or past it."""
    return number >= bound if kind is _Kind.HIGH else number <= bound


def _find_touched(appraisals: Iterable[Appraisal]) -> Iterator[tuple[str, str, _Aspect]]:
    """The step (its table and name) and aspect of everything some subject, or record, of some case touches."""
    for appraisal in appraisals:
        for step in appraisal.scheme.steps:
            scored = appraisal.scored[step.name]
            inner = _find_inner(step, scored, appraisal.frame)
            for i in range(len(appraisal.subjects)):
                if appraisal.rated[i] or step.role in _OPEN_TO_ALL:
                    yield from (("", step.name, aspect) for aspect in _list_touched(step, scored, appraisal.columns, i))
                    yield from (("", step.name, aspect) for aspect, touched in inner if touched[i])
        for step in appraisal.scheme.row_steps:
            columns = appraisal.row_columns(step.table)
            scored = columns.score(step.name)
            inner = _find_inner(step, scored, appraisal.frame.row_frame(step.table))
            for row in range(len(scored.branch)):
                yield from ((step.table, step.name, aspect) for aspect in _list_touched(step, scored, columns, row))
                yield from ((step.table, step.name, aspect) for aspect, touched in inner if touched[row])


def _find_inner(step: Step, scored: Scored, frame: AppraisalFrame) -> list[tuple[_Aspect, Mask]]:
    """Each condition within a step's clause, coming out either way, and who touches it."""
    tests = find_inner_tests(step)
    return [
        (_inner(one, truth), find_touched(one, step, scored, frame, truth)) for one in tests for truth in (True, False)
    ]


def _list_touched(step: Step, scored: Scored, columns: Mapping[str, Column], i: int) -> Iterator[_Aspect]:
    """What of a step subject (or record) i touches; columns: what the step reads."""
    rule = step.rule
    if scored.applies is not None:
        if not scored.applies.known[i]:
            return
        yield _Aspect(_Kind.HOLDS if scored.applies.data[i] else _Kind.FAILS)
        if not scored.applies.data[i]:
            return
    cases = rule.core.cases
    if cases != ("",) or scored.column.settled[i]:
        yield from (_Aspect(_Kind.CASE, cases[case]) for case in rule.core.cases_of(scored, i))
    raw = scored.core.at(i) if scored.core is not None else None
    phrases = Phrases(columns, i)
    yield from (_Aspect(_Kind.DOUBTED, doubt.when.text) for doubt in rule.doubts if phrases.holds(doubt.when))
    for kind, bound in _list_bounds(step):
        limit = rule.moving[kind is _Kind.HIGH]
        end = bound if limit is None else limit.of(phrases)
        if isinstance(raw, Fraction) and end is not None and _is_past(raw, kind, end):
            yield _Aspect(kind)


def _find_path(step: Step, aspect: _Aspect) -> YamlPath:
    """The part of the rule file that writes an aspect of a step: the vetoes for what they tell apart."""
    return ("vetoes",) if isinstance(step.rule.core, VetoCore) and aspect.kind is _Kind.CASE else step.path


def _find_place(aspect: _Aspect, path: YamlPath, source: YamlSource) -> Place | None:
    """Where below a clause the rule file writes an aspect, as a key or as a value; None where it does not."""
    keyword = _KEYWORDS.get(aspect.kind)
    start = (*path, keyword) if keyword else path
    below = [found for found in source.values if found[: len(start)] == start and len(found) > len(start)]
    for found in sorted(below, key=len) if aspect.case else ():
        if found[-1] == aspect.case or _value_at(source.data, found) == aspect.case:
            return source.place(found, key=found[-1] == aspect.case)
        if aspect.kind in _INNER and "如果" in aspect.case and "如果" in str(_value_at(source.data, found)):
            return source.place(found)
        if aspect.kind in _INNER and f"（{_value_at(source.data, found)}）" in aspect.case:
            return source.place(found)
    return source.place(start, key=True) if keyword and start in source.keys else None


def _value_at(data: object, path: YamlPath) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data
