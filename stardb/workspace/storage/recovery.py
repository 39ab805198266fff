"""The next start after stardb was stopped half-way: what was decided is finished, what was not is taken back."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from stardb.files import cause, remedy
from stardb.interrupts import finish_first
from stardb.problems import ProblemsError, problem
from stardb.workspace.storage.add_files import move_in
from stardb.workspace.storage.atomic_write import find_old, keep_added_files, place_beside, swap
from stardb.workspace.storage.journal import (
    JOURNAL,
    Pending,
    end_journal,
    find_leftovers,
    is_folder,
    read_journal,
    remove_path,
)
from stardb.workspace.storage.lock_file import hold_lock

RESULTS, RETURNS, FORMS, DECIDED, ARCHIVES = "results", "returns", "forms", "decisions", "archive"

_EARLIER = re.compile(r"\.(?P<target>.+)-[a-z0-9_]{8}(?P<old>-old)?")
"""What earlier versions left beside a folder of results."""

_EARLIER_FILES = re.compile(r"\.(?:stardb|headers)-[a-z0-9_]{8}")
"""What they left in a folder of forms, and beside headers.yaml."""


class RunStore(Protocol):
    """The ledger, as far as it matters here."""

    def find(self, hashes: Sequence[str]) -> list[int]:
        """The numbers of those of some events that were committed."""

    def place(self, numbers: Sequence[int]) -> None:
        """Let runs count."""


@contextmanager
def write_exclusively(root: Path, ledger: RunStore) -> Iterator[list[str]]:
    """Be the only writer of a workspace, after mending what was left half done; gives what was mended, in words.

    Raises ProblemsError: W405 while somebody else is writing, W401 where nothing can be written.
    """
    with hold_lock(root):
        try:
            told = finish_or_undo(root, ledger)
        except OSError as error:
            message = f"上次没有写完的处理不了：{cause(error)}；这次什么也没有改动"
            raise ProblemsError([problem("W401", message, remedy=remedy(error))]) from error
        yield told


def finish_or_undo_if_free(root: Path, ledger: RunStore) -> list[str]:
    """The same for who only reads: nothing where nothing is left half done, or somebody is at it, or it cannot be written."""
    if not any(os.path.lexists(folder / JOURNAL) for folder in _folders(root)):
        return []
    with suppress(ProblemsError, OSError), hold_lock(root):
        return finish_or_undo(root, ledger)
    return []


def finish_or_undo(root: Path, ledger: RunStore) -> list[str]:
    """Finish or take back whatever was left half done in a workspace that nobody else writes to."""
    told: list[str] = []
    with finish_first("上次没有写完的已经处理好"):
        for folder in _folders(root):
            told += finish_or_undo_in(folder, ledger)
        for path in find_leftovers(root):
            remove_path(path)
        _sweep_files(root)
    return told


def finish_or_undo_in(folder: Path, ledger: RunStore | None = None) -> list[str]:
    """The same for one folder."""
    pending = read_journal(folder)
    told = []
    if pending is not None:
        done = _mend(folder, pending, ledger)
        what = f"{folder.name}/{pending.target}" if pending.target else folder.name
        told.append(f"上次往 {what} 写的没有写完就停了，已{'补齐' if done else '撤回，结果还是原来的'}")
    elif os.path.lexists(folder / JOURNAL) and not is_folder(folder / JOURNAL):
        end_journal(folder)
    for path in find_leftovers(folder):
        remove_path(path)
    _mend_earlier(folder)
    return told


def _mend(folder: Path, pending: Pending, ledger: RunStore | None) -> bool:
    """Roll forward, or back where the ledger has not what belongs to the files; whether it was forward."""
    aside, target = folder / pending.aside, folder / (pending.target or pending.aside)
    runs = ledger.find(pending.runs) if ledger is not None else []
    forward = len(runs) == len(pending.runs) and (is_folder(aside) or is_folder(target))
    if not pending.target:
        if forward:
            move_in(folder, aside, pending.names, pending.overwrite)
    elif forward:
        swap(target, aside)
        if ledger is not None and runs:
            ledger.place(runs)
        keep_added_files(find_old(aside), target)
        place_beside(target)
    elif os.path.lexists(find_old(aside)) and not os.path.lexists(target):
        find_old(aside).rename(target)
    remove_path(aside)
    end_journal(folder)
    return forward


def _folders(root: Path) -> list[Path]:
    """Where something may have been left half done."""
    outer = [folder for name in (FORMS, DECIDED) if (folder := root / name).is_dir()]
    within = [path for folder in outer for path in sorted(folder.iterdir()) if is_folder(path)]
    return [root / RESULTS, root / RETURNS, root / ARCHIVES, *within]


def _mend_earlier(folder: Path) -> None:
    """Take away what earlier versions left; an old folder that has nothing in its place goes back there."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        found = _EARLIER.fullmatch(path.name)
        if found and is_folder(path) and re.match("[12][0-9]{3}", found["target"]):
            target = folder / found["target"]
            if not found["old"]:
                _remove_copies(path)
            elif os.path.lexists(target):
                keep_added_files(path, target)
            else:
                path.rename(target)
    _sweep_files(folder)


def _remove_copies(path: Path) -> None:
    """Remove a folder in which there are only files: a person's links and pipes are never in it as copies."""
    plain = all(
        is_folder(Path(place, name)) or (not os.path.islink(Path(place, name)) and Path(place, name).is_file())
        for place, folders, names in os.walk(path)
        for name in (*folders, *names)
    )
    if plain:
        remove_path(path)


def _sweep_files(folder: Path) -> None:
    """Take away the folders and files in which earlier versions prepared forms and headers.yaml."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _EARLIER_FILES.fullmatch(path.name) and not path.is_symlink():
            before = path / "before"
            for kept in sorted(before.iterdir()) if is_folder(before) else ():
                if not os.path.lexists(folder / kept.name):
                    kept.rename(folder / kept.name)
            remove_path(path)
