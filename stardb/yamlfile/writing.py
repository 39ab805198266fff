"""Writes values as YAML on one line, the way people write them: plain where that reads back as the same, else in quotes."""

import json
import re
from collections.abc import Mapping
from typing import Any

from stardb.yamlfile.fields import number_as_text
from stardb.yamlfile.traps import find_item_trap, find_word_traps

_PLAIN = re.compile(r"[^\s.,\[\]{}#&*!|>'\"%@`:?~-][^,\[\]{}#\n:'\"]*")
_NUMBER = re.compile(r"0|-?0\.\d*[1-9]|-?[1-9]\d*(?:\.\d*[1-9])?")
_NOT_TEXT = re.compile(r"true|false|null|[-+]?\d+(?:\.\d+)?")
"""What is read as something else than a text, or as a number that is written otherwise: +5, 1.50."""


def write_text(text: str) -> str:
    """A text as a key or value. What looks like a number is read as one, which `number_as_text` turns back."""
    if _NUMBER.fullmatch(text):
        return text
    if not text.isprintable():
        return json.dumps(text)
    plain = _PLAIN.fullmatch(text) and text == text.strip() and not _NOT_TEXT.fullmatch(text)
    return text if plain and not find_word_traps(text, key=False) else _quote(text)


def write_value(value: Any) -> str:
    """A value on one line: mappings in braces, lists in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_write_item(key)}: {_write_item(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_write_item, value)) + "]"
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    return write_text(str(number_as_text(value)))


def _write_item(value: Any) -> str:
    """A value within brackets or braces, where a full-width comma looks as if it parted two."""
    return (
        _quote(value)
        if isinstance(value, str) and value.isprintable() and find_item_trap(value)
        else write_value(value)
    )


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
