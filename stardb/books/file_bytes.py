"""Reads the bytes of one file. It never waits, as a pipe would make it, and never takes half a file for the whole."""

import stat
from pathlib import Path

from stardb.books.errors import UnreadableFile, size_error

SIZE_LIMIT = 200 * 2**20
"""The largest file read, in bytes."""

_TRIES = 2


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises UnreadableFile where it cannot be opened, is no file, is too large, or changes meanwhile."""
    try:
        for _ in range(_TRIES):
            before = _state(path)
            data = path.read_bytes()
            if _state(path) == before and len(data) == before[0]:
                return data
    except PermissionError as error:
        raise access_error("没有权限，或正被别的程序占用") from error
    except FileNotFoundError as error:
        raise access_error("读到它时已经不在了") from error
    except OSError as error:
        raise access_error("无法打开") from error
    raise UnreadableFile("D119", "读的时候正在改动，没有读", "正在改动", "已经存好的文件")


def access_error(reason: str) -> UnreadableFile:
    """A file that cannot be opened."""
    return UnreadableFile("D104", f"读不到：{reason}", reason)


def _state(path: Path) -> tuple[int, int]:
    """What changes when a file is written. Raises UnreadableFile for what is no file, or too large."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise access_error("不是普通文件")  # a pipe would be waited for without end
    if found.st_size > SIZE_LIMIT:
        raise size_error(found.st_size, SIZE_LIMIT)
    return found.st_size, found.st_mtime_ns
