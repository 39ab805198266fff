"""The period's workbooks opened: with the passwords of the settings, then with those a person is asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

from stardb.books import Books, read_book, read_books
from stardb.workspace.folder.data_folders import list_data_folders
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.folder.stage_folders import list_stage_folders

Ask: TypeAlias = Callable[[str], str]
"""A file's name to its password; "" to leave the file unread."""

_LOCKED = "D102"


class ProgressCallback(Protocol):
    """Told what is being done and, where things can be counted, how many of how many are."""

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        """Show `what` in Chinese; a total of 0 says that nothing is counted."""


def no_progress(what: str, done: int = 0, total: int = 0) -> None:
    """ProgressCallback that says nothing."""


def open_books(workspace: Workspace, progress: ProgressCallback = no_progress, ask: Ask | None = None) -> Books:
    """The workbooks of the workspace's period. `ask` is called once for each file that no password known so far opens."""
    passwords = list(workspace.settings.passwords)
    books = _read(workspace, passwords, progress)
    given = (
        _ask_passwords([p.place.file for p in books.problems if p.code == _LOCKED], workspace.root, ask) if ask else []
    )
    return _read(workspace, [*passwords, *given], progress) if given else books


def _read(workspace: Workspace, passwords: list[str], progress: ProgressCallback) -> Books:
    progress("读工作簿")
    every, chosen = list_data_folders(workspace.root), [folder.path for folder in workspace.list_folders()]
    if not chosen:
        return Books()
    return read_books(
        chosen[0], workspace.root, passwords, lambda done, total: progress("读工作簿", done, total),
        [*chosen[1:], *list_stage_folders(workspace.list_folders(), workspace.settings.stages)],
        {folder.path for folder in every}.difference(chosen),
    )  # fmt: skip


def _ask_passwords(locked: list[str], root: Path, ask: Ask) -> list[str]:
    """The passwords given for some files; one that opens others too spares the question."""
    given: list[str] = []
    for file in locked:
        if not _opens(root / file, file, given) and (password := ask(file)):
            given.append(password)
    return given


def _opens(path: Path, file: str, passwords: list[str]) -> bool:
    if not passwords:
        return False
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return all(problem.code != _LOCKED for problem in read_book(data, file, passwords)[1])
