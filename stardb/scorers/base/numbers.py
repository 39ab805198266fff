"""Numbers a clause must be given so: above 0, or whole from 1 up."""

from fractions import Fraction

from stardb.quantity import Kind
from stardb.scorers.base.scope import Scope
from stardb.yamlfile import show_value


def read_positive(text: object, kind: Kind, key: str, scope: Scope, *, loose: bool = True) -> Fraction:
    """The amount at a key of the clause. Raises ClauseRefused where it is not above 0."""
    value = scope.read_amount(text, kind, (key,), loose=loose)
    if value <= 0:
        raise scope.refuse("R203", f"{key} 要写一个大于0的数", (key,), found=show_value(text))
    return value


def whole(number: Fraction | None, key: str, scope: Scope) -> int | None:
    """The number at a key of the clause, None where there is none. Raises ClauseRefused where it is not 1, 2, 3…"""
    if number is None:
        return None
    if number.denominator != 1 or number < 1:
        raise scope.refuse(
            "R203", f"{key} 要写一个不小于1的整数", (key,), found=show_value(number), expected="1、2、3…"
        )
    return int(number)
