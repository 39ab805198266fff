"""Reading one file: nothing is waited for, no half of a file is taken for it; and why a file cannot be read or written.

>>> cause(OSError(errno.ENOSPC, "No space left on device"))
'磁盘已满'
"""

import errno
import os
import stat
from pathlib import Path

__all__ = ["FileFault", "cause", "leads_out", "read_bytes", "read_text", "remedy"]

TEXT_LIMIT = 16 * 2**20
"""The largest text read (a rule file, settings, a page's template), in bytes; real ones have some kilobytes."""

_PLAIN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""Opening a pipe or a terminal so returns at once instead of waiting for somebody to write."""


class FileFault(Exception):
    """A file that cannot be read. `reason` is half a Chinese sentence, `remedy` what to do about it."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes. Raises FileFault, also for pipes, devices and folders."""
    try:
        handle = os.open(path, _PLAIN)
    except (OSError, ValueError) as error:
        raise _fault(path, error) from error
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise FileFault(_what(state.st_mode), "换成一个普通文件。")
    with os.fdopen(handle, "rb") as file:
        if state.st_size > limit:
            raise _too_big(state.st_size, limit)
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise _fault(path, error) from error
    if len(data) > limit:
        raise _too_big(len(data), limit)
    return data


def read_text(path: Path, limit: int = TEXT_LIMIT) -> str:
    r"""A UTF-8 text, with or without a byte order mark, its lines ending in `\n`. Raises FileFault."""
    data = read_bytes(path, limit)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileFault("不是 UTF-8 编码", "另存为 UTF-8 编码。") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def leads_out(path: Path, root: Path) -> bool:
    """Whether a path, or a link on the way to it, leads to somewhere outside of a folder."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def cause(error: BaseException) -> str:
    """Why a file could not be read or written, as half a Chinese sentence."""
    number = getattr(error, "errno", None) or 0
    return _CAUSES.get(number, ("读写失败", ""))[0]


def remedy(error: BaseException) -> str:
    """What to do about it, a Chinese sentence; "" where nothing better can be said than what the problem itself says."""
    number = getattr(error, "errno", None) or 0
    return _CAUSES.get(number, ("", ""))[1]


_FULL = ("磁盘已满", "清出空间，或换一个有空间的位置，再运行。")
_DENIED = ("没有权限，或文件正被打开", "关闭打开着的文件，检查这个文件夹的权限，再运行。")
_IN_THE_WAY = ("有同名的文件或文件夹挡着", "把同名的移走或改名，再运行。")
_GONE = ("所在的文件夹不在了", "检查文件夹是不是被移走、改名，共享盘是不是断开了。")

_NAMED: dict[str, tuple[str, str]] = {
    "ENOSPC": _FULL,
    "EDQUOT": ("磁盘的配额用完了", "清出空间，或请管理员加大配额，再运行。"),
    "EFBIG": ("文件太大，超过了系统允许的大小", "换一个允许大文件的位置，或请管理员放宽限制。"),
    "EROFS": ("这个位置只能读", "换一个能写的位置，再运行。"),
    "ENAMETOOLONG": ("名称太长", "把文件夹、文件或办法的名称改短。"),
    "EACCES": _DENIED,
    "EPERM": _DENIED,
    "EBUSY": ("正被别的程序占用", "关闭打开着的文件，再运行。"),
    "ETXTBSY": ("正被别的程序占用", "关闭打开着的文件，再运行。"),
    "EEXIST": _IN_THE_WAY,
    "ENOTDIR": _IN_THE_WAY,
    "EISDIR": _IN_THE_WAY,
    "ENOTEMPTY": _IN_THE_WAY,
    "ENOENT": _GONE,
    "ESTALE": _GONE,
    "ENODEV": _GONE,
    "ELOOP": ("链接绕成了圈", "删去绕圈的链接。"),
    "EIO": ("磁盘读写出错", "检查磁盘或共享盘的连接，先备份。"),
    "EMFILE": ("打开的文件太多", "关闭一些程序，再运行。"),
    "ENFILE": ("打开的文件太多", "关闭一些程序，再运行。"),
    "ENOMEM": ("内存不够", "关闭一些程序，再运行。"),
    "EINVAL": ("名称里有不能用的字符", "改掉名称里的特殊字符。"),
    "EILSEQ": ("名称里有不能用的字符", "改掉名称里的特殊字符。"),
}

_CAUSES = {getattr(errno, name): told for name, told in _NAMED.items() if hasattr(errno, name)}
"""Error number -> half a sentence, and what to do."""


def _fault(path: Path, error: OSError | ValueError) -> FileFault:
    if isinstance(error, FileNotFoundError):
        broken = os.path.islink(path)
        return FileFault(
            "是个断了的链接" if broken else "没有这个文件", "放回这个文件。" if not broken else "删去或重做这个链接。"
        )
    if isinstance(error, PermissionError):
        return FileFault("没有权限，或正被别的程序占用", _DENIED[1])
    if isinstance(error, ValueError):
        return FileFault("名称里有不能用的字符", "改掉名称里的特殊字符。")
    if error.errno == errno.ENXIO:  # a socket
        return FileFault("不是普通文件", "换成一个普通文件。")
    return FileFault(cause(error) if error.errno in _CAUSES else "无法打开", remedy(error))


def _what(mode: int) -> str:
    return "是个文件夹，不是文件" if stat.S_ISDIR(mode) else "不是普通文件（是管道、设备一类）"


def _too_big(size: int, limit: int) -> FileFault:
    return FileFault(f"太大：{size / 2**20:,.0f} MB，最多 {limit / 2**20:,.0f} MB", "检查是不是放错了文件。")
