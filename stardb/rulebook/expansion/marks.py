"""The marks in what is written for several, `{项}` and `{项.权重}`, and what is put in their places."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from stardb.dataclass import dataclass
from stardb.yamlfile import Insertion, YamlPath, number_as_text, show_value

MARK = re.compile(r"\{([^{}.]+)(?:\.([^{}]+))?\}")
"""A word in braces: the name an entry's `each_of` gives its items, and perhaps what a list says of each."""

VALUE = "值"
"""What an item's one value is called, where its list says `{德: 20%}` of it and no more."""


@dataclass(frozen=True)
class ListItem:
    """One item of a list: as typed, and what the list says of it; path: where the list has it."""

    value: Any
    attributes: Mapping[str, Any]
    path: YamlPath

    @property
    def text(self) -> str:
        """The item as it stands in names and expressions."""
        return show_text(self.value)

    def find_path(self, attribute: str) -> YamlPath:
        """Where the list says an attribute of it."""
        return self.path if attribute == VALUE and VALUE not in self.attributes else (*self.path, attribute)

    def find(self, attribute: str) -> Any:
        """What the list says of it. Raises KeyError where it does not."""
        return self.attributes[attribute]


Items = Mapping[str, ListItem]
"""What each mark stands for in one copy."""


class UnknownMark(Exception):
    """A mark that stands for nothing: `name`, or `attribute` of its item; `offset` characters into the text."""

    def __init__(self, name: str, attribute: str, offset: int) -> None:
        super().__init__(name)
        self.name, self.attribute, self.offset = name, attribute, offset


def show_text(value: Any) -> str:
    """A scalar as a text with marks takes it in."""
    text = number_as_text(value)
    return text if isinstance(text, str) else show_value(value)


def find_names(text: str) -> Iterator[str]:
    """The names that the marks of a text go by."""
    return (mark[1] for mark in MARK.finditer(text))


def fill_text(text: str, items: Items, *, loose: bool = False) -> tuple[str, tuple[Insertion, ...]]:
    """A text with its marks filled, and where that was. loose: unknown marks stay as they are.

    Raises UnknownMark for a mark that stands for nothing.
    """
    parts, insertions, at, length = [], [], 0, 0
    for mark in MARK.finditer(text):
        try:
            filled = show_text(look_up(mark, items))
        except UnknownMark:
            if loose:
                continue
            raise
        before = text[at : mark.start()]
        length += len(before)
        insertions.append(Insertion(length, len(filled), len(mark.group())))
        parts += [before, filled]
        at, length = mark.end(), length + len(filled)
    return "".join((*parts, text[at:])), tuple(insertions)


def look_up(mark: re.Match[str], items: Items) -> Any:
    """What a mark stands for. Raises UnknownMark where that is nothing."""
    name, attribute = mark[1], mark[2] or ""
    if name not in items:
        raise UnknownMark(name, "", mark.start())
    if not attribute:
        return items[name].value
    try:
        return items[name].find(attribute)
    except KeyError:
        raise UnknownMark(name, attribute, mark.start()) from None
