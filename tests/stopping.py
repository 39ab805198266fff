"""Real processes, stopped for real: a child that does something, and is killed or interrupted at its n-th change of a folder."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_CHANGES = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod"})


def stopped_at(n: int, act: Callable[[], object], root: Path, how: int = signal.SIGKILL) -> int:
    """Do something in a child that is sent a signal just before its n-th change of anything below `root`.

    Gives its exit status, negative where a signal ended it; 0 where it came to its end.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        seen = 0

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal seen
            if not _is_change(event, arguments, str(root)):
                return
            seen += 1
            if seen == n:
                os.kill(os.getpid(), how)

        sys.addaudithook(watch)
        act()
        status = 0
    except KeyboardInterrupt:
        status = 130
    finally:
        os._exit(status)


def _is_change(event: str, arguments: tuple[Any, ...], root: str) -> bool:
    if event == "open":
        path, mode, flags = arguments
        writes = (isinstance(mode, str) and any(sign in mode for sign in "wax+")) or (
            isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        )
        return bool(writes) and _below(path, root)
    return event in _CHANGES and any(_below(one, root) for one in arguments)


def _below(path: object, root: str) -> bool:
    return isinstance(path, str | os.PathLike) and os.path.abspath(os.fspath(path)).startswith(root)


def stops(
    act: Callable[[], object], root: Path, fresh: Callable[[], object], how: int, step: int, after: int = 0
) -> Iterator[int]:
    """Stop at every `step`th change, those `after` so many, until nothing is left to be stopped; `fresh` is called before each.

    With STARDB_EVERY_STOP=1 at every single one.
    """
    n, step = after, 1 if os.environ.get("STARDB_EVERY_STOP") == "1" else step
    while True:
        n += step
        fresh()
        status = stopped_at(n, act, root, how)
        yield status
        if status == 0:
            return
