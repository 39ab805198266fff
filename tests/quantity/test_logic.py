"""Three-valued logic (Kleene's): what can be decided is, what cannot stays open."""

import numpy as np
import pytest

from stardb.quantity import Column, Kind
from stardb.quantity.logic import both, certainly, compare, either, negation, one_of

T, F, U = True, False, None

AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}
NOT = {T: F, F: T, U: U}


def told(column: Column) -> list[object]:
    return [column.at(i) for i in range(len(column))]


def bools(*values: bool | None) -> Column:
    """A column of truths as bools, whose unknowns hide a True."""
    return Column(Kind.BOOL, np.array([v is not False for v in values]), np.array([v is not None for v in values]))


def ones(*values: bool | None) -> Column:
    """The same held as 0 and 1, as a column of yes and no may be."""
    return Column.of(Kind.BOOL, [None if v is None else int(v) for v in values])


@pytest.mark.parametrize("make", [bools, ones])
def test_both(make) -> None:
    pairs = list(AND)
    assert told(both(make(*[a for a, _ in pairs]), make(*[b for _, b in pairs]))) == list(AND.values())


@pytest.mark.parametrize("make", [bools, ones])
def test_either(make) -> None:
    pairs = list(OR)
    assert told(either(make(*[a for a, _ in pairs]), make(*[b for _, b in pairs]))) == list(OR.values())


@pytest.mark.parametrize("make", [bools, ones])
def test_negation(make) -> None:
    assert told(negation(make(*NOT))) == list(NOT.values())


@pytest.mark.parametrize("make", [bools, ones])
def test_de_morgan(make) -> None:
    pairs = list(AND)
    a, b = make(*[a for a, _ in pairs]), make(*[b for _, b in pairs])
    assert told(negation(both(a, b))) == told(either(negation(a), negation(b)))


def test_only_what_is_known_to_hold_holds_certainly() -> None:
    assert certainly(bools(T, F, U)).tolist() == [True, False, False]


def test_words_compare_by_word_whatever_their_order_in_the_list() -> None:
    a = Column.from_codes(("优秀", "合格"), np.array([0, 1, -1]))
    b = Column.from_codes(("合格", "优秀"), np.array([1, 1, 0]))
    assert told(compare(a, "=", b)) == [True, False, None]
    assert told(compare(a, "≠", b)) == [False, True, None]


def test_being_one_of_some_words() -> None:
    assert told(one_of(Column.from_codes(("优秀", "合格"), np.array([0, 1, -1])), ("合格",))) == [False, True, None]
    assert told(one_of(Column.words(["东村", "西村", None]), ("西村", "南村"))) == [False, True, None]
