"""Reads YAML 1.2 into plain data with places.

Nodes are composed by PyYAML and the values built here, so that `no`, `010` and `1:30` stay what the clerk typed, a key
given twice is a fault and not a silent loss, and aliases (which can blow up) are refused.
"""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from stardb.files import FileFault, read_text
from stardb.problems import Place, ProblemsError, problem
from stardb.yamlfile.source import YamlPath, YamlSource
from stardb.yamlfile.syntax import describe_syntax_error, find_bad_character
from stardb.yamlfile.traps import (
    Trap,
    find_formula_traps,
    find_hidden_trap,
    find_item_trap,
    find_value_trap,
    find_word_traps,
)

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml reads the same, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,29})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9]\d{0,29})\.\d{1,30}")
_QUOTES = ("'", '"')
_LITERAL = (*_QUOTES, "|", ">")
_DEPTH = 40
"""How deep a file may nest; real ones nest seven deep."""


def read_yaml_text(path: Path, file: str) -> str:
    """The text of a YAML file. file: its name in messages. Raises ProblemsError (R100) where it cannot be read."""
    try:
        return read_text(path)
    except FileFault as fault:
        message = f"读不出“{file}”：{fault.reason}"
        raise ProblemsError([problem("R100", message, Place(file), found=file, remedy=fault.remedy)]) from fault


def read_source(text: str, file: str) -> YamlSource:
    """The data of a YAML text, with its places. file: its name in messages.

    Raises nothing: what is wrong is in `problems` (R1..). `data` is None where the text is empty or no YAML.
    """
    source = YamlSource(file, text)
    try:
        node = yaml.compose(text, _Loader) if _is_plain(source, text) else None
    except yaml.MarkedYAMLError as error:
        source.problems.append(describe_syntax_error(error, text, file))
    except (yaml.YAMLError, UnicodeError):
        source.problems.append(find_bad_character(text, file))
    if source.problems:
        return source
    if node is None:
        source.problems.append(problem("R101", "文件是空的", Place(file, line=1, column=1)))
        return source
    source.data = _build(node, (), source)
    return source


def _is_plain(source: YamlSource, text: str) -> bool:
    """Whether the file has neither anchors, aliases nor endless nesting, any of which is reported."""
    depth, plain = 0, True
    for event in yaml.parse(text, _Loader):
        mark = event.start_mark
        assert mark is not None
        place = Place(source.file, line=mark.line + 1, column=mark.column + 1)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            source.problems.append(problem("R101", f"一层套一层，超过了{_DEPTH}层", place, remedy="检查缩进与括号"))
            return False
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            sign, name = ("*", "别名") if isinstance(event, yaml.AliasEvent) else ("&", "锚点")
            message = f"不能用“{sign}{event.anchor}”这样的{name}"
            remedy = f"每处都写全；若本是文字，用引号括起，如 '{sign}{event.anchor}'"
            source.problems.append(problem("R103", message, place, found=f"{sign}{event.anchor}", remedy=remedy))
            plain = False
    return plain


def _build(node: yaml.Node, path: YamlPath, source: YamlSource) -> Any:
    quoted = getattr(node, "style", None) in _QUOTES  # what is said about the text starts inside its quotes
    source.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1 + quoted)
    if isinstance(node, yaml.ScalarNode) and node.start_mark.line != node.end_mark.line:
        source.raw[path] = source.text[node.start_mark.index : node.end_mark.index]
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(node, path, source)
    if isinstance(node, yaml.SequenceNode):
        return [_build_item(child, (*path, index), node, source) for index, child in enumerate(node.value)]
    return _build_scalar(node, path, source)


def _build_mapping(node: yaml.MappingNode, path: YamlPath, source: YamlSource) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        here = (*path, key)
        mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode) or not key.strip():
            source.keys[here] = mark
            source.report("R103", "键只能是一个词", here, key=True)
            continue
        if key in built:
            first = source.keys[here]
            place = Place(source.file, line=mark[0], column=mark[1])
            message = f"“{key}”写了两次，第一次在第{first[0]}行"
            source.problems.append(problem("R102", message, place, found=key, expected="同一层里每个名称只写一次"))
            continue
        if "：" in key:
            source.keys[here] = mark
            source.report("R103", f"“{key}”里有全角冒号", here, key=True, found=key, remedy="改用半角冒号加一个空格")
        source.keys[here] = mark
        _report_traps(key_node, here, source, key=True)
        built[key] = _build(value_node, here, source)
        if node.flow_style and _is_plain_word(value_node):
            _report_trap(find_value_trap(value_node.value), value_node.value, here, source)
    return built


def _build_item(node: yaml.Node, path: YamlPath, list_: yaml.SequenceNode, source: YamlSource) -> Any:
    built = _build(node, path, source)
    if list_.flow_style and _is_plain_word(node):
        _report_trap(find_item_trap(node.value), node.value, path, source)
    if isinstance(built, bool):
        trap = Trap(
            "R104", f"“{node.value}”在这里是真假，不是文字", f"是文字的用引号括起，如 '{node.value}'；选项写 是、否"
        )
        _report_trap(trap, node.value, path, source)
    return built


def _build_scalar(node: yaml.Node, path: YamlPath, source: YamlSource) -> Any:
    text = str(node.value)
    _report_traps(node, path, source, key=False)
    if getattr(node, "style", None) in _LITERAL:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Fraction(text)
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "~", "null"):
        return None
    return text


def _is_plain_word(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and getattr(node, "style", None) not in _LITERAL


def _report_traps(node: yaml.Node, path: YamlPath, source: YamlSource, *, key: bool) -> None:
    text = str(node.value)
    _report_trap(find_hidden_trap(text, key=key), text, path, source, key=key)
    words = find_word_traps(text, key=key) if _is_plain_word(node) else []
    for trap in (*words, *find_formula_traps(text)):
        _report_trap(trap, text, path, source, key=key)


def _report_trap(trap: Trap | None, text: str, path: YamlPath, source: YamlSource, *, key: bool = False) -> None:
    if trap is not None:
        source.report(trap.code, trap.message, path, key=key, offset=trap.offset, found=text[:60], remedy=trap.remedy)
