"""An archive as a file: made with always the same bytes, read, and held against its manifest."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from stardb.dataclass import dataclass
from stardb.files import FileFault, read_bytes
from stardb.ooxml import PackageError, read_zip, write_zip
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.workspace.closing.archive_manifest import (
    MANIFEST,
    ArchiveManifest,
    list_components,
    read_manifest,
    write_manifest,
)

LARGEST = 2**33
"""The largest file that goes into an archive, and the largest archive, in bytes."""


@dataclass(frozen=True, eq=False)
class Archive:
    """An archive read. files: path -> content, without the manifest. faults: what does not fit the manifest."""

    name: str
    digest: str
    manifest: ArchiveManifest
    files: Mapping[str, bytes]
    faults: tuple[Problem, ...] = ()

    def unpack(self, folder: Path, *parts: str) -> None:
        """Write the files at, or below, some paths into a folder. Raises OSError."""
        for name, content in self.files.items():
            if name.startswith(tuple(f"{part}/" for part in parts)) or name in parts:
                place = folder / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)


def make_archive(name: str, manifest: ArchiveManifest, files: Mapping[str, bytes]) -> tuple[Archive, bytes]:
    """An archive and its bytes. The same files and manifest give the same bytes."""
    listed = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
    manifest = replace(manifest, files=listed)
    data = write_zip(sorted([(MANIFEST, write_manifest(manifest)), *files.items()]))
    return Archive(name, hashlib.sha256(data).hexdigest(), manifest, files), data


def load_archive(path: Path, name: str) -> Archive:
    """An archive from a file. name: what people call it. Raises ProblemsError (W327) where nothing can be made of it."""
    try:
        data = read_bytes(path, LARGEST)
    except FileFault as fault:
        reason = fault.reason if os.path.lexists(path) else "文件不在"
        raise _unusable(name, reason, fault.remedy if os.path.lexists(path) else "") from fault
    return read_archive(data, name)


def read_archive(data: bytes, name: str) -> Archive:
    """An archive from its bytes. Raises ProblemsError (W327) where nothing can be made of it."""
    try:
        files, damaged = read_zip(data)
    except PackageError as fault:
        raise _unusable(name, fault.reason) from fault
    if MANIFEST not in files:
        raise _unusable(name, f"里面的 {MANIFEST} {'已损坏' if MANIFEST in damaged else '不在，不是 stardb 的归档'}")
    try:
        manifest = read_manifest(files.pop(MANIFEST))
    except ValueError as error:
        raise _unusable(name, f"{error}") from error
    faults = _compare(name, manifest, files, damaged)
    if not faults and manifest.components.get("zlib") == list_components()["zlib"]:
        faults = [] if make_archive(name, manifest, files)[1] == data else [_changed(name, "", "文件里多了或改了字节")]
    return Archive(name, hashlib.sha256(data).hexdigest(), manifest, files, tuple(faults))


def _compare(
    name: str, manifest: ArchiveManifest, files: Mapping[str, bytes], damaged: tuple[str, ...]
) -> list[Problem]:
    """What does not fit the manifest, file by file."""
    faults = []
    for path in sorted({*manifest.files, *files, *damaged}):
        if path not in manifest.files:
            faults.append(_changed(name, path, "是后来放进去的"))
        elif path in damaged:
            faults.append(_changed(name, path, "已损坏"))
        elif path not in files:
            faults.append(_changed(name, path, "不见了"))
        elif hashlib.sha256(files[path]).hexdigest() != manifest.files[path]:
            faults.append(_changed(name, path, "被改动过"))
    return faults


def _changed(name: str, path: str, how: str) -> Problem:
    message = f"归档 {name} 里的 {path} {how}" if path else f"归档 {name} 被改动过：{how}"
    return problem("W328", message, Place(name, path), found=how)


def _unusable(name: str, reason: str, remedy: str = "") -> ProblemsError:
    return ProblemsError([problem("W327", f"归档 {name} 用不成：{reason}", Place(name), found=reason, remedy=remedy)])
