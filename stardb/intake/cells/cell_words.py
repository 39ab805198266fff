"""Cells that hold words: yes and no, choices, ID numbers, texts."""

import re
from math import isfinite
from unicodedata import normalize

from stardb.books import Cell, cell_text, screen_text
from stardb.intake.cells.cell_context import CellContext, CellRefused
from stardb.intake.cells.ticks import TickDoubt, has_marks, ticked_choice
from stardb.intake.cells.year_parts import choose_part
from stardb.intake.masking import quoted
from stardb.quantity import (
    INVISIBLE,
    NO_WORDS,
    YES_WORDS,
    UnreadableText,
    find_near_choice,
    in_figures,
    read_citizen_id,
    read_yes_no,
    tidy,
)

_INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_DOTS = re.compile(r"(?<=[\u4e00-\u9fff])\s*[•・‧∙⋅·]\s*(?=[\u4e00-\u9fff])")
_GRADE = re.compile(r"(?<=.)(?:等次|档次|等级|级|等|档)$")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+|\d\.\d+E\d+|\dE1[4-9]")
"""What Excel shows of a long number: 1.4E+17, and 5.1E+10 for a code of eleven digits."""
_LOST_DIGITS = 10**15
"""A number of more digits than Excel keeps."""
_CUT_SHORT = re.compile(r"\d{15}0{3,}")
"""A long number that has been through Excel: zeros behind its fifteenth digit."""
_ROUND_NUMBERS = ((10, 3), (12, 6))
"""(digits, those of them that may be other than zero): a code that was shown as 5.1E+10 or 5.10107E+11, and typed anew."""


def read_answer(cell: Cell, context: CellContext) -> bool:
    """√, 是, 1 … or ×, 否, 0 …, what the column declares, and which of `是□ 否☑` is ticked."""
    text = context.words.get(tidy(cell_text(cell)), cell_text(cell))
    if tidy(text) not in YES_WORDS | NO_WORDS and has_marks(text):
        try:
            word = ticked_choice(text, lambda word: _is_yes_or_no(word, context)) or "是"
        except TickDoubt as doubt:
            raise UnreadableText(f"是或否；{doubt}") from doubt
        text = context.words.get(word, word)
    return read_yes_no(text)


def _is_yes_or_no(word: str, context: CellContext) -> bool:
    return word in context.words or word in YES_WORDS | NO_WORDS


def read_choice(cell: Cell, context: CellContext) -> str:
    """One of the declared words, or a way of writing one: 优秀等次 is 优秀, ａ is A, Q1 is 一季度; or the one ticked of several."""
    text = tidy(cell_text(cell))
    if word := _declared_word(text, context) or choose_part(cell, context):
        return word
    expected = "、".join(context.spec.words) + "之一"
    if has_marks(cell_text(cell)):
        try:
            text = ticked_choice(cell_text(cell), lambda word: bool(_declared_word(word, context)))
        except TickDoubt as doubt:
            raise CellRefused("D123", expected, f"{doubt}。") from doubt
        if word := _declared_word(text, context):
            return word
    near = find_near_choice(text, context.words)
    hint = f"是不是{quoted(near)}？" if near else ""
    raise CellRefused("D123", expected, hint)


def _declared_word(text: str, context: CellContext) -> str:
    """The declared word that a text is a way of writing, "" for none."""
    bare = _GRADE.sub("", text)
    spellings = (text, text.upper(), text.lower(), bare, bare.upper())
    if word := next((word for spelling in spellings if (word := context.words.get(spelling))), ""):
        return word
    figures = in_figures(text)
    same = {word for spelling, word in context.words.items() if in_figures(spelling) == figures}
    return same.pop() if len(same) == 1 else ""


def read_id(cell: Cell, context: CellContext) -> str:
    """An 18-digit ID number, which must be text: as a number it has lost its last digits."""
    if _has_lost_digits(cell, True) or _is_cut_short(cell):
        raise CellRefused("D129", "文本格式的18位身份证号")
    try:
        return read_citizen_id(cell_text(cell))
    except UnreadableText as error:
        raise CellRefused("D130", str(error)) from error


def read_text(cell: Cell, context: CellContext) -> str:
    """Words as written but for white space (`张　三` is 张三), the dot in names and full-width letters and digits."""
    if _has_lost_digits(cell, context.key) or _is_cut_short(cell):
        raise CellRefused("D132", "文本格式的号码")
    plain = _DOTS.sub("·", INVISIBLE.sub("", normalize("NFKC", screen_text(cell)))).strip()
    return _INNER_SPACE.sub("", plain)


def _has_lost_digits(cell: Cell, key: bool) -> bool:
    """Whether a number too long for Excel stands here, or what is left of one in a text.

    key: whether the cell should tell whose the row is: no number as round as `5.1E+10` does.
    """
    if isinstance(cell, int | float):
        return abs(cell) >= _LOST_DIGITS or (key and _is_round(cell))
    return (
        isinstance(cell, str)
        and "E" in normalize("NFKC", cell).upper()
        and bool(_SCIENTIFIC.fullmatch(tidy(cell).upper()))
    )


def _is_round(number: int | float) -> bool:
    digits = str(int(number)) if isfinite(number) and number == int(number) else ""
    return any(len(digits) >= long and len(digits.rstrip("0")) <= told for long, told in _ROUND_NUMBERS)


def _is_cut_short(cell: Cell) -> bool:
    """Whether a text is a number of 18 digits or more with zeros behind the fifteenth, and no ID number that is right so."""
    plain = tidy(cell) if isinstance(cell, str) else ""
    if not _CUT_SHORT.fullmatch(plain):
        return False
    try:
        read_citizen_id(plain)
    except UnreadableText:
        return True
    return False
