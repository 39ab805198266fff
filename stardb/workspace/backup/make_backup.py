"""A backup is made: whole, or not at all, and without waiting for who is using the workspace."""

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from stardb import __version__
from stardb.dataclass import dataclass
from stardb.files import cause, remedy
from stardb.ledger import KEY_FILE, Ledger, Owner
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.workspace.backup.backup_file import MANIFEST, Manifest, put_seal_place, read_in_chunks, seal
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.storage.lock_file import LOCK
from stardb.workspace.storage.recovery import RESULTS, write_exclusively

BACKUPS = "backups"
LEDGER_COPY = "stardb.sqlite"

_PRIVATE = "private"
"""Bank accounts: they are never copied anywhere."""

_LEFT_OUT = re.compile(r"~\$.*|\.stardb-(?:[0-9a-f]{12}.*|pending\.json)")
"""What Excel and stardb leave beside files while they are open."""

_PACKED = {".xlsx", ".xlsm", ".xlsb", ".zip", ".docx", ".pdf", ".jpg", ".jpeg", ".png", ".7z", ".rar", ".mp4"}
"""What gets no smaller."""


@dataclass(frozen=True)
class Backup:
    """A backup that was made. has_key: whether `stardb.key` is in it. problems: what is not in it, or not in order, all the same."""

    path: Path
    files: int
    size: int
    head: str
    has_key: bool
    has_ledger: bool
    problems: tuple[Problem, ...]


def make_backup(workspace: Workspace, to: Path, force: bool = False) -> Backup:
    """Write all of a workspace into a zip file; `private/` and earlier backups are left out.

    force: take the place of a file that is there. Results are left out where somebody is just writing them, which is told. Raises
    ProblemsError: W313 where the file is there already or cannot be written; W3.. where there is no reading the ledger.
    """
    if os.path.lexists(to) and not (force and to.is_file()):
        remedy_ = "换一个文件名，或加 --force 换掉它。"
        raise ProblemsError([problem("W313", f"备份没有做：{to.name} 已经有了", Place(to.name), remedy=remedy_)])
    with _lock_if_free(workspace) as is_free:
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            aside = to.with_name(f".stardb-{secrets.token_hex(6)}")
            try:
                made = _write(workspace, aside, to, is_free)
                os.replace(aside, to)
            finally:
                with suppress(OSError):
                    aside.unlink(missing_ok=True)
        except OSError as error:
            message = f"备份没有做成：{cause(error)}"
            raise ProblemsError([problem("W313", message, Place(to.name), remedy=remedy(error))]) from error
    return made


@contextmanager
def _lock_if_free(workspace: Workspace) -> Iterator[bool]:
    """Whether nobody else is writing; who is keeps writing."""
    lock = write_exclusively(workspace.root, open_ledger(workspace))
    try:
        lock.__enter__()
    except ProblemsError as error:
        if {one.code for one in error.problems} != {"W405"}:
            raise
        yield False
        return
    try:
        yield True
    finally:
        lock.__exit__(None, None, None)


def _write(workspace: Workspace, aside: Path, to: Path, is_free: bool) -> Backup:
    """Write the zip. Raises OSError, ProblemsError."""
    paths, problems = _list_files(workspace.root, {to, aside}, is_free)
    digests: dict[str, tuple[str, int]] = {}
    handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as file, ZipFile(file, "w", ZIP_DEFLATED, strict_timestamps=False) as package:
        put_seal_place(package)
        with tempfile.TemporaryDirectory(prefix=".stardb-", dir=to.parent) as folder:
            copy = Path(folder) / LEDGER_COPY
            has_ledger = open_ledger(workspace).write_copy(copy)
            if has_ledger:
                head, faults = _check_copy(workspace, copy)
                problems += faults
                digests[LEDGER_COPY] = _add(package, LEDGER_COPY, copy)
        for path in paths:
            name = path.relative_to(workspace.root).as_posix()
            digests[name] = _add(package, name, path)
        manifest = Manifest(__version__, workspace.settings.county, head if has_ledger else "", digests)
        package.writestr(ZipInfo(MANIFEST), manifest.as_json(), ZIP_DEFLATED)
    seal(aside)
    with aside.open("r+b") as sealed:
        os.fsync(sealed.fileno())
    size = aside.stat().st_size
    return Backup(to, len(digests), size, manifest.head, KEY_FILE in digests, has_ledger, tuple(problems))


def _check_copy(workspace: Workspace, copy: Path) -> tuple[str, list[Problem]]:
    """The head of the ledger's copy, and what is wrong with it: it is kept all the same, as there may be no better."""
    settings = workspace.settings
    ledger = Ledger(copy, Owner(settings.county, settings.formerly))
    ledger.secret = open_ledger(workspace).secret
    faults = ledger.verify()
    return ("" if faults else ledger.head()), faults


def _list_files(root: Path, own: set[Path], is_free: bool) -> tuple[list[Path], list[Problem]]:
    """The files to be kept, in order, and what cannot be: links, pipes, and results that are just being written."""
    left_out = {
        LEDGER_COPY,
        f"{LEDGER_COPY}-journal",
        f"{LEDGER_COPY}-wal",
        f"{LEDGER_COPY}-shm",
        LOCK,
        BACKUPS,
        _PRIVATE,
    }
    problems = []
    if not is_free:
        left_out.add(RESULTS)
        problems.append(problem("W315", "正有人在写结果，results 没有放进备份", Place(RESULTS)))
    paths = []
    ours = {os.path.abspath(one) for one in own}
    for folder, folders, names in os.walk(root, onerror=_raise):
        here = Path(folder)
        at_top = here == root
        folders[:] = sorted(
            name for name in folders if not (at_top and name in left_out) and not _LEFT_OUT.fullmatch(name)
        )
        for name in sorted(names + [one for one in folders if (here / one).is_symlink()]):
            path = here / name
            if (at_top and name in left_out) or _LEFT_OUT.fullmatch(name) or os.path.abspath(path) in ours:
                continue
            if path.is_symlink() or not path.is_file():
                where = path.relative_to(root).as_posix()
                problems.append(problem("W315", f"{where} 是链接或设备，没有放进备份", Place(where)))
            else:
                paths.append(path)
    return sorted(paths, key=lambda path: path.relative_to(root).as_posix()), problems


def _raise(error: OSError) -> None:
    raise error


def _add(package: ZipFile, name: str, path: Path) -> tuple[str, int]:
    """Add a file; the digest and the size of what was added."""
    digest, size = hashlib.sha256(), 0
    info = ZipInfo(name)
    info.compress_type = ZIP_STORED if path.suffix.lower() in _PACKED else ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    with path.open("rb") as source, package.open(info, "w", force_zip64=True) as target:
        for chunk in read_in_chunks(source):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return digest.hexdigest(), size
