"""What the steps of an appraisal take from earlier periods: each name's values, put among the columns."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from stardb.quantity import EPOCH, PERIOD_WORDS, Column, Frequency, Kind, find_period
from stardb.rulebook import (
    BACK,
    GAIN,
    LATEST,
    RUNS,
    YEAR_BEFORE,
    YEAR_TO_DATE,
    PastName,
    Scheme,
    Step,
    find_line_kind,
    read_past_name,
)
from stardb.scorers.base import EarlierPeriod, EarlierPeriods
from stardb.scorers.clauses import EACH, FIRST_IN_TERM, RATED_BEFORE, RATED_EVER, RATED_LAST
from stardb.scoring.history.history import History
from stardb.scoring.history.history_line import HistoryLine
from stardb.scoring.history.past import UNDECIDED, Past


class PastValues:
    """The values that names of earlier periods have for the subjects of one appraisal. columns: every name's, so far."""

    def __init__(self, scheme: Scheme, keys: tuple[str, ...], history: History, columns: dict[str, Column]) -> None:
        self.scheme, self.keys, self.history, self.columns = scheme, keys, history, columns
        self.years = {kind: self._list_earlier(kind) for kind in self._kinds_read_one_by_one()}

    def add(self, step: Step) -> None:
        """Put what a step reads of earlier periods among the columns."""
        for name in step.rule.inputs:
            if name in self.columns:
                continue
            about = read_past_name(name)
            if about is not None:
                self.columns[name] = self._find_values(about)
            elif (rated := self._find_rated(name)) is not None:
                self.columns[name] = rated

    def _find_rated(self, name: str) -> Column | None:
        """Who was rated, as one of the built-in names asks; None for any other name."""
        line = self.history.line(self.scheme.period, find_line_kind(name))
        if name in (RATED_BEFORE, RATED_LAST):
            return line.rated_before(self.keys)
        if name == RATED_EVER:
            return line.rated_ever(self.keys)
        return line.first_in_term(self.keys, self.scheme.term_start) if name == FIRST_IN_TERM else None

    def _find_values(self, about: PastName) -> Column:
        line, item, keys = self.history.line(self.scheme.period, about.kind), about.item, self.keys
        if about.relation in EACH.values():
            return self._add_each(about)
        if about.relation == GAIN:
            return line.gain(item, keys, self.columns[item], self.scheme.term_start)
        if about.relation == YEAR_TO_DATE:
            return line.year_to_date(item, keys, self.columns[item])
        if about.relation in RUNS:
            since = self.scheme.valid_from if self.scheme.is_rating(item) else None
            before = self.columns[about.before] if about.before else None
            return line.run(item, keys, self.columns[item], since, before)
        return self._find_single(about, line)

    def _find_single(self, about: PastName, line: HistoryLine) -> Column:
        """What an item was in one earlier period."""
        item, keys, like = about.item, self.keys, find_like(about.item, self.scheme, self.columns)
        kind, choices = like.kind, like.choices
        if about.relation == LATEST:
            return line.latest(item, keys, kind, choices)
        if about.relation == BACK:
            return line.back(item, about.back, keys, kind, choices)
        if about.relation == YEAR_BEFORE:
            return line.year_before(item, keys, kind, choices)
        return line.previous(item, keys, kind, choices)

    def _add_each(self, about: PastName) -> Column:
        """Put an item's earlier values into `years`. Gives in how many periods each subject has one."""
        assert about.kind is not None
        like = find_like(about.item, self.scheme, self.columns)
        line, known = self.history.line(self.scheme.period, about.kind), np.zeros(len(self.keys), np.int64)
        for past, period in zip(line.past, self.years[about.kind].periods, strict=True):
            add_item(period, past, about.item, self.keys, like)
            known += period.columns[about.item].known
        unit = PERIOD_WORDS[about.kind].count
        return Column(Kind.NUMBER, known, np.ones(len(known), bool), unit=unit, private=like.private)

    def _kinds_read_one_by_one(self) -> set[Frequency]:
        """The kinds of periods that clauses look at one by one."""
        read = (read_past_name(name) for name in self.scheme.history)
        return {about.kind for about in read if about is not None and about.relation in EACH.values() and about.kind}

    def _list_earlier(self, kind: Frequency) -> EarlierPeriods:
        """The periods of a kind as clauses over the years see them, without any values yet."""
        line, start = self.history.line(self.scheme.period, kind), self.scheme.term_start
        periods = tuple(make_earlier_period(past, self.keys) for past in line.past)
        is_term = kind is Frequency.TERM
        in_force = None if is_term else find_period(self.scheme.valid_from, kind)
        older = in_force is not None and any(past.period < in_force for past in line.past)
        return EarlierPeriods(
            periods, self.scheme.period, line.now,
            line.began or (None if older else in_force),
            (start - EPOCH).days if start is not None else None,
            find_period(start, kind) if start is not None and not is_term else None,
            ~line.sure(self.keys),
        )  # fmt: skip


def find_like(item: str, scheme: Scheme, columns: Mapping[str, Column]) -> Column:
    """What values of an item are, computed already or not: a column of nobody, with their kind, words, unit and privacy."""
    step, made = scheme.step(item), columns.get(item)
    private = made is not None and made.private
    if step is not None:
        return replace(Column.unknown(step.rule.kind, 0, step.rule.choices), unit=step.rule.unit, private=private)
    if made is None:
        return Column.unknown(Kind.NUMBER, 0)
    return replace(Column.unknown(made.kind, 0, made.choices), unit=made.unit, private=private)


def make_earlier_period(past: Past, keys: tuple[str, ...]) -> EarlierPeriod:
    """An earlier period as clauses over the years see it, without any values yet."""
    return EarlierPeriod(past.period, (past.as_of - EPOCH).days, past.present(keys), past.rated(keys), ~past.sure(keys))


def add_item(period: EarlierPeriod, past: Past, item: str, keys: tuple[str, ...], like: Column) -> None:
    """Put the values that an item had then into `period`; they count what `like` counts, and are as private."""
    values = past.recorded(item, keys, like.kind, like.choices)
    undecided = (past.item(item, keys)["state"] == UNDECIDED).to_numpy(bool)
    period.columns[item] = replace(values, unit=like.unit, private=like.private)
    period.unreadable[item] = period.rated & ~values.settled & ~undecided
