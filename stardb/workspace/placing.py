"""Putting results into place: written aside, then moved in one step, so that nobody ever sees them half-written."""

import errno
import shutil
import tempfile
from collections.abc import Callable, Container, Mapping
from pathlib import Path

from stardb.problems import Place, ProblemsError, problem

LIST = ".stardb"
"""The file in a results folder that lists what stardb wrote there, a line each: the scheme it belongs to, tab, the path."""


def place_files(
    target: Path,
    files: Mapping[str, bytes],
    before: Callable[[Callable[[], None]], None],
    owners: Mapping[str, str] | None = None,
    keep: Container[str] = (),
) -> None:
    """Make folder `target` hold `files` (relative path -> content) in place of what stardb wrote there before.

    owners: which scheme a file belongs to. What people put into the folder themselves stays, and so do the files of the
    schemes in `keep`, which have no new ones. Everything is written to a folder beside it first. `before` is called with the act of moving it into place, so that
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
        kept = _kept(target, files, keep)
        for name in kept:
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target / name, aside / name)
        listed = {name: owner for name, owner in kept.items() if owner is not None}
        listed |= {name: (owners or {}).get(name, "") for name in files}
        told = "".join(f"{owner}\t{name}\n" for name, owner in sorted(listed.items()))
        for name, content in {**files, LIST: told.encode()}.items():
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


def _kept(target: Path, files: Container[str], keep: Container[str]) -> dict[str, str | None]:
    """The files that stay: a person's own (None), and those of schemes to keep (the scheme)."""
    listed: dict[str, str] = {}
    if (target / LIST).is_file():
        lines = (target / LIST).read_text(encoding="utf-8").splitlines()
        listed = {name: owner for owner, _, name in (line.partition("\t") for line in lines)}
    there = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    kept: dict[str, str | None] = {}
    for name in there:
        if name not in files and name != LIST and (name not in listed or listed[name] in keep):
            kept[name] = listed.get(name)
    return kept


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


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EEXIST: "有同名的文件挡着",
    errno.ENOTDIR: "有同名的文件挡着",
    errno.EROFS: "这个位置只能读",
    errno.ENAMETOOLONG: "文件名太长",
}


def _cannot(target: Path, error: OSError) -> ProblemsError:
    reason = (
        "没有写的权限，或文件正被打开"
        if isinstance(error, PermissionError)
        else _REASONS.get(error.errno or 0, "写入失败")
    )
    place = Place(f"{target.parent.name}/{target.name}")
    return ProblemsError([problem("W401", f"结果写不进去：{reason}；原有结果没有改动", place)])
