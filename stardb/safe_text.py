"""Text of others on a terminal: signs that would steer it, or hide or turn what stands beside them, are shown, never sent."""

import json
import os
import re
import shlex
import unicodedata
from pathlib import Path
from typing import Any

import click

_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control signs, signs without a shape (bidi overrides, zero width), halves of a pair, line and paragraph separators."""


def visible(text: str) -> str:
    r"""The text with every such sign as people write it: `\x1b`, `\u202e`."""
    return text if text.isprintable() else "".join(_write_out(sign) for sign in text)


def say(text: str, err: bool = False) -> None:
    """Print a line of text."""
    click.echo(visible(text), err=err)


def as_argument(path: Path) -> str:
    """A path as it is typed after a command, in quotation marks where a shell would read it otherwise."""
    text = str(path)
    if re.fullmatch(r"[\w./\\:@%+,-]+", text) and not text.startswith("-"):
        return text
    if os.name == "nt":
        return f'"{text}"'
    return shlex.quote(text if not text.startswith("-") else f"./{text}")


def as_json(data: Any) -> str:
    """Data as JSON, such signs as escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "".join(sign if sign == "\n" or not _is_steering(sign) else _escape(sign) for sign in text)


def _write_out(sign: str) -> str:
    if not _is_steering(sign):
        return sign
    if sign in _SHORT:
        return _SHORT[sign]
    number = ord(sign)
    return f"\\x{number:02x}" if number < 0x100 else _escape(sign) if number < 0x10000 else f"\\U{number:08x}"


def _is_steering(sign: str) -> bool:
    return unicodedata.category(sign) in _STEERING


_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _escape(sign: str) -> str:
    """As JSON writes it."""
    return "".join(f"\\u{number:04x}" for number in _utf16(ord(sign)))


def _utf16(number: int) -> tuple[int, ...]:
    if number < 0x10000:
        return (number,)
    return 0xD800 + ((number - 0x10000) >> 10), 0xDC00 + ((number - 0x10000) & 0x3FF)
