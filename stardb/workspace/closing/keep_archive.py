"""An archive and its event in the ledger: both are there, or neither, wherever this is stopped."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from stardb.files import cause, remedy
from stardb.interrupts import finish_first
from stardb.ledger import CLOSE, KeptEvent, Ledger
from stardb.problems import Place, ProblemsError, problem
from stardb.quantity import Period
from stardb.workspace.closing.closings import ARCHIVES
from stardb.workspace.storage.add_files import NEW, move_in
from stardb.workspace.storage.journal import Pending, end_journal, make_aside, remove_path, write_journal
from stardb.workspace.storage.recovery import finish_or_undo_in

CLOSED = "已经结转"


def choose_name(root: Path, period: Period) -> str:
    """The name of a new archive: 2024.zip, or, where there is one of that name, 2024（2）.zip; none is ever overwritten."""
    number, name = 1, f"{period.name}.zip"
    while os.path.lexists(root / ARCHIVES / name):
        number += 1
        name = f"{period.name}（{number}）.zip"
    return name


def keep_archive(
    root: Path, ledger: Ledger, period: Period, name: str, data: bytes, content: Mapping[str, Any]
) -> KeptEvent:
    """Put an archive into place, for its owner alone to read, and the closing into the ledger.

    First it is written aside and noted, then the ledger is committed, then it is moved; the next start finishes it from the
    commit on, and takes it back before. Raises ProblemsError, all being as before: W333 where it cannot be written, W3..
    """
    folder = root / ARCHIVES

    def note(hash_: str) -> None:
        write_journal(folder, Pending(aside.name, names=(name,), runs=(hash_,), overwrite=False))

    try:
        folder.mkdir(exist_ok=True)
        aside = make_aside(folder)
        try:
            (aside / NEW).mkdir()
            _write_private(aside / NEW / name, data)
            with finish_first(CLOSED):
                event = ledger.add_event(CLOSE, "", period, content, before_commit=note)
                with suppress(OSError):  # what cannot be moved now is moved at the next start
                    move_in(folder, aside, [name], overwrite=False)
                    end_journal(folder)
                    remove_path(aside)
        except BaseException:
            finish_or_undo_in(folder, ledger)
            raise
    except OSError as error:
        message = f"归档写不成：{cause(error)}；没有结转"
        raise ProblemsError([problem("W333", message, Place(f"{ARCHIVES}/{name}"), remedy=remedy(error))]) from error
    return event


def _write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read; it is on the disk when this returns. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
