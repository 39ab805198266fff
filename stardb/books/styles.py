"""Which styles of a workbook show a number as a percent."""

import re
from functools import lru_cache

PERCENTS = frozenset({9, 10})
"""The built-in formats `0%` and `0.00%`."""

_XF = re.compile(rb"<(?:\w+:)?xf\b[^<>]*>")
_XF_FORMAT = re.compile(rb'numFmtId="(\d{1,9})"')
_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b(?=[^<>]*numFmtId="(\d{1,9})")[^<>]*formatCode="([^"]*)"')
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')


def is_percent(code: str) -> bool:
    """Whether a number format shows a percent: `0.0%`, not `0"%"`."""
    return "%" in _LITERAL.sub("", code)


@lru_cache(maxsize=64)
def percent_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles in an .xlsx's styles that show a percent."""
    own = {
        int(i)
        for i, code in _FORMAT.findall(styles)
        if is_percent(code.decode("utf-8", "replace").replace("&quot;", '"'))
    }
    formats = PERCENTS | own
    start, end = styles.find(b"cellXfs"), styles.rfind(b"cellXfs")
    found = (_XF_FORMAT.search(xf) for xf in _XF.findall(styles, start, end))
    return frozenset(str(i) for i, number in enumerate(found) if number and int(number[1]) in formats)
