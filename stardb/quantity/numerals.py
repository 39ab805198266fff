"""Chinese numerals: 二十三, 一万零二百, 贰仟伍佰, 二〇二二 are read exactly or not at all."""

import re

CHINESE_DIGITS = "零一二三四五六七八九"
SIZES = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
CHINESE_NUMERALS = "零〇一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩"
"""What a numeral is written with, the capitals of accounts among it."""

_PLAIN = str.maketrans("〇○壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億两兩", "零零一二二三三四五六六七八九十百千万亿二二")
_POSITIONAL = re.compile(f"[{CHINESE_DIGITS}]+")
_LONGEST = 32


def read_numeral(text: str) -> int | None:
    """The whole number a text spells; None where it spells none, or more than one: 三四, 一百五, 八一."""
    words = text.translate(_PLAIN)
    if not words or len(words) > _LONGEST or any(char not in CHINESE_NUMERALS for char in words):
        return None
    value = _value(words)
    return value if _short(spell_number(value)) == _short(words) else None


def read_digits(text: str) -> str:
    """The digits a text names one by one, as a year is written: 二〇二二 is `2022`; "" where it does not."""
    words = text.translate(_PLAIN)
    return "".join(str(CHINESE_DIGITS.index(char)) for char in words) if _POSITIONAL.fullmatch(words) else ""


def spell_number(number: int) -> str:
    """A whole number in words: 一万零二百."""
    for size, unit in SIZES:
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return spell_number(head) + unit + gap + (spell_number(rest) if rest else "")
    return CHINESE_DIGITS[number]


def _value(words: str) -> int:
    """What the words come to, whether or not they are put together rightly."""
    sizes = {unit: size for size, unit in SIZES}
    total = section = digit = 0
    for char in words:
        if char in CHINESE_DIGITS:
            digit = CHINESE_DIGITS.index(char)
        elif sizes[char] < 10**4:
            section, digit = section + (digit or 1) * sizes[char], 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    return total + section + digit


def _short(words: str) -> str:
    """十 for 一十, as one says: 十二, 一百十二."""
    return words.replace("一十", "十")
