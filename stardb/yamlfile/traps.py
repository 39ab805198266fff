"""Finds what YAML readers, or eyes, take for something else, and says how it is read and what to write."""

import re
import unicodedata
from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.quantity import UnreadableText, read_quantity, show


@dataclass(frozen=True)
class Trap:
    """One trap: the code and message of its problem, what to write, and how many characters into the text it stands."""

    code: str
    message: str
    remedy: str
    offset: int = 0


_LONGEST = 60
"""What is longer is no number and no day."""

_TRUTH = frozenset(["yes", "no", "on", "off", "true", "false", "null"])
_SPACES = {"\u3000": "全角空格", "\u00a0": "不换行空格", "\t": "制表符（Tab）"}
_HIDDEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
_NUMBER = re.compile(r"[-+－＋]?[\d０-９][\d０-９.．,，]*[%％‰]?[^\W\d]{0,3}")
_WIDE = re.compile(r"[０-９％．，－＋]")
_DAY = re.compile(r"(?<![\d-])(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?![\d-])")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMULA = re.compile(r"[≥≤<>=≠]|且|或")
_IN_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")


def find_word_traps(text: str, *, key: bool) -> list[Trap]:
    """The traps of a key or value written without quotes."""
    if len(text) > _LONGEST:
        return []
    found = [None if key else _find_truth(text), _find_digits(text), _find_wide(text), _find_day(text)]
    return [trap for trap in found if trap is not None]


def find_hidden_trap(text: str, *, key: bool) -> Trap | None:
    """A character nobody sees: anywhere in a key; in a value only at its ends, or where it has no width."""
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    for at, sign in enumerate(text):
        outside = at <= begin or at >= end
        if sign in _HIDDEN or (sign in _SPACES and (key or outside)):
            name = _SPACES.get(sign, "看不见的字符")
            shown = "".join(mark for mark in text if mark not in _HIDDEN).strip()[:_LONGEST]
            return Trap(
                "R109", f"“{shown}”里夹了{name}，看着一样，比对时是另一个词", f"删去第{at + 1}个字符（{name}）", at
            )
    return None


def find_item_trap(text: str) -> Trap | None:
    """A full-width comma in an item of a bracketed list: several items are meant."""
    bare = _IN_BRACKETS.sub(lambda found: " " * len(found.group()), text)
    at = next((at for at, sign in enumerate(bare) if sign in "，；"), -1)
    if at < 0:
        return None
    return Trap(
        "R107",
        f"“{text[:_LONGEST]}”只算一项，其中的“{bare[at]}”是全角的",
        "要分成几项的，改用半角逗号；本是一项的，用引号括起",
        at,
    )


def find_value_trap(text: str) -> Trap | None:
    """A number among braces that runs on after a full-width comma: `{优秀: 2，合格：1}`."""
    trap = find_item_trap(text)
    return trap if trap is not None and _NUMBER.fullmatch(text[: trap.offset]) and text[trap.offset + 1 :] else None


def _find_truth(text: str) -> Trap | None:
    if text.lower() not in _TRUTH or text in ("true", "false", "null"):
        return None
    return Trap("R104", f"“{text}”在这里只是文字，不是真假或空", "真假写 true 或 false；选项写 是、否")


def _find_digits(text: str) -> Trap | None:
    """Numbers that YAML 1.1, 1.2 and stardb read in different ways."""
    if re.fullmatch(r"[-+]?0\d+(\.\d+)?", text):
        other = f"，有的软件读作{int(text, 8)}" if re.fullmatch(r"0[0-7]+", text) else ""
        plain = re.sub(r"^([-+]?)0+(?=\d)", r"\1", text)
        return Trap("R105", f"“{text}”按文字读{other}", f"是数的写 {plain}；是编号的用引号括起，如 '{text}'")
    if re.fullmatch(r"[-+]?\d+(_\d+)+", text):
        return Trap("R105", f"“{text}”按文字读，有的软件读作{text.replace('_', '')}", f"写 {text.replace('_', '')}")
    if re.fullmatch(r"0[xX][0-9A-Fa-f]{1,16}|0[oO][0-7]{1,16}|0[bB][01]{1,64}", text):
        return Trap(
            "R105", f"“{text}”按文字读，有的软件读作{int(text, 0)}", f"是数的写 {int(text, 0)}；是编号的用引号括起"
        )
    if re.fullmatch(r"[-+]?(\d+(\.\d*)?|\.\d+)[eE][-+]?\d{1,9}", text):
        number = _write_out(text)
        return Trap("R105", f"“{text}”按文字读，有的软件读作{number or '另一个数'}", f"写 {number or '完整的数'}")
    if re.fullmatch(r"[-+]?\.\d+|[-+]?\d+\.", text):
        plain = re.sub(r"^([-+]?)\.", r"\g<1>0.", text).removesuffix(".")
        return Trap("R105", f"“{text}”的小数点一边没有数字，按文字读", f"写 {plain}")
    if re.fullmatch(r"\d{1,4}(:[0-5]?\d){1,2}", text):
        return Trap("R105", f"“{text}”按文字读，有的软件读作{_read_sixties(text)}", f"用引号括起，如 '{text}'")
    return None


def _write_out(text: str) -> str:
    """A number in powers of ten written out; "" where it would be too long."""
    power = int(re.split("[eE]", text)[1])
    if abs(power) > 15:
        return ""
    value = Fraction(text)
    return str(value) if value.denominator == 1 else f"{float(value):f}".rstrip("0")


def _read_sixties(text: str) -> int:
    value = 0
    for part in text.split(":"):
        value = value * 60 + int(part)
    return value


def _find_wide(text: str) -> Trap | None:
    if not _WIDE.search(text) or not _NUMBER.fullmatch(text):
        return None
    try:
        kind, value = read_quantity(text)
    except UnreadableText:
        return None
    half = unicodedata.normalize("NFKC", text)
    return Trap("R106", f"“{text}”里有全角的数字或符号，读作{show(kind, value)}", f"改用半角，写 {half}")


def _find_day(text: str) -> Trap | None:
    day = _DAY.fullmatch(text)
    return (
        None
        if day is None or _ISO.fullmatch(text)
        else Trap("R105", f"“{text}”不是日期的写法", f"写 {_write_iso(day)}")
    )


def find_formula_traps(text: str) -> list[Trap]:
    """Days that a formula, in quotes or not, takes for a subtraction or a division."""
    days = [day for day in _DAY.finditer(text) if not _ISO.fullmatch(day.group())] if _FORMULA.search(text) else []
    return [
        Trap("R105", f"“{day.group()}”不是日期的写法，在算式里是加减乘除", f"写 {_write_iso(day)}", day.start())
        for day in days
    ]


def _write_iso(day: re.Match[str]) -> str:
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
