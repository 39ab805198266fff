"""Where points are lost: the indicators that many lose points by (共性问题), and those of single subjects (个性问题)."""

from fractions import Fraction

from stardb.advice.changeable_cells import find_changeable
from stardb.advice.trials import find_upstream
from stardb.dataclass import dataclass
from stardb.rulebook import Role, Step
from stardb.scoring import Appraisal

COMMON_SHARE, COMMON_LEAST = Fraction(1, 5), 3
"""An indicator is lost in common where so large a share of those it counts for lose points by it, and at least so many."""


@dataclass(frozen=True, eq=False)
class IndicatorLoss:
    """An indicator by which points are lost.

    of: the star or head it belongs to. lost: subject -> the points it lost, in the order of the subjects. counted: for how many
    subjects the indicator is decided. changeable: the columns it is made from that can still be changed.
    """

    indicator: Step
    lost: dict[int, Fraction]
    counted: int
    changeable: tuple[str, ...]

    @property
    def points(self) -> Fraction:
        """What all lost together."""
        return sum(self.lost.values(), Fraction(0))

    @property
    def share(self) -> Fraction:
        """Which share of those it counts for lost points."""
        return Fraction(len(self.lost), self.counted)

    @property
    def is_common(self) -> bool:
        """Whether many lose points by it."""
        return len(self.lost) >= COMMON_LEAST and self.share >= COMMON_SHARE


def find_common_losses(appraisal: Appraisal) -> tuple[IndicatorLoss, ...]:
    """The indicators by which somebody lost points: those that most lose points by first, then those that cost most points."""
    columns = find_changeable(appraisal)
    found = []
    for step in appraisal.scheme.of_role(Role.INDICATOR):
        bare = appraisal.scheme.before_vetoes(step)
        full = bare.rule.high if bare.rule.high is not None else Fraction(0)
        mask = appraisal.known(step.name)
        known = [i for i in range(len(appraisal.subjects)) if mask[i]]
        got = {i: appraisal.columns[step.name].at(i) for i in known}
        lost = {i: full - value for i, value in got.items() if isinstance(value, Fraction) and value < full}
        if lost:
            upstream = find_upstream(appraisal.scheme, [step.name])
            changeable = tuple(name for name in columns if name in upstream)
            found.append(IndicatorLoss(step, lost, len(known), changeable))
    return tuple(sorted(found, key=lambda one: (-len(one.lost), -one.points)))
