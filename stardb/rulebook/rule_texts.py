"""A rule file as people file and sign it: each clause in words, beside what it rests on.

The words are those of the language's reference: what a clause is called (`title`), and how its fields are described.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from stardb.dataclass import dataclass
from stardb.quantity import PERIOD_WORDS, Frequency
from stardb.rulebook import document
from stardb.scorers import SCORERS
from stardb.scorers.base import Clause
from stardb.yamlfile import YamlPath, YamlSource, show_value

_SAID_APART = ("basis", "note", "example", "name", "accept")
_CONTAINERS = ("indicators", "sets", "veto", "direct", "otherwise", "computed", "columns", "grades")
_SECTIONS = {"vetoes": "一票否决", "tables": "用到的表", "level": "星级", "publish": "另外公布"}
_PLAIN = {
    "scheme": "名称",
    "subject": "考核对象",
    "basis": "依据",
    "valid_from": "施行日期",
    "valid_to": "施行到",
    "term_from": "各届任期自",
    "when": "条件",
    "every": "只评于",
    "give": "得",
    "first": "首次评定",
    "choices": "按选项",
    "per": "每满",
    "bridge": "中断算连续的，不超过",
    "forfeit_when": "以前不算的情形",
    "yes": "是的得",
    "no": "否的得",
    "because": "理由",
    "from": "看",
    "where": "只计",
    "each": "计",
    "unit": "单位",
    "points": "满分",
    "between": "下限与上限",
    "round": "取整到",
    "otherwise": "其余的",
    "later": "上年评过的",
    "missed": "隔年再评的",
    "award": "得星条件",
    "effect": "结果",
    "on": "对",
}
"""What fields are called here, where their description begins otherwise."""
_PLAIN_LIMIT = re.compile(r"[-+]?\d[\d,.]*\D{0,3}")
"""A band's limit that is a number alone: the band begins there."""
_INNER = {
    "linear": {"from": "得0分", "to": "得满分"},
    "effect": {"cap": "不得高于", "floor": "不低于", "set": "定为", "down": "降"},
    "values": {},
}
"""Field -> the keys within it, in Chinese."""
_TABLE_FORM = ("key", "name", "group", "many", "columns", "computed")
"""What of a table its first lines say, and what is told clause by clause."""
_GENERAL = ("scheme", "subject", "basis", "note", "valid_from", "valid_to", "every", "rated_on", "term_from")
_WORD = re.compile(r"([a-z_]+) ([一-鿿][^、；，。（]*)")
"""What a description says of the words that may stand in a field: `sum 合计、mean 平均`."""


@dataclass(frozen=True)
class RuleText:
    """One clause. section: what part of the regulation it is in. lines: what it lays down, in Chinese.

    depth: how many others it stands within. line: where it stands in the rule file.
    """

    section: str
    name: str
    lines: tuple[str, ...]
    basis: str = ""
    note: str = ""
    is_example: bool = False
    depth: int = 0
    line: int = 0


def describe_rules(source: YamlSource) -> tuple[RuleText, ...]:
    """All clauses of a rule file, in its order; what it says of itself as a whole first."""
    data = source.data if isinstance(source.data, dict) else {}
    fields = document.Document.model_fields
    general = [key for key in data if key in _GENERAL]
    found = [
        RuleText(
            "总则",
            _PLAIN.get(key) or _head(fields[key].description),
            (_show(data[key], ""),),
            line=_line(source, (key,)),
        )
        for key in general
    ]
    for key, value in data.items():
        if key not in _GENERAL and key in fields:
            found += _describe_section(_SECTIONS.get(key) or _head(fields[key].description), value, (key,), source)
    return tuple(found)


def _describe_section(section: str, value: Any, path: YamlPath, source: YamlSource) -> Iterator[RuleText]:
    if isinstance(value, dict) and path[0] in ("level", "grade", "eligible"):
        yield from _describe(section, str(value.get("name") or section), value, path, source, 0)
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from _describe(section, str(name), entry, (*path, name), source, 0)
    elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        for number, entry in enumerate(value):
            yield from _describe(section, f"第{number + 1}条", entry, (*path, number), source, 0)
    else:
        yield RuleText(section, section, (_show(value, ""),), line=_line(source, path))


def _describe(
    section: str, name: str, entry: Any, path: YamlPath, source: YamlSource, depth: int
) -> Iterator[RuleText]:
    """A clause, and those within it."""
    if not isinstance(entry, dict):
        yield RuleText(section, name, (_show(entry, ""),), depth=depth, line=_line(source, path))
        return
    labels, words = _find_labels(entry)
    is_table = path[0] == "tables" and depth == 0
    if is_table:
        more = (key for key in entry if key not in _SAID_APART and key not in _TABLE_FORM)
        lines = (*_describe_table(entry), *(_describe_field(key, entry[key], labels, words) for key in more))
    else:
        keys = [key for key in entry if key not in _SAID_APART and not _is_container(key, entry[key])]
        keys.sort(key=lambda key: (key != "from", key != labels.get("", "")))  # what it looks at, and what kind it is
        lines = tuple(_describe_field(key, entry[key], labels, words) for key in keys)
    basis, note = (str(entry.get(key) or "") for key in ("basis", "note"))
    yield RuleText(
        section, name, lines, basis, note, bool(entry.get("example")), depth, _line(source, path)
    )  # fmt: skip
    for key, value in entry.items():
        if isinstance(value, dict) and key == "computed" if is_table else _is_container(key, value):
            yield from _describe_inner(section, key, value, (*path, key), source, depth + 1)


def _describe_field(key: str, value: Any, labels: Mapping[str, str], words: Mapping[str, str]) -> str:
    if key == "values" and isinstance(value, dict):
        return "；".join(f"自{day}起{_show(one, '')}" for day, one in value.items())
    if key == "bands" and isinstance(value, dict):
        value = {f"{band}起" if _PLAIN_LIMIT.fullmatch(str(band)) else band: give for band, give in value.items()}
    inner = _INNER.get(key, {})
    if isinstance(value, dict) and inner:
        value = {inner.get(name, name): one for name, one in value.items()}
    own = labels.get(key, key)
    is_plain = key in _PLAIN and not (key == "from" and "按哪" not in own)
    label = _PLAIN[key] if is_plain else own
    return f"{label}：{_show(value, words.get(key, ''))}"


def _describe_inner(
    section: str, key: str, value: Any, path: YamlPath, source: YamlSource, depth: int
) -> Iterator[RuleText]:
    if isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _describe(
                section, _NUMBERED.get(key, f"第{number + 1}条"), entry, (*path, number), source, depth
            )
        return
    for name, entry in value.items():
        if key == "sets":
            for inner, clause in entry.items() if isinstance(entry, dict) else ():
                yield from _describe(section, f"{name}·{inner}", clause, (*path, name, inner), source, depth)
        else:
            yield from _describe(section, str(name), entry, (*path, name), source, depth)


_FREQUENCIES = {kind.value: f"每{PERIOD_WORDS[kind].count}" for kind in Frequency if kind in PERIOD_WORDS}
_NUMBERED = {"veto": "一票否决", "direct": "直接判级"}


def _is_container(key: str, value: Any) -> bool:
    """Whether a field holds further clauses, and no amounts."""
    if key not in _CONTAINERS:
        return False
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(isinstance(one, dict) for one in inner)


def _describe_table(entry: Mapping[str, Any]) -> Iterator[str]:
    columns = entry.get("columns")
    yield "一个对象可有多行" if entry.get("many") else "一个对象一行"
    if isinstance(columns, dict):
        yield f"各栏：{'、'.join(map(str, columns))}"


@cache
def _list_fields() -> tuple[Mapping[str, str], ...]:
    """The fields of each part of a rule file with their descriptions; those that all clauses have first."""
    found = (one for one in vars(document).values() if isinstance(one, type) and issubclass(one, BaseModel))
    return (_describe_fields(Clause.model_fields), *(_describe_fields(one.model_fields) for one in found))


def _describe_fields(fields: Mapping[str, FieldInfo]) -> dict[str, str]:
    return {field.alias or name: field.description or "" for name, field in fields.items()}


def _find_labels(entry: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """What the fields of a part are called, under "" the field that tells the kind of clause; and their descriptions.

    Fields of the same name are those of the part that has most of the entry's.
    """
    clause = next((one for one in SCORERS if one.keyword in entry), None)
    parts = sorted(_list_fields(), key=lambda fields: -len(entry.keys() & fields.keys()))
    if clause is not None:
        parts.insert(0, _describe_fields(clause.model_fields))
    described: dict[str, str] = {}
    for fields in parts:
        described = {**fields, **described}
    labels = {name: _head(description) for name, description in described.items()}
    if clause is not None:
        labels[clause.keyword], labels[""] = clause.title, clause.keyword
    return labels, described


def _head(description: str | None) -> str:
    """What a field is called: its description up to the first mark."""
    return re.split("[；，。（：:,]", description or "")[0]


def _show(value: Any, description: str) -> str:
    """A value as people read it. description: of its field, which may say what words stand for."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping) and set(value) == {"when", "give"}:
        return f"{value['when']}的，{_show(value['give'], '')}"
    if isinstance(value, Mapping) and value and all(re.fullmatch("[a-z_]+", str(key)) for key in value):
        labels, words = _find_labels(value)  # a clause within a clause
        return "，".join(_describe_field(str(key), one, labels, words) for key, one in value.items())
    if isinstance(value, Mapping):
        return "；".join(f"{_show(key, '')}：{_show(one, '')}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        is_range = len(value) == 2 and all(re.match(r"[-\d]", str(show_value(one))) for one in value)
        return ("至" if is_range else "、").join(_show(one, description) for one in value)
    text = value if isinstance(value, str) else str(show_value(value))
    if text in _FREQUENCIES:
        return _FREQUENCIES[text]
    meanings: dict[str, str] = dict(_WORD.findall(description))
    return meanings.get(text, text)


def _line(source: YamlSource, path: YamlPath) -> int:
    return source.place(path).line
