"""Square roots brought to a step, exactly."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from stardb.quantity import Column, Kind
from stardb.quantity.roots import take_square_root

values = st.lists(st.one_of(st.none(), st.fractions(0, 10**25)), max_size=6)
steps = st.sampled_from([Fraction(1), Fraction(1, 100), Fraction(5), Fraction(1, 3)])


@given(values, steps)
def test_a_root_rounded_down_or_up_is_the_nearest_multiple_on_its_side(
    given_: list[Fraction | None], step: Fraction
) -> None:
    column = Column.of(Kind.NUMBER, list(given_))
    below, above, near = (take_square_root(column, step, how, Kind.NUMBER) for how in ("floor", "ceil", "half_up"))
    for i, value in enumerate(given_):
        low, high, half = below.at(i), above.at(i), near.at(i)
        if value is None:
            assert (low, high, half) == (None, None, None)
            continue
        assert low**2 <= value < (low + step) ** 2
        assert high**2 >= value
        assert high == 0 or (high - step) ** 2 < value
        assert half == (high if value >= ((low + high) / 2) ** 2 else low)


def test_the_root_of_less_than_nothing_is_unknown() -> None:
    column = Column.of(Kind.NUMBER, [-1, 0, 4, None])
    root = take_square_root(column, Fraction(1), "half_up", Kind.NUMBER)
    assert [root.at(i) for i in range(4)] == [None, 0, 2, None]
