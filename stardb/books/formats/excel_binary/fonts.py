"""The fonts of an .xls or .xlsb, by their numbers: which strike out, set high or low, or are of symbols; texts cut by them."""

from collections.abc import Sequence
from itertools import pairwise

from stardb.books.display.cell_look import GENERAL, PLAIN, CellLook
from stardb.books.display.rich_text import Level, Rich, TextRun
from stardb.books.display.symbol_fonts import symbol_font

Font = TextRun
"""A font, as a piece of text without any."""

_STRUCK = 0x08
_LEVELS = {1: Level.HIGH, 2: Level.LOW}


def read_font(flags: int, level: int, name: str) -> Font:
    """A font by its flags, its level and its name as they stand in its record."""
    return Font("", bool(flags & _STRUCK), _LEVELS.get(level, Level.LINE), symbol_font(name))


def make_look(code: str, number: int, fonts: Sequence[Font]) -> CellLook:
    """The look of a cell style with this number format and the font of this number."""
    font = fonts[number] if number < len(fonts) else Font("")
    look = CellLook(code or GENERAL, bool(font.struck), font.font or "")
    return PLAIN if look.is_plain else look


def split_runs(text: str, starts: Sequence[tuple[int, int]], fonts: Sequence[Font]) -> str | Rich:
    """A text whose fonts begin at these places; itself if there are none. What comes before them is in the cell's own.

    starts: the first character, counted in UTF-16, where a rare one is two, and the number of the font.
    """
    if not starts:
        return text
    wide = text.encode("utf-16-le", "surrogatepass")
    places = [(0, -1), *((2 * start, number) for start, number in starts), (len(wide), -1)]
    runs = []
    for (start, number), (end, _) in pairwise(places):
        if piece := wide[start:end].decode("utf-16-le", "replace"):
            font = fonts[number] if 0 <= number < len(fonts) else Font("")
            runs.append(TextRun(piece, font.struck, font.level, font.font))
    return Rich(tuple(runs))
