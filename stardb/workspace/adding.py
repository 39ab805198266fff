"""Files put into a folder beside what is there: all of them or none."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from stardb.problems import Place, ProblemsError, problem


def add_files(folder: Path, files: Mapping[str, bytes], overwrite: bool) -> None:
    """Write some files (name -> content) into a folder. Raises ProblemsError and leaves all as it was: W503 where files are
    there already (unless `overwrite`), W504 where one cannot be written.
    """
    there = [name for name in files if (folder / name).exists()]
    if there and not overwrite:
        raise ProblemsError(
            [problem("W503", f"已经有“{name}”，没有覆盖。", Place(_called(folder, name)), found=name) for name in there]
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".stardb-", dir=folder))
    except OSError as error:
        raise _cannot(folder) from error
    try:
        for name, content in files.items():
            (aside / name).write_bytes(content)
        _move(folder, aside, list(files))
    except OSError as error:
        raise _cannot(folder) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _move(folder: Path, aside: Path, names: list[str]) -> None:
    """Move the files into place; where one cannot be moved, take back those that were."""
    before = aside / "before"
    before.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            if (folder / name).is_dir():
                raise IsADirectoryError(name)
            if (folder / name).exists():
                (folder / name).rename(before / name)
            moved.append(name)
            (aside / name).rename(folder / name)
    except OSError:
        for name in moved:
            (folder / name).unlink(missing_ok=True)
            if (before / name).exists():
                (before / name).rename(folder / name)
        raise


def _called(folder: Path, name: str) -> str:
    return f"{folder.parent.name}/{folder.name}/{name}"


def _cannot(folder: Path) -> ProblemsError:
    place = Place(f"{folder.parent.name}/{folder.name}")
    return ProblemsError([problem("W504", "空白表写不进去，一张也没有写。", place)])
