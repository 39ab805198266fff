"""What is missing: the points a subject did not get, indicator by indicator, and what would have brought them."""

from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.rulebook import Role, Step
from stardb.scorers.clauses import AllotmentCore
from stardb.scorers.steps import BELOW_MARK, AwardCore, DirectLevelCore, VetoCore
from stardb.scoring.appraisal import Appraisal

_RATED = (Role.LEVEL, Role.GRADE, Role.RATING)


@dataclass(frozen=True)
class Loss:
    """What a subject did not get by one clause.

    indicator: the clause. points: how many points were lost; None where not points but stars are counted. advice: what
    would bring more, in Chinese; "" where the clause cannot say.
    """

    indicator: Step
    points: Fraction | None
    advice: str = ""


def find_losses(appraisal: Appraisal, step: Step, i: int) -> tuple[Loss, ...]:
    """For a head, a star not won for want of points, a count of stars, a level or grade: what was lost, the most first; else nothing.

    Of what people decided nothing was lost by the rules.
    """
    if any(not one.is_of_order for one in appraisal.decisions.of_step(step.name, i)):
        return ()
    bare = appraisal.scheme.before_vetoes(step)
    core = bare.rule.core
    if isinstance(core, AwardCore):
        branch = appraisal.scored[bare.name].branch[i]
        return _lost_points(appraisal, f"得分({core.star})", i) if branch > 0 and branch & BELOW_MARK else ()
    if step.role is Role.HEAD:
        return _lost_points(appraisal, bare.name, i)
    if step.role in _RATED:
        advice = _advise_rated(appraisal, step, i)
    else:
        advice = appraisal.sentences.advice(bare, i) if step.role is Role.STAR else ""
    return (Loss(step, None, advice),) if advice else ()


def _advise_rated(appraisal: Appraisal, step: Step, i: int) -> str:
    """What would have brought a better level, grade or rating: by what is given directly, or by rank; nothing where a veto or a quota is in the way."""
    at: Step | None = step
    while at is not None:
        core = at.rule.core
        if isinstance(core, DirectLevelCore | AllotmentCore) and (advice := appraisal.sentences.advice(at, i)):
            return advice
        held = isinstance(core, VetoCore | DirectLevelCore) and appraisal.scored[at.name].branch[i] != 0
        if held or not isinstance(core, VetoCore | DirectLevelCore):
            return ""
        at = appraisal.scheme.step(core.base)
    return ""


def _lost_points(appraisal: Appraisal, total: str, i: int) -> tuple[Loss, ...]:
    """What each indicator of a sum lost."""
    whole = appraisal.steps.get(total)
    own = whole.rule.reads(appraisal.scored[total], i) if whole else ()
    losses = []
    for step in appraisal.scheme.of_role(Role.INDICATOR):
        got = appraisal.columns[step.name].at(i)
        bare = appraisal.scheme.before_vetoes(step)
        full = bare.rule.high
        if step.name in own and full and isinstance(got, Fraction) and got != full:
            losses.append((got - full, step.title, Loss(step, full - got, appraisal.sentences.advice(bare, i))))
    return tuple(loss for *_, loss in sorted(losses, key=lambda one: (one[0], one[1], one[2].advice)))
