"""The form of a backup: a zip of the workspace's files, a list of their digests, and a digest over all in the zip's comment."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from stardb.dataclass import dataclass

MANIFEST = "备份清单.json"
FORM = 1
CHUNK = 2**20

_MARK = b"stardb sha256 "
_NONE = _MARK + b"0" * 64
_KEYS = {"form", "program", "county", "head", "files"}


class NoBackup(Exception):
    """A file that is no backup. The message is half a Chinese sentence."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. head: the ledger's newest event; "" where there is none. files: path -> (digest, size)."""

    program: str
    county: str
    head: str
    files: dict[str, tuple[str, int]]

    def as_json(self) -> bytes:
        """The list as it stands in the zip."""
        files = {path: [digest, size] for path, (digest, size) in sorted(self.files.items())}
        data = {
            "form": FORM,
            "program": self.program,
            "county": self.county,
            "head": self.head,
            "files": files,
        }
        return json.dumps(data, ensure_ascii=False, indent=1).encode()


def read_manifest(package: ZipFile) -> Manifest:
    """The list of a backup. Raises NoBackup where it is none, or one of a newer stardb."""
    if MANIFEST not in package.namelist():
        raise NoBackup("不是 stardb 的备份，里面没有清单")
    try:
        read = json.loads(package.read(MANIFEST))
    except (ValueError, RecursionError) as error:
        raise NoBackup("清单读不出") from error
    if isinstance(read, dict) and isinstance(read.get("form"), int) and read["form"] > FORM:
        raise NoBackup("是更新版本的 stardb 做的备份，这个版本读不了")
    if not _is_manifest(read):
        raise NoBackup("清单读不出")
    files = {path: (digest, size) for path, (digest, size) in read["files"].items()}
    return Manifest(read["program"], read["county"], read["head"], files)


def _is_manifest(read: object) -> bool:
    if not isinstance(read, dict) or read.keys() != _KEYS or not isinstance(read["files"], dict):
        return False
    entries = [*read["files"].values()]
    return all(isinstance(read[name], str) for name in ("program", "county", "head")) and all(
        isinstance(one, list) and len(one) == 2 and isinstance(one[0], str) and isinstance(one[1], int)
        for one in entries
    )


def is_plain_path(path: str) -> bool:
    """Whether a path stays below the folder it is put into, on any system."""
    parts = path.split("/")
    return not re.search(r"[\\:\0]", path) and all(part not in ("", ".", "..") for part in parts)


def read_in_chunks(file: BinaryIO) -> Iterator[bytes]:
    """A file piece by piece, however large it is."""
    while chunk := file.read(CHUNK):
        yield chunk


def put_seal_place(package: ZipFile) -> None:
    """Leave room for the seal in a zip that is being written."""
    package.comment = _NONE


def seal(path: Path) -> None:
    """Write the digest of all that stands before it at the end of a zip. Raises OSError."""
    with path.open("r+b") as file:
        digest = _digest_before(file, path.stat().st_size - 64)
        file.seek(-64, 2)
        file.write(digest)


def is_sealed_otherwise(path: Path) -> bool:
    """Whether a zip has a seal that does not fit; one that was packed anew has none. Raises OSError."""
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(0, size - len(_NONE)))
        mark, told = (tail := file.read())[: len(_MARK)], tail[len(_MARK) :]
        file.seek(0)
        return mark == _MARK and _digest_before(file, size - 64) != told


def _digest_before(file: BinaryIO, end: int) -> bytes:
    digest, left = hashlib.sha256(), end
    while left and (chunk := file.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()
