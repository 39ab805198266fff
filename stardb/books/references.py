"""Names of cells and the text of formulas, as workbooks write them."""

import re
from functools import lru_cache
from posixpath import basename
from urllib.parse import unquote

from stardb.books.breakage import broken
from stardb.books.sheet import Spot

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_CONSTANT = re.compile(r'"((?:[^"]|"")*)"')


def spot(reference: str) -> Spot:
    """Row and column, from 0, of `C5`. Raises Unreadable for what is no cell's name."""
    match = _REFERENCE.fullmatch(reference)
    if match is None or match[2] == "0":
        raise broken()
    return int(match[2]) - 1, column(match[1])


@lru_cache(maxsize=16384)
def column(letters: str) -> int:
    """The number of a column, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def constant(formula: str) -> str:
    """The text that string constants joined by `&` make, such as `ab` for `"a"&"b"`."""
    return "".join(text.replace('""', '"') for text in _CONSTANT.findall(formula))


def file_name(target: str) -> str:
    """The bare name of a file given by its path or address, on whatever system that was."""
    return basename(unquote(target).replace("\\", "/")).strip()
