"""Walks over a rule file's plain data; what its parts are called."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from stardb.yamlfile import YamlPath, number_as_text

PROSE = frozenset(("scheme", "subject", "basis", "note", "because", "aliases"))
"""Keys whose values are words for people, or for telling headers."""

_SILENT = ("indicators", "sets", "otherwise")
_SECTIONS = {
    "vetoes": "否决",
    "quotas": "名额",
    "veto": "一票否决",
    "eligible": "参评条件",
    "level": "星级",
    "grade": "等次",
}


def walk_parts(node: Any, path: YamlPath = ()) -> Iterator[tuple[YamlPath, dict[str, Any]]]:
    """Every mapping below the top, with its path."""
    if isinstance(node, dict):
        if path:
            yield path, node
        for key, child in node.items():
            yield from walk_parts(child, (*path, key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from walk_parts(child, (*path, index))


def walk_texts(node: Any, path: YamlPath = ()) -> Iterator[tuple[YamlPath, str, bool]]:
    """Every key and value as typed, without prose: its path, its text, and whether it is a key."""
    if isinstance(node, dict):
        for key, child in node.items():
            yield (*path, key), key, True
            if key not in PROSE:
                yield from walk_texts(child, (*path, key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from walk_texts(child, (*path, index))
    elif isinstance(node, str | int | Fraction) and not isinstance(node, bool):
        yield path, str(number_as_text(node)), False


def has_note(data: Any, path: YamlPath) -> bool:
    """Whether anything on the way to a path has a `note`: its writer says that it is meant so."""
    node = data
    for step in path:
        node = node[step]
        if isinstance(node, dict) and node.get("note"):
            return True
    return False


def part_name(path: YamlPath) -> str:
    """What people call the part at a path: 产业星·村收入, 否决第1条."""
    words = [_SECTIONS.get(str(step), str(step)) for step in path if isinstance(step, str) and step not in _SILENT]
    words = words[1:] if len(words) > 1 else words
    return "·".join(words) + (f"第{path[-1] + 1}条" if path and isinstance(path[-1], int) else "")
