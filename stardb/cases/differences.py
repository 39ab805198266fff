"""What did not come out as a case expects: what it came to, why, and from which clause on it is not as expected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from stardb.cases.expectations import STATE, Expected, find_outcome, show_outcome
from stardb.cases.record_expectations import ExpectedOfRow
from stardb.dataclass import dataclass
from stardb.problems import Place
from stardb.quantity import PENDING
from stardb.rulebook import Step
from stardb.scorers.clauses import FormulaCore
from stardb.scorers.steps import QuotaCore, VetoCore
from stardb.scoring import Appraisal, Citation, Explanation, explain_step, phrase
from stardb.yamlfile import YamlSource


@dataclass(frozen=True)
class Difference:
    """One result that is not what a case expects: what it should be, what it came to, and why.

    explanation: of the result, where a clause makes it. parting: of the first clause that is not as expected, where that is
    another, with what the case expects of it and what it came to, where it does. cause: of the first clause that leaves it
    undecided, where that is none of these. undecided: where a state is expected, the titles of the results that are undecided. place: in the case file.
    """

    subject: str
    name: str
    expected: str
    got: str
    place: Place
    explanation: Explanation | None = None
    parting: Explanation | None = None
    parting_values: tuple[str, str] | None = None
    cause: Explanation | None = None
    undecided: tuple[str, ...] = ()

    @property
    def clause(self) -> Citation | None:
        """The clause of the result."""
        return self.explanation.clause if self.explanation is not None else None

    @property
    def reason(self) -> str:
        """Why the result is what it is, in Chinese."""
        if self.undecided:
            return f"{'、'.join(self.undecided)}{PENDING}"
        reasons = [phrase(self.explanation)] if self.explanation is not None else []
        if self.parting is not None:
            values = "（应为{}，算得{}）".format(*self.parting_values) if self.parting_values else ""
            reasons.append(f"先在“{self.parting.title}”不同{values}：{phrase(self.parting)}")
        if self.cause is not None:
            reasons.append(f"{self.cause.title}：{phrase(self.cause)}")
        return "；".join(reasons)


def list_differences(
    wanted: Sequence[Sequence[Expected]], appraisal: Appraisal, source: YamlSource
) -> tuple[Difference, ...]:
    """What of all that is expected, subject by subject, did not come out."""
    found: list[Difference] = []
    for i, expected in enumerate(wanted):
        failing = {one.name: one for one in expected if not one.holds(appraisal, i)}
        found += [_difference(one, failing, appraisal, i, len(wanted) > 1, source) for one in failing.values()]
    return tuple(found)


def _difference(
    one: Expected, failing: Mapping[str, Expected], appraisal: Appraisal, i: int, several: bool, source: YamlSource
) -> Difference:
    place, subject = source.place(one.path, key=True), appraisal.subjects.names[i] if several else ""
    if isinstance(one, ExpectedOfRow):
        got = one.show_got(appraisal, i)
        return Difference(subject, one.name, one.text, got, place, one.explain(appraisal, i))
    got, step = _show_got(one, appraisal, i), appraisal.steps.get(one.name)
    undecided = _undecided_titles(appraisal, i) if one.name == STATE else ()
    if step is None:
        return Difference(subject, one.name, one.text, got, place, undecided=undecided)
    first, cause = _find_first_difference(step, one, failing, appraisal, i), _first_undecided(step, appraisal, i)
    told = failing.get(first.name) if first is not step else None
    return Difference(
        subject,
        one.name,
        one.text,
        got,
        place,
        explain_step(appraisal, step, i),
        explain_step(appraisal, first, i) if first is not step else None,
        (told.text, _show_got(told, appraisal, i)) if told is not None else None,
        explain_step(appraisal, cause, i) if cause not in (step, first) else None,
        undecided,
    )


def _show_got(one: Expected, appraisal: Appraisal, i: int) -> str:
    """What subject i came to of what is expected, as people read it."""
    if one.about:
        return appraisal.text(one.name, i)
    return show_outcome(find_outcome(one.name, one.typed, appraisal, i), one.typed)


def _first_undecided(step: Step, appraisal: Appraisal, i: int) -> Step:
    """The step itself; where it is undecided for subject i, the first step that leaves it so."""
    last, seen = step, {step.name}
    while not appraisal.columns[last.name].settled[i]:
        reads = last.rule.reads(appraisal.scored[last.name], i)
        below = [name for name in reads if name in appraisal.steps and not appraisal.columns[name].settled[i]]
        below = [name for name in below if name not in seen]
        if not below:
            break
        last = appraisal.steps[below[0]]
        seen.add(last.name)
    return last


def _undecided_titles(appraisal: Appraisal, i: int) -> tuple[str, ...]:
    return tuple(step.title for step in appraisal.result_steps() if not appraisal.columns[step.name].settled[i])


def _find_first_difference(
    step: Step, expected: Expected, failing: Mapping[str, Expected], appraisal: Appraisal, i: int
) -> Step:
    """The first step on the way to subject i's result of `step` that is not as expected, as far as the case tells.

    failing: what the case expects of subject i and did not come out. Without more expectations it is followed back through the
    steps that hand a value on (quotas, vetoes), until one was handed what is expected.
    """
    above = set(_walk_names(step, appraisal, i))
    first = next((one for one in appraisal.scheme.steps if one.name in above and one.name in failing), None)
    if first is not None:
        step, expected = first, failing[first.name]
    while (below := _find_base(step, appraisal)) is not None:
        if replace(expected, name=below.name).holds(appraisal, i):
            break
        step = below
    return step


def _walk_names(step: Step, appraisal: Appraisal, i: int) -> Iterator[str]:
    """The names of all steps on whose results subject i's result of `step` rests."""
    todo, seen = [step.name], {step.name}
    while todo:
        name = todo.pop()
        reads = appraisal.steps[name].rule.reads(appraisal.scored[name], i)
        below = [read for read in dict.fromkeys(reads) if read in appraisal.steps and read not in seen]
        seen.update(below)
        todo += below
        yield from below


def _find_base(step: Step, appraisal: Appraisal) -> Step | None:
    """The step whose result a step hands on, changed or as it is; None for one that makes its own."""
    core = step.rule.core
    if isinstance(core, VetoCore | QuotaCore):
        return appraisal.steps.get(core.base)
    return appraisal.steps.get(core.source.single_name) if isinstance(core, FormulaCore) else None
