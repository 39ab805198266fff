"""Number format codes taken apart: `#,##0"元";[Red]-0` as sections of tokens."""

import re
from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal
from enum import Enum

from stardb.dataclass import dataclass

CODE_LIMIT = 255
"""The longest code Excel takes."""


class Unsupported(ValueError):
    """A code, or a part of one, outside the grammar."""


class CodePart(Enum):
    """What a token of a code is."""

    DIGIT = "0, # or ?"
    POINT = "."
    COMMA = ","
    PERCENT = "%"
    EXPONENT = "E+"
    SLASH = "/"
    LITERAL = "text as it stands"
    SPACE = "room as wide as a character"
    GENERAL = "General"
    TEXT = "@"
    DATE = "a part of a date or time"
    ELAPSED = "[h]"
    HALF_DAY = "AM/PM"


@dataclass(frozen=True)
class Token:
    """One token: what it is, and how it is written; of a literal, the text it shows."""

    part: CodePart
    text: str


@dataclass(frozen=True)
class SectionCondition:
    """`[>=10000]`: which numbers a section is for."""

    operator: str
    limit: Decimal

    def holds(self, number: Decimal) -> bool:
        """Whether a number meets it."""
        match self.operator:
            case "<":
                return number < self.limit
            case "<=":
                return number <= self.limit
            case ">":
                return number > self.limit
            case ">=":
                return number >= self.limit
            case "=":
                return number == self.limit
        return number != self.limit


@dataclass(frozen=True, eq=False)
class Section:
    """One section of a code. colour: whether it has one. numerals: the kind of Chinese numerals (1, 2), 0 for digits."""

    tokens: tuple[Token, ...] = ()
    condition: SectionCondition | None = None
    colour: bool = False
    numerals: int = 0
    locale: str = ""
    parts: frozenset[CodePart] = field(default=frozenset())

    @property
    def is_date(self) -> bool:
        """Whether it shows a date or a time."""
        return not self.parts.isdisjoint((CodePart.DATE, CodePart.ELAPSED))

    @property
    def is_number(self) -> bool:
        """Whether it shows the digits of a number."""
        return not self.parts.isdisjoint((CodePart.DIGIT, CodePart.GENERAL)) and not self.is_date


_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)(?:"|$)
    | [\\!](?P<escaped>.)
    | _(?P<space>.) | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式|G/標準)
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|g+|aaaa?)
    | (?P<sign>[0#?.,%/@;])
    | (?P<literal>[^abeghmnsyd\[\]"\\_*])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SIGNS = {
    "0": CodePart.DIGIT,
    "#": CodePart.DIGIT,
    "?": CodePart.DIGIT,
    ".": CodePart.POINT,
    ",": CodePart.COMMA,
    "%": CodePart.PERCENT,
    "/": CodePart.SLASH,
    "@": CodePart.TEXT,
}
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,30}(?:\.\d{1,30})?(?:E[+-]?\d{1,2})?)", re.IGNORECASE)
_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+|[黑蓝绿红白黄]色?|青色?|蓝绿色|洋红色?|颜色\s*\d+)",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"\$([^-\]]*)(?:-([\w-]+))?(?:,\d+)?")
_NUMERALS = re.compile(r"DBNum([123])", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_YEN = "日元"
_JAPAN = ("411", "0411", "ja-JP")


def parse_sections(code: str) -> tuple[Section, ...]:
    """The sections of a code, one to four. Raises Unsupported for what is no code."""
    if len(code) > CODE_LIMIT:
        raise Unsupported(code)
    found = [_SectionBuilder()]
    for name, text in _pieces(code):
        if name == "sign" and text == ";":
            found.append(_SectionBuilder())
        else:
            found[-1].add(name, text)
    if len(found) > 4:
        raise Unsupported(code)
    return tuple(draft.section() for draft in found)


def _pieces(code: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(code):
        match = _TOKEN.match(code, at)
        if match is None:
            raise Unsupported(code)
        at = match.end()
        name = match.lastgroup or ""
        yield name, match[name]


class _SectionBuilder:
    """A section as far as it was read."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._condition: SectionCondition | None = None
        self._colour = False
        self._numerals = 0
        self._locale = ""

    def add(self, name: str, text: str) -> None:
        match name:
            case "bracket":
                self._bracket(text)
            case "quoted" | "escaped" | "literal":
                self._put(CodePart.LITERAL, text)
            case "space":
                self._put(CodePart.SPACE, text)
            case "general":
                self._put(CodePart.GENERAL, text)
            case "half":
                self._put(CodePart.HALF_DAY, text)
            case "exponent":
                self._put(CodePart.EXPONENT, text.upper())
            case "date":
                self._put(CodePart.DATE, text.lower())
            case "sign":
                self._put(_SIGNS[text], text)

    def _put(self, part: CodePart, text: str) -> None:
        if text:
            self._tokens.append(Token(part, text))

    def _bracket(self, text: str) -> None:
        if match := _CONDITION.fullmatch(text.strip()):
            self._condition = SectionCondition(match[1], Decimal(match[2]))
        elif _COLOUR.fullmatch(text.strip()):
            self._colour = True
        elif match := _CURRENCY.fullmatch(text):
            self._locale = match[2] or ""
            symbol = match[1]
            self._put(CodePart.LITERAL, _YEN if symbol in ("¥", "￥") and self._locale in _JAPAN else symbol)
        elif match := _NUMERALS.fullmatch(text):
            self._numerals = int(match[1])
        elif _ELAPSED.fullmatch(text):
            self._put(CodePart.ELAPSED, text.lower())
        else:
            raise Unsupported(text)

    def section(self) -> Section:
        parts = frozenset(token.part for token in self._tokens)
        letters = {token.text[0] for token in self._tokens if token.part is CodePart.DATE}
        if "g" in letters and letters.isdisjoint("ey"):  # 0.0 kg, which ought to be quoted
            raise Unsupported
        return Section(
            tuple(self._tokens), self._condition, self._colour, self._numerals, self._locale.upper().lstrip("0"), parts
        )
