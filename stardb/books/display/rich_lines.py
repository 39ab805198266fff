"""Texts of pieces in several fonts, with the white space of XML or a web page as people see it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from stardb.books.display.rich_text import Level, Rich, TextRun

WRITTEN_SPACE = re.compile(r"[ \t\r\n\f]+")
SPACE, TAB, BREAK = "\x1f", "\x1d", "\x1e"
"""Placeholders for the spaces that are to stay until the others are removed: XML has no such characters."""
_MEANT_SPACE = str.maketrans({SPACE: " ", TAB: "\t", BREAK: "\n"})

Line = Sequence[TextRun]


def join_lines(lines: Iterable[Line]) -> str | Rich:
    """The lines as one text. White space as it is written is one space, at the ends of a line none.

    Only where a piece has a font of its own is it a text in several.
    """
    runs: list[TextRun] = []
    for i, line in enumerate(lines):
        runs += [TextRun("\n"), *_tidy(line)] if i else _tidy(line)
    if all(run.struck is None and run.font is None and run.level is Level.LINE for run in runs):
        return "".join(run.text for run in runs)
    return Rich(tuple(runs))


def _tidy(line: Line) -> Iterator[TextRun]:
    """The pieces of a line without the white space that nobody sees."""
    waits = ""
    begun = False
    for run in line:
        text = waits + WRITTEN_SPACE.sub(" ", run.text)
        text = text.replace("  ", " ") if waits else text
        if not begun:
            text = text.lstrip(" ")
        waits = " " if text.endswith(" ") else ""
        text = text.removesuffix(" ")
        if text:
            begun = True
            yield TextRun(text.translate(_MEANT_SPACE), run.struck, run.level, run.font)
