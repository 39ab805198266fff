"""`headers.yaml`: which column a title is, and which table a sheet, where a clerk has settled that once for all workbooks."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from stardb.dataclass import dataclass
from stardb.intake import ANSWER, NO_TABLE, NOT_A_COLUMN, sheets_of_entry, title_of
from stardb.problems import Place, Problem, ProblemsError, Severity, problem
from stardb.quantity import find_near
from stardb.rulebook import Scheme
from stardb.yamlfile import YamlSource, number_as_text, read_source, read_yaml_text, show_value

FILE = "headers.yaml"

NOT_ONE = "不是"
"""What stands in the file for a title that is none of its table's columns."""

SHEETS = "工作表"
"""What stands in a table's place over the sheets that are settled."""

NOT_USED = "不用"
"""What stands in the file for a sheet that is no table."""

Titles = Mapping[str, Mapping[str, str]]
"""Table -> title -> its column, or `NOT_A_COLUMN`."""


@dataclass(frozen=True)
class Headers:
    """What is settled, and the file it stands in, with its marks and what is doubtful about its writing.

    sheets: `文件!表` -> its table, or `NO_TABLE`.
    """

    titles: Titles = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    source: YamlSource = field(default_factory=lambda: YamlSource(FILE))

    @property
    def entries(self) -> Titles:
        """All that is settled, the sheets under `SHEETS`."""
        return {**self.titles, **({SHEETS: self.sheets} if self.sheets else {})}

    def place(self, table: str, title: str) -> Place:
        """Where an entry stands in the file."""
        return self.source.place((table, title), key=True)


def read_headers(root: Path) -> Headers:
    """What is settled in a workspace; nothing where it has no such file. Raises ProblemsError (R1.., W110)."""
    path = root / FILE
    if not os.path.lexists(path):
        return Headers()
    return parse_headers(read_yaml_text(path, FILE))


def parse_headers(text: str) -> Headers:
    """The same of a file's text."""
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return Headers(source=YamlSource(FILE, text))
    source = read_source(text, FILE)
    titles = _titles(source)
    sheets = titles.pop(SHEETS, {})
    for entry in sheets:
        if not all(part.strip() for part in entry.rpartition("!")):
            message = f"“{entry}”要写成“文件!工作表”"
            source.report("W110", message, (SHEETS, entry), key=True, found=entry, expected="如 检查.xlsx!Sheet1")
    if any(one.severity is Severity.ERROR for one in source.problems):
        raise ProblemsError(source.problems)
    return Headers(titles, sheets, source)


def _titles(source: YamlSource) -> dict[str, dict[str, str]]:
    if source.data is not None and not isinstance(source.data, dict):
        source.report("W110", "这里要写表名，下面一行一个“标题: 栏名”", found=show_value(source.data))
    titles: dict[str, dict[str, str]] = {}
    for table, entries in source.data.items() if isinstance(source.data, dict) else ():
        if isinstance(entries, dict):
            titles[table] = {title: _column(source, (table, title), value) for title, value in entries.items()}
        elif entries is not None:
            message = f"“{table}”下面要一行一个“标题: 栏名”，写的是“{show_value(entries)}”"
            source.report("W110", message, (table,), found=show_value(entries))
    return titles


def _column(source: YamlSource, path: tuple[str, str], value: Any) -> str:
    typed = number_as_text(value)
    what, none = ("张表", NOT_USED) if path[0] == SHEETS else ("栏", NOT_ONE)
    if not isinstance(typed, str):
        message = f"“{path[1]}”要写是哪一{what}，写的是“{show_value(value)}”"
        source.report("W110", message, path, found=show_value(value), expected=f"一{what}的名称，或 {none}")
        return NOT_A_COLUMN
    return NOT_A_COLUMN if typed == none else typed


def word_for_column(table: str, column: str) -> str:
    """How an entry's value stands in the file."""
    return column or (NOT_USED if table == SHEETS else NOT_ONE)


def known_columns(schemes: Iterable[Scheme]) -> dict[str, list[str]]:
    """Every table that is filled in, and the columns that any of the schemes has in it."""
    found: dict[str, dict[str, None]] = {}
    for scheme in schemes:
        for table, spec in scheme.filled_in.items():
            found.setdefault(table, {}).update(dict.fromkeys(spec.columns))
    return {table: [*columns] for table, columns in found.items()}


def check_headers(headers: Headers, known: Mapping[str, Iterable[str]]) -> list[Problem]:
    """What of it means nothing or two things to the schemes' tables and columns `known` (W111, W112, W113)."""
    problems = [*headers.source.problems]
    for entry, table in headers.sheets.items():
        if table != NO_TABLE and table not in known:
            message = f"没有“{table}”这张表{nearest_word(table, known)}，“{entry}”没有认。"
            place = headers.source.place((SHEETS, entry))
            problems.append(problem("W111", message, place, found=table, expected="、".join(known)))
    for table, titles in headers.titles.items():
        if table not in known:
            message = f"没有“{table}”这张表{nearest_word(table, known)}，下面写的都没有起作用。"
            place = headers.source.place((table,), key=True)
            problems.append(problem("W111", message, place, found=table, expected="、".join(known)))
            continue
        for title, column in titles.items():
            if column not in (NOT_A_COLUMN, ANSWER, *known[table]):
                message = f"“{table}”没有“{column}”这一栏{nearest_word(column, known[table])}，“{title}”没有认。"
                place = headers.source.place((table, title))
                problems.append(problem("W112", message, place, found=column, expected="、".join(known[table])))
        problems += _torn(headers, table, titles)
    return problems


def check_sheets(headers: Headers, keys: Sequence[tuple[str, str]]) -> list[Problem]:
    """The entries of sheets that may mean several of those there are, and so mean none (W516)."""
    problems = []
    for entry in headers.sheets:
        if len(meant := sheets_of_entry(entry, keys)) > 1:
            files = "、".join(f"{file}!{sheet}" for file, sheet in meant[:3]) + ("等" if len(meant) > 3 else "")
            message = f"“{entry}”合于{len(meant)}张工作表：{files}，分不清是哪一张，没有认。"
            problems.append(problem("W516", message, headers.place(SHEETS, entry), found=files))
    return problems


def _torn(headers: Headers, table: str, titles: Mapping[str, str]) -> Iterable[Problem]:
    """Titles that are one title written in two ways, settled as two columns."""
    first: dict[str, str] = {}
    for title, column in titles.items():
        before = first.setdefault(plain_title(title), title)
        if titles[before] != column:
            message = f"“{title}”与第{headers.place(table, before).line}行的“{before}”是同一个标题，认的却不是同一栏。"
            yield problem("W113", message, headers.place(table, title), found=column or NOT_ONE)


def plain_title(title: str) -> str:
    """A title in the form in which headers are compared: without numbering, full marks and unit."""
    return "/".join(title_of(part).called for part in title.split("/"))


def nearest_word(name: str, names: Iterable[str]) -> str:
    """A half-sentence naming what was perhaps meant, or nothing."""
    close = find_near(name, names)
    return f"（是不是“{close[0]}”？）" if close else ""
