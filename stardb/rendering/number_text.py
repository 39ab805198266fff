"""`NumberText`: a value that people read as words, and a spreadsheet as a number."""

from datetime import date
from decimal import Decimal


class NumberText(str):
    """A value as people read it, with the number (or day) that a cell holds for it and the cell's number format.

    In a text it is its words; alone in a cell it is the number, so that formulas calculate with it.
    """

    number: Decimal | date
    code: str

    def __new__(cls, text: str, number: Decimal | date, code: str) -> "NumberText":
        made = super().__new__(cls, text)
        made.number, made.code = number, code
        return made

    def __getnewargs__(self) -> tuple[str, Decimal | date, str]:  # type: ignore[override]  # more than a text's
        return str(self), self.number, self.code
