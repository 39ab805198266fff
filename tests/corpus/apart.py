"""Reads hostile cases in a process of its own with little memory: one that hangs or dies is a difference, not the end."""

import multiprocessing
import resource
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from corpus.cases import ALL
from corpus.reading import differences

MEMORY = 4 << 30
"""Address space in bytes, most of it the libraries' own; a reader that takes what a file claims exceeds it."""
PATIENCE = 180
"""Seconds after which a reader hangs."""


class Apart:
    """A reader that may die."""

    def __init__(self) -> None:
        self._start()

    def differences(self, name: str, root: Path) -> list[str]:
        """What `reading.differences` says of the case, or that the reader did not come back."""
        try:
            self._line.send((name, root))
            if self._line.poll(PATIENCE):
                return self._line.recv()
            fate = "the reader hangs"
        except (EOFError, OSError):
            fate = "the reader died"
        self.stop()
        self._start()
        return [fate]

    def stop(self) -> None:
        self._reader.kill()
        self._reader.join()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, far = context.Pipe()
        self._reader = context.Process(target=_read, args=(far,))
        self._reader.start()
        far.close()


def _read(line: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    cases = {case.name: case for case in ALL}
    while True:
        name, root = line.recv()
        try:
            line.send(differences(cases[name], root))
        except Exception:
            line.send(traceback.format_exc().splitlines())
