"""`headers.yaml`: which column a title is, where a clerk has settled that once for all workbooks."""

import difflib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stardb.files import FileFault, read_text
from stardb.intake import NOT_A_COLUMN
from stardb.intake.titles import title_of
from stardb.problems import Place, Problem, ProblemsError, Severity, problem
from stardb.rulebook import Scheme
from stardb.rulebook.source import Source, read_source
from stardb.scorers.part import as_typed, shown

FILE = "headers.yaml"

NOT_ONE = "不是"
"""What stands in the file for a title that is none of its table's columns."""

Titles = Mapping[str, Mapping[str, str]]
"""Table -> title -> its column, or `NOT_A_COLUMN`."""


@dataclass(frozen=True)
class Headers:
    """What is settled, and the file it stands in, with its marks and what is doubtful about its writing."""

    titles: Titles = field(default_factory=dict)
    source: Source = field(default_factory=lambda: Source(FILE))

    def place(self, table: str, title: str) -> Place:
        """Where an entry stands in the file."""
        return self.source.place((table, title), key=True)


def read_headers(root: Path) -> Headers:
    """What is settled in a workspace; nothing where it has no such file. Raises ProblemsError (R1.., W110)."""
    path = root / FILE
    if not os.path.lexists(path):
        return Headers()
    try:
        text = read_text(path)
    except FileFault as fault:
        raise ProblemsError(
            [problem("R100", f"{FILE} 读不出：{fault.reason}", Place(FILE), remedy=fault.remedy)]
        ) from fault
    return parse_headers(text)


def parse_headers(text: str) -> Headers:
    """The same of a file's text."""
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return Headers(source=Source(FILE, text))
    source = read_source(text, FILE)
    titles = _titles(source)
    if any(one.severity is Severity.ERROR for one in source.problems):
        raise ProblemsError(source.problems)
    return Headers(titles, source)


def _titles(source: Source) -> dict[str, dict[str, str]]:
    if source.data is not None and not isinstance(source.data, dict):
        source.report("W110", "这里要写表名，下面一行一个“标题: 栏名”", found=shown(source.data))
    titles: dict[str, dict[str, str]] = {}
    for table, entries in source.data.items() if isinstance(source.data, dict) else ():
        if isinstance(entries, dict):
            titles[table] = {title: _column(source, (table, title), value) for title, value in entries.items()}
        elif entries is not None:
            message = f"“{table}”下面要一行一个“标题: 栏名”，写的是“{shown(entries)}”"
            source.report("W110", message, (table,), found=shown(entries))
    return titles


def _column(source: Source, path: tuple[str, str], value: Any) -> str:
    typed = as_typed(value)
    if not isinstance(typed, str):
        message = f"“{path[1]}”要写是哪一栏，写的是“{shown(value)}”"
        source.report("W110", message, path, found=shown(value), expected=f"一个栏名，或 {NOT_ONE}")
        return NOT_A_COLUMN
    return NOT_A_COLUMN if typed == NOT_ONE else typed


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
    for table, titles in headers.titles.items():
        if table not in known:
            message = f"没有“{table}”这张表{nearest(table, known)}，下面写的都没有起作用。"
            place = headers.source.place((table,), key=True)
            problems.append(problem("W111", message, place, found=table, expected="、".join(known)))
            continue
        for title, column in titles.items():
            if column != NOT_A_COLUMN and column not in known[table]:
                message = f"“{table}”没有“{column}”这一栏{nearest(column, known[table])}，“{title}”没有认。"
                place = headers.source.place((table, title))
                problems.append(problem("W112", message, place, found=column, expected="、".join(known[table])))
        problems += _torn(headers, table, titles)
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


def nearest(name: str, names: Iterable[str]) -> str:
    """A half-sentence naming what was perhaps meant, or nothing."""
    close = difflib.get_close_matches(name, [*names], 1, 0.5)
    return f"（是不是“{close[0]}”？）" if close else ""
