"""Names that files and worksheets may have."""

import re
from collections.abc import Callable, Iterable

_NOT_IN_FILES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_NOT_IN_SHEETS = re.compile(r"[\\/:*?\[\]\x00-\x1f\x7f]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Windows keeps these for devices, whatever follows the dot."""

_SHEET, _FILE = 31, 60
_LOST = "未命名"


def file_names(names: Iterable[str]) -> list[str]:
    """For each name a file name without folder and ending that every system takes; no two alike."""
    return _make_distinct(names, _file_name, _FILE)


def sheet_names(names: Iterable[str], reserved: str) -> list[str]:
    """For each name a worksheet name that Excel takes; no two alike, and none the reserved one."""
    return _make_distinct(names, _sheet_name, _SHEET, reserved)


def _file_name(name: str) -> str:
    plain = _NOT_IN_FILES.sub("_", name).strip(" .")
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain


def _sheet_name(name: str) -> str:
    plain = _NOT_IN_SHEETS.sub("_", name).strip().strip("'")
    return f"_{plain}" if plain.casefold() == "history" else plain  # Excel keeps this name for itself


def _make_distinct(names: Iterable[str], plainly: Callable[[str], str], longest: int, reserved: str = "") -> list[str]:
    found: list[str] = []
    taken = {reserved}
    for name in names:
        plain, number = _cut(plainly(name), longest) or _LOST, 1
        told = plain
        while told.casefold() in taken:
            number += 1
            told = _cut(plain, longest - len(f"（{number}）")) + f"（{number}）"
        taken.add(told.casefold())
        found.append(told)
    return found


def _cut(text: str, longest: int) -> str:
    """As much of the text as takes no more than `longest` units of UTF-16, in which Excel counts."""
    return text.encode("utf-16-le", "replace")[: 2 * longest].decode("utf-16-le", "ignore").strip(" .'")
