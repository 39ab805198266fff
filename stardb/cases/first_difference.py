"""Where on the way to a result the expected value and the reached one part."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from stardb.cases.expectations import Expected
from stardb.rulebook import Step
from stardb.scorers.clauses import FormulaCore
from stardb.scorers.steps import QuotaCore, VetoCore
from stardb.scoring import Appraisal


def find_first_difference(
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
