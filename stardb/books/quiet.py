"""Silence on the terminal while a library that prints by itself is at work."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_STDERR = 2
_one_at_a_time = Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing written to the process's standard error is seen: calamine's panics go there, past Python."""
    with _one_at_a_time:
        try:
            kept = os.dup(_STDERR)
        except OSError:  # there is no standard error
            yield
            return
        try:
            with open(os.devnull, "wb") as nowhere:
                os.dup2(nowhere.fileno(), _STDERR)
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
