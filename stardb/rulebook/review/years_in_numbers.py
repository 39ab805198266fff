"""R607: a number with a year or a date inside it, as copying from web pages and PDFs leaves behind.

Seen in print: 12024元 for 12000元, 202300元 for 1000元, 501202300人 for 501–1000人, 2022元 for 2000元.
"""

import re
from datetime import date

from stardb.rulebook.review.data_parts import has_note, walk_texts
from stardb.yamlfile import YamlSource

_RUN = re.compile(r"(?<![\d.])(\d{4,})(?![\d.])(\D?)")
_YEAR = re.compile(r"(?=20(?:[12]\d|3[0-5]))")


def report_years_in_numbers(source: YamlSource) -> None:
    """Report numbers outside prose that seem to hold a year. A note says that the number is right."""
    for path, text, key in walk_texts(source.data):
        for run in _RUN.finditer(text):
            digits, unit = run.groups()
            if _is_suspect(digits, unit) and not has_note(source.data, path):
                message = f"“{digits}{unit.strip()}”像是数里混进了年份，从网页、PDF 复制时常见"
                source.report("R607", message, path, key=key, offset=run.start(), found=digits)


def _is_suspect(digits: str, unit: str) -> bool:
    if len(digits) == 4:
        return unit == "元" and 2000 < int(digits) <= 2035 and digits[-1] != "0"
    if len(digits) >= 15 or (unit in ("", "-", "/") and _is_day(digits)):
        return False  # an identity number; 20220618, 202206
    return any(_has_year_inside(digits, found.start()) for found in _YEAR.finditer(digits))


def _has_year_inside(digits: str, start: int) -> bool:
    """Whether a year at `start` is none of the amount's own digits: not in 32000, 120200 or 202000, nor in 20160."""
    tenths = not digits[start + 3 :].strip("0")
    return not tenths and (start > 0 or len(digits) > 5)


def _is_day(digits: str) -> bool:
    padded = {6: f"{digits}01", 8: digits}.get(len(digits), "")
    try:
        return bool(padded and date.fromisoformat(f"{padded[:4]}-{padded[4:6]}-{padded[6:]}"))
    except ValueError:
        return False
