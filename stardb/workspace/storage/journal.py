"""What is being put into place, noted in the folder it happens in, so that the next start can finish it or take it back."""

import json
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from stardb.dataclass import dataclass
from stardb.files import FileFault, read_bytes

JOURNAL = ".stardb-pending.json"

_ASIDE = re.compile(r"\.stardb-[0-9a-f]{12}")
_PLAIN_NAME = re.compile(r"[^/\\\0]+")
_LIMIT = 2**24


@dataclass(frozen=True)
class Pending:
    """What a journal says.

    aside: the folder beside where the new files lie. target: the folder that it takes the place of; "" where `names` are
    moved out of it one by one. runs: hashes of the ledger's events that go with it; where the ledger has them not, nothing
    is to be put into place. overwrite: whether files that are there may be replaced.
    """

    aside: str
    target: str = ""
    names: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    overwrite: bool = True


def aside_name() -> str:
    """A new name for what is not yet in its place."""
    return f".stardb-{secrets.token_hex(6)}"


def make_aside(folder: Path) -> Path:
    """A new folder beside, of the usual permissions. Raises OSError."""
    aside = folder / aside_name()
    aside.mkdir()
    return aside


def write_journal(folder: Path, pending: Pending) -> None:
    """Note what is about to be put into place; it is on the disk when this returns. Raises OSError."""
    aside = folder / aside_name()
    try:
        with aside.open("w", encoding="ascii") as file:
            json.dump(asdict(pending), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, folder / JOURNAL)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    _sync(folder)


def _sync(folder: Path) -> None:
    """Let a folder's names be on the disk, where the system can."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_journal(folder: Path) -> Pending | None:
    """What was being put into place when stardb was stopped; None where nothing was, or what is noted is no such thing."""
    try:
        given = json.loads(read_bytes(folder / JOURNAL, _LIMIT))
        pending = Pending(
            str(given["aside"]),
            str(given["target"]),
            tuple(map(str, given["names"])),
            tuple(map(str, given["runs"])),
            bool(given["overwrite"]),
        )
    except (FileFault, ValueError, KeyError, TypeError, RecursionError):
        return None
    names = [*pending.names, *([pending.target] if pending.target else [])]
    sound = all(_PLAIN_NAME.fullmatch(name) and name not in (".", "..", JOURNAL) for name in names)
    return pending if sound and _ASIDE.fullmatch(pending.aside) else None


def end_journal(folder: Path) -> None:
    """Nothing is pending any more. Raises OSError."""
    (folder / JOURNAL).unlink(missing_ok=True)


def find_leftovers(folder: Path, besides: Sequence[str] = ()) -> Iterator[Path]:
    """What stardb left beside when it was stopped before anything was noted."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _ASIDE.fullmatch(path.name) and path.name not in besides and not path.is_symlink():
            yield path


def remove_path(path: Path) -> None:
    """Remove a folder or a file of stardb's own, as far as that can be."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder itself, not a link to one."""
    with suppress(OSError):
        return stat.S_ISDIR(path.lstat().st_mode)
    return False


def is_file(path: Path) -> bool:
    """Whether a path is a regular file itself, not a link to one."""
    with suppress(OSError):
        return stat.S_ISREG(path.lstat().st_mode)
    return False
