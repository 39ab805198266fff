"""Numbers not in plain digits, brought to what `read_quantity` reads: 二十三户, 壹万贰仟元整, 正正丅, ￥1,200."""

import re
from collections.abc import Iterator
from itertools import pairwise

from stardb.intake.headers.titles import UNITS
from stardb.quantity import (
    CHINESE_NUMERALS,
    DURATION_UNITS,
    MAGNITUDES,
    MONEY_UNITS,
    PERCENT_UNITS,
    UnreadableText,
    read_digits,
    read_numeral,
    tidy,
    unit_value,
)
from stardb.rulebook import COUNTED

_UNITS = UNITS | COUNTED | DURATION_UNITS.keys() | MONEY_UNITS.keys() | PERCENT_UNITS.keys() | {"", "元整", "分"}
"""What may follow a Chinese numeral: of 一般 and 三好 only the first sign is one."""

_WORD = f"[{CHINESE_NUMERALS}]"
_NUMBER = rf"(\d+|{_WORD}+)"
_PARTS = re.compile(rf"({_WORD}+)(?:点([零一二三四五六七八九]+)([万亿]?))?([^\d{CHINESE_NUMERALS}]*)")
_TERM = re.compile(rf"(?:{_NUMBER}年半|(半)年|{_NUMBER}年[零又]{_NUMBER}个?月)")
_AMOUNT = re.compile(rf"(?:人民币)?(?:({_WORD}+)[元圆块])?(?:零?({_WORD})角)?(?:零?({_WORD})分)?[整正]?")
_ORDINAL = re.compile(rf"第?{_NUMBER}届")
_CURRENCY = re.compile(r"([+-]?)(?:人民币|RMB|CNY|¥)+([+-]?[\d.,]+)([万亿]?)([元圆]?[整正]?)", re.IGNORECASE)
_STROKES = re.compile(r"(正*)([一丅丁丄T⊥上下止]?)(票?)")
_STROKE_COUNT = {"": 0, "一": 1, "丅": 2, "丁": 2, "T": 2, "下": 3, "止": 4}
_BRACKETED = re.compile(r"¥?\([¥\d.,]+[万亿]?元?\)[^\d()]*")
_RANGE = re.compile(rf"{_WORD}[^\d{CHINESE_NUMERALS}]?[至到~～—–-](?:{_WORD}|\d)")
_SPLIT = re.compile(rf"[\d{CHINESE_NUMERALS}]\s+[\d{CHINESE_NUMERALS}]")
_OWN_UNIT = re.compile(r"(?<=[\d一二三四五六七八九十百千万亿])\(([^()\d]+)\)$")
_NOTED = re.compile(r"-?\d[\d.,]*[^\d()]*\(.+\)")
_MIXED = re.compile(r"((?:\d+[亿万千百])+)(\d{3,})?(\D*)")
_MIXED_PART = re.compile(r"(\d+)([亿万千百])")
_LONGEST = 64
SESSIONS = 100
"""More than any session's number: 2021届 is a year's."""

WANTED_SESSION = "第几届，如 11届"


def to_digits(text: str, unit: str, counts: bool) -> str:
    """The text tidied and with its number in digits; the text itself where that is beyond this.

    unit: what a number without a unit is in. counts: whether the column counts whole things, so that 正 is five.
    Raises UnreadableText for a spelling that may mean more than one number.
    """
    text = text.strip().rstrip("。；;")
    if len(text) > _LONGEST or _SPLIT.search(text):
        return text
    plain = tidy(text)
    if _BRACKETED.fullmatch(plain):
        raise UnreadableText("一个数；负数前面写“-”，不用括号")
    if (own := _OWN_UNIT.search(plain)) and own[1] in _UNITS:
        text = plain = plain[: own.start()] + own[1]  # 12.5(万元)
    if _NOTED.fullmatch(plain):
        raise UnreadableText("一个数，括号里的说明请另写在备注里")
    if plain in ("一", "〇", "○"):
        raise UnreadableText("一个数；分不清“一”“〇”是数还是记号，请用数字写")
    if _RANGE.search(plain):
        raise UnreadableText("一个确定的数，不能是范围")
    if plain.isascii():
        return _currency(plain, unit) or text  # RMB5,000
    return next(filter(None, _spellings(plain, unit, counts)), text)


def _spellings(plain: str, unit: str, counts: bool) -> Iterator[str]:
    yield _strokes(plain, unit, counts)
    yield _currency(plain, unit)
    yield _session(plain) if unit == "届" else ""
    yield _sum(plain)
    yield _mixed(plain)
    yield _share(plain)
    yield _term(plain)
    yield _read_words(plain, unit)


def _strokes(plain: str, unit: str, counts: bool) -> str:
    """正正丅 is 12 where things are counted; a stroke alone is one among ballots only."""
    match = _STROKES.fullmatch(plain)
    if match is None or not (match[1] or unit == "票"):
        return ""
    if not counts or match[2] not in _STROKE_COUNT:
        raise UnreadableText("一个数，请用数字写")
    return f"{5 * len(match[1]) + _STROKE_COUNT[match[2]]}{match[3]}"


def _currency(plain: str, unit: str) -> str:
    """￥1,200 is in 元, unless the header says otherwise."""
    match = _CURRENCY.fullmatch(plain)
    if match is None:
        return ""
    sign, number, magnitude, yuan = match.groups()
    if not magnitude and not yuan and unit and unit_value(unit)[1] != 1:
        raise UnreadableText(f"一个金额，写明元还是{unit}")
    return f"{sign}{number}{magnitude}元"


def _session(plain: str) -> str:
    """第十一届 is 11; 2021届 is a year's."""
    match = _ORDINAL.fullmatch(plain)
    number = _whole(match[1]) if match else None
    if number is not None and number >= SESSIONS:
        raise UnreadableText(WANTED_SESSION)
    return "" if number is None else f"{number}届"


def _sum(plain: str) -> str:
    """壹万贰仟元叁角整: an amount in the capitals of accounts."""
    match = _AMOUNT.fullmatch(plain)
    if match is None or not (match[1] or match[2]):
        return ""
    yuan, *small = (read_numeral(word) if word else 0 for word in match.groups())
    if yuan is None or any(digit is None or digit > 9 for digit in small):
        return ""
    return f"{yuan}.{''.join(map(str, small))}元"


def _mixed(plain: str) -> str:
    """12万5千元, 1亿2000万, 3万5000元: magnitudes that get smaller; of 3万5 nobody can tell."""
    match = _MIXED.fullmatch(plain)
    if match is None or match[3] not in _UNITS:
        return ""
    parts = [(int(number), MAGNITUDES[size]) for number, size in _MIXED_PART.findall(match[1])]
    parts += [(int(match[2]), 1)] if match[2] else []
    falling = all(low * small < large for (_, large), (low, small) in pairwise(parts))
    if len(parts) < 2 or not falling or parts[0][1] < MAGNITUDES["万"]:
        return ""
    return _in_ten_thousands(sum(number * size for number, size in parts)) + match[3]


def _share(plain: str) -> str:
    """百分之八十五."""
    if not plain.startswith("百分之"):
        return ""
    rest = plain.removeprefix("百分之")
    return f"{rest if rest.isascii() else _read_words(rest, '') or rest}%"


def _term(plain: str) -> str:
    """三年半, 半年, 3年零6个月."""
    match = _TERM.fullmatch(plain)
    if match is None:
        return ""
    years, half, full, months = match.groups()
    if half or years:
        return f"{_whole(years or '0')}年6个月"
    return f"{_whole(full)}年{_whole(months)}个月"


def _read_words(plain: str, unit: str) -> str:
    """二十三户, 三年六个月, 一点五万元."""
    parts = list(_PARTS.finditer(plain))
    if not parts or "".join(part.group() for part in parts) != plain:
        return ""
    numbers = [read_numeral(part[1]) for part in parts]
    if None in numbers or any(part[4] not in _UNITS and part[4] != unit for part in parts):
        return ""
    return "".join(
        f"{number}.{read_digits(part[2])}{part[3]}{part[4]}"
        if part[2]
        else f"{_with_magnitude(number, part[1])}{part[4]}"
        for number, part in zip(numbers, parts, strict=True)
    )


def _with_magnitude(number: int | None, words: str) -> str:
    """十二万 as 12万: who writes the magnitude does not mean that of the header as well."""
    if number is None or not set(words) & set("万亿萬億"):
        return str(number)
    return _in_ten_thousands(number)


def _in_ten_thousands(number: int) -> str:
    whole, rest = divmod(number, 10**4)
    return f"{whole}.{rest:04}万"


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else read_numeral(text)
