"""A backup is made a workspace again: only where all of it is as it was kept, and only in an empty folder."""

import hashlib
import os
import re
import secrets
import shutil
import zlib
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from stardb.dataclass import dataclass
from stardb.files import cause, remedy
from stardb.ledger import Ledger, Owner
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.workspace.backup.backup_file import (
    CHUNK,
    MANIFEST,
    Manifest,
    NoBackup,
    is_plain_path,
    is_sealed_otherwise,
    read_manifest,
)
from stardb.workspace.backup.make_backup import LEDGER_COPY
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import FILE, open_workspace


@dataclass(frozen=True)
class Restored:
    """A workspace that was restored. in_database: whether its ledger is in the database that its settings name."""

    folder: Path
    files: int
    county: str
    head: str
    in_database: bool


def restore_backup(backup: Path, folder: Path, to_file: bool = False) -> Restored:
    """Make a workspace of a backup in a folder that is empty or not there yet: all of it, or nothing.

    to_file: keep the ledger in a file, where the settings say a database. Raises ProblemsError: W310, W312 where the backup is
    none or not as it was, each file named; W311 where the folder is not empty; W3.. where the ledger does not verify, or the
    database has another or cannot be reached.
    """
    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise ProblemsError([problem("W311", f"“{folder.name}”不是空文件夹，没有恢复", Place(folder.name))])
    try:
        with ZipFile(backup) as package:
            manifest = read_manifest(package)
            folder.parent.mkdir(parents=True, exist_ok=True)
            aside = folder.with_name(f".stardb-{secrets.token_hex(6)}")
            aside.mkdir()
            try:
                _check(_unpack(package, manifest, aside), backup)
                in_database = _restore_ledger(aside, manifest, to_file)
                _put_into_place(aside, folder)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except (BadZipFile, NoBackup) as error:
        reason = f"{error}" if isinstance(error, NoBackup) else "不是完好的 zip 文件"
        raise ProblemsError([problem("W310", f"备份用不成：{reason}", Place(backup.name))]) from error
    except OSError as error:
        message = f"恢复不成：{cause(error)}；什么也没有恢复"
        raise ProblemsError([problem("W310", message, Place(backup.name), remedy=remedy(error))]) from error
    return Restored(folder, len(manifest.files), manifest.county, manifest.head, in_database)


def _put_into_place(aside: Path, folder: Path) -> None:
    """Move what was unpacked to where it belongs; into a folder that is there the settings last, which make it a workspace."""
    if not folder.is_dir():
        os.rename(aside, folder)
        return
    for path in sorted(aside.iterdir(), key=lambda path: (path.name == FILE, path.name)):
        os.rename(path, folder / path.name)


def _unpack(package: ZipFile, manifest: Manifest, to: Path) -> list[str]:
    """Unpack the files of a backup; what is wrong with each. Raises OSError."""
    names = [name for name in package.namelist() if name != MANIFEST]
    wrong = [f"{name} 重复了" for name in sorted({name for name in names if names.count(name) > 1})]
    wrong += [f"{name} 不在清单里" for name in sorted(set(names) - manifest.files.keys())]
    for name, (digest, size) in manifest.files.items():
        if not is_plain_path(name):
            wrong.append(f"{name} 不是备份里该有的路径")
        elif name not in names:
            wrong.append(f"{name} 不见了")
        elif _unpack_one(package, name, size, to / name) != digest:
            wrong.append(f"{name} 被改动过，或存坏了")
    return wrong


def _unpack_one(package: ZipFile, name: str, size: int, to: Path) -> str:
    """Unpack one file; its digest, "" where it cannot be read or is longer than it was. Raises OSError."""
    to.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), size
    with to.open("wb") as target:
        try:
            with package.open(name) as source:
                while chunk := source.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        return ""
                    digest.update(chunk)
                    target.write(chunk)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
            return ""
    if name in (LEDGER_COPY, "stardb.key"):
        to.chmod(0o600)
    return digest.hexdigest()


def _check(wrong: list[str], backup: Path) -> None:
    """Raises ProblemsError (W312) with all that is wrong."""
    if not wrong and is_sealed_otherwise(backup):
        wrong = ["压缩包的目录或清单被改动过，或存坏了；里面的文件都相符"]
    if wrong:
        raise ProblemsError([problem("W312", f"备份里的 {one}", Place(backup.name)) for one in wrong])


def _restore_ledger(aside: Path, manifest: Manifest, to_file: bool) -> bool:
    """Verify the restored ledger, and put it into the database of the settings; whether it is there. Raises ProblemsError."""
    if to_file:
        _drop_database(aside / FILE)
    workspace = open_workspace(aside)
    copy, settings = aside / LEDGER_COPY, workspace.settings
    if not copy.exists():
        return bool(settings.ledger)
    kept = Ledger(copy, Owner(settings.county, settings.formerly))
    faults: list[Problem] = kept.verify()
    if not faults and manifest.head and kept.head() != manifest.head:
        faults = [problem("W305", "台账的最后一条记录不是做备份时的那一条", Place(LEDGER_COPY))]
    if faults:
        raise ProblemsError(faults)
    if not settings.ledger:
        return False
    open_ledger(workspace).read_copy(copy)
    with suppress(OSError):
        copy.unlink()
    return True


def _drop_database(path: Path) -> None:
    """Take the database out of the settings; the line stays as a remark."""
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(re.sub(r"(?m)^ledger\s*:", "# ledger:", text), encoding="utf-8", newline="\n")
