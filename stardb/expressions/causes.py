"""Which unknown names keep a value unknown: not all it reads, for what another name settles is no cause."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from stardb.expressions.formula import Frame
from stardb.quantity import Column, Kind, Mask

_NUMBERS = (0, 1, 100, 1_000_000)
_DAYS = (19_000, 0, 10_000, 15_000)
_TRIALS = ((3, 8), (10, 4))
"""Up to so many names, so many ways of filling them in; 2 for more."""


def find_causes(
    evaluate: Callable[[Frame], Column], frame: Frame, names: Iterable[str], value: Column
) -> dict[str, Mask]:
    """Name -> for whom it, being unknown, keeps `value`, the result of `evaluate(frame)`, unknown.

    A name is a cause for a subject where the value could be known if all unknown names were, but not with that one left
    unknown. Where any of several would do (缺则), all of them are. Who has no cause is undecided by the clause itself:
    a value in no band, a contradiction, a tie. Names that stand for the rows of a table are never causes.
    """
    unknown = [name for name in dict.fromkeys(names) if name in frame.columns and not frame[name].known.all()]
    open_ = ~value.settled
    if not unknown or not open_.any():
        return {}
    blank = [name for name in unknown if not frame[name].settled.all()]
    found = _find_causes(evaluate, frame, blank, open_) if blank else {}
    left = open_ & ~reduce(np.logical_or, found.values(), np.zeros(frame.size, bool))
    if (len(blank) == len(unknown) and all(frame[name].word is None for name in unknown)) or not left.any():
        return found
    plain = replace(frame, columns={**frame.columns, **{name: frame[name].without_words() for name in unknown}})
    worded = _find_causes(evaluate, plain, unknown, left)
    return {name: found.get(name, np.zeros(frame.size, bool)) | worded[name] for name in unknown}


def _find_causes(
    evaluate: Callable[[Frame], Column], frame: Frame, unknown: Sequence[str], open_: Mask
) -> dict[str, Mask]:
    """The same for the names `unknown`, of whom `open_` has no value."""
    could = np.zeros(frame.size, bool)
    needed = {name: np.zeros(frame.size, bool) for name in unknown}
    for trial in range(next((count for most, count in _TRIALS if len(unknown) <= most), 2)):
        filled = {name: _fill(frame[name], _probe(trial, place)) for place, name in enumerate(unknown)}
        whole = _known(evaluate, frame, filled)
        could |= whole
        for name in unknown:
            needed[name] |= whole & ~_known(evaluate, frame, filled | {name: frame[name]})
    needed = {name: needed[name] & open_ & ~frame[name].settled for name in unknown}
    either = could & open_ & ~reduce(np.logical_or, needed.values())
    return {name: needed[name] | (either & ~frame[name].settled) for name in unknown}


def _known(evaluate: Callable[[Frame], Column], frame: Frame, filled: Mapping[str, Column]) -> Mask:
    return evaluate(replace(frame, columns={**frame.columns, **filled})).settled


def _probe(trial: int, place: int) -> int:
    """Which of its values the name at a place is given: the trials of three names run through all their pairings."""
    return (trial >> place % 3) & 1 | (trial + place & 1) << 1


def _fill(column: Column, probe: int) -> Column:
    """The column with one and the same value wherever it is unknown; as it is where it has no values to give."""
    if column.kind is Kind.TEXT:
        return replace(column, known=np.ones(len(column), bool))
    if column.kind is Kind.CHOICE:
        if not column.choices:
            return column
        value, scale = probe % len(column.choices), 1
    elif column.kind is Kind.BOOL:
        value, scale = probe & 1, 1
    elif column.kind is Kind.DATE:
        value, scale = _DAYS[probe], 1
    else:
        value, scale = _NUMBERS[probe], column.scale  # type: ignore[assignment]  # one for all, or one each
    data = np.where(column.known, column.data, value * scale)
    return replace(column, data=data, known=~column.has_word)
