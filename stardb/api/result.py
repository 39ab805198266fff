"""`Result`: one scheme's result for one period, as pandas frames."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from stardb.api.series import make_series, make_value
from stardb.dataclass import dataclass
from stardb.problems import Problem
from stardb.rulebook import Scheme, Step
from stardb.scoring import (
    STATES,
    Appraisal,
    Origin,
    describe_subject,
    explain,
    explain_step,
    find_names_that_count,
    find_subjects,
    full_name,
    phrase,
)

_DETAILS = [
    "subject", "group", "name", "role", "of", "step", "value", "full", "branch", "reason", "clause", "rule", "cells",
]  # fmt: skip
_PROBLEMS = ["code", "severity", "file", "sheet", "cell", "message", "found", "expected", "remedy"]


@dataclass(frozen=True, eq=False)
class Result:
    """One scheme applied to one period.

    appraisal: what scoring made, with every column. reported: the problems. All the methods make new frames; nothing is computed again.
    """

    appraisal: Appraisal
    reported: Sequence[Problem] = ()

    @property
    def scheme(self) -> Scheme:
        """The scheme that was applied."""
        return self.appraisal.scheme

    @property
    def period(self) -> str:
        """The period rated, such as "2022"."""
        return self.appraisal.period.name

    def frame(self) -> pd.DataFrame:
        """A row a subject: `group` (township), `name`, `state` (已定, 待定, 不参评), then every published result by its title.

        The order is the roster's. Points, money (yuan) and counts are `Decimal`, grades ordered categories, the best the
        greatest, truths `boolean`; `pd.NA` is undecided or not rated, and `state` tells which.
        """
        appraisal = self.appraisal
        state = pd.Categorical.from_codes(appraisal.state.tolist(), categories=pd.Index(STATES), ordered=True)
        subjects = appraisal.subjects
        names = [full_name(appraisal, i) for i in range(len(subjects))]
        columns: dict[str, Any] = {
            "group": pd.Series(list(subjects.groups), dtype="string"),
            "name": pd.Series(names, dtype="string"),
            "state": pd.Series(state),
        }
        for step in appraisal.result_steps():
            rating = appraisal.scheme.ratings.get(step.name)
            words = rating.order if rating is not None else ()
            columns[step.title] = make_series(appraisal.columns[step.name], appraisal.rated, best_first=words)
        return pd.DataFrame(columns)

    def details(self) -> pd.DataFrame:
        """A row a subject and step that counted for it, in the order of the scheme's steps; those not rated are left out.

        Columns: `subject` (row of `frame()`), `group`, `name`, `role` and `of` (指标 of which star), `step` its title, `value`
        (exact, `pd.NA` undecided), `full` marks, `branch` the case of the clause taken, `reason` in a sentence, `clause` it
        rests on, `rule` its place in the rule file, `cells` it was read from.
        """
        rows = [
            self._detail(step, int(i))
            for i in np.flatnonzero(self.appraisal.rated)
            for step in self._steps_that_count(int(i))
        ]
        return pd.DataFrame(rows, columns=_DETAILS)

    def _steps_that_count(self, i: int) -> list[Step]:
        names = find_names_that_count(self.appraisal, i)
        return [step for step in self.scheme.steps if step.name in names]

    def _detail(self, step: Step, i: int) -> dict[str, Any]:
        appraisal = self.appraisal
        explanation = explain_step(appraisal, step, i)
        read = [one for one in explanation.arguments if one.origin is Origin.CELL and one.place is not None]
        return {
            "subject": i,
            "group": appraisal.subjects.groups[i],
            "name": full_name(appraisal, i),
            "role": step.role.value,
            "of": step.of,
            "step": step.title,
            "value": make_value(appraisal.columns[step.name], i),
            "full": Decimal(step.full) if step.full else pd.NA,
            "branch": "；".join(explanation.branches),
            "reason": phrase(explanation),
            "clause": step.basis,
            "rule": str(step.place),
            "cells": tuple(str(one.place) for one in read),
        }

    def problems(self) -> pd.DataFrame:
        """A row a problem: `code`, `severity`, `file`, `sheet`, `cell`, `message`, `found`, `expected`, `remedy`."""
        return pd.DataFrame([one.as_dict() for one in self.reported], columns=_PROBLEMS)

    def explain(self, subject: str | int) -> dict[str, Any]:
        """Why a subject has what it has, as nested plain data down to clauses and cells.

        subject: its row in `frame()`, or its name (`"东村镇/东村"` where others are called alike). Raises KeyError where nobody,
        or more than one, is called so.
        """
        if isinstance(subject, int):
            return describe_subject(explain(self.appraisal, subject))
        found = find_subjects(subject, [self.appraisal])
        if len(found) != 1:
            raise KeyError(f"{subject}: {len(found)} subjects are called so")
        return describe_subject(explain(*found[0]))
