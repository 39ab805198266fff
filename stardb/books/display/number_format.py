"""`NumberFormat`: what a number format code means."""

from decimal import Decimal
from functools import lru_cache

from stardb.books.display.builtin import BUILT_IN
from stardb.books.display.codes import CodePart, Section, SectionCondition, Unsupported, parse_sections
from stardb.books.display.digit_pattern import Pattern, parse_pattern
from stardb.dataclass import dataclass

__all__ = ["BUILT_IN", "ChosenSection", "NumberFormat", "parse_format"]

_ZERO = Decimal(0)
_DEFAULT = {
    1: (None,),
    2: (SectionCondition(">=", _ZERO), None),
    3: (SectionCondition(">", _ZERO), SectionCondition("<", _ZERO), None),
}


@dataclass(frozen=True)
class ChosenSection:
    """The section a number is shown by.

    is_bare: whether a minus is shown only where the section draws one. is_negative: whether it is for negative numbers alone.
    """

    section: Section
    is_bare: bool = False
    is_negative: bool = False


@dataclass(frozen=True, eq=False)
class NumberFormat:
    """A code's sections for numbers, and the one for texts.

    plain: whether a number above, below, and at nought shows its own digits and no more, be they rounded or grouped.
    is_bare: whether whole numbers that are plain show no more than that: no point, no commas. decimals: the most that are
    shown. rounds: whether it may hide digits that matter.
    """

    code: str
    numbers: tuple[Section, ...]
    texts: Section | None
    plain: tuple[bool, bool, bool]
    is_bare: bool
    decimals: int
    rounds: bool

    def is_plain(self, number: float) -> bool:
        """Whether a number shows its own digits and no more."""
        return self.plain[0 if number > 0 else 1 if number < 0 else 2]

    def choose(self, number: Decimal) -> ChosenSection | None:
        """The section for a number; None where there is none, and Excel shows `####`."""
        conditions = self._conditions()
        for i, (section, condition) in enumerate(zip(self.numbers, conditions, strict=True)):
            if condition is None or condition.holds(number):
                is_negative = self._is_negative(i, conditions)
                is_bare = number < 0 and (i > 0 or is_negative)  # of other sections than the first programs differ
                return ChosenSection(section, is_bare, is_bare and is_negative)
        return None

    def _conditions(self) -> tuple[SectionCondition | None, ...]:
        own = tuple(section.condition for section in self.numbers)
        if not any(own):
            return _DEFAULT[len(own)]
        filled = list(own)
        if len(own) == 3 and own[0] and not own[1]:
            filled[1] = SectionCondition("<", _ZERO)
        elif own[0] is None:
            filled[0] = SectionCondition(">", _ZERO)
        return tuple(filled)

    def _is_negative(self, i: int, conditions: tuple[SectionCondition | None, ...]) -> bool:
        """Whether a section is for negative numbers alone."""
        condition = conditions[i]
        if condition:
            return condition.operator in ("<", "<=") and condition.limit <= 0
        before = conditions[i - 1] if i else None
        return i == 1 and before is not None and before.operator in (">", ">=") and before.limit == 0


@lru_cache(maxsize=4096)
def parse_format(code: str) -> NumberFormat | None:
    """What a code means; None where it is outside the grammar."""
    try:
        found = parse_sections(code or "General")
        for section in found:
            if section.is_number:
                parse_pattern(section)
        return _format(code, found)
    except Unsupported:
        return None


def _format(code: str, found: tuple[Section, ...]) -> NumberFormat:
    numbers: tuple[Section, ...]
    texts = next((section for section in found[::-1] if CodePart.TEXT in section.parts), None)
    if len(found) == 4:
        texts, numbers = found[3], found[:3]
    else:
        numbers = tuple(section for section in found if CodePart.TEXT not in section.parts or len(found) == 1)
    numbers = numbers or (Section(),)
    patterns = [parse_pattern(section) for section in numbers if section.is_number]
    return NumberFormat(
        code,
        numbers,
        texts,
        _plain(numbers),
        not any(how.grouped or how.decimals for how in patterns),
        max((how.decimals for how in patterns), default=0),
        any(how.rounds for how in patterns),
    )


def _plain(numbers: tuple[Section, ...]) -> tuple[bool, bool, bool]:
    """For numbers above, below and at nought: whether the section for them draws nothing but digits and their sign."""
    if any(section.condition for section in numbers):
        return False, False, False
    first, second, third = numbers[0], numbers[1:2] or numbers[:1], numbers[2:] or numbers[:1]
    return _draws(first, ("",)), _draws(second[0], ("-", "()") if len(numbers) > 1 else ("",)), _draws(third[0], ("",))


def _draws(section: Section, signs: tuple[str, ...]) -> bool:
    """Whether a section draws a number's digits, one of the signs, and nothing else."""
    if section.parts == {CodePart.TEXT}:
        return len(section.tokens) == 1 and not section.numerals
    if section.numerals or section.is_date or not section.is_number:
        return False
    how = parse_pattern(section)
    around = "".join(token.text for token in (*how.before, *how.after) if token.part is not CodePart.SPACE)
    return around.replace(" ", "") in signs and not how.shift and not how.percents and how.point == 0 and _is_whole(how)


def _is_whole(how: Pattern) -> bool:
    """Whether it shows a digit for nought, and no zeros before other numbers."""
    return how.is_general or (how.zeros == 1 and not how.is_fraction and not how.is_scientific)
