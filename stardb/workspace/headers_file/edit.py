"""`headers.yaml` changed as a careful hand would: entries set, added and taken out, all else left as it stands."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from stardb.files import cause, remedy
from stardb.problems import Place, ProblemsError, problem
from stardb.workspace.headers_file.headers import FILE, Titles, parse_headers, word_for_column
from stardb.workspace.storage.replace_file import replace_file
from stardb.yamlfile import entry_lines, set_entry

HEAD = """\
# 表头对照：乡镇的表头与办法的栏名写法不同的，认过一次记在这里，以后照用。stardb map 会添改，也可以自己改。
# “工作表”下面一行一个“文件!工作表: 表名”；哪张表也不是的写“不用”。文件名里的数字不论，明年照用。
# 表名下面一行一个“标题: 栏名”；不是这张表任何一栏的，栏名写“不是”；两层标题用 / 连起，如 上年度/收入。
"""

Changes: TypeAlias = Mapping[tuple[str, str], str | None]
"""(table, title) -> its column, `NOT_A_COLUMN` for none, or None to forget it."""


def save_headers(root: Path, text: str) -> None:
    """Write the file whole or not at all; where it is a link, the file it leads to. Raises ProblemsError (W115)."""
    try:
        replace_file(root / FILE, text.encode())
    except OSError as error:
        message = f"{FILE} 写不进去：{cause(error)}；原有的没有改动"
        raise ProblemsError([problem("W115", message, Place(FILE), remedy=remedy(error))]) from error


def change_entries(text: str, changes: Changes) -> str:
    """The file's text with changes made; entries and tables that are new come after those that are there.

    Where the text is written in a way that cannot be changed in place, its entries are written anew below its comments.
    """
    wanted = {table: dict(titles) for table, titles in parse_headers(text).entries.items() if titles}
    changed = text if text.strip() else HEAD
    for (table, title), column in changes.items():
        _change(wanted, table, title, column)
        changed = set_entry(changed, table, title, None if column is None else word_for_column(table, column))
    return changed if _says(changed, wanted) else _anew(text, wanted)


def _change(titles: dict[str, dict[str, str]], table: str, title: str, column: str | None) -> None:
    if column is not None:
        titles.setdefault(table, {})[title] = column
    elif titles.get(table, {}).pop(title, None) is not None and not titles[table]:
        del titles[table]


def _says(text: str, wanted: Titles) -> bool:
    try:
        return {table: titles for table, titles in parse_headers(text).entries.items() if titles} == wanted
    except ProblemsError:
        return False


def _anew(text: str, titles: Titles) -> str:
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    words = {
        table: {title: word_for_column(table, column) for title, column in held.items()}
        for table, held in titles.items()
    }
    return "".join(f"{line}\n" for line in [*comments, *entry_lines(words)])
