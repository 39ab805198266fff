"""What commands do alike: open the workspace, run, print problems."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stardb.safe_text import as_json, say

if TYPE_CHECKING:
    from stardb.problems import Problem
    from stardb.quantity import Period
    from stardb.workspace import Workspace


def open_folder(folder: Path, period: "Period | None") -> "Workspace":
    """The workspace in a folder, for a period or that of its settings. Raises ProblemsError."""
    from stardb.workspace import open_workspace

    return open_workspace(folder, period)


def open_to_write(folder: Path, period: "Period | None") -> "Workspace":
    """The same for commands that write, or read the ledger: what an earlier start left half done is mended first, and told."""
    from stardb.workspace import finish_interrupted

    workspace = open_folder(folder, period)
    for told in finish_interrupted(workspace):
        say(told, err=True)
    return workspace


_NOTHING_DONE = {"run": "没有产生结果，原有结果没有改动", "decide": "裁定没有写，原来的没有改动"}
"""What is said below the problems of a command that could do nothing."""


def run_guarded(act: Callable[[], int], kind: str = "text", folder: Path = Path()) -> int:
    """Run a command; where nothing can be produced, print every problem and end with 2."""
    from stardb.problems import ProblemsError

    try:
        return act()
    except ProblemsError as error:
        if kind == "json":
            print_json({"problem_list": [p.as_dict() for p in error.problems], "exit_status": 2})
        elif kind == "github":
            annotate(error.problems, folder)
        else:
            report(error.problems, notes=False)
            if told := _NOTHING_DONE.get(click.get_current_context().info_name or ""):
                say(told, err=True)
        return 2


def report(
    problems: "tuple[Problem, ...]",
    notes: bool,
    townships: "tuple[str, ...]" = (),
    elsewhere: "frozenset[Problem] | None" = None,
) -> None:
    """Print problems on stderr, township by township as in `townships`.

    Without `notes`, those notes that `stardb check` shows too (`elsewhere`; None: all of them) are only counted.
    """
    from stardb.terminal import console, print_problems

    print_problems(problems, console(stderr=True), notes, townships, elsewhere)


def annotate(problems: "tuple[Problem, ...]", folder: Path) -> None:
    """Print each problem as an annotation that GitHub shows beside the line; paths are seen from the folder."""
    from stardb.terminal import format_annotation

    for problem in problems:
        click.echo(format_annotation(problem, folder))


def print_json(data: Any) -> None:
    """Print data as JSON on stdout, its Chinese as it is."""
    click.echo(as_json(data))


def write_text(to: Path, text: str) -> None:
    """Write a file as UTF-8, as `write_file` does."""
    write_file(to, text.encode())


def write_file(to: Path, content: bytes) -> None:
    """Write a file, whole or not at all; a pipe or a device is written to as it is."""
    from stardb.files import cause

    aside = to.with_name(f".stardb-{secrets.token_hex(6)}")
    try:
        if to.exists() and not to.is_file():  # a pipe or a device takes what is written to it
            to.write_bytes(content)
            return
        try:
            aside.write_bytes(content)
            os.replace(aside, os.path.realpath(to))
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    except OSError as error:
        raise click.ClickException(f"写不进 {to}：{cause(error)}，请换一个位置，或检查权限") from error


def find_rule_files(files: tuple[Path, ...], folder: Path) -> list[Path]:
    """The files and folders asked for, as they lie here or in the workspace's folder; else all its rules."""
    return [path if path.exists() else folder / path for path in files] or [folder / "rules"]
