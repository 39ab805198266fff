"""Which parts of the rules no worked case has touched: bands, choices, branches, conditions, vetoes, bounds.

To be covered are, of every step: each case its core tells apart; of `when`, that it holds and that it does not; that
`undecided_when` holds; and that a bound stops the value, where it may. Parameters and tables are not counted, and what is
worked out for somebody who takes no part does not cover what would have been his results. What cannot be come to at all
(a band nothing falls in, a bound out of reach) is not asked for, nor again for the parts of what is split.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from stardb.cases.running import SuiteResult
from stardb.expressions import Formula, Reaches
from stardb.problems import Place
from stardb.quantity import show, show_number
from stardb.rulebook import Role, Scheme, Step
from stardb.scorers.base import Rule
from stardb.scoring import Appraisal
from stardb.yamlfile import Source, YamlPath, read_source

_WORDS = {"otherwise": "其余（otherwise）", "yes": "是", "no": "否", "": "有得数"}
"""How labels that are no words of the rule's are told."""

_OPEN_TO_ALL = (Role.VALUE, Role.ELIGIBLE)


@dataclass(frozen=True)
class Item:
    """One thing worked cases should touch: of which result, what, where the rule file writes it, whether one does."""

    title: str
    label: str
    place: Place
    covered: bool


@dataclass(frozen=True)
class Coverage:
    """What the confirmed cases of one scheme touch."""

    items: tuple[Item, ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        """What no case touches, in the order of the rule file."""
        return tuple(sorted((item for item in self.items if not item.covered), key=lambda item: item.place))

    @property
    def percent(self) -> int:
        """The part covered, in whole percents; 100 only where nothing is missing."""
        return (len(self.items) - len(self.missing)) * 100 // len(self.items) if self.items else 100


def coverage(tested: SuiteResult, scheme: Scheme) -> Coverage:
    """What the confirmed cases touch of a scheme."""
    touched = set(_touched(result.appraisal for result in tested.results if result.appraisal and not result.confirm))
    source, reaches = read_source(scheme.text, scheme.file), scheme.reaches
    paths = {mark: path for path, mark in source.keys.items()}
    items = []
    for step in scheme.steps:
        path = paths.get((step.place.line, step.place.column), ())
        for label in _labels(step, reaches):
            place = _place(label, path, source) or step.place
            items.append(Item(step.title, _WORDS.get(label, label), place, (step.name, label) in touched))
    return Coverage(tuple(items))


def _labels(step: Step, reaches: Reaches) -> list[str]:
    """What cases should touch of a step, as far as it can be come to."""
    rule = step.rule
    truths = rule.when.reach(reaches).truths if rule.when is not None else frozenset({True})
    opened = zip(rule.core.cases, rule.core.open_cases(reaches), strict=True)
    labels = list(dict.fromkeys(case for case, open_ in opened if open_)) if True in truths else []
    if rule.when is not None:
        labels = labels if labels != [""] else []  # that it holds says as much
        labels += [label for truth, label in ((True, _holds(rule)), (False, _fails(rule))) if truth in truths]
    if rule.doubt is not None and True in rule.doubt.reach(reaches).truths:
        labels.append(_doubted(rule))
    found = rule.core.reach(reaches)
    for label, bound, upper in _bounds(step):
        end = found.high if upper else found.low
        if end is None or (end >= bound if upper else end <= bound):
            labels.append(label)
    return labels


def _holds(rule: Rule) -> str:
    return f"when 成立：{_spelled(rule.when)}"


def _fails(rule: Rule) -> str:
    return f"when 不成立：{_spelled(rule.when)}"


def _doubted(rule: Rule) -> str:
    return f"undecided_when 成立：{_spelled(rule.doubt)}"


def _spelled(formula: Formula | None) -> str:
    return formula.spell(lambda name: name) if formula else ""


def _bounds(step: Step) -> Iterator[tuple[str, Fraction, bool]]:
    """The bounds a case should reach: label, bound, whether it is the upper one."""
    rule = step.rule
    full = rule.low == 0 and rule.high is not None and show_number(rule.high) == step.full
    falls, passes = rule.core.overruns if full else (True, True)
    if rule.low is not None and falls:
        yield f"到下限 {show(rule.kind, rule.low)}", rule.low, False
    if rule.high is not None and passes:
        yield f"到上限 {show(rule.kind, rule.high)}", rule.high, True


def _touched(appraisals: Iterable[Appraisal]) -> Iterator[tuple[str, str]]:
    """The step and label of everything some subject of some case touches."""
    for appraisal in appraisals:
        for step in appraisal.scheme.steps:
            for i in range(len(appraisal.subjects)):
                if appraisal.rated[i] or step.role in _OPEN_TO_ALL:
                    yield from ((step.name, label) for label in _taken(step, appraisal, i))


def _taken(step: Step, appraisal: Appraisal, i: int) -> Iterator[str]:
    rule, scored = step.rule, appraisal.scored[step.name]
    if scored.applies is not None:
        if not scored.applies.known[i]:
            return
        yield _holds(rule) if scored.applies.data[i] else _fails(rule)
        if not scored.applies.data[i]:
            return
    cases = rule.core.cases
    if cases != ("",) or scored.column.known[i]:
        yield from (cases[case] for case in rule.core.taken(scored, i))
    raw = scored.core.at(i) if scored.core is not None else None
    if rule.doubt is not None and raw is not None and not scored.column.known[i]:
        yield _doubted(rule)
    for label, bound, upper in _bounds(step):
        if isinstance(raw, Fraction) and (raw >= bound if upper else raw <= bound):
            yield label


def _place(label: str, path: YamlPath, source: Source) -> Place | None:
    """Where below a clause the rule file writes a label, as a key or as a value."""
    for keyword in ("when", "undecided_when"):
        if label.startswith(f"{keyword} ") and (*path, keyword) in source.keys:
            return source.place((*path, keyword), key=True)
    below = [found for found in source.values if found[: len(path)] == path and len(found) > len(path)]
    for found in sorted(below, key=len):
        if label and (found[-1] == label or _value(source.data, found) == label):
            return source.place(found, key=found[-1] == label)
    return None


def _value(data: object, path: YamlPath) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data
