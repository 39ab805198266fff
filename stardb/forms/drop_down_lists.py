"""Drop-down lists: short ones within the validation itself, all others on a hidden sheet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stardb.books import LISTS_SHEET
from stardb.forms.form_sheet import Picks
from stardb.ooxml import column_letters

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_LONGEST = 250
"""Excel takes 255 characters of words and commas."""


class Lists:
    """The lists of one workbook, each once; `write` puts those that need it on the hidden sheet."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def source(self, words: Sequence[str]) -> list[str] | str:
        """What a validation takes for a list of these words."""
        plain = all(word == word.strip() and not {",", '"'}.intersection(word) for word in words)
        if plain and len(",".join(words).encode("utf-16-le")) // 2 <= _LONGEST:
            return list(words)
        return f"={self._range(tuple(words))}"

    def dependent(self, picks: Picks, chosen: str) -> str:
        """The formula of a list whose words hang on the cell `chosen`: its owner's, or all while it is empty.

        Of several cells, joined by &, they are all until each of them is filled in.
        """
        owners, words = self._range(picks.owners), self._range(picks.words)
        first = words.partition(":")[0]
        own = f"OFFSET({first},MATCH({chosen},{owners},0)-1,0,SUMPRODUCT(--({owners}={chosen})),1)"
        if len(picks.of) > 1:
            return f"=IF(ISNA(MATCH({chosen},{owners},0)),{words},{own})"
        return f'=IF({chosen}="",{words},{own})'

    def _range(self, words: tuple[str, ...]) -> str:
        column = column_letters(1 + self._columns.setdefault(words, len(self._columns)))
        return f"{LISTS_SHEET}!${column}$1:${column}${len(words)}"

    def write(self, book: "Workbook") -> None:
        """Add the hidden sheet, if anything is to stand on it."""
        if not self._columns:
            return
        sheet = book.add_worksheet(LISTS_SHEET)
        for words, column in self._columns.items():
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)
        sheet.hide()
