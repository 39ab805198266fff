"""Every figure of the sample comes out again from what its explanation names, and from nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from stardb.quantity import Column
from stardb.scorers.clauses import RATED_BEFORE, RATED_EVER, RATED_LAST
from stardb.scorers.steps import QuotaCore
from stardb.scoring import Appraisal

OF_OTHERS = (QuotaCore,)
"""What is decided among several: the values of the others count, which no one's explanation lists."""

SAID = (RATED_BEFORE, RATED_LAST, RATED_EVER)
"""Whether somebody was rated before: the sentence says so by the case taken, 初次评定 or 年度动态调整."""


def hide(column: Column, read: np.ndarray) -> Column:
    """The column with every value unknown that is not read."""
    return column.mask(read)


@pytest.mark.parametrize("period", ["2022", "2023"])
@pytest.mark.parametrize("name", ["five-star-branch", "secretary-star-level"])
def test_each_result_follows_from_the_names_that_count_for_it(
    judged: dict[str, dict[str, Appraisal]], period: str, name: str
) -> None:
    appraisal = judged[period][name]
    size, checked = len(appraisal.subjects), 0
    for step in appraisal.scheme.steps:
        if isinstance(step.rule.core, OF_OTHERS):
            continue
        scored = appraisal.scored[step.name]
        reads = [frozenset((*step.rule.reads(scored, i), *SAID)) for i in range(size)]
        shown = dict(appraisal.columns)
        for column in set(step.rule.inputs) & shown.keys():
            shown[column] = hide(shown[column], np.array([column in one for one in reads]))
        again = step.rule.score(replace(appraisal.frame, columns=shown)).column
        for i in range(size):
            if appraisal.columns[step.name].settled[i]:
                assert again.at(i) == appraisal.columns[step.name].at(i), (step.name, appraisal.subjects.keys[i])
                checked += 1
    assert checked > size * 10
