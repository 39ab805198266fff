"""R101: what is wrong with a text that is no YAML, in words a clerk understands."""

import re

import yaml
from yaml.reader import Reader

from stardb.problems import Place, Problem, problem


def find_bad_character(text: str, file: str) -> Problem:
    """The first character that YAML does not allow: control characters, halves of a pair."""
    found = Reader.NON_PRINTABLE.search(text)
    at = found.start() if found else 0
    lines = text[:at].split("\n")
    place = Place(file, line=len(lines), column=len(lines[-1]) + 1)
    return problem("R101", "文件里有不能用的字符", place, found=f"U+{ord(text[at]):04X}", remedy="删去这个字符")


_MARK_FIRST = re.compile(r"\s*(?:- )?(?:[^\s:#{\[\"']+: +)?\{[^{}:,\s]+\}[^\s,}\]#]")
"""A value or key that begins with a mark in braces, `{项}得分`, and so is taken for a mapping in braces."""

_WIDE_KEY = re.compile(r"\s*(?:- )?[^\s:：#{\[\"']+：")


def _find_wide_colon(lines: list[str], line: int) -> tuple[int, int] | None:
    """The line and column of a full-width colon after a key, on a line or the one above; None where there is none."""
    for number in (line - 1, line):
        match = _WIDE_KEY.match(lines[number]) if 0 <= number < len(lines) else None
        if match:
            return number, match.end() - 1
    return None


def describe_syntax_error(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The problem that stopped the reader: its likely cause, its place, and how to mend it."""
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
    elif (wide := _find_wide_colon(lines, line)) is not None:
        line, column = wide
        near = lines[line]
        detail, remedy = "键后面用了全角冒号“：”", "键后面用半角冒号加空格，如 basis: 第五条"
    elif any(sign in near or sign in above for sign in "，｛｝［］"):
        sign = next(sign for sign in "，｛｝［］" if sign in near or sign in above)
        detail, remedy = f"这里或上一行读不通，其中有全角的“{sign}”", "项与项之间的逗号、花括号、方括号都用半角"
    elif _MARK_FIRST.match(near):
        detail, remedy = "以“{”开头的要用引号括起", "用单引号括起，如 '{项}得分': …"
    elif error.problem and "mapping values are not allowed" in error.problem:
        detail, remedy = "一行里出现了两个冒号，或缩进没有对齐", "值里有冒号时用引号括起，或检查缩进"
    elif error.problem and "expected" in error.problem and "flow" in (error.context or ""):
        detail, remedy = "花括号或方括号没有配对，或项与项之间少了逗号", "检查 { } [ ] 与逗号（半角）"
    place = Place(file, line=line + 1, column=column + 1)
    return problem("R101", detail, place, found=near.strip()[:60], remedy=remedy)
