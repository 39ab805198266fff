"""A rule file as text: YAML 1.2 values, and the line and column of every key and value.

Nodes are composed by PyYAML and the values built here, so that `no`, `010` and `1:30` stay what the clerk typed, a key
given twice is a fault and not a silent loss, and aliases (which can blow up) are refused.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

import yaml

from stardb.problems import Place, Problem, problem
from stardb.rulebook.traps import Trap, formula_traps, hidden_trap, item_trap, value_trap, word_traps

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml reads the same, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Path: TypeAlias = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,29})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9]\d{0,29})\.\d{1,30}")
_QUOTES = ("'", '"')
_LITERAL = (*_QUOTES, "|", ">")
_DEPTH = 40
"""How deep a rule file may nest; real ones nest seven deep."""

_PRINTABLE = re.compile("[\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Source:
    """A rule file read: its plain data, and where each key and value stands (`Path` -> line and column, from 1)."""

    file: str
    text: str = ""
    data: Any = None
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    raw: dict[Path, str] = field(default_factory=dict)

    def place(self, path: Path, offset: int = 0, *, key: bool = False) -> Place:
        """The place of a value (or of its key), `offset` characters in; of the nearest whole above where it has none."""
        marks = self.keys if key else self.values
        while path:
            mark = marks.get(path) or self.values.get(path)
            if mark is not None and not key and path in self.raw:
                return self._folded_place(path, offset, mark)
            if mark is not None:
                return Place(self.file, line=mark[0], column=mark[1] + offset)
            path, offset, marks = path[:-1], 0, self.keys
        return Place(self.file, line=1, column=1)

    def _folded_place(self, path: Path, offset: int, mark: tuple[int, int]) -> Place:
        """`offset` characters into a value written over several lines, whose line breaks count as one blank."""
        raw, line, column, seen = self.raw[path], mark[0], mark[1], 0
        at = raw.find("\n") + 1 if raw[:1] in ("|", ">") else raw[:1] in ("'", '"')
        if at > 1:
            line, column = line + 1, 1
            at += len(raw[at:]) - len(raw[at:].lstrip())
            column += at - raw.find("\n") - 1
        while at < len(raw) and seen < offset:
            rest = raw[at:]
            if rest[0].isspace() and "\n" in rest[: len(rest) - len(rest.lstrip())]:
                gap = rest[: len(rest) - len(rest.lstrip())]
                line, column = line + gap.count("\n"), len(gap) - gap.rfind("\n")
                at += len(gap)
            else:
                at, column = at + 1, column + 1
            seen += 1
        return Place(self.file, line=line, column=column)

    def report(
        self,
        code: str,
        message: str,
        path: Path = (),
        *,
        offset: int = 0,
        key: bool = False,
        found: str = "",
        expected: str = "",
        remedy: str = "",
    ) -> None:
        """Add a problem at a path."""
        place = self.place(path, offset, key=key)
        self.problems.append(problem(code, message, place, found=found, expected=expected, remedy=remedy))


def read_source(text: str, file: str) -> Source:
    """The data of a rule file's text with its marks; faults of YAML itself are in `problems` (R1..), data is then None."""
    source = Source(file, text)
    try:
        node = yaml.compose(text, _Loader) if _is_plain(source, text) else None
    except yaml.MarkedYAMLError as error:
        _syntax(source, error, text)
    except (yaml.YAMLError, UnicodeError):
        source.problems.append(_bad_character(source, text))
    if source.problems:
        return source
    if node is None:
        source.problems.append(problem("R101", "文件是空的", Place(file, line=1, column=1)))
        return source
    source.data = _build(node, (), source)
    return source


def _is_plain(source: Source, text: str) -> bool:
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


def _bad_character(source: Source, text: str) -> Problem:
    """The first character YAML does not take (control characters, halves of a pair)."""
    at = next((i for i, sign in enumerate(text) if not _PRINTABLE.match(sign)), 0)
    lines = text[:at].split("\n")
    place = Place(source.file, line=len(lines), column=len(lines[-1]) + 1)
    return problem("R101", "文件里有不能用的字符", place, found=f"U+{ord(text[at]):04X}", remedy="删去这个字符")


_WIDE_KEY = re.compile(r"\s*(?:- )?[^\s:：#{\[\"']+：")


def _wide_colon(lines: list[str], line: int) -> tuple[int, int] | None:
    """Where, on a line or the one above, a key is followed by a full-width colon; None where it is not so."""
    for number in (line - 1, line):
        match = _WIDE_KEY.match(lines[number]) if 0 <= number < len(lines) else None
        if match:
            return number, match.end() - 1
    return None


def _syntax(source: Source, error: yaml.MarkedYAMLError, text: str) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    if lines and line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    near = lines[min(line, len(lines) - 1)] if lines else ""
    above = lines[line - 1] if 0 < line <= len(lines) else ""
    detail, remedy = "这一行的写法不合 YAML", ""
    if "\t" in near[: len(near) - len(near.lstrip())]:
        detail, remedy = "缩进用了制表符（Tab）", "缩进改用空格"
    elif error.problem and "cannot start any token" in error.problem and near[column : column + 1] in ("`", "@"):
        detail, remedy = f"值不能以“{near[column]}”开头", f"用单引号括起，如 '{near[column:].strip()[:20]}'"
    elif error.problem and "alphabetic" in error.problem and near[column - 1 : column] in ("*", "&"):
        column -= 1
        detail, remedy = f"值不能以“{near[column]}”开头", f"用单引号括起，如 '{near[column:].strip()[:20]}'"
    elif error.problem and "another document" in error.problem:
        detail, remedy = "一个文件只能写一部办法，这里又用 --- 另起了一部", "删去 ---，或分成两个文件"
    elif (wide := _wide_colon(lines, line)) is not None:
        line, column = wide
        near = lines[line]
        detail, remedy = "键后面用了全角冒号“：”", "键后面用半角冒号加空格，如 basis: 第五条"
    elif any(sign in near or sign in above for sign in "，｛｝［］"):
        sign = next(sign for sign in "，｛｝［］" if sign in near or sign in above)
        detail, remedy = f"这里或上一行读不通，其中有全角的“{sign}”", "项与项之间的逗号、花括号、方括号都用半角"
    elif error.problem and "mapping values are not allowed" in error.problem:
        detail, remedy = "一行里出现了两个冒号，或缩进没有对齐", "值里有冒号时用引号括起，或检查缩进"
    elif error.problem and "expected" in error.problem and "flow" in (error.context or ""):
        detail, remedy = "花括号或方括号没有配对，或项与项之间少了逗号", "检查 { } [ ] 与逗号（半角）"
    place = Place(source.file, line=line + 1, column=column + 1)
    source.problems.append(problem("R101", detail, place, found=near.strip()[:60], remedy=remedy))


def _build(node: yaml.Node, path: Path, source: Source) -> Any:
    quoted = getattr(node, "style", None) in _QUOTES  # what is said about the text starts inside its quotes
    source.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1 + quoted)
    if isinstance(node, yaml.ScalarNode) and node.start_mark.line != node.end_mark.line:
        source.raw[path] = source.text[node.start_mark.index : node.end_mark.index]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, source)
    if isinstance(node, yaml.SequenceNode):
        return [_item(child, (*path, index), node, source) for index, child in enumerate(node.value)]
    return _scalar(node, path, source)


def _mapping(node: yaml.MappingNode, path: Path, source: Source) -> dict[str, Any]:
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
            _report_trap(value_trap(value_node.value), value_node.value, here, source)
    return built


def _item(node: yaml.Node, path: Path, list_: yaml.SequenceNode, source: Source) -> Any:
    built = _build(node, path, source)
    if list_.flow_style and _is_plain_word(node):
        _report_trap(item_trap(node.value), node.value, path, source)
    if isinstance(built, bool):
        trap = Trap(
            "R104", f"“{node.value}”在这里是真假，不是文字", f"是文字的用引号括起，如 '{node.value}'；选项写 是、否"
        )
        _report_trap(trap, node.value, path, source)
    return built


def _scalar(node: yaml.Node, path: Path, source: Source) -> Any:
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


def _report_traps(node: yaml.Node, path: Path, source: Source, *, key: bool) -> None:
    text = str(node.value)
    _report_trap(hidden_trap(text, key=key), text, path, source, key=key)
    words = word_traps(text, key=key) if _is_plain_word(node) else []
    for trap in (*words, *formula_traps(text)):
        _report_trap(trap, text, path, source, key=key)


def _report_trap(trap: Trap | None, text: str, path: Path, source: Source, *, key: bool = False) -> None:
    if trap is not None:
        source.report(trap.code, trap.message, path, key=key, offset=trap.offset, found=text[:60], remedy=trap.remedy)
