"""Comparisons and three-valued logic (Kleene's): what cannot be decided stays undecided, and only that."""

import numpy as np

from stardb.quantity.alignment import COMPARISONS, align
from stardb.quantity.bounds import high_end, low_end, with_ends
from stardb.quantity.column import Array, Column, Kind, Mask


def truth(data: Array, known: Mask) -> Column:
    """A BOOL column."""
    return Column(Kind.BOOL, data.astype(bool), known)


def compare(a: Column, sign: str, b: Column) -> Column:
    """a = ≠ < ≤ > ≥ b for columns of one kind, exact; choices compare by word."""
    if a.kind is Kind.CHOICE or a.kind is Kind.TEXT:
        return truth(COMPARISONS[sign](_words(a), _words(b)), a.known & b.known)
    result = _compare_numbers(a, sign, b)
    if result.known.all() or (a.ends is None and b.ends is None):
        return result
    return _settle(result, a, sign, b)


def _compare_numbers(a: Column, sign: str, b: Column) -> Column:
    left, right, _ = align(a, b)
    result = truth(COMPARISONS[sign](left, right), a.known & b.known)
    if a.word is not None or b.word is not None:
        result = _settle_by_words(result, a, sign, b)
    return result


def heights(a: Column, order: tuple[str, ...]) -> Column:
    """How high each word stands among `order`, the best first: the lowest 0; unknown for a word not among them."""
    table = [len(order) - 1 - order.index(word) if word in order else -1 for word in a.choices]
    height = np.array([*table, -1])[a.data]
    found = Column(Kind.NUMBER, height, a.known & (height >= 0))
    if a.possible is None or not len(table):
        return found
    each = np.array(table)[:, np.newaxis]
    low, high = np.where(a.possible, each, len(order)).min(axis=0), np.where(a.possible, each, -1).max(axis=0)
    among = ~a.known & (low >= 0) & a.possible.any(axis=0)
    return with_ends(found, Column(Kind.NUMBER, low, among), Column(Kind.NUMBER, high, among))


def compare_order(a: Column, sign: str, b: Column, order: tuple[str, ...]) -> Column:
    """a < ≤ > ≥ b for words, the best first in `order`; false where either is known to be a word not among them."""
    left, right = heights(a, order), heights(b, order)
    beside = (a.known & ~left.known) | (b.known & ~right.known)
    result = compare(left, sign, right)
    return truth(certainly(result), result.known | beside)


def _settle_by_words(result: Column, a: Column, sign: str, b: Column) -> Column:
    """A word in place of a number is equal to no number; and where it is a result, neither above nor below one."""
    equal = a.word is not None and b.word is not None
    same = (_words_of(a) == _words_of(b)) if equal else np.zeros(len(a), bool)
    apart = a.has_word | b.has_word
    if sign not in "=≠":
        apart = (a.has_word & a.rated) | (b.has_word & b.rated)
        return truth(np.where(apart, False, result.data), result.known | apart)
    both_known = apart & a.settled & b.settled
    return truth(np.where(both_known, same == (sign == "="), result.data), result.known | both_known)


def _words_of(a: Column) -> Array:
    return np.array([*a.choices, ""], dtype=object)[a.word]


def _settle(result: Column, a: Column, sign: str, b: Column) -> Column:
    """What is settled by the ends of numbers not known: from 3 to 5 is ≥ 2, > 2, < 6, and not = 2."""
    low, high = (low_end(a), high_end(b)), (high_end(a), low_end(b))
    match sign:
        case ">" | "≤":
            above, below = _compare_numbers(low[0], ">", low[1]), _compare_numbers(high[0], "≤", high[1])
        case "≥" | "<":
            above, below = _compare_numbers(low[0], "≥", low[1]), _compare_numbers(high[0], "<", high[1])
        case _:
            above, below = _compare_numbers(low[0], ">", low[1]), _compare_numbers(high[0], "<", high[1])
    is_above, is_below = certainly(above) & ~result.known, certainly(below) & ~result.known
    holds = {">": is_above, "≥": is_above, "<": is_below, "≤": is_below}.get(sign, is_above | is_below)
    holds = holds & (sign != "=")
    return truth(np.where(result.known, result.data, holds), result.known | is_above | is_below)


def _words(a: Column) -> Array:
    return a.data if a.kind is Kind.TEXT else np.array([*a.choices, ""], dtype=object)[a.data]


def one_of(a: Column, words: tuple[str, ...]) -> Column:
    """Whether a column's value is among `words`; a number is none of them."""
    if a.kind is Kind.TEXT:
        return truth(np.isin(a.data.astype(str), list(words)), a.known)
    hit = np.array([*(choice in words for choice in a.choices), False])
    if a.kind.numeric:
        return truth(hit[a.word if a.word is not None else np.full(len(a), -1)], a.settled)
    if a.possible is None:
        return truth(hit[a.data], a.known)
    inside, outside = (a.possible & (hit[:-1] == side)[:, np.newaxis] for side in (True, False))
    surely, never = ~a.known & ~outside.any(axis=0), ~a.known & ~inside.any(axis=0)
    return truth(np.where(a.known, hit[a.data], surely), a.known | surely | never)


def both(a: Column, b: Column) -> Column:
    """a 且 b: false as soon as one is known to be false."""
    no = (a.known & ~_holds(a)) | (b.known & ~_holds(b))
    return truth(_holds(a) & _holds(b) & ~no, no | (a.known & b.known))


def either(a: Column, b: Column) -> Column:
    """a 或 b: true as soon as one is known to be true."""
    yes = certainly(a) | certainly(b)
    return truth(yes, yes | (a.known & b.known))


def negation(a: Column) -> Column:
    """非 a."""
    return truth(~_holds(a), a.known)


def certainly(a: Column) -> Mask:
    """Where a is known to hold."""
    holds: Mask = a.known & _holds(a)
    return holds


def _holds(a: Column) -> Mask:
    """Its data as bools: a BOOL column may hold 0 and 1, and ~1 is not False."""
    return a.data.astype(bool)
