"""`headers.yaml` changed as a careful hand would: entries set, added and taken out, all else left as it stands."""

import json
import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

import yaml

from stardb.problems import Place, ProblemsError, problem
from stardb.workspace.headers import FILE, NOT_ONE, Titles, parse_headers

HEAD = """\
# 表头对照：乡镇的表头与办法的栏名写法不同的，认过一次记在这里，以后照用。stardb map 会添改，也可以自己改。
# 表名下面一行一个“标题: 栏名”；不是这张表任何一栏的，栏名写“不是”；两层标题用 / 连起，如 上年度/收入。
"""

Changes: TypeAlias = Mapping[tuple[str, str], str | None]
"""(table, title) -> its column, `NOT_A_COLUMN` for none, or None to forget it."""

_PLAIN = re.compile(r"[㐀-鿿][\w/()（）.、-]*")


def save(root: Path, text: str) -> None:
    """Write the file whole or not at all. Raises ProblemsError (W115)."""
    try:
        handle, name = tempfile.mkstemp(prefix=".headers-", dir=root)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).chmod(0o644)
            os.replace(name, root / FILE)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise ProblemsError([problem("W115", f"{FILE} 写不进去，原有的没有改动", Place(FILE))]) from error


def edited(text: str, changes: Changes) -> str:
    """The file's text with changes made; entries and tables that are new come after those that are there.

    Where the text is written in a way that cannot be changed in place, its entries are written anew below its comments.
    """
    wanted = {table: dict(titles) for table, titles in parse_headers(text).titles.items() if titles}
    changed = text if text.strip() else HEAD
    for (table, title), column in changes.items():
        _change(wanted, table, title, column)
        with suppress(yaml.YAMLError):
            changed = _edit(changed, table, title, column)
    return changed if _says(changed, wanted) else _anew(text, wanted)


def _change(titles: dict[str, dict[str, str]], table: str, title: str, column: str | None) -> None:
    if column is not None:
        titles.setdefault(table, {})[title] = column
    elif titles.get(table, {}).pop(title, None) is not None and not titles[table]:
        del titles[table]


def _says(text: str, wanted: Titles) -> bool:
    try:
        return {table: titles for table, titles in parse_headers(text).titles.items() if titles} == wanted
    except ProblemsError:
        return False


def _anew(text: str, titles: Titles) -> str:
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    lines = [line for table in titles for line in (f"{_scalar(table)}:", *_entries(titles[table]))]
    return "".join(f"{line}\n" for line in [*comments, *lines])


def _entries(titles: Mapping[str, str]) -> list[str]:
    return [f"  {_scalar(title)}: {_scalar(column or NOT_ONE)}" for title, column in titles.items()]


def _edit(text: str, table: str, title: str, column: str | None) -> str:
    root = yaml.compose(text, yaml.SafeLoader)
    place = _pair(root, table)
    entry = _pair(place[1], title) if place else None
    if entry and column is not None:
        start, end = entry[1].start_mark.index, entry[1].end_mark.index
        return text[:start] + _scalar(column or NOT_ONE) + text[end:]
    if entry and place:
        only = len(place[1].value) == 1
        return _without(text, place[0] if only else entry[0], entry[1])
    return text if column is None else _added(text, place, table, {title: column})


def _added(text: str, place: tuple[yaml.Node, yaml.Node] | None, table: str, titles: Mapping[str, str]) -> str:
    lines = text.splitlines()
    if place is None:
        return "".join(f"{line}\n" for line in [*lines, f"{_scalar(table)}:", *_entries(titles)])
    at, indent = place[0].start_mark.line, "  "
    if isinstance(place[1], yaml.MappingNode) and place[1].value:
        key, value = place[1].value[-1]
        at, indent = value.end_mark.line, " " * key.start_mark.column
    lines[at + 1 : at + 1] = [indent + entry.strip() for entry in _entries(titles)]
    return "".join(f"{line}\n" for line in lines)


def _without(text: str, first: yaml.Node, last: yaml.Node) -> str:
    lines = text.splitlines()
    del lines[first.start_mark.line : last.end_mark.line + 1]
    return "".join(f"{line}\n" for line in lines)


def _pair(node: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and the value of an entry of a mapping."""
    entries = node.value if isinstance(node, yaml.MappingNode) else ()
    return next(((k, v) for k, v in entries if isinstance(k, yaml.ScalarNode) and k.value == key), None)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=not text.isprintable())
