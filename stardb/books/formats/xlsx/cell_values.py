"""The values that cells of an .xlsx hold, whatever they show."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field

from stardb.books.conditional_formats.display_rules import DisplayChange
from stardb.books.display.cell_look import CellLook
from stardb.books.display.rich_text import Rich
from stardb.books.errors import damage_error
from stardb.books.formats.xlsx.shared_texts import Text
from stardb.books.formats.xlsx.text_reader import unescape
from stardb.books.raw.allowance import Allowance
from stardb.books.sheet import Cell, NoValue
from stardb.dataclass import dataclass
from stardb.ooxml import MissingPart

_TRUE = frozenset({"1", "true"})
_TRUTHS = _TRUE | {"0", "false"}
_LONGEST = 9
"""The most digits of the number of a row, a style or a text."""


@dataclass(frozen=True)
class XlsxFacts:
    """What a workbook says of all its sheets. texts, looks: None where the workbook has no such part.

    changes: what its conditional formats change, by their numbers.
    """

    texts: Sequence[Text] | None
    looks: Mapping[int, CellLook] | None
    base1904: bool
    changes: Mapping[int, DisplayChange] = field(default_factory=dict)
    allowance: Allowance = field(default_factory=Allowance)


class CellValues:
    """Reads values. texts: the shared texts; None where the workbook has no such part."""

    def __init__(self, texts: Sequence[Text] | None) -> None:
        self._texts = texts
        self._errors: dict[str, NoValue] = {}

    def read(self, kind: str, value: Text | None, formula: str | None) -> Cell | Rich:
        """The value of a cell of this kind, which the file gives as `t`. Raises UnreadableFile or MissingPart for what is none."""
        if value and isinstance(value, str):
            if kind == "n":
                return self.read_number(value)
            if kind == "s":
                return self._find_shared(value)
        if kind == "inlineStr" or isinstance(value, Rich):
            return value or ""
        if kind == "str":
            return unescape(value or "")
        if kind == "e":
            return self._error(value or "#VALUE!")
        if not value:
            return "" if formula is None else NoValue(f"={formula}")
        if kind == "b" and value in _TRUTHS:
            return value in _TRUE
        if kind != "d":
            raise damage_error()  # the number of a text may have become a number
        return _day(value)

    def _find_shared(self, number: str) -> Text:
        texts = self._texts
        if texts is None:
            raise MissingPart("sharedStrings")
        i = parse_number(number)
        if i >= len(texts):
            raise damage_error()
        return texts[i]

    def _error(self, text: str) -> NoValue:
        return self._errors.get(text) or self._errors.setdefault(text, NoValue(text))

    def read_number(self, text: str) -> Cell:
        """A number as it is written; a text that is none as it is."""
        try:
            number = float(text)
        except ValueError:
            return text
        return number if number - number == 0 else self._error("#NUM!")  # neither infinite nor nan


def parse_number(text: str) -> int:
    """A number in an attribute. Raises UnreadableFile for what is none."""
    if not text.isdecimal() or len(text) > _LONGEST:
        raise damage_error()
    return int(text)


def _day(text: str) -> Cell:
    """A day or time as ISO 8601 writes it."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return moment.date() if moment.time() == dt.time() else moment
