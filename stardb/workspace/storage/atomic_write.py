"""Putting results into place: written aside, then moved in one step, so that nobody ever sees them half-written."""

import os
import shutil
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from stardb.files import FileFault, cause, read_bytes, remedy
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.workspace.storage.journal import (
    Pending,
    end_journal,
    is_file,
    is_folder,
    make_aside,
    remove_path,
    write_journal,
)

LIST = ".stardb"
"""The file in a results folder that lists what stardb wrote there, a line each: the scheme it belongs to, tab, the path."""

BESIDE = ".stardb-beside"
"""The folder in a new results folder with what belongs into the one above it, until it is there."""

_LIST_LIMIT = 2**28


@contextmanager
def stage_results(
    target: Path,
    files: Mapping[str, bytes],
    owners: Mapping[str, str] | None = None,
    keep: Container[str] = (),
    beside: Mapping[str, bytes] | None = None,
) -> Iterator["StagedResults"]:
    """Write `files` (relative path -> content) aside, to take the place of what stardb wrote to folder `target` before.

    owners: which scheme a file belongs to. The files of the schemes in `keep`, which have no new ones, stay; so does all that
    people put into the folder themselves. beside: files of stardb's own in the folder above, such as the front page, that are
    put into place together with it. What is not put into place in the block is taken away again. Raises ProblemsError:
    W401 where anything cannot be written, W404 where something of a person's own stands where a file is to go.
    """
    listed = read_owners(target)
    above = {**(beside or {}), LIST: list_owners(dict.fromkeys(beside, ""))} if beside else {}
    faults = _in_the_way(target, files, listed)
    if target.parent.is_dir():
        faults += _files_in_the_way(target.parent, beside or {}, read_owners(target.parent))
    if faults:
        raise ProblemsError(faults)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = make_aside(target.parent)
    except OSError as error:
        raise _cannot(target, error) from error
    stage = StagedResults(target, aside)
    try:
        try:
            _write(target, aside, files, owners or {}, {name: own for name, own in listed.items() if own in keep})
            _write_files(aside / BESIDE, above)
        except OSError as error:
            raise _cannot(target, error) from error
        yield stage
    finally:
        stage.clear()


class StagedResults:
    """Results that lie beside their place. What follows on `announce` may be stopped at any moment: the next start mends it."""

    def __init__(self, target: Path, aside: Path) -> None:
        self.target, self.aside = target, aside
        self.folder = target.parent
        self.announced = False

    def announce(self, runs: Sequence[str] = ()) -> None:
        """Note what is about to be put into place, with the ledger's events of these hashes. Raises ProblemsError (W401)."""
        try:
            write_journal(self.folder, Pending(self.aside.name, self.target.name, runs=tuple(runs)))
        except OSError as error:
            raise _cannot(self.target, error) from error
        self.announced = True

    def place(self) -> None:
        """Move the new folder into place. Raises ProblemsError (W401), all being as before."""
        try:
            swap(self.target, self.aside)
        except OSError as error:
            self.undo()
            raise _cannot(self.target, error) from error

    def undo(self) -> None:
        """Bring back what was there. Raises ProblemsError (W401) where that cannot be done before the next start."""
        old = find_old(self.aside)
        try:
            if is_folder(self.target) and not os.path.lexists(self.aside):
                self.target.rename(self.aside)
            if os.path.lexists(old):
                old.rename(self.target)
        except OSError as error:
            message = f"结果只写了一半：{cause(error)}；下次运行时会先补齐"
            raise ProblemsError([problem("W401", message, _place_of(self.target), remedy=remedy(error))]) from error

    def finish(self) -> None:
        """All is in place and kept: bring over what people had put into the old folder, and take it away."""
        with suppress(OSError):
            keep_added_files(find_old(self.aside), self.target)
            place_beside(self.target)
            end_journal(self.folder)
            self.announced = False

    def clear(self) -> None:
        """Take away what lies aside. What was noted and is half done is left to the next start."""
        if os.path.lexists(find_old(self.aside)):
            return
        remove_path(self.aside)
        if self.announced and not os.path.lexists(self.aside):
            with suppress(OSError):
                end_journal(self.folder)


def find_old(aside: Path) -> Path:
    """Where the old folder goes while the new one takes its place."""
    return aside.with_name(f"{aside.name}-old")


def swap(target: Path, aside: Path) -> None:
    """Put folder `aside` in the place of `target`, which stays beside it; from wherever that was stopped. Raises OSError."""
    old = find_old(aside)
    if not is_folder(aside):
        return
    if os.path.lexists(target):
        if os.path.lexists(old):  # somebody made the folder anew meanwhile
            keep_added_files(old, aside)
        target.rename(old)
    aside.rename(target)


def place_beside(target: Path) -> None:
    """Move what came with a folder for the one above it to its place there. Raises OSError."""
    packed = target / BESIDE
    if not is_folder(packed):
        return
    for path in sorted(path for path in packed.rglob("*") if is_file(path)):
        place = target.parent / path.relative_to(packed)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, place)
    remove_path(packed)


def keep_added_files(old: Path, new: Path) -> None:
    """Move what is not stardb's own from an old results folder to the new one, and take the old one away.

    Nothing is copied, so that links, pipes and folders stay what they are. What cannot be moved stays where it is.
    """
    if not is_folder(old):
        return
    listed = read_owners(old)
    own_folders = {parent.as_posix() for name in listed for parent in Path(name).parents}
    _bring_over(old, new, "", listed, own_folders)
    (old / LIST).unlink(missing_ok=True)  # last: who is stopped before still knows whose the rest is
    old.rmdir()


def _bring_over(old: Path, new: Path, below: str, listed: Container[str], own_folders: Container[str]) -> None:
    for path in sorted(old.iterdir()):
        name = f"{below}{path.name}"
        if name == LIST and is_file(path):
            continue
        if name in listed and is_file(path):
            path.unlink()
        elif is_folder(path) and (name in own_folders or is_folder(new / path.name)):
            _bring_over(path, new / path.name, f"{name}/", listed, own_folders)
            path.rmdir()
        else:
            new.mkdir(parents=True, exist_ok=True)
            path.rename(_free(new / path.name))


def _free(path: Path) -> Path:
    """A path at which there is nothing: this one, or the next like it."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free


def read_owners(target: Path) -> dict[str, str]:
    """The files stardb wrote to a folder, each with the scheme it belongs to; what is no line of such a list is left out."""
    try:
        text = read_bytes(target / LIST, _LIST_LIMIT).decode("utf-8", "surrogateescape")
    except FileFault:
        return {}
    lines = [line.partition("\t") for line in text.splitlines()]
    return {name: owner for owner, tab, name in lines if tab and _is_below(name)}


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\0" not in name


def _in_the_way(target: Path, files: Mapping[str, bytes], listed: Container[str]) -> list[Problem]:
    """A problem for everything of a person's own that stands where a file is to go."""
    if os.path.lexists(target) and not is_folder(target):
        what = "是个链接" if target.is_symlink() else "不是文件夹"
        return [_of_a_person(target, f"这里{what}，stardb 没有动它，结果没有写；原有结果没有改动")]
    return _files_in_the_way(target, files, listed)


def _files_in_the_way(target: Path, files: Mapping[str, bytes], listed: Container[str]) -> list[Problem]:
    """The same within a folder."""
    wrong = {}
    for name, content in files.items():
        path = target / name
        above = [target / parent for parent in Path(name).parents if parent != Path()]
        for folder in above:
            if os.path.lexists(folder) and not is_folder(folder):
                wrong[folder] = "这里要建文件夹，却有一个同名的文件或链接"
        if os.path.lexists(path) and not (is_file(path) and (name in listed or _holds(path, content))):
            wrong[path] = "有一个同名的，不是 stardb 写的（或清单 .stardb 不在了）"
    return [
        _of_a_person(path, f"{told}，没有覆盖；结果没有写，原有结果没有改动") for path, told in sorted(wrong.items())
    ]


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file holds just this."""
    with suppress(FileFault):
        return path.stat().st_size == len(content) and read_bytes(path, len(content)) == content
    return False


def _of_a_person(path: Path, message: str) -> Problem:
    return problem("W404", message, Place("/".join(path.parts[-3:])), found=path.name)


def _write(
    target: Path, aside: Path, files: Mapping[str, bytes], owners: Mapping[str, str], kept: Mapping[str, str]
) -> None:
    """Write the new folder: its files, those of schemes that stay, and the list of both."""
    if is_folder(target):
        shutil.copymode(target, aside)
    there = {name: owner for name, owner in kept.items() if name not in files and is_file(target / name)}
    for name in there:
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(target / name, aside / name)
    listed = there | {name: owners.get(name, "") for name in files}
    _write_files(aside, {**files, LIST: list_owners(listed)})


def list_owners(owners: Mapping[str, str]) -> bytes:
    """The content of the list of stardb's own files. owners: file -> the scheme it belongs to."""
    return "".join(f"{owner}\t{name}\n" for name, owner in sorted(owners.items())).encode("utf-8", "surrogateescape")


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _cannot(target: Path, error: OSError) -> ProblemsError:
    message = f"结果写不进去：{cause(error)}；原有结果没有改动"
    return ProblemsError([problem("W401", message, _place_of(target), remedy=remedy(error))])


def _place_of(target: Path) -> Place:
    return Place(f"{target.parent.name}/{target.name}")


__all__ = [
    "LIST",
    "StagedResults",
    "find_old",
    "keep_added_files",
    "place_beside",
    "read_owners",
    "stage_results",
    "swap",
]
