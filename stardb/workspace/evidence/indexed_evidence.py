"""Every file of evidence with its size and digest, whose it is and for what: what closing keeps."""

import hashlib
import os
import stat

from stardb.dataclass import dataclass
from stardb.workspace.evidence.evidence_files import LaidFile
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import Inputs, read_inputs

_AT_ONCE = 2**20


@dataclass(frozen=True)
class IndexedFile:
    """A file of evidence to be kept: its path from the workspace on, its size and digest, whose it is and for what.

    subject: the key in the roster of `scheme`; all three are "" where it is nobody's. sha256: "" where it cannot be read.
    """

    path: str
    size: int
    sha256: str
    scheme: str
    subject: str
    indicator: str


def index_evidence(workspace: Workspace) -> tuple[IndexedFile, ...]:
    """Every file of evidence of the workspace's period, in the order of their paths. Raises ProblemsError where rules cannot be read."""
    return hash_evidence(read_inputs(workspace))


def hash_evidence(found: Inputs) -> tuple[IndexedFile, ...]:
    """The same of what has been read already; a file that several schemes have stands once for each."""
    listed: list[IndexedFile] = []
    for file in found.evidence.files:
        digest, owners = _digest(found.workspace, file), found.evidence.owners[file.path]
        for name, owner in owners.items():
            key = found.intakes[name].tables.subjects.keys[owner.subject]
            listed.append(IndexedFile(file.path, file.size, digest, name, key, owner.indicator))
        if not owners:
            listed.append(IndexedFile(file.path, file.size, digest, "", "", ""))
    return tuple(listed)


def _digest(workspace: Workspace, file: LaidFile) -> str:
    """The digest of a regular file, read piece by piece; "" for one that cannot be read, or is a link by now."""
    digest = hashlib.sha256()
    try:
        handle = os.open(
            workspace.root / file.path,
            os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0),
        )
        with os.fdopen(handle, "rb") as opened:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return ""
            while piece := opened.read(_AT_ONCE):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()
