"""The files that lie in the folder of evidence of a period; links are not followed, and nothing is read."""

import os
from collections.abc import Iterator
from pathlib import Path

from stardb.dataclass import dataclass
from stardb.quantity import Period

FOLDER = "evidence"
"""Where a workspace keeps evidence, by periods."""

_ASIDE = frozenset({"thumbs.db", "desktop.ini"})
"""What systems lay in folders by themselves."""


@dataclass(frozen=True)
class LaidFile:
    """A file of evidence: its path from the workspace on, the parts of its path below the period's folder, its size in bytes."""

    path: str
    parts: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class LaidFiles:
    """All files of a period's evidence, in the order of their paths, and the links that were not followed."""

    files: tuple[LaidFile, ...] = ()
    links: tuple[str, ...] = ()


def name_folder(period: Period) -> str:
    """Where the evidence of a period belongs, as people see it."""
    return f"{FOLDER}/{period.name}"


def list_files(root: Path, period: Period) -> LaidFiles:
    """The files of evidence of a period; none where there is no such folder, or where it is a link."""
    top = root / FOLDER / period.name
    links: list[str] = []
    if top.is_symlink() or top.parent.is_symlink() or not top.is_dir():
        return LaidFiles()
    files = tuple(_walk(top, root, (), links))
    return LaidFiles(tuple(sorted(files, key=lambda one: one.parts)), tuple(sorted(links)))


def _walk(folder: Path, root: Path, above: tuple[str, ...], links: list[str]) -> Iterator[LaidFile]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        parts = (*above, entry.name)
        if entry.name.startswith((".", "~$")) or entry.name.lower() in _ASIDE:
            continue
        path = Path(entry.path).relative_to(root).as_posix()
        if entry.is_symlink() or entry.name.lower().endswith(".lnk"):
            links.append(path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), root, parts, links)
        elif entry.is_file(follow_symlinks=False):
            yield LaidFile(path, parts, entry.stat(follow_symlinks=False).st_size)
