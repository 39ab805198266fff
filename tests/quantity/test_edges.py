"""A number is never shown as one that lies on the other side of what a rule compares it with."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rating import rated

from stardb.quantity import Kind
from stardb.quantity.to_text import show
from stardb.rendering.views.value_forms import plain_value, plain_value_at


@pytest.mark.parametrize(
    ("value", "edges", "shown"),
    [
        (Fraction(2699999999, 30000000), (), "约89.99999997"),  # not 90
        (Fraction(1, 3), (), "约0.3333"),
        (Fraction(2, 3), (), "约0.6667"),
        (Fraction(2, 3), (Fraction(66667, 100000),), "约0.666667"),  # 0.6667 would be past it
        (Fraction(2, 3), (Fraction(6667, 10000),), "约0.66667"),  # 0.6667 would be upon it
        (Fraction(1, 300000), (), "约0.000003"),  # not 0
        (Fraction(12345, 10**9), (), "0.000012345"),
        (Fraction(-2699999999, 30000000), (), "约-89.99999997"),
    ],
)
def test_enough_places_are_shown(value: Fraction, edges: tuple[Fraction, ...], shown: str) -> None:
    assert show(Kind.NUMBER, value, edges) == shown
    assert plain_value(Kind.NUMBER, value, edges) == plain_value(Kind.NUMBER, Fraction(shown.removeprefix("约")))


@given(st.fractions(-1000, 1000, max_denominator=10**6), st.fractions(-1000, 1000, max_denominator=1000))
def test_what_is_shown_lies_on_the_values_side_of_an_edge(value: Fraction, edge: Fraction) -> None:
    assume(value != edge)
    for kind, unit in ((Kind.NUMBER, ""), (Kind.PERCENT, "%")):
        shown = Fraction(show(kind, value, (edge,)).removeprefix("约").removesuffix(unit or "分"))
        scale = 100 if unit else 1
        assert (shown > edge * scale, shown < edge * scale) == (value > edge, value < edge)


def test_a_result_is_shown_on_its_own_side_of_the_bands_that_read_it() -> None:
    body = (
        "values:\n  得数: {formula: 甲 / 3, basis: 一}\n"
        "grade: {name: 等次, from: 得数, bands: {满0.66667: 好, 不足0.66667: 差}, basis: 一}"
    )
    made = rated(body, {"甲": ("number", [2])})
    grade = made.scheme.step("等次")
    assert grade is not None
    assert grade.rule.sentence(made.scored["等次"], made.columns, 0) == "得数 约0.666667，属“不足0.66667”一档，为差"
    assert str(plain_value_at(made.columns["得数"], 0)) == "0.666667"
