"""Reads many files, by several processes where that is faster. The result is the same, in the same order."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from stardb.books.errors import damage_error
from stardb.books.sent_file import FileResult, SentFile, read_file

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

ALONE = 24 * 2**20
"""Files of fewer bytes in all are read by one process: starting others takes as long as reading these."""
MOST = 8
"""More processes than these wait for the one that gathers what they read."""

Progress = Callable[[int, int], None]


def read_files(files: Sequence[SentFile], passwords: Sequence[str], progress: Progress) -> list[FileResult]:
    """The result of each file, in their order. A file that kills the process that reads it is a problem, like any other."""
    progress(0, len(files))
    workers = min(os.cpu_count() or 1, MOST, len(files))
    if workers < 2 or _size(files) < ALONE:
        return [*_read_alone(files, passwords, progress)]
    return _read_in_parallel(files, passwords, progress, workers)


def _size(files: Sequence[SentFile]) -> int:
    total = 0
    for sent in files:
        with suppress(OSError):
            total += sent.path.stat().st_size
    return total


def _read_alone(files: Sequence[SentFile], passwords: Sequence[str], progress: Progress) -> Iterator[FileResult]:
    for done, sent in enumerate(files, 1):
        yield read_file(sent, passwords)
        progress(done, len(files))


def _read_in_parallel(
    files: Sequence[SentFile], passwords: Sequence[str], progress: Progress, workers: int
) -> list[FileResult]:
    """Read by `workers` processes; what they leave unread, should one die, is read one after the other by fresh ones."""
    found: dict[int, FileResult] = {}
    read = partial(read_file, passwords=passwords)
    with _processes(workers) as pool:
        pending = [(i, pool.submit(read, sent)) for i, sent in enumerate(files)]
        for i, future in pending:
            with suppress(Exception):  # the process died, or what it read could not be handed over
                found[i] = future.result()
                progress(len(found), len(files))
    for i, sent in enumerate(files):
        if i not in found:
            found[i] = _read_in_own_process(sent, read)
            progress(len(found), len(files))
    return [found[i] for i in range(len(files))]


def _read_in_own_process(sent: SentFile, read: Callable[[SentFile], FileResult]) -> FileResult:
    """Read by a process of its own, which may die of it."""
    from concurrent.futures.process import BrokenProcessPool

    with _processes(1) as pool:
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool:  # there are no processes to be had at all
            return read(sent)
        try:
            return pool.submit(read, sent).result()
        except Exception:
            return FileResult(None, (damage_error("读它的进程中断了").problem(sent.file),))


@contextmanager
def _processes(count: int) -> "Iterator[ProcessPoolExecutor]":
    """Fresh processes that share nothing with this one, so that they work alike on all systems."""
    from concurrent.futures import ProcessPoolExecutor  # slow to import; few files are read by one process
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_leave_interrupts)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """An interrupt is for the process that people see; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
