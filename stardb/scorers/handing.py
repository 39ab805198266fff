"""Handing out: from the case each subject took to the value that case brings."""

import numpy as np

from stardb.expressions import Frame
from stardb.quantity import Column, Kind
from stardb.quantity.arithmetic import choose
from stardb.scorers.base import Branches
from stardb.scorers.scope import Outputs


def hand_out(outputs: Outputs, branch: Branches, frame: Frame) -> Column:
    """The output of each subject's case; unknown where the case is."""
    if outputs.kind is Kind.CHOICE:
        words = tuple(dict.fromkeys(outputs.words))
        codes = np.array([*(words.index(word) for word in outputs.words), -1])
        return Column.coded(words, codes[branch])
    values = [formula.value for formula in outputs.formulas]
    if all(value is not None for value in values):
        table = Column.of(outputs.kind, list(values))
        return Column(outputs.kind, table.data[branch], branch >= 0, table.scale)
    result = Column.unknown(outputs.kind, frame.size)
    for case, formula in enumerate(outputs.formulas):
        result = choose(branch == case, formula.evaluate(frame), result)
    return result.masked(branch >= 0)
