"""Cells that show something else than their bare value: they are read by value, or by the text on the screen.

To every reader they are the numbers, texts and days they hold; `screen_text` gives what people see, which names and codes go by.
"""

import datetime as dt
from decimal import Decimal

from stardb.books.display import display_number, parse_format
from stardb.books.sheet import Cell, NoValue, cell_text
from stardb.dataclass import dataclass

_MONTH = "ym"


class DisplayedNumber(float):
    """A number whose format adds nothing to it but rounds, groups or fills up its digits. code: the number format."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, number: float, code: str) -> "DisplayedNumber":
        """A number and the code of its format."""
        cell = super().__new__(cls, number)
        cell.code = code
        return cell

    def __reduce__(self) -> tuple[type["DisplayedNumber"], tuple[float, str]]:
        return DisplayedNumber, (float(self), self.code)

    @property
    def text(self) -> str:
        """What people see."""
        how = parse_format(self.code)
        display = display_number(float(self), how) if how else None
        return display.text.strip() if display else cell_text(float(self))

    @property
    def hides(self) -> bool:
        """Whether its format rounds digits away that may matter."""
        how = parse_format(self.code)
        if how is None or not how.rounds or (how.is_plain(self) and round(self, how.decimals) == self):
            return False
        display = display_number(float(self), how)
        return display is not None and display.hides


class DisplayedText(str):
    """A number and what its format puts to it, with all digits that are stored: `9000.4元`. text: what is seen, `9,000元`."""

    __slots__ = ("hides", "text")
    text: str
    hides: bool

    def __new__(cls, exact: str, text: str, hides: bool = False) -> "DisplayedText":
        """The exact text, the one that is seen, and whether the latter rounds digits away that may matter."""
        cell = super().__new__(cls, exact)
        cell.text, cell.hides = text, hides
        return cell

    def __reduce__(self) -> tuple[type["DisplayedText"], tuple[str, str, bool]]:
        return DisplayedText, (str(self), self.text, self.hides)


class DisplayedPercent(DisplayedText):
    """A number that is seen as a percent, `85%`, with the number itself, so that nobody reads its digits again.

    share: the number, 0.85, with the digits that Excel keeps.
    """

    __slots__ = ("share",)
    share: Decimal

    def __new__(cls, exact: str, text: str, hides: bool, share: Decimal) -> "DisplayedPercent":
        """The exact text, the one that is seen, whether that rounds digits away, and the number."""
        cell = str.__new__(cls, exact)
        cell.text, cell.hides, cell.share = text, hides, share
        return cell

    def __reduce__(self) -> tuple[type["DisplayedPercent"], tuple[str, str, bool, Decimal]]:  # type: ignore[override]
        return DisplayedPercent, (str(self), self.text, self.hides, self.share)


class DisplayedDay(dt.date):
    """A day of which the format shows a part only.

    text: that part, such as `2022年6月`. parts: `ym`, what it is of year, month and day.
    """

    text: str
    parts: str

    def __new__(cls, day: dt.date | int, text: str | int, *rest: int | str) -> "DisplayedDay":
        """A day and the part of it that is seen; what is computed from one comes as three numbers and is an ordinary day."""
        if isinstance(day, int) or isinstance(text, int):
            return dt.date(day, text, *rest)  # type: ignore[arg-type, return-value]
        cell = super().__new__(cls, day.year, day.month, day.day)
        cell.text, cell.parts = text, str(rest[0]) if rest else _MONTH
        return cell

    def __reduce__(self) -> tuple[type["DisplayedDay"], tuple[dt.date, str, str]]:
        return DisplayedDay, (dt.date(self.year, self.month, self.day), self.text, self.parts)


class DisplayedMoment(dt.datetime):
    """A day and time of which the format shows a part only. text: that part. parts: what it is of year, month and day."""

    text: str
    parts: str

    def __new__(cls, when: dt.datetime | int, text: str | int, *rest: int | str, **more: int) -> "DisplayedMoment":
        """A moment and the part of it that is seen; what is computed from one comes as numbers and is an ordinary moment."""
        if isinstance(when, int) or isinstance(text, int):
            return dt.datetime(when, text, *rest, **more)  # type: ignore[arg-type, return-value]
        cell = super().__new__(
            cls, when.year, when.month, when.day, when.hour, when.minute, when.second, when.microsecond
        )
        cell.text, cell.parts = text, str(rest[0]) if rest else _MONTH
        return cell

    def __reduce_ex__(self, _protocol: object) -> tuple[type["DisplayedMoment"], tuple[dt.datetime, str, str]]:
        when = dt.datetime(self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond)
        return DisplayedMoment, (when, self.text, self.parts)


@dataclass(frozen=True)
class UnknownDisplay(NoValue):
    """A number of which nobody can tell what it shows: its format is not understood, or Excel shows `####`.

    text: the number that is stored. code: the number format.
    """

    code: str


@dataclass(frozen=True)
class ConditionalDisplay(NoValue):
    """A value of which nobody can tell here what it shows: that depends on a conditional format whose test is not computed.

    text: the value that is stored. code: the number format it may have. struck, is_drawn: whether it may be struck out, or
    a bar or an icon may stand in its place.
    """

    code: str | None = None
    struck: bool = False
    is_drawn: bool = False


DISPLAYED = (DisplayedNumber, DisplayedText, DisplayedPercent, DisplayedDay, DisplayedMoment)
"""The types of cells that show something else than their bare value."""


def screen_text(cell: Cell) -> str:
    """A cell as people see it, as far as its format is known; a whole day in one spelling, whatever its format."""
    return cell.text if isinstance(cell, DISPLAYED) else cell_text(cell)
