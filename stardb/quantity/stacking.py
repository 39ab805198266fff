"""Columns of one kind put one after the other."""

from collections.abc import Sequence
from math import lcm

import numpy as np

from stardb.quantity import arithmetic
from stardb.quantity.column import Array, Column, Kind


def stack(columns: Sequence[Column]) -> Column:
    """All values of some columns of one kind, one column after the other. There is at least one; raises nothing."""
    kind, known = columns[0].kind, np.concatenate([column.known for column in columns])
    pending = np.concatenate([column.undecided for column in columns])
    words = tuple(dict.fromkeys(word for column in columns for word in column.choices))
    if kind is Kind.CHOICE:
        codes = [arithmetic.recode(column, words).data for column in columns]
        return Column(kind, np.concatenate(codes), known, 1, words).mark_pending(pending)
    if not kind.numeric:
        return Column(kind, np.concatenate([column.data for column in columns]), known).mark_pending(pending)
    even = [arithmetic.over_one_scale(column) for column in columns]
    scale = lcm(*(column.scale for column in even if isinstance(column.scale, int)))
    data = np.concatenate([arithmetic.over(column, scale) for column in even])
    made = Column(kind, data, known, scale).mark_pending(pending)
    if words:
        word = np.concatenate([_recode_words(column, words) for column in columns])
        made = made.put_words(words, word, any(column.rated for column in columns))
    return made


def _recode_words(column: Column, words: tuple[str, ...]) -> Array:
    """The words that stand for numbers, as indices into `words`."""
    if column.word is None:
        return np.full(len(column), -1)
    return np.array([*(words.index(word) for word in column.choices), -1])[column.word]
