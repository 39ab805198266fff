"""Ctrl-C and being told to stop: at once where nothing is half done, else when what was begun is finished."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""What asks a program to stop: Ctrl-C, the system, a terminal that was closed."""


class Interrupted(KeyboardInterrupt):
    """Somebody asked to stop. The message says what had been done by then, as half a Chinese sentence; empty: nothing."""


def stop_on_signals() -> None:
    """Let every signal that asks to stop do what Ctrl-C does. Those that are ignored (nohup) stay so."""
    for number in SIGNALS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def finish_first(done: str = "") -> Iterator[None]:
    """Let what is in the block be finished before a signal stops it. `done` says what is then done. Raises Interrupted."""
    asked: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    caught = [number for number, handler in before.items() if callable(handler)]
    for number in caught:
        signal.signal(number, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, before[number])
    if asked:
        raise Interrupted(done)


@contextmanager
def after(done: str) -> Iterator[None]:
    """Say what had been done when the block was interrupted (Interrupted), or could not write (a note on the OSError)."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise Interrupted(str(error) or done) from error
    except OSError as error:
        error.add_note(done)
        raise
