"""How messages show words: in quotation marks, and citizen ID numbers and other private words masked."""

import re
import unicodedata

_LONG_NUMBER = re.compile(r"\d(?:\s?\d){13,18}\s?[\dXx*]?")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_HEAD, _TAIL = 6, 2
_INNER = str.maketrans("“”", "‘’")


def mask(text: str) -> str:
    """`text` with every ID number in it shown as its first 6 and last 2 places: `141199**********12`, mobiles as `138******34`.

    Any run of 14 digits or more counts as an ID number, spaced or full-width digits too; other text is not changed.
    """
    folded = unicodedata.normalize("NFKC", text)
    masked = _LONG_NUMBER.sub(lambda run: _star(run.group(), _HEAD), folded)
    masked = _MOBILE.sub(lambda run: _star(run.group(), _HEAD // 2), masked)
    return text if masked == folded else masked


def _star(run: str, head: int) -> str:
    plain = re.sub(r"\s", "", run)
    return plain[:head] + "*" * (len(plain) - head - _TAIL) + plain[-_TAIL:]


def veil(text: str) -> str:
    """A private text of any form: an ID number masked, else its first character and stars, at most three."""
    masked = mask(text)
    if masked != text:
        return masked
    return text[:1] + "*" * min(3, len(text) - 1)


def quoted(name: str) -> str:
    """A name in quotation marks, those it has itself made inner ones: `“‘三零’创建达标”`."""
    return f"“{name.translate(_INNER)}”"
