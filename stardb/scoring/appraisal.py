"""`Appraisal`: one scheme applied to one period, with every column and every step's result."""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

import numpy as np
import pandas as pd

from stardb.dataclass import dataclass
from stardb.intake import Subjects, Table, Tables
from stardb.quantity import Column, Kind, Mask, Period, show_at
from stardb.rulebook import Role, Scheme, Step, read_past_name
from stardb.scorers.base import AppraisalFrame, Branches, RowColumns, Scored
from stardb.scoring.decisions.applied import NO_DECISIONS, DecisionOutcome
from stardb.scoring.decisions.decision_text import phrase_beside, phrase_decision
from stardb.scoring.history.history import History
from stardb.scoring.history.past import DECIDED, NOT_RATED, UNDECIDED
from stardb.scoring.sentences import Sentences
from stardb.scoring.subjects import find_namesake_keys

STATES = (DECIDED, UNDECIDED, NOT_RATED)


@dataclass(frozen=True, eq=False)
class Appraisal:
    """One scheme applied to one period.

    columns: every name's Column, one value a subject (a parameter's too). scored: a step's name -> its Scored. state: an
    index into STATES for each subject. rated: who takes part. group_names: the groups (townships), in order of first
    appearance; groups: each subject's index into them. frame: what the steps were scored from.
    outside: record table -> its rows of other periods, which are not in `tables`. decisions: what people decided of it
    (裁定), and what became of that; `columns`, `scored` and `tables` are with what was decided.
    """

    scheme: Scheme
    tables: Tables
    history: History
    columns: Mapping[str, Column]
    scored: Mapping[str, Scored]
    rated: Mask
    state: Branches
    groups: Branches
    group_names: tuple[str, ...]
    frame: AppraisalFrame
    outside: Mapping[str, Table] = field(default_factory=dict)
    decisions: DecisionOutcome = NO_DECISIONS

    @property
    def period(self) -> Period:
        """The period that is rated."""
        return self.scheme.period

    @property
    def subjects(self) -> Subjects:
        """Who is rated."""
        return self.tables.subjects

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """The scheme's steps by name, in dependency order."""
        return {step.name: step for step in self.scheme.steps}

    @cached_property
    def sentences(self) -> Sentences:
        """The Chinese sentences of the results, made when asked for and kept as long as the appraisal."""
        return Sentences(self.columns, {**self.scored, **self.decisions.by_rule}, self._phrase_decisions)

    def _phrase_decisions(self, step: str, i: int) -> str:
        """What people decided of a result of subject i, in Chinese; "" for nothing."""
        beside = self.decisions.beside.get((step, i), ())
        told = [phrase_decision(one) for one in self.decisions.of_step(step, i)]
        told += [phrase_beside(one, self.subjects.names[one.subject]) for one in beside]
        return "；".join(told)

    @cached_property
    def namesake_keys(self) -> tuple[str, ...]:
        """For each subject, what tells it from those of its township with the same names; "" where there are none."""
        return find_namesake_keys(self)

    def row_columns(self, table: str) -> RowColumns:
        """The columns of a many-row table, a value a row: those read and those computed."""
        return self.frame.row_columns(table)

    def row_steps(self, table: str) -> tuple[Step, ...]:
        """What is computed of the rows of a many-row table, in the order the rule file writes it; its validity last."""
        steps = [step for step in self.scheme.row_steps if step.table == table]
        return tuple(sorted(steps, key=lambda step: (step.role is Role.VALIDITY, step.place.line, step.place.column)))

    def result_steps(self) -> tuple[Step, ...]:
        """The steps whose results are kept and published: stars, heads, total, level, grade, entitlements, chosen values."""
        return self.scheme.results

    def text(self, name: str, i: int) -> str:
        """Subject i's result as people read it: 不参评 for who takes no part, 待定 where undecided."""
        if not self.rated[i]:
            return NOT_RATED
        return show_at(self.columns[name], i)

    def known(self, name: str) -> Mask:
        """Who takes part and has a decided result of that name, and not a word in place of a number."""
        known: Mask = self.rated & self.columns[name].known
        return known

    def settled(self, name: str) -> Mask:
        """Who takes part and has a decided result of that name, be it a word in place of a number."""
        settled: Mask = self.rated & self.columns[name].settled
        return settled

    def record(self) -> pd.DataFrame:
        """The results to keep, one row a subject and item, with the columns `RECORD`.

        Kept are the published results and whatever the scheme itself reads of an earlier period; of both what is rated in this.
        """
        read = [about.item for name in self.scheme.history if (about := read_past_name(name)) is not None]
        names = [
            name
            for name in dict.fromkeys([*(step.name for step in self.result_steps()), *read])
            if name not in self.steps or self.steps[name].rule.is_due
        ]
        return pd.concat([self._records_of(name) for name in names], ignore_index=True)

    def _records_of(self, name: str) -> pd.DataFrame:
        column, known = self.columns[name], self.known(name)
        size = len(column)
        state = np.where(~self.rated, NOT_RATED, np.where(self.settled(name), DECIDED, UNDECIDED))
        words = np.full(size, "", dtype=object)
        top, bottom = np.zeros(size, np.int64), np.ones(size, np.int64)
        if column.kind is Kind.CHOICE:
            words = np.where(known, np.array([*column.choices, ""], dtype=object)[column.data], "")
        elif column.kind is Kind.TEXT:
            words = np.where(known, column.data, "")
        else:
            common = np.gcd(column.data, column.scale)  # kept in lowest terms: equal results are kept alike
            top = np.where(known, column.data // common, 0)
            bottom = np.where(known, column.scale // common, 1)
            worded = self.settled(name) & column.has_word
            if column.word is not None:
                words = np.where(worded, np.array([*column.choices, ""], dtype=object)[column.word], "")
        return pd.DataFrame(
            {
                "key": self.subjects.keys,
                "item": name,
                "state": state,
                "numerator": top,
                "denominator": bottom,
                "word": words,
            }
        )
