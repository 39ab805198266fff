"""The numbers that stand in a rule file: thresholds, weights, amounts; where each stands, and the rules with one of them moved."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from stardb.dataclass import dataclass
from stardb.problems import Place
from stardb.yamlfile import YamlPath, YamlSource

_SECTIONS = (
    "parameters", "tables", "values", "eligible", "scores", "stars", "level", "grade", "ratings", "vetoes", "quotas",
    "entitlements",
)  # fmt: skip
_WORDS = frozenset(
    {
        "accept", "aliases", "basis", "because", "between", "blank", "blank_words", "every", "example", "expect", "grades",
        "key", "label", "name", "note", "period", "rated_on", "round", "rounding", "rows", "span", "title", "type", "unit",
        "words",
    }
)  # fmt: skip
"""Keys below which no number decides anything: what is said of a clause, how it is rounded, how a cell is read."""
_NUMBERED_KEYS = frozenset({"bands", "brackets"})
"""Keys whose own keys are numbers that decide: the limits of bands."""
_OF_TABLES = frozenset({"carry", "many", "none", "owner"})
_COLUMN = 4
"""How long the path of a column of a table is; below it nothing decides but the choices' names, which are names."""

_NUMBER = re.compile(r"(?:(?<![^\s(（,，=:：])-)?\d+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{4}年(?:度|\d{1,2}月)?")
_QUOTED = re.compile(r"`[^`]*`")
_NAME_END = re.compile(r"[A-Za-z_\u4e00-\u9fff”）)]")
_WORD_BEFORE = re.compile(r"(?:^|[^\u4e00-\u9fff])(?:至|超过|不足|不到|低于|高于|以上|以下|少于|多于)$")


@dataclass(frozen=True)
class RuleNumber:
    """A number as it stands in a rule file: its text, `offset` characters into a value, or a key; and where that is."""

    text: str
    path: YamlPath
    offset: int
    place: Place
    is_key: bool = False

    @property
    def clause(self) -> str:
        """What it belongs to, as the file names it: `红星·集体收入·bands·20万元`."""
        return "·".join(str(part) for part in self.path[1:] if not _is_plumbing(part))

    @property
    def step(self) -> Fraction:
        """One of the last digit that is written."""
        places = len(self.text.partition(".")[2])
        return Fraction(1, 10**places)

    def move(self, way: int) -> str | None:
        """The number moved up (1) or down (-1) by one of its last digit, written with as many places; None where it would change its sign."""
        value = Fraction(self.text) + way * self.step
        places = len(self.text.partition(".")[2])
        if value != 0 and (value < 0) != self.text.startswith("-"):
            return None
        whole, rest = divmod(int(abs(value) * 10**places), 10**places)
        return ("-" if value < 0 else "") + (f"{whole}.{rest:0{places}d}" if places else str(whole))


def _is_plumbing(part: str | int) -> bool:
    return isinstance(part, int) or part in ("indicators", "values")


def find_rule_numbers(source: YamlSource) -> list[RuleNumber]:
    """The numbers of a rule file, as read, that decide something; in the order of the file."""
    data = source.data if isinstance(source.data, dict) else {}
    found = [number for section in _SECTIONS if section in data for number in _walk(data[section], (section,), source)]
    return sorted(found, key=lambda number: number.place)


def _walk(data: Any, path: YamlPath, source: YamlSource) -> Iterator[RuleNumber]:
    if path[0] == "tables" and "columns" in path and len(path) > _COLUMN:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            if key in _WORDS or (path[0] == "tables" and key in _OF_TABLES):
                continue
            if path[-1] in _NUMBERED_KEYS:
                yield from _find_in(str(key), (*path, key), source, is_key=True)
            yield from _walk(value, (*path, key), source)
    elif isinstance(data, list):
        for k, value in enumerate(data):
            yield from _walk(value, (*path, k), source)
    elif isinstance(data, str):
        yield from _find_in(data, path, source, is_key=False)
    elif not isinstance(data, bool) and data is not None:
        yield from _find_in(_read_typed(path, source), path, source, is_key=False)


def _find_in(value: str, path: YamlPath, source: YamlSource, *, is_key: bool) -> Iterator[RuleNumber]:
    """The numbers of one value or key. A key is a limit: no name can stand in it."""
    left_out = [hit.span() for pattern in (_DAY, _QUOTED) for hit in pattern.finditer(value)]
    for hit in _NUMBER.finditer(value):
        before = value[: hit.start()]
        if any(first <= hit.start() < last for first, last in left_out) or before[-1:] in (".", "_"):
            continue
        if not is_key and _NAME_END.match(before[-1:]) and not _WORD_BEFORE.search(before):
            continue
        yield RuleNumber(hit[0], path, hit.start(), source.place(path, hit.start(), key=is_key), is_key)


def _read_typed(path: YamlPath, source: YamlSource) -> str:
    """A number as it is typed in the file; "" where that is not found."""
    line, column = source.values.get(path, (0, 0))
    written = source.text.split("\n")[line - 1][column - 1 :] if line else ""
    typed = re.match(r"[-+]?\d+(?:\.\d+)?", written)
    return typed[0] if typed else ""


def move_number(source: YamlSource, number: RuleNumber, text: str) -> YamlSource | None:
    """The rule file with one number written otherwise; None where a key would then be there twice."""
    data = _rewrite(source.data, number.path, number, text)
    return None if data is None else replace(source, data=data)


def _rewrite(node: Any, path: YamlPath, number: RuleNumber, text: str) -> Any:
    """A part of the data with the number below it written otherwise; None where that cannot be."""
    head, rest = path[0], path[1:]
    if isinstance(node, list):
        new = _rewrite(node[int(head)], rest, number, text) if rest else _write(node[int(head)], number, text)
        return None if new is None else [new if k == head else item for k, item in enumerate(node)]
    if rest:
        below = _rewrite(node[head], rest, number, text)
        return None if below is None else {key: below if key == head else value for key, value in node.items()}
    if not number.is_key:
        return {key: _write(value, number, text) if key == head else value for key, value in node.items()}
    new = _write(head, number, text)
    return None if new in node else {new if key == head else key: value for key, value in node.items()}


def _write(value: Any, number: RuleNumber, text: str) -> Any:
    """A value, or a key, with the number in it written otherwise."""
    if isinstance(value, str):
        return value[: number.offset] + text + value[number.offset + len(number.text) :]
    return Fraction(text) if "." in text else int(text)
