"""Choices in a cell of which one is ticked: `□优秀 ☑合格`, `是√ 否□`, `（√）是（ ）否`."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from stardb.dataclass import dataclass
from stardb.quantity import INVISIBLE, ROUND_BRACKETS

EMPTY = "□☐▢○◯◻⬜❏❑❒▫"
TICKS = "√✓✔☑■✅🗹◼⬛"
FILLED = "●◉⦿▣"
CROSSES = "×✗✘╳❌"
CROSSED_BOXES = "☒⊠❎🗷"

_SIGN = f"[{EMPTY}{TICKS}{FILLED}{CROSSES}{CROSSED_BOXES}]"
_MARK = re.compile(rf"(?:\(\s*(?:{_SIGN}\s*)*\)|{_SIGN}|_+)+")
_MARKED = re.compile(rf"{_SIGN}|\(\s*\)")
_EDGES = " \t\r\n、,;/|。.:"

NONE_TICKED = "一个也没有勾"
TWO_TICKED = "勾了不止一个"
CROSSED = "打的是叉，分不清是选它还是不选"
UNCLEAR_WHICH = "分不清勾的是哪一个"


class TickDoubt(ValueError):
    """It is not clear which one is ticked; the message (Chinese) says why."""


class Mark(Enum):
    """What is drawn beside a choice."""

    EMPTY = "an empty box, or nothing"
    TICK = "a tick"
    CROSS = "a cross, which beside a tick says that this is not chosen"
    CROSSED_BOX = "a sign of a crossed box, with which Word ticks"


@dataclass(frozen=True)
class _Token:
    """A mark or a word, and where it stands."""

    word: str
    mark: Mark | None
    start: int
    end: int


def has_marks(text: str) -> bool:
    """Whether a text has boxes or ticks, or empty brackets for one."""
    return bool(_MARKED.search(_plain(text)))


def ticked_choice(text: str, is_word: Callable[[str], bool]) -> str:
    """The word that is ticked; "" where a tick stands alone. Raises Doubt.

    is_word: whether a text is one of the choices.
    """
    tokens = list(_tokens(_plain(text), is_word))
    marks = [token for token in tokens if token.mark]
    if not any(token.word for token in tokens):
        if set(text) & set(FILLED):  # a choice among empty circles, but what is it alone
            raise TickDoubt(UNCLEAR_WHICH)
        return _choose([("", token.mark or Mark.EMPTY) for token in marks])
    return _choose(_pairs(tokens))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).translate(ROUND_BRACKETS)


def _tokens(text: str, is_word: Callable[[str], bool]) -> Iterator[_Token]:
    at = 0
    for match in _MARK.finditer(text):
        yield from _words(text, at, match.start(), is_word)
        yield _Token("", _mark(match.group()), match.start(), match.end())
        at = match.end()
    yield from _words(text, at, len(text), is_word)


def _words(text: str, start: int, end: int, is_word: Callable[[str], bool]) -> Iterator[_Token]:
    """The words between two marks: several where there is space between choices; no label such as `等次：` before all."""
    if not start:
        start = _label(text[:end], is_word)
    part = text[start:end]
    if not part.strip(_EDGES):
        return
    pieces = list(re.finditer(r"\S+", part))
    if len(pieces) > 1 and all(is_word(piece.group().strip(_EDGES)) for piece in pieces):
        for piece in pieces:
            yield _Token(piece.group().strip(_EDGES), None, start + piece.start(), start + piece.end())
        return
    left = len(part) - len(part.lstrip(_EDGES))
    right = len(part.rstrip())  # a colon belongs to the word before it: `是：√`
    yield _Token(re.sub(r"\s+", "", part.strip(_EDGES)), None, start + left, start + right)


def _label(text: str, is_word: Callable[[str], bool]) -> int:
    """Where a label such as `等次：` ends; choices with colons of their own are none: `是：　否：√`."""
    at = 0
    while (colon := text.find(":", at)) >= 0 and not any(is_word(word) for word in text[at:colon].split()):
        at = colon + 1
    return at


def _mark(signs: str) -> Mark:
    """What some signs side by side come to: a tick beside an empty box is a tick."""
    found = set(signs)
    if found & set(CROSSED_BOXES):
        return Mark.CROSSED_BOX
    is_tick, is_cross = bool(found & {*TICKS, *FILLED}), bool(found & set(CROSSES))
    if is_tick and is_cross:
        raise TickDoubt(UNCLEAR_WHICH)
    return Mark.TICK if is_tick else Mark.CROSS if is_cross else Mark.EMPTY


def _pairs(tokens: Sequence[_Token]) -> list[tuple[str, Mark]]:
    """Each word with its mark: all marks stand before their words or all behind, or each stands close to one."""
    marks: dict[int, Mark] = {}
    for i, token in enumerate(tokens):
        if token.mark:
            at = i + _side(tokens, i)
            if not 0 <= at < len(tokens) or tokens[at].mark or at in marks:
                raise TickDoubt(UNCLEAR_WHICH)
            marks[at] = token.mark
    return [(token.word, marks.get(i, Mark.EMPTY)) for i, token in enumerate(tokens) if token.word]


def _side(tokens: Sequence[_Token], i: int) -> int:
    """Whether a mark belongs to the word before it (-1) or behind (1)."""
    before, behind = bool(tokens[0].mark), bool(tokens[-1].mark)
    if before != behind:
        return 1 if before else -1
    if not before:
        left = tokens[i].start - tokens[i - 1].end
        right = tokens[i + 1].start - tokens[i].end
        if (left == 0) != (right == 0):
            return -1 if left == 0 else 1
    raise TickDoubt(UNCLEAR_WHICH)


def _choose(pairs: Sequence[tuple[str, Mark]]) -> str:
    chosen = [word for word, mark in pairs if mark is Mark.TICK]
    if any(mark is Mark.CROSSED_BOX for _, mark in pairs):
        raise TickDoubt(CROSSED)
    if len(chosen) > 1:
        raise TickDoubt(TWO_TICKED)
    if chosen:
        return chosen[0]
    raise TickDoubt(CROSSED if any(mark is Mark.CROSS for _, mark in pairs) else NONE_TICKED)
