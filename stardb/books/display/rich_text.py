"""Texts of which parts are struck out, set high or low, or in a symbol font: what of them is read."""

import re
from collections.abc import Sequence
from enum import Enum

from stardb.books.display.symbol_fonts import symbol_text
from stardb.books.remarks import CellRemark, Remark
from stardb.dataclass import dataclass


class Level(Enum):
    """Where a piece of text stands against the line."""

    LINE = 0
    HIGH = 1
    LOW = -1


@dataclass(frozen=True)
class TextRun:
    """A piece of a text in one font. None: as the cell's own font has it. font: a symbol font, "" for any other."""

    text: str
    struck: bool | None = None
    level: Level = Level.LINE
    font: str | None = None


@dataclass(frozen=True)
class Rich:
    """A text in several fonts."""

    runs: Sequence[TextRun]

    @property
    def text(self) -> str:
        """All of it, as the file holds it."""
        return "".join(run.text for run in self.runs)


_MARK = re.compile(
    r"[\s\[\]()（）【】〔〕,，、*※#†‡注]*(?:\d+|[①-⑳⑴-⒇]|[*※#†‡]+|注\d*)[\s\[\]()（）【】〔〕,，、*※#†‡\d①-⑳]*"
)
"""What stands high or low for a note below the table."""
_LENGTH = re.compile(r"(?:[kKcdmM]?[mM]|米)$")
_POWERS = {"2": "²", "3": "³", "²": "²", "³": "³"}
_WORDS = re.compile(r"[A-Za-z\u4e00-\u9fff]$")


def read_rich(rich: Rich, struck: bool = False, font: str = "") -> tuple[str, CellRemark | None]:
    """What is read of a text, and the remark on it, if any. struck, font: those of the cell's own font."""
    kept, removed, raised = "", False, False
    for run in rich.runs:
        if struck if run.struck is None else run.struck:
            removed = removed or bool(run.text.strip())
        elif run.level is Level.LINE or not kept.strip():
            kept += symbol_text(run.text, font if run.font is None else run.font)
        elif (piece := _off_line(run, kept)) is None:
            raised = True
        else:
            kept += piece
    if removed:
        remark = CellRemark(Remark.PARTLY_STRUCK if kept.strip() else Remark.STRUCK, rich.text)
        return kept if kept.strip() else "", remark
    return kept, CellRemark(Remark.RAISED, rich.text) if raised else None


def _off_line(run: TextRun, before: str) -> str | None:
    """How a piece that stands high or low is read behind the others; None where it is the mark of a note."""
    if run.level is Level.HIGH and _LENGTH.search(before.rstrip()) and run.text.strip() in _POWERS:
        return _POWERS[run.text.strip()]
    if run.level is Level.LOW and _WORDS.search(before):  # CO₂
        return run.text
    return None if _MARK.fullmatch(run.text) else run.text
