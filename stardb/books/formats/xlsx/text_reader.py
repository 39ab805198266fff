"""`TextReader`: the text of a cell or a shared text in the XML of an .xlsx, with the fonts of its runs."""

import re

from stardb.books.display.rich_text import Level, Rich, TextRun
from stardb.books.display.symbol_fonts import symbol_font

_LEVELS = {"superscript": Level.HIGH, "subscript": Level.LOW}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_OFF = frozenset({"0", "false", "off"})


class TextReader:
    """Takes the elements within `si` or `is` by their local names, and gives the text when it is asked."""

    def __init__(self) -> None:
        self.is_open = False
        self._runs: list[TextRun] = []
        self._pieces: list[str] = []
        self._font: TextRun | None = None
        self._is_rich = self._is_aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "t":
            self.is_open = not self._is_aside
        elif name == "rPh":  # how it is pronounced
            self._is_aside = True
        elif name == "r":
            self._is_rich, self._font = True, None
        elif name == "rPr":
            self._font = TextRun("", False, Level.LINE, "")
        elif self._font is not None:
            self._put_font(name, attributes.get("val", ""), self._font)

    def _put_font(self, name: str, value: str, font: TextRun) -> None:
        if name == "strike":
            self._font = TextRun("", value not in _OFF, font.level, font.font)
        elif name == "vertAlign":
            self._font = TextRun("", font.struck, _LEVELS.get(value, Level.LINE), font.font)
        elif name == "rFont":
            self._font = TextRun("", font.struck, font.level, symbol_font(value))

    def add(self, text: str) -> None:
        """Characters of an open `t`."""
        self._pieces.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            self.is_open = False
        elif name == "rPh":
            self._is_aside = False
        elif name == "r":
            font = self._font or TextRun("")
            if text := self._take():
                self._runs.append(TextRun(text, font.struck, font.level, font.font))

    def finish(self) -> str | Rich:
        """The text so far; the next begins."""
        if not self._is_rich:
            return self._take()
        rest, runs = self._take(), self._runs
        self._runs, self._is_rich, self._font = [], False, None
        if rest:
            runs.append(TextRun(rest))
        if all(run.struck is None for run in runs):
            return "".join(run.text for run in runs)
        return Rich(tuple(runs))

    def _take(self) -> str:
        pieces, self._pieces = self._pieces, []
        return unescape("".join(pieces))


def unescape(text: str) -> str:
    """A text with the characters that XML may not hold, written as `_x000D_`."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
