"""What values that are not known can still be: the ends of numbers, the words that are possible; and what that settles.

A value is unknown, but not without bounds: of an indicator of at most 10 points no more can come than 10. Whatever is
computed from such values is bounded too (`arithmetic` sees to it), and what comes out the same all the same is known.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from stardb.quantity.alignment import align, choose_known
from stardb.quantity.column import Column, Kind, Mask
from stardb.quantity.ranges import ValueRange, counts


def low_end(a: Column) -> Column:
    """The least each number can be: itself where it is known; unknown where there is no least."""
    return _end(a, 0)


def high_end(a: Column) -> Column:
    """The most each number can be: itself where it is known; unknown where there is no most."""
    return _end(a, 1)


def _end(a: Column, side: int) -> Column:
    plain = Column(a.kind, a.data, a.known, a.scale)
    return plain if a.ends is None else choose_known(a.known, plain, a.ends[side])


def possible_words(a: Column) -> Mask:
    """Which of its `choices` each word can be: a row a word. The known word alone, any where nothing is known of it."""
    codes = np.arange(len(a.choices))[:, np.newaxis]
    open_ = np.ones((len(a.choices), len(a)), bool) if a.possible is None else a.possible
    found: Mask = np.where(a.known, codes == a.data, open_)
    return found


def with_ends(a: Column, low: Column, high: Column) -> Column:
    """The same numbers, those not known between `low` and `high`; known where both are one number."""
    if a.known.all():
        return replace(a, ends=None)
    left, right, scale = align(low, high)
    single = ~a.known & low.known & high.known & np.asarray(left == right, bool)
    if single.any():
        a = _put_in(single, Column(a.kind, left, single, scale), a)
    open_ = ~a.known
    return replace(a, ends=(low.mask(open_), high.mask(open_)) if ((low.known | high.known) & open_).any() else None)


def with_words(a: Column, possible: Mask) -> Column:
    """The same words, those not known among the `possible` (a row a word of `choices`); known where there is but one."""
    single = ~a.known & (possible.sum(axis=0) == 1)
    data = np.where(single, np.argmax(possible, axis=0), a.data)
    known = a.known | single
    return replace(a, data=data, known=known, possible=None if known.all() else possible)


def within(a: Column, reach: ValueRange, chosen: Mask | None = None) -> Column:
    """The same numbers, those not known (of the chosen) within what they can come to; nothing becomes known by that."""
    if a.known.all() or not a.kind.numeric or a.choices or (reach.low is None and reach.high is None):
        return a
    here = np.ones(len(a), bool) if chosen is None else chosen
    low, high = low_end(a), high_end(a)
    if reach.low is not None:
        least = Column.constant(a.kind, reach.low, len(a))
        low = choose_known((low.known & _is_above(low, least)) | ~here, low, least)
    if reach.high is not None:
        most = Column.constant(a.kind, reach.high, len(a))
        high = choose_known((high.known & _is_above(most, high)) | ~here, high, most)
    return replace(a, ends=(low.mask(~a.known), high.mask(~a.known)))


def count_truths(a: Column) -> Column:
    """A condition as a number: 1 where it holds, 0 where not; from 0 to 1 where that is unknown."""
    found = Column(Kind.NUMBER, a.data.astype(np.int64), a.known, pending=a.pending)
    return within(found, counts(0, 1))


def _is_above(a: Column, b: Column) -> Mask:
    left, right, _ = align(a, b)
    return np.asarray(left > right, bool)


def _put_in(here: Mask, value: Column, a: Column) -> Column:
    """`value` where `here`, else a as it is."""
    put = choose_known(here, value, a)
    return replace(a, data=put.data, known=put.known, scale=put.scale)


def join(parts: Sequence[tuple[Mask, Column]], kind: Kind, size: int) -> Column:
    """What a value can be that is one of several, which one being unknown: known where they all come to the same.

    parts: of each, for whom it may be the one, and its values. Unknown where it may be none.
    """
    if kind is Kind.CHOICE:
        return _join_words(parts, size)
    if not kind.numeric:
        return reduce(_same, parts, Column.unknown(kind, size)) if parts else Column.unknown(kind, size)
    low = _join_ends([(may, low_end(value)) for may, value in parts], kind, size, least=True)
    high = _join_ends([(may, high_end(value)) for may, value in parts], kind, size, least=False)
    return with_ends(Column.unknown(kind, size), low, high)


def _same(found: Column, part: tuple[Mask, Column]) -> Column:
    return found  # days, texts and truths have no bounds: not knowing which leaves them unknown


def _join_ends(parts: Sequence[tuple[Mask, Column]], kind: Kind, size: int, least: bool) -> Column:
    """The least (or the most) of those that may be; unknown where one of them has no such end, or none may be."""
    found, some, endless = Column.unknown(kind, size), np.zeros(size, bool), np.zeros(size, bool)
    for may, end in parts:
        left, right, _ = align(end, found)
        better = may & end.known & (~found.known | np.asarray(left < right if least else left > right, bool))
        found = choose_known(better, end, found)
        some, endless = some | may, endless | (may & ~end.known)
    return found.mask(some & ~endless)


def _join_words(parts: Sequence[tuple[Mask, Column]], size: int) -> Column:
    words = tuple(dict.fromkeys(word for _, value in parts for word in value.choices))
    possible = np.zeros((len(words), size), bool)
    for may, value in parts:
        rows = [words.index(word) for word in value.choices]
        possible[rows] |= possible_words(value) & may
    nowhere = ~possible.any(axis=0)
    return with_words(Column.unknown(Kind.CHOICE, size, words), possible | nowhere)
