"""`Pattern`: how one section of a number format writes digits."""

from collections.abc import Sequence
from functools import lru_cache

from stardb.books.display.codes import CodePart, Section, Token, Unsupported
from stardb.dataclass import dataclass

FINE = 2
"""With so many decimals, as averages have them, nobody is misled by what is rounded away."""

_MOST = 30
"""The most decimals a format shows."""
_POINTS = (".", "．")


@dataclass(frozen=True)
class Pattern:
    """How a section writes digits.

    before, after: what stands around them. body: the tokens from the first place of a digit to the last. decimals: how
    many are shown. zeros: how many digits stand before the point at least. thousands: how often it is divided by 1000.
    percents: how often it is taken times 100. point: how many digits stand behind a point that is only drawn between them.
    """

    before: tuple[Token, ...]
    body: tuple[Token, ...]
    after: tuple[Token, ...]
    decimals: int = 0
    zeros: int = 0
    thousands: int = 0
    percents: int = 0
    point: int | None = 0
    grouped: bool = False

    @property
    def is_general(self) -> bool:
        """Whether it shows as many digits as there are."""
        return self._has(CodePart.GENERAL)

    @property
    def is_scientific(self) -> bool:
        """Whether it shows a power of ten."""
        return self._has(CodePart.EXPONENT)

    @property
    def is_fraction(self) -> bool:
        """Whether it shows a numerator and a denominator."""
        return self._has(CodePart.SLASH)

    def _has(self, part: CodePart) -> bool:
        return any(token.part is part for token in self.body)

    @property
    def rounds(self) -> bool:
        """Whether it may hide digits that matter: it shows fewer than two decimals."""
        whole = not (self.is_general or self.is_scientific or self.is_fraction)
        return whole and self.decimals + (self.point or 0) < FINE

    @property
    def shift(self) -> int:
        """The power of ten that a number is taken times before its digits are shown."""
        return 2 * self.percents - 3 * self.thousands


@lru_cache(maxsize=4096)
def parse_pattern(section: Section) -> Pattern:
    """How a section that shows a number writes it. Raises Unsupported where it makes no sense."""
    tokens = section.tokens
    places = [i for i, token in enumerate(tokens) if token.part in (CodePart.DIGIT, CodePart.GENERAL)]
    first, last = places[0], places[-1]
    if first and tokens[first - 1].part is CodePart.POINT:  # .00
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].part in (CodePart.COMMA, CodePart.POINT):
        last += 1
    last = _with_denominator(tokens, last)
    body = tokens[first : last + 1]
    if sum(token.part is CodePart.GENERAL for token in body) > 1 or (
        any(token.part is CodePart.GENERAL for token in body) and len(body) > 1
    ):
        raise Unsupported
    whole, decimals = split_places(body)
    percents = sum(token.part is CodePart.PERCENT for token in tokens)
    commas = [i for i, token in enumerate(body) if token.part is CodePart.COMMA]
    digits = [i for i, token in enumerate(body) if token.part is CodePart.DIGIT]
    thousands = sum(_scales(i, body, digits, len(whole)) for i in commas)
    if len(decimals) > _MOST or sum(token.part is CodePart.POINT for token in body) > 1:
        raise Unsupported
    return Pattern(
        tokens[:first],
        body,
        tokens[last + 1 :],
        len(decimals),
        sum(token.text == "0" for token in whole if token.part is CodePart.DIGIT),
        thousands,
        percents,
        _literal_point(whole),
        len(commas) > thousands,
    )


def _with_denominator(tokens: Sequence[Token], last: int) -> int:
    """The end of the body where a denominator is written out: `# ?/16`."""
    at = last + 1
    if at < len(tokens) and tokens[at].part is CodePart.SLASH:
        end = at + 1
        while end < len(tokens) and tokens[end].part is CodePart.LITERAL and tokens[end].text.isdecimal():
            end += 1
        return end - 1 if end > at + 1 else last
    return last


def split_places(body: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens before the point, and the places behind it."""
    point = next((i for i, token in enumerate(body) if token.part is CodePart.POINT), len(body))
    end = next((i for i, token in enumerate(body) if token.part is CodePart.EXPONENT), len(body))
    return [*body[: min(point, end)]], [token for token in body[point:end] if token.part is CodePart.DIGIT]


def _scales(comma: int, body: Sequence[Token], digits: Sequence[int], whole: int) -> bool:
    """Whether a comma divides by 1000, as one does behind the last digit before the point, or behind all."""
    later = [i for i in digits if i > comma]
    return not later or (comma < whole and all(i > whole for i in later))


def _literal_point(whole: Sequence[Token]) -> int | None:
    """The digits behind a point drawn between those of a whole number (`0!.0`); None where anything else is drawn there."""
    digits = [i for i, token in enumerate(whole) if token.part is CodePart.DIGIT]
    if not digits:
        return 0
    within = whole[digits[0] :]  # what follows the last digit stands before the point
    literals = [i for i, token in enumerate(within) if token.part not in (CodePart.DIGIT, CodePart.COMMA)]
    if not literals:
        return 0
    if len(literals) > 1 or within[literals[0]].text not in _POINTS:
        return None
    return sum(i > digits[0] + literals[0] for i in digits)
