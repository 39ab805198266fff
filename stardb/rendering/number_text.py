"""Values that a cell shows in a way of their own: `NumberText`, `EdgedNumber`."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

DAY = "yyyy-mm-dd"
"""The number format of a day."""

SHARE = "%"
"""The unit of a share."""


class NumberText(str):
    """A value as people read it, with the number (or day) that a cell holds for it and the cell's number format.

    In a text it is its words; alone in a cell it is the number, so that formulas calculate with it. unit: what follows the
    digits in the number format; "" for a day.
    """

    number: Decimal | date
    code: str
    unit: str

    def __new__(cls, text: str, number: Decimal | date, code: str, unit: str = "") -> "NumberText":
        """A text with its number, the number's format and its unit."""
        value = super().__new__(cls, text)
        value.number, value.code, value.unit = number, code, unit
        return value

    def __getnewargs__(self) -> tuple[str, Decimal | date, str, str]:  # type: ignore[override]  # more than a text's
        return str(self), self.number, self.code, self.unit


class EdgedNumber(Decimal):
    """A number with those that rules compare it with: no cell may show it, rounded, as if it lay on their other side."""

    edges: tuple[Fraction, ...]

    def __new__(cls, value: Decimal, edges: tuple[Fraction, ...]) -> "EdgedNumber":
        """A number with the edges it must not seem to cross."""
        number = super().__new__(cls, value)
        number.edges = edges
        return number

    def places(self, shown: int) -> int:
        """How many decimal places it takes to lie on its own side of the edges; at least as many as are shown."""
        most = max(-int(self.as_tuple().exponent), shown)
        return next(places for places in range(shown, most + 1) if places == most or self._is_true(places))

    def _is_true(self, places: int) -> bool:
        near = Fraction(self.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
        exact = Fraction(self)
        return all((near > edge, near < edge) == (exact > edge, exact < edge) for edge in self.edges)
