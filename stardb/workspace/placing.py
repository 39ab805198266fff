"""Putting results into place: written aside, then moved in one step, so that nobody ever sees them half-written."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from stardb.problems import Place, ProblemsError, problem


def place_files(target: Path, files: Mapping[str, bytes], before: Callable[[Callable[[], None]], None]) -> None:
    """Make folder `target` hold exactly `files` (relative path -> content), replacing what it held.

    Everything is written to a folder beside it first. `before` is called with the act of moving it into place, so that
    what must be kept together with the files (the ledger) is kept only if the move succeeds. Raises ProblemsError (W401)
    and leaves what was there untouched where anything cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise _cannot(target, error) from error
    move = _Move(aside, target)
    try:
        for name, content in files.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        aside.chmod(0o755)
        before(move.make)
    except OSError as error:
        move.undo()
        raise _cannot(target, error) from error
    except BaseException:
        move.undo()
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if target.exists():  # else what was there could not be brought back: it is all there is
            shutil.rmtree(move.old, ignore_errors=True)


class _Move:
    """Putting folder `aside` in the place of `target`, and taking that back. Either is whole at every moment."""

    def __init__(self, aside: Path, target: Path) -> None:
        self.aside, self.target = aside, target
        self.old = aside.with_name(aside.name + "-old")
        self.made = False

    def make(self) -> None:
        """Move; what was there stays beside it until all is done."""
        if self.target.exists():
            self.target.rename(self.old)
        try:
            self.aside.rename(self.target)
        except OSError:
            self._back()
            raise
        self.made = True

    def undo(self) -> None:
        """Bring back what was there, if the move was made (what followed it failed)."""
        if self.made:
            self.target.rename(self.aside)
            self._back()
            self.made = False

    def _back(self) -> None:
        if self.old.exists():
            self.old.rename(self.target)


def _cannot(target: Path, error: OSError) -> ProblemsError:
    reason = "没有写的权限，或文件正被打开" if isinstance(error, PermissionError) else (error.strerror or "写入失败")
    place = Place(f"{target.parent.name}/{target.name}")
    return ProblemsError([problem("W401", f"结果写不进去：{reason}；原有结果没有改动", place)])
