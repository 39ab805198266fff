"""What a cell's number format puts to its number: a percent sign, a unit, leading zeros."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

PERCENT = "%"
BUILT_IN: Mapping[int, str] = {9: PERCENT, 10: PERCENT}
"""The formats `0%` and `0.00%`, which need no code."""

_UNITS = "元|[百千万亿]元|百万元|[万亿]"
_XF = re.compile(rb"<(?:\w+:)?xf\b[^<>]*>")
_XF_FORMAT = re.compile(rb'numFmtId="(\d{1,9})"')
_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b(?=[^<>]*numFmtId="(\d{1,9})")[^<>]*formatCode="([^"]*)"')
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_ASIDE = re.compile(r"\[[^\]]*\]|_.|\s")
_WITH_UNIT = re.compile(rf'(?:General|G/通用格式|[#0]+(?:,[#0]{{3}})?(?:\.[#0]+)?)(?:"({_UNITS})"|\\?({_UNITS}))')
"""A plain number and a unit. Behind a trailing comma, or with a point that is only shown, it would be another number's."""
_CONDITION = re.compile(r"\[[<>=]")
_ZEROS = re.compile("0{2,15}")


@lru_cache(maxsize=4096)
def added(code: str) -> str:
    """What a number format adds: `%`, a unit of money (`#,##0"元"`), or its zeros (`000`); "" for all others."""
    if PERCENT in _LITERAL.sub("", code):
        return PERCENT
    if _CONDITION.search(code):
        return ""
    first = _ASIDE.sub("", code.partition(";")[0])
    if _ZEROS.fullmatch(first):
        return first
    match = _WITH_UNIT.fullmatch(first)
    return (match[1] or match[2]) if match else ""


@lru_cache(maxsize=64)
def cell_styles(styles: bytes) -> Mapping[str, str]:
    """The numbers of the cell styles in an .xlsx's styles whose formats add anything, and what."""
    codes = ((int(i), code.decode("utf-8", "replace").replace("&quot;", '"')) for i, code in _FORMAT.findall(styles))
    formats = {**BUILT_IN, **{i: added(code) for i, code in codes}}
    start, end = styles.find(b"cellXfs"), styles.rfind(b"cellXfs")
    found = (_XF_FORMAT.search(xf) for xf in _XF.findall(styles, start, end))
    numbers = [int(number[1]) if number else 0 for number in found]
    return {str(style): what for style, what in by_style(numbers, formats).items()}


def by_style(numbers: Sequence[int], formats: Mapping[int, str]) -> dict[int, str]:
    """Cell style -> what its format adds, where that is anything. numbers: each style's format; formats: what each adds."""
    return {style: what for style, number in enumerate(numbers) if (what := formats.get(number, ""))}
