"""Texts kept as formulas of names: string constants joined by `&`."""

import re

_PIECE = 100
"""Excel takes 255 characters in one string constant, where a quotation mark counts twice."""
_CONSTANT = re.compile(r'"((?:[^"]|"")*)"')


def read_constants(formula: str) -> str:
    """The text that string constants joined by `&` make, such as `ab` for `"a"&"b"`."""
    return "".join(text.replace('""', '"') for text in _CONSTANT.findall(formula))


def write_constants(text: str) -> str:
    """The formula of a text: string constants joined by `&`."""
    pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
