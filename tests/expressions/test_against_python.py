"""Random expressions come to what Python's own fractions come to."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from expressing import value
from hypothesis import given, settings
from hypothesis import strategies as st


@dataclass(frozen=True)
class Both:
    """An expression as a clerk writes it, and its value: a Fraction, a bool, or None where it cannot be known."""

    text: str
    value: Any


def literal(number: Fraction) -> Both:
    digits = f"{number.numerator // 10 if number >= 0 else 0}"
    return Both(
        f"{digits}.{number.numerator % 10}" if number.numerator % 10 else digits, Fraction(number.numerator, 10)
    )


literals = st.integers(0, 200).map(lambda n: literal(Fraction(n)))
GIVEN = {"甲": Fraction(3), "乙": Fraction(-7, 2), "得分": None}
names = st.sampled_from([Both(name, known) for name, known in GIVEN.items()])


def plain(sign: str, a: Both, b: Both) -> Both:
    text = f"({a.text} {sign} {b.text})"
    if a.value is None or b.value is None or (sign == "÷" and b.value == 0):
        return Both(f"{text} * 1" if sign == "÷" else text, None)
    reckoned = {"+": a.value + b.value, "-": a.value - b.value, "*": a.value * b.value}
    if sign == "÷":
        return Both(f"({text} * 1)", a.value / b.value)  # a quotient is a share; times 1 it is a number again
    return Both(text, reckoned[sign])


def called(name: str, a: Both, b: Both) -> Both:
    known = a.value is not None and b.value is not None
    if name == "取整":
        return Both(f"取整({a.text})", None if a.value is None else Fraction(floor(a.value)))
    if name == "绝对值":
        return Both(f"绝对值({a.text})", None if a.value is None else abs(a.value))
    if name in ("进位", "舍去"):
        steps = None if a.value is None else (ceil if name == "进位" else floor)(a.value / HALF)
        return Both(f"{name}({a.text}, 0.5)", None if steps is None else steps * HALF)
    if name == "缺则":
        return Both(f"缺则({a.text}, {b.text})", b.value if a.value is None else a.value)
    if name in ("合计", "平均"):
        total = a.value + 2 * b.value if known else None
        return Both(f"{name}({a.text}, {b.text}, {b.text})", total if total is None or name == "合计" else total / 3)
    chosen = (max if name == "最大" else min)(a.value, b.value) if known else None
    return Both(f"{name}({a.text}, {b.text})", chosen)


CALLED = ["最大", "最小", "取整", "绝对值", "进位", "舍去", "缺则", "合计", "平均"]
HALF = Fraction(1, 2)


def grown(inner: st.SearchStrategy[Both]) -> st.SearchStrategy[Both]:
    return st.builds(plain, st.sampled_from("+-*÷"), inner, inner) | st.builds(
        called, st.sampled_from(CALLED), inner, inner
    )


expressions = st.recursive(literals | names, grown, max_leaves=8)


@settings(max_examples=150, deadline=None)
@given(expressions)
def test_numbers(expression: Both) -> None:
    assert value(expression.text, **GIVEN) == expression.value


def both(a: bool | None, b: bool | None) -> bool | None:
    return False if a is False or b is False else None if a is None or b is None else True


def either(a: bool | None, b: bool | None) -> bool | None:
    return True if a is True or b is True else None if a is None or b is None else False


COMPARED = {"<": lambda a, b: a < b, "≤": lambda a, b: a <= b, "=": lambda a, b: a == b, "≠": lambda a, b: a != b}


def test_of(sign: str, a: Both, b: Both) -> Both:
    known = a.value is not None and b.value is not None
    return Both(f"{a.text} {sign} {b.text}", COMPARED[sign](a.value, b.value) if known else None)


conditions = st.recursive(
    st.builds(test_of, st.sampled_from(list(COMPARED)), expressions, expressions),
    lambda inner: (
        st.builds(lambda a, b: Both(f"({a.text} 且 {b.text})", both(a.value, b.value)), inner, inner)
        | st.builds(lambda a, b: Both(f"({a.text} 或 {b.text})", either(a.value, b.value)), inner, inner)
        | st.builds(lambda a: Both(f"非({a.text})", None if a.value is None else not a.value), inner)
    ),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(conditions, min_size=1, max_size=5))
def test_how_many_hold(tests: list[Both]) -> None:
    known = all(test.value is not None for test in tests)
    expected = sum(bool(test.value) for test in tests) if known else None
    assert value(f"几项({', '.join(test.text for test in tests)})", **GIVEN) == expected


test_of.__test__ = False  # type: ignore[attr-defined]


@settings(max_examples=100, deadline=None)
@given(conditions)
def test_conditions(expression: Both) -> None:
    assert value(expression.text, **GIVEN) is expression.value
