"""`stardb` on a terminal: a child process on a pseudo-terminal, answered as a person would."""

import os
import pty
import select
import sys
from collections.abc import Sequence

PATIENCE = 60
"""Seconds of silence after which a test gives up."""


def converse(
    arguments: Sequence[object], answers: Sequence[tuple[str, str]] = (), term: str = "dumb"
) -> tuple[str, int]:
    """All that stardb says and its exit status. answers: when a text has been said since the last, type the other."""
    child, terminal = pty.fork()
    if not child:
        os.environ.update(COLUMNS="200", TERM=term, PYTHONIOENCODING="utf-8", LC_ALL="C.UTF-8")
        os.execv(sys.executable, [sys.executable, "-m", "stardb.cli", *map(str, arguments)])
    said, seen, waiting = b"", 0, list(answers)
    while True:
        ready, _, _ = select.select([terminal], [], [], PATIENCE)
        assert ready, f"nothing more came after: {said.decode(errors='replace')}"
        try:
            more = os.read(terminal, 65536)
        except OSError:  # the child has gone and the terminal with it
            break
        if not more:
            break
        said += more
        if waiting and waiting[0][0].encode() in said[seen:]:
            seen = len(said)
            os.write(terminal, waiting.pop(0)[1].encode())
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    assert not waiting, f"never asked: {waiting}; said: {said.decode(errors='replace')}"
    return said.decode(errors="replace").replace("\r\n", "\n"), status
