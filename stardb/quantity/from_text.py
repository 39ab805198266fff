"""From what people type to exact values: numbers with units, money, percents, durations, dates, yes and no, ID numbers.

Every reader takes the text of a cell or of a rule and gives the value, or raises `UnreadableText` saying what was expected.
Full-width digits and punctuation, thousands commas and a Chinese full stop for a decimal point are read as meant.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import prod

from stardb.quantity.column import Kind
from stardb.quantity.numerals import CHINESE_NUMERALS, read_digits, read_numeral

EPOCH = date(1970, 1, 1)
MAGNITUDES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
MONEY_UNITS = {"元": Fraction(1), "块": Fraction(1), "角": Fraction(1, 10), "分钱": Fraction(1, 100)}
PERCENT_UNITS = {
    "%": Fraction(1, 100),
    "个百分点": Fraction(1, 100),
    "百分点": Fraction(1, 100),
    "‰": Fraction(1, 1000),
}
DURATION_UNITS = {"年": 12, "周年": 12, "岁": 12, "周岁": 12, "个月": 1, "月": 1}
MISTYPED = "一个数；数字里夹了字母，是不是把 0 写成了 O、把 1 写成了 l"
"""What is expected where a letter stands among digits."""

METRIC_UNITS = frozenset({"km", "m", "cm", "kg", "g", "t"})
"""The units in letters that may stand behind a number."""

YES_WORDS = frozenset(re.split(" ", "√ ✓ ✔ ☑ ✅ ■ 是 有 对 Y y YES yes TRUE true 达标 已达标 合格 已完成 完成 1"))
NO_WORDS = frozenset(re.split(" ", "× ✗ ✘ X x 否 无 没有 N n NO no FALSE false 不达标 未达标 不合格 未完成 0"))
BLANK_WORDS = frozenset(("", "空", "空白", *re.split(" ", "/ // \\ - -- --- — —— ——— ― ―― – －")))

_QUANTITY = re.compile(r"([+-]?\d+(?:\.\d+)?)([十百千]?(?:万亿|万|亿)?)([^\d\s]*)")
_INDEFINITE = re.compile(r"余|多|来|半|几|左右|上下|以上|以下|以内|[^\w%‰°/]")
_LETTERS = re.compile(r"[A-Za-z]")
_AMID = re.compile(r"\d[OoIl][\d.]")
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")
_SPACED_THOUSANDS = re.compile(r"(?<![\d.,])(?<!\d\s)\d{1,3}(?: \d{3})+(?!\s*\d)")
_SPLIT = re.compile(r"[\d.]\s+[\d.]")
_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})(?:[月.]|[月./-](\d{1,2})[日号.]?)?")
_SHORT_YEAR = re.compile(r"'?\d{2}[年./-]\d{1,2}(?:[月./-](?:\d{1,2}[日号]?)?)?")
_PERIOD = re.compile(r"\d.*(?:至今|[至到~～—–-].*\d{4})")
_CLOCK = re.compile(
    r"(?:[T\s]|(?<=[日号]))\s*(?:上午|下午|凌晨|早上|中午|晚上)?\s*(?:\d{1,2}[:时点]\d{0,2}(?:[:分]\d{0,2}秒?(?:\.\d+)?)?Z?)?$"
)
_WEEKDAY = re.compile(r"(?<=[日号])\s*\(?(?:星期|周)[一二三四五六日天]\)?$")
_WORDED_DATE = re.compile(
    r"([零〇○一二三四五六七八九]{4}|\d{4})年([一二三四五六七八九十]+|\d{1,2})月(?:([一二三四五六七八九十]+|\d{1,2})[日号])?"
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe0e\ufe0f\ufeff]")
"""What a copied text may hold and nobody sees."""

_SQUARES = re.compile(r"(?<=[\d万亿\s])(k?)(?:m²|㎡|m2(?!\d))|(?<=[\d万亿\s])㎢")
"""The units of areas in letters, whose ² is no mark."""
_LENGTHS = {"": "米", "k": "公里", None: "公里"}
_QUOTES = re.compile(r"[\"'“”‘’「」『』]")
ROUND_BRACKETS = str.maketrans("[【〔〖{]】〕〗}", "((((()))))")
_CIRCLED = re.compile(r"^[①-⑳*]+")
_DIGITS = 30
_LONGEST_DATE = 64
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_RANGE = re.compile(r"\d[^\d\s+~～—–至到-]{0,4}(?:[~～〜—–―至到-])+[+-]?\d")
_BOUND = re.compile(r"约|大约|将?近|接近|超过?|达到?|[不低多少高大小]+[于过]|至少|最多|[≥≤><±~]")
_ID = re.compile(r"\d{17}[\dX]")
_OLD_ID = re.compile(r"\d{15}")
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
"""GB 11643 (ISO 7064 MOD 11-2): the weights of the first 17 digits; the check digit for each remainder by 11."""


class UnreadableText(ValueError):
    """The text is not a value of the kind wanted; the message (Chinese) says what was expected."""


class NoNumber(UnreadableText):
    """The text is no number at all, with a unit or without."""

    def __init__(self) -> None:
        super().__init__("一个数")


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """Full-width forms made half-width, inner and outer white space gone, a Chinese full stop between digits a point."""
    return re.sub(r"\s+", "", _fold(text))


@lru_cache(maxsize=65536)
def name_text(text: str) -> str:
    """A name of a table or column as it is compared: tidied, without quotation marks, all brackets round, no colon after."""
    return _QUOTES.sub("", tidy(_CIRCLED.sub("", text.strip()))).translate(ROUND_BRACKETS).strip("*:")


def _fold(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", re.sub(r"(?<=\d)[。·](?=\d)", ".", INVISIBLE.sub("", text))).replace("−", "-")


@lru_cache(maxsize=65536)
def tidy_number(text: str) -> str:
    """A text with a number in it tidied, and without thousands commas and spaces; "" where tidying would make it up.

    White space between digits may stand between two numbers (`8⏎5`), and `²` and `①` are marks: neither is read.
    """
    text = _SQUARES.sub(lambda unit: f"平方{_LENGTHS[unit[1]]}", text)
    if not text.isascii() and any(unicodedata.category(char) == "No" for char in text):
        return ""
    folded = _SPACED_THOUSANDS.sub(lambda run: run.group().replace(" ", ""), _fold(text))
    if _SPLIT.search(folded):
        return ""
    return _THOUSANDS.sub(lambda run: run.group().replace(",", ""), re.sub(r"\s+", "", folded))


def read_number(text: str) -> Fraction:
    """A plain number, with 万/亿 where written: `1,234.5`, `３.5万`, `+5`."""
    kind, value = read_quantity(text)
    if kind is not Kind.NUMBER:
        raise UnreadableText(f"一个数，不带“{kind.value}”的单位")
    return value


def read_quantity(text: str) -> tuple[Kind, Fraction]:
    """A number with its unit: `10万元` MONEY in 元, `85%` PERCENT (17/20), `3年6个月` DURATION in months, `1件` NUMBER.

    A unit that names no kind (件, 次, 户, 分, 星) makes a plain number.
    """
    return read_measured(text)[:2]


def read_measured(text: str) -> tuple[Kind, Fraction, str]:
    """As `read_quantity`, and the unit as written, without its magnitude: 3.5万人 is (NUMBER, 35000, 人)."""
    plain = tidy_number(text)
    if _RANGE.search(plain):
        raise UnreadableText("一个确定的数，不能是范围")
    parts = list(_QUANTITY.finditer(plain))
    if _AMID.search(plain):  # 2O.5万元
        raise UnreadableText(MISTYPED)
    if not parts or "".join(part.group() for part in parts) != plain:
        raise UnreadableText("一个确定的数，不能是约数或界限") if parts and _BOUND.match(plain) else NoNumber()
    if any(len(part[1]) > _DIGITS for part in parts):
        raise UnreadableText(f"一个不超过{_DIGITS}位的数")
    if len(parts) > 1:
        return Kind.DURATION, _duration(parts), ""
    number, magnitude, unit = parts[0].groups()
    if _INDEFINITE.search(unit) or (
        unit[:1] in CHINESE_NUMERALS and unit not in ("", *PERCENT_UNITS)
    ):  # 50余户, 5?, 12万五千
        raise UnreadableText("一个确定的数")
    if _LETTERS.search(unit) and unit.lower() not in METRIC_UNITS:  # 7O分, 90l
        raise UnreadableText(MISTYPED)
    value = Fraction(number) * prod(MAGNITUDES[word] for word in magnitude)
    if unit in PERCENT_UNITS:
        return Kind.PERCENT, value * PERCENT_UNITS[unit], unit
    money = unit.removesuffix("整").removesuffix("人民币")
    if money in MONEY_UNITS:
        return Kind.MONEY, value * MONEY_UNITS[money], unit
    if unit in DURATION_UNITS:
        return Kind.DURATION, value * DURATION_UNITS[unit], unit
    return Kind.NUMBER, value, unit


def _duration(parts: list[re.Match[str]]) -> Fraction:
    """Years, then months: 3年6个月; what else is put together is no one number."""
    sizes = [0 if part[2] else DURATION_UNITS.get(part[3], 0) for part in parts]
    if sizes != [12, 1] or parts[1][1][0] in "+-":
        raise NoNumber
    months = Fraction(parts[1][1])
    if "." in parts[0][1] or months >= 12:  # 3.5年6个月, 3年13个月
        raise UnreadableText("一段时间，年数是整数，月数不到12，如 3年6个月")
    return Fraction(parts[0][1]) * 12 + (-months if parts[0][1].startswith("-") else months)


def unit_value(unit: str) -> tuple[Kind, Fraction]:
    """What one of a unit is: `万元` is (MONEY, 10000), `%` (PERCENT, 1/100), `年` (DURATION, 12), `件` (NUMBER, 1)."""
    return read_quantity(f"1{unit}")


def read_date(text: str, end: bool = False) -> int:
    """A date as days since 1970: `2022年6月`, `2022.6`, `2022-06-18 9:30`, `2022/6/18`, `20220618`, `二〇二二年六月`.

    A date without a day is the first of its month; with `end`, the last.
    """
    if len(text) > _LONGEST_DATE:
        raise UnreadableText(_expected_date(""))
    spoken = _CLOCK.sub("", _WEEKDAY.sub("", _fold(text).strip()))
    plain = re.sub(r"\s+", "", spoken)
    match = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    parts = match.groups() if match else _read_words(plain)
    if parts is None:
        raise UnreadableText(_expected_date(plain))
    year, month, day = int(parts[0]), int(parts[1]), int(parts[2] or 1)
    try:
        first = date(year, month, day)
    except ValueError as error:
        raise UnreadableText("一个日历上有的日期") from error
    days = (first - EPOCH).days
    return days + monthrange(year, month)[1] - 1 if end and not parts[2] else days


def _read_words(plain: str) -> tuple[str, ...] | None:
    """Year, month and day of a date with Chinese numerals; None where it is none."""
    if not (match := _WORDED_DATE.fullmatch(plain)):
        return None
    year, *others = match.groups()
    numbers = [word and (word if word.isdecimal() else str(read_numeral(word) or 0)) for word in others]
    return year if year.isdecimal() else read_digits(year), *numbers


def _expected_date(plain: str) -> str:
    """What was expected, in view of what was written instead."""
    if _SHORT_YEAR.fullmatch(plain):
        return "一个年份写满四位的日期，如 2022年6月18日 或 2022-06-18"
    if _PERIOD.search(plain):
        return "一个日期，不能是一段时间；如 2022年6月18日 或 2022-06-18"
    return "一个日期，如 2022年6月18日 或 2022-06-18"


def serial_date(serial: float, base1904: bool = False) -> int:
    """An Excel serial number as days since 1970."""
    base = date(1904, 1, 1) if base1904 else date(1899, 12, 30)
    return (base + timedelta(days=int(serial)) - EPOCH).days


def read_yes_no(text: str) -> bool:
    """√, 是, 有, 达标, 1 … as true; ×, 否, 无, 0 … as false."""
    plain = tidy(text)
    if plain in YES_WORDS or plain.lower() in YES_WORDS:
        return True
    if plain in NO_WORDS or plain.lower() in NO_WORDS:
        return False
    raise UnreadableText("是或否（可填 √、是、有 / ×、否、无）")


def read_citizen_id(text: str) -> str:
    """An 18-digit citizen ID number (GB 11643) whose check digit holds; a lower-case x is made upper-case."""
    plain = re.sub(r"(?<=\d)-(?=\d)", "", tidy(text).upper())
    if _OLD_ID.fullmatch(plain):
        raise UnreadableText("18位身份证号（现为15位的旧号，请换成18位的）")
    if not _ID.fullmatch(plain):
        raise UnreadableText(f"18位身份证号（现为{len(plain)}位）；该列须设为文本格式" if plain else "18位身份证号")
    if check_digit(plain[:17]) != plain[17]:
        raise UnreadableText("校验位正确的身份证号")
    try:
        date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError as error:
        raise UnreadableText("出生日期在日历上有的身份证号") from error
    return plain


def check_digit(first17: str) -> str:
    """The check digit of an ID number's first 17 digits (GB 11643, ISO 7064 MOD 11-2)."""
    return ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, ID_WEIGHTS, strict=True)) % 11]
