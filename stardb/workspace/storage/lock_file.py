"""One writer at a time: a lock file that says who is writing, for others on this machine or on a shared drive."""

import getpass
import json
import os
import platform
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from stardb.dataclass import dataclass
from stardb.files import FileFault, cause, read_bytes, remedy
from stardb.interrupts import finish_first
from stardb.problems import Place, ProblemsError, problem

LOCK = "stardb.lock"

_TRIES = 5
_ENDED = ("Z", "X")
_MACHINE_IDS = ("/etc/machine-id", "/var/lib/dbus/machine-id")


@dataclass(frozen=True)
class Holder:
    """Who is writing: machine (and which of several of that name), user, process and when it began, since when."""

    machine: str
    machine_id: str
    user: str
    process: int
    began: str
    since: str

    def is_gone(self) -> bool:
        """Whether it was a process of this machine that runs no more."""
        here = this_process()
        if (self.machine, self.machine_id) != (here.machine, here.machine_id):
            return False
        return not _is_running(self.process) or (bool(self.began) and self.began != _began(self.process))

    def __str__(self) -> str:
        return f"{self.machine} 上的 {self.user}（{self.since}起）"


def this_process() -> Holder:
    """The process that runs now, as a holder of the lock."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user number without a name
        user = str(os.getuid()) if hasattr(os, "getuid") else "?"
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    return Holder(platform.node() or "?", _machine_id(), user, os.getpid(), _began(os.getpid()), since)


@contextmanager
def hold_lock(root: Path) -> Iterator[None]:
    """Be the only writer of a workspace. Raises ProblemsError: W405 while somebody else is, W401 where no file can be made."""
    path = root / LOCK
    held = None
    try:
        with finish_first():
            held = _hold(path)
        yield
    finally:
        with finish_first(), suppress(OSError):
            if held is not None and _content(path) == held:
                path.unlink()


def _hold(path: Path) -> bytes:
    content = json.dumps(asdict(this_process()), ensure_ascii=True).encode()
    for _ in range(_TRIES):
        if _create(path, content):
            return content
        found = _content(path)
        if found is None:
            continue
        holder = _read(found)
        if holder is None or not holder.is_gone():
            raise _locked_error(holder)
        _take_away(path, found)
    raise _locked_error(None)


def _create(path: Path, content: bytes) -> bool:
    """Make the lock file with its content in one step; False where there is one."""
    aside = path.with_name(f".stardb-{secrets.token_hex(6)}")
    try:
        try:
            aside.write_bytes(content)
            try:
                os.link(aside, path)
            except FileExistsError:
                return False
            except OSError:  # a drive without hard links
                if os.path.lexists(path):
                    return False
                os.rename(aside, path)
            return True
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        message = f"工作区写不进去：{cause(error)}；什么也没有改动"
        raise ProblemsError([problem("W401", message, Place(path.name), remedy=remedy(error))]) from error


def _content(path: Path) -> bytes | None:
    """What stands in the lock file; None where there is none (any more)."""
    try:
        return read_bytes(path, 2**16)
    except FileFault:
        return b"" if os.path.lexists(path) else None


def _take_away(path: Path, judged: bytes) -> None:
    """Take away a lock whose holder is gone; should it have been replaced meanwhile, the new one is put back."""
    aside = path.with_name(f".stardb-{secrets.token_hex(6)}")
    with suppress(OSError):
        os.rename(path, aside)
        if _content(aside) != judged:
            with suppress(OSError):
                os.link(aside, path)
        aside.unlink()


def _read(content: bytes) -> Holder | None:
    try:
        given: dict[str, Any] = json.loads(content)
        return Holder(
            **{
                name: kind(given[name])
                for name, kind in zip(Holder.__annotations__, (str, str, str, int, str, str), strict=True)
            }
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _locked_error(holder: Holder | None) -> ProblemsError:
    who = f"{holder} 正在写这个工作区" if holder else f"{LOCK} 在，读不出是谁在写这个工作区"
    message = f"{who}，没有动手；什么也没有改动"
    return ProblemsError([problem("W405", message, Place(LOCK), found=str(holder or ""))])


def _machine_id() -> str:
    for name in _MACHINE_IDS:
        with suppress(FileFault, UnicodeDecodeError):
            return read_bytes(Path(name), 2**12).decode("ascii").strip()[:8]
    return ""


def _began(process: int) -> str:
    """When a process began, where the system tells: a number given again to another process is then not mistaken for it."""
    with suppress(OSError, IndexError):
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return "" if told[0] in _ENDED else told[19]
    return ""


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _is_running_on_windows(process: int) -> bool:
    """`os.kill` would end it there."""
    import ctypes

    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  # there is none elsewhere
    handle = kernel.OpenProcess(0x00100000, False, process)  # SYNCHRONIZE
    if not handle:
        return bool(kernel.GetLastError() == 5)  # somebody else's
    running = kernel.WaitForSingleObject(handle, 0) != 0
    kernel.CloseHandle(handle)
    return bool(running)
