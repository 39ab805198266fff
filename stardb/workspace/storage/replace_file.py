"""One file written whole or not at all."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from stardb.workspace.storage.journal import aside_name


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there; where it is a link, the file it leads to. Raises OSError."""
    path = Path(os.path.realpath(path))
    aside = path.with_name(aside_name())
    try:
        aside.write_bytes(content)
        if path.exists():
            shutil.copymode(path, aside)
        os.replace(aside, path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
