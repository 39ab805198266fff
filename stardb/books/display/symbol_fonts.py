"""Symbol fonts: the sign that a letter shows in Wingdings and its like."""

import re
from collections.abc import Mapping

_YES, _NO, _TICKED, _CROSSED, _EMPTY = "√×☑☒☐"

_WINGDINGS = {
    **dict.fromkeys("oqr\xa8", _EMPTY),
    **dict.fromkeys("x\xfd", _CROSSED),
    "\xfb": _NO,
    "\xfc": _YES,
    "\xfe": _TICKED,
    "l": "●",
    "\xa1": "○",
    "n": "■",
}
_WINGDINGS_2 = {
    "O": _NO,
    "P": _YES,
    "Q": _CROSSED,
    "R": _TICKED,
    "S": _CROSSED,
    "T": _CROSSED,
    **dict.fromkeys("\xa1\xa2\xa3", _EMPTY),
}
_WEBDINGS = {"a": _YES, "r": _NO, "c": _EMPTY, "g": "■"}
_MARLETT = {"a": _YES, "b": _YES, "r": _NO}
_SYMBOL = {"\xd6": _YES, "\xb4": _NO}

_FONTS: Mapping[str, Mapping[str, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "marlett": _MARLETT,
    "symbol": _SYMBOL,
}
_UNKNOWN = "\ufffd"
"""What stands for a sign that nobody here knows."""
_LETTERS = re.compile("[!-~\xa1-\xff\uf021-\uf0ff]")
_PRIVATE = 0xF000
"""Where some programs put the letters of symbol fonts."""
_MATHS = frozenset({"symbol"})
"""Fonts whose figures are figures and whose other letters are left as they are."""


def symbol_font(name: str | None) -> str:
    """The name of a symbol font as `symbol_text` takes it; "" for any other font."""
    plain = " ".join((name or "").lower().split())
    return plain if plain in _FONTS else ""


def symbol_text(text: str, font: str) -> str:
    """A text in a symbol font as people see it. font: as `symbol_font` gives it; "" leaves the text as it is.

    A sign that nobody here knows becomes U+FFFD, which stands for no value; characters the font lacks stay.
    """
    if not font:
        return text
    table, keeps = _FONTS[font], font in _MATHS
    return _LETTERS.sub(lambda match: _symbol(match[0], table, keeps), text)


def _symbol(letter: str, table: Mapping[str, str], keeps: bool) -> str:
    plain = chr(ord(letter) - _PRIVATE) if ord(letter) > _PRIVATE else letter
    return table.get(plain, letter if keeps else _UNKNOWN)
