"""From how many points on a star is won, where that is one number for all subjects: the pass mark that charts draw."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from stardb.expressions import Frame
from stardb.quantity import Column, Kind, logic
from stardb.rulebook import Role
from stardb.scorers.steps import AwardCore
from stardb.scoring import Appraisal

__all__ = ["find_pass_marks"]

_TENTHS = 10


def find_pass_marks(appraisal: Appraisal) -> dict[str, Decimal]:
    """Star -> its pass mark in steps of 0.1. Stars whose award asks more than the score and parameters have none."""
    scheme = appraisal.scheme
    found = {}
    for step in scheme.of_role(Role.STAR):
        core, score = scheme.before_vetoes(step).rule.core, scheme.step(f"得分({step.name})")
        if not isinstance(core, AwardCore) or score is None or not score.full:
            continue
        others = [name for name in core.award.names if name != score.name]
        if score.name not in core.award.names or any(name not in scheme.constants for name in others):
            continue
        grid = np.arange(int(Fraction(score.full) * _TENTHS) + 1, dtype=np.int64)
        everyone = np.zeros(len(grid), np.int64)
        columns = {name: scheme.constants[name].column.take(everyone) for name in others}
        columns[score.name] = Column(Kind.NUMBER, grid, np.ones(len(grid), bool), _TENTHS)
        passed = np.flatnonzero(logic.certainly(core.award.evaluate(Frame(len(grid), columns))))
        if len(passed) and passed[0]:
            found[step.name] = Decimal(int(passed[0])) / _TENTHS
    return found
