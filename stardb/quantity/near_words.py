"""Words like another, to be asked about: `find_near`. A word that differs in an ordinal is another word, however like it is."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache

from stardb.quantity.numerals import CHINESE_NUMERALS, read_digits, read_numeral

LIKE = 0.5
"""How like two words must be, from 0 to 1: of two words of two characters one may differ."""

_ORDINAL = re.compile(
    rf"\d+|[{CHINESE_NUMERALS}]+|元(?=月)|[甲乙丙丁戊己庚辛壬癸]|[上中下]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])"
    r"|(?:国家|省|市|县|区|乡镇|乡|镇|村)(?=级)"
)
"""What tells the how-manieth of some things a word means: 一季度, 第3次, 甲等, 上半年, A类, 县级."""

_TURN = re.compile(r"[不未无没非否较正副前后高低]|基本")
"""What makes another word, or the contrary, of the rest: 不合格, 基本合格, 副职."""


@lru_cache(16_384)
def _ordinals(text: str) -> tuple[str, ...]:
    """The ordinals of a text in their order, in one spelling."""
    return tuple(map(_spell, _ORDINAL.findall(unicodedata.normalize("NFKC", text))))


_NUMBER = re.compile(rf"第?(\d+|[{CHINESE_NUMERALS}]+)")


@lru_cache(4096)
def in_figures(text: str) -> str:
    """A text with its numbers in figures and without 第: 第一网格, 一网格 and 第1网格 are all 1网格."""
    return _NUMBER.sub(lambda number: _spell(number[1]), unicodedata.normalize("NFKC", text))


def _spell(ordinal: str) -> str:
    if ordinal == "元":
        return "1"
    if ordinal.isascii():
        return ordinal.lstrip("0") or "0" if ordinal.isdecimal() else ordinal.upper()
    number = read_numeral(ordinal)
    return str(number) if number is not None else read_digits(ordinal) or ordinal


def is_another(one: str, other: str) -> bool:
    """Whether two words are different ones by what they say, not by how they are written.

    They are where an ordinal of one stands against another in the other (1季度 and 二季度, 甲等 and 乙等, 上半年 and 下半年), and
    where only one of them is turned into another (不合格 and 合格, 副职 and 正职).
    """
    if Counter(_TURN.findall(one)) != Counter(_TURN.findall(other)):
        return True
    mine, theirs = _ordinals(one), _ordinals(other)
    return not (_holds(mine, theirs) or _holds(theirs, mine))


def _holds(long: Sequence[str], short: Sequence[str]) -> bool:
    """Whether one's ordinals stand among the other's in the same order."""
    rest = iter(long)
    return all(ordinal in rest for ordinal in short)


def find_near(word: str, words: Iterable[str], most: int = 1, cutoff: float = LIKE) -> list[str]:
    """The words most like one that may be meant by it, the likest first: never one that `is_another`."""
    return get_close_matches(word, [other for other in words if not is_another(word, other)], most, cutoff)


def find_near_choice(word: str, spellings: Mapping[str, str]) -> str:
    """The choice a word is likely meant to be, "" where none or where it may as well be another.

    spellings: each way of writing a choice -> the choice. Of 季度 nobody can tell whether 一季度 or 二季度 is meant, and 较差 is
    no 较好 where 差 is a choice, too: a word must have something of what tells the choice from each other, and no other in it.
    """
    near = find_near(word, spellings)
    near = near or [spelling for spelling in spellings if spelling in word and not is_another(word, spelling)]
    if not near:
        return ""
    others = [spelling for spelling, choice in spellings.items() if choice != spellings[near[0]]]
    own = (set(near[0]) - set(other) for other in others)
    holds_another = any(other in word and other not in near[0] for other in others)
    return "" if holds_another or any(part and not part & set(word) for part in own) else spellings[near[0]]
