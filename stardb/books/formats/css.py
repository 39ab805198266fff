"""What the styles of a web page say of its elements: struck out, set high or low, in a symbol font, hidden, and as what number."""

import re
from collections.abc import Iterator, Mapping

from stardb.books.conditional_formats.display_rules import DisplayChange
from stardb.books.display.named_codes import NAMED_CODES
from stardb.books.display.rich_text import Level
from stardb.books.display.symbol_fonts import symbol_font
from stardb.dataclass import dataclass

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_STRUCK_BY_RULE = re.compile(r"text-line-through\s*:\s*([a-z]+)|text-decoration\s*:[^;]*(line-through)", re.IGNORECASE)
_LEVEL = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_INVISIBLE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:mso-number-format|vnd\.ms-excel\.numberformat)\s*:\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|(?:[^;\\]|\\.)+)",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\(00[0-9A-Fa-f]{2})\s?|\\(.)", re.DOTALL)
_LEVELS = {"super": Level.HIGH, "sub": Level.LOW, "sup": Level.HIGH}
_STRIKING = frozenset({"s", "strike", "del"})


@dataclass(frozen=True)
class ElementStyle:
    """What is said of one element; None where nothing is.

    code: its number format. is_hidden: whether it takes no room. is_unseen: whether it is not shown.
    """

    struck: bool | None = None
    level: Level | None = None
    font: str | None = None
    code: str | None = None
    is_hidden: bool = False
    is_unseen: bool = False


class StyleSheet:
    """The rules of a page for tags and classes; rules for anything else are passed over."""

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}
        self._known: dict[tuple[str | None, ...], ElementStyle] = {}

    def add(self, text: str) -> None:
        """Takes in the content of a `style` element."""
        self._known.clear()
        for selectors, body in _RULE.findall(_COMMENT.sub("", text)):
            for selector in selectors.split(","):
                name = selector.strip().lower()
                self._rules[name] = f"{self._rules.get(name, '')};{body}"

    def facts(self, tag: str, attributes: Mapping[str, str]) -> ElementStyle:
        """What is said of an element."""
        key = tag, *map(attributes.get, ("class", "style", "face"))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._facts(tag, attributes)
        return found

    def _facts(self, tag: str, attributes: Mapping[str, str]) -> ElementStyle:
        """What is said of an element. What stands later in `_bodies` counts before."""
        struck, level, font = (True if tag in _STRIKING else None), _LEVELS.get(tag), None
        code, is_hidden, is_unseen = None, False, False
        if tag == "font" and "face" in attributes:
            font = symbol_font(attributes["face"])
        for body in self._bodies(tag, attributes):
            struck = True if _STRUCK.search(body) else struck
            level = _LEVELS[found[1].lower()] if (found := _LEVEL.search(body)) else level
            font = symbol_font(found[1].strip()) if (found := _FONT.search(body)) else font
            code = _code(found[1]) if (found := _NUMBER.search(body)) else code
            is_hidden = is_hidden or _HIDDEN.search(body) is not None
            is_unseen = is_hidden or is_unseen or _INVISIBLE.search(body) is not None
        return ElementStyle(struck, level, font, code, is_hidden, is_unseen)

    def _bodies(self, tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
        classes = attributes.get("class", "").lower().split()
        for name in (tag, *(f".{name}" for name in classes), *(f"{tag}.{name}" for name in classes)):
            if name in self._rules:
                yield self._rules[name]
        if "style" in attributes:
            yield attributes["style"]


def read_change(style: str) -> DisplayChange:
    """What the style of a conditional format changes of what is shown."""
    number, struck = _NUMBER.search(style), _STRUCK_BY_RULE.search(style)
    return DisplayChange(
        _code(number[1]) if number else None, None if struck is None else (struck[1] or "").lower() != "none"
    )


def _code(text: str) -> str:
    """A number format as a page writes it: in quotes or not, with its special characters escaped; or its name."""
    plain = text.strip()
    plain = plain[1:-1] if plain[:1] in ("'", '"') and plain[:1] == plain[-1:] else plain
    code = _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], plain)
    return NAMED_CODES.get(code, code)
