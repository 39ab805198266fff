"""`stardb init`: a new workspace from the shipped rules, templates and, if asked, the sample county."""

import os
from importlib.resources.abc import Traversable
from pathlib import Path

from stardb.files import cause, remedy
from stardb.interrupts import finish_first
from stardb.problems import Place, ProblemsError, problem
from stardb.rulebook import CASES
from stardb.shipped import shipped
from stardb.workspace.folder.settings import FILE
from stardb.workspace.folder.workspace_contents import BARE, Contents
from stardb.workspace.rule_files.tested_rules import note_tested
from stardb.workspace.storage.add_files import NEW, missing_folders, move_all, remove_empty_folders
from stardb.workspace.storage.journal import find_leftovers, make_aside, read_journal, remove_path
from stardb.workspace.storage.recovery import finish_or_undo_in

SETTINGS = """\
# stardb 工作区设置。改后运行 stardb check 检查。
county: {county}
department: {department}
period: {period}            # 考核年度：读 data/ 下以它为名的文件夹
first_period: {first}      # 首次评定的年度；以后各年须先有上年结果
# rated_on: {{{period}: {period}-12-31}}   # 考核日；不写为办法所定的，或本期最后一天
schemes:                # 用哪些办法：rules/ 下的文件名
{schemes}
"""


START_FILES = {
    "开始.bat": """\
@echo off\r
chcp 65001 >nul\r
cd /d "%~dp0"\r
stardb menu\r
if errorlevel 9009 echo stardb 没有安装，或者不在 PATH 里\r
pause\r
""",
    "开始.sh": """\
#!/bin/sh
cd "$(dirname "$0")" && exec stardb menu
""",
}
"""What opens the menu by a double click: on Windows, and elsewhere."""


def create_workspace(root: Path, contents: Contents = BARE) -> list[str]:
    """Make a workspace in `root` (new or empty), whole or not at all. Gives the top-level names made.

    Raises ProblemsError (W402). What was stopped half-way is finished the next time.
    """
    name = Path(os.path.abspath(root)).name
    made = missing_folders(root)
    try:
        if read_journal(root) is not None:
            finish_or_undo_in(root)
            return _names(root)
        if os.path.lexists(root) and (not root.is_dir() or set(root.iterdir()) - set(find_leftovers(root))):
            raise ProblemsError([problem("W402", f"“{name}”已经存在，而且不是空文件夹", Place(name))])
        root.mkdir(parents=True, exist_ok=True)
        for path in find_leftovers(root):
            remove_path(path)
        aside = make_aside(root)
        try:
            _write(aside / NEW, contents)
            with finish_first("工作区已经建好"):
                move_all(root, aside, sorted(_names(aside / NEW), key=lambda part: part == FILE), overwrite=False)
        finally:
            remove_path(aside)
    except OSError as error:
        message = f"“{name}”建不成：{cause(error)}"
        raise ProblemsError([problem("W402", message, Place(name), remedy=remedy(error))]) from error
    finally:
        remove_empty_folders(made)
    return _names(root)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _write(root: Path, contents: Contents) -> None:
    """Write all that a workspace has. Raises OSError."""
    _copy(shipped("rules"), root / "rules", (".yaml", ".schema.json"))
    _copy(shipped("reports"), root / "reports", (".xlsx", ".html", ".css", ".js"))
    data = shipped("data")
    if contents.county:
        for folder in data.iterdir():
            if folder.name.isdecimal():
                _copy(folder, root / "data" / folder.name, (".xlsx",))
        _add(data / "rules", root / "rules")
    cases = (root / "rules").glob(f"*{CASES}")
    note_tested(root / "rules", {f"{path.name.removesuffix(CASES)}.yaml": 0 for path in cases})  # as the tests hold
    for name in contents.systems:
        _copy(data / "systems" / name, root / "data", (".xlsx",))
    period = SYSTEMS_YEAR if contents.systems else "2022"
    (root / "data" / period).mkdir(parents=True, exist_ok=True)
    text = SETTINGS.format(
        county="岚县" if contents != BARE else "某县",
        department="中共岚县县委组织部" if contents != BARE else "中共某县县委组织部",
        period=period,
        first="2022" if contents.county else period,
        schemes="\n".join(f"  - {name}" for name in contents.schemes),
    )
    (root / FILE).write_text(text, encoding="utf-8", newline="\n")
    for name, start in START_FILES.items():
        (root / name).write_bytes(start.encode())
        (root / name).chmod(0o755)


SYSTEMS_YEAR = "2023"
"""The year of the other schemes' samples."""


def _add(source: Traversable, target: Path) -> None:
    """Put what the sample county adds to a shipped rule file, or to its cases, below it."""
    for item in sorted(source.iterdir(), key=lambda item: item.name):
        with (target / item.name).open("ab") as file:
            file.write(item.read_bytes())


def _copy(source: Traversable, target: Path, suffixes: tuple[str, ...]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for item in source.iterdir():
        if item.is_dir() and not item.name.startswith((".", "__")):
            if _holds(item, suffixes):
                _copy(item, target / item.name, suffixes)
        elif item.name.endswith(suffixes):
            (target / item.name).write_bytes(item.read_bytes())


def _holds(folder: Traversable, suffixes: tuple[str, ...]) -> bool:
    return any(_holds(item, suffixes) if item.is_dir() else item.name.endswith(suffixes) for item in folder.iterdir())
