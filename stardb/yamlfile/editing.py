"""YAML of two levels, `table: {title: word}`, changed where it is written, one entry at a time; all else stays as it is."""

import json
import re
from collections.abc import Mapping

import yaml

_PLAIN = re.compile(r"[㐀-鿿][\w/()（）.、-]*")

_Pair = tuple[yaml.Node, yaml.Node]


def edited(text: str, table: str, title: str, word: str | None) -> str:
    """The text with one entry set, or taken out where there is no word.

    What is new comes after what is there. Where the text is written otherwise than an entry a line, the outcome may say
    something else: whoever asks for it has to read it again.
    """
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return text
    place = _pair(root, table)
    entry = _pair(place[1], title) if place else None
    if entry and word is not None:
        start, end = entry[1].start_mark.index, entry[1].end_mark.index
        return text[:start] + _scalar(word) + text[end:]
    if entry and place:
        only = len(place[1].value) == 1
        return _without(text, place[0] if only else entry[0], entry[1])
    return text if word is None else _added(text, place, table, {title: word})


def block(tables: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The lines of some tables, an entry a line."""
    return [line for table in tables for line in (f"{_scalar(table)}:", *_entries(tables[table]))]


def _entries(titles: Mapping[str, str]) -> list[str]:
    return [f"  {_scalar(title)}: {_scalar(word)}" for title, word in titles.items()]


def _added(text: str, place: _Pair | None, table: str, titles: Mapping[str, str]) -> str:
    lines = text.splitlines()
    if place is None:
        return _joined([*lines, *block({table: titles})])
    at, indent = place[0].start_mark.line, "  "
    if isinstance(place[1], yaml.MappingNode) and place[1].value:
        key, value = place[1].value[-1]
        at, indent = value.end_mark.line, " " * key.start_mark.column
    lines[at + 1 : at + 1] = [indent + entry.strip() for entry in _entries(titles)]
    return _joined(lines)


def _without(text: str, first: yaml.Node, last: yaml.Node) -> str:
    lines = text.splitlines()
    del lines[first.start_mark.line : last.end_mark.line + 1]
    return _joined(lines)


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _pair(node: yaml.Node | None, key: str) -> _Pair | None:
    """The key and the value of an entry of a mapping."""
    entries = node.value if isinstance(node, yaml.MappingNode) else ()
    return next(((k, v) for k, v in entries if isinstance(k, yaml.ScalarNode) and k.value == key), None)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=not text.isprintable())
