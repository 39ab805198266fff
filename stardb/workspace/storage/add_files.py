"""Files put into a folder beside what is there: all of them or none."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from stardb.files import cause
from stardb.files import remedy as remedy_of
from stardb.interrupts import finish_first
from stardb.problems import Place, ProblemsError, problem
from stardb.workspace.storage.journal import Pending, end_journal, is_file, make_aside, remove_path, write_journal

NEW, BEFORE = "new", "before"
"""The two folders aside: what is to be moved in, and what it takes the place of."""


def add_files(folder: Path, files: Mapping[str, bytes], overwrite: bool, what: str = "空白表") -> None:
    """Write some files (name -> content) into a folder: all of them or none.

    what: what they are, in messages. Raises ProblemsError and leaves all as it was: W503 where files are there already (unless `overwrite`), W504 where one
    cannot be written.
    """
    there = [name for name in files if os.path.lexists(folder / name)]
    if there and not overwrite:
        raise ProblemsError(
            [
                problem("W503", f"已经有“{name}”，没有覆盖。", Place(_short_path(folder, name)), found=name)
                for name in there
            ]
        )
    if faults := [name for name in there if not is_file(folder / name)]:
        message = what + "写不进去，一张也没有写：“{}”不是普通文件，没有覆盖。"
        remedy = "把它改名或移走，再运行。"
        raise ProblemsError(
            [problem("W504", message.format(name), Place(_short_path(folder, name)), remedy=remedy) for name in faults]
        )
    made = missing_folders(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = make_aside(folder)
    except OSError as error:
        remove_empty_folders(made)
        raise _cannot(folder, what, error) from error
    try:
        (aside / NEW).mkdir()
        for name, content in files.items():
            (aside / NEW / name).write_bytes(content)
        with finish_first(f"{what}已经写好"):
            move_all(folder, aside, list(files), overwrite)
    except OSError as error:
        raise _cannot(folder, what, error) from error
    finally:
        remove_path(aside)
        remove_empty_folders(made)


def move_all(folder: Path, aside: Path, names: Sequence[str], overwrite: bool) -> None:
    """Move the files into place; where one cannot be moved, take back those that were."""
    write_journal(folder, Pending(aside.name, names=tuple(names), overwrite=overwrite))
    try:
        move_in(folder, aside, names)
    except OSError:
        move_back(folder, aside, names)
        end_journal(folder)
        raise
    end_journal(folder)


def move_in(folder: Path, aside: Path, names: Sequence[str], overwrite: bool = True) -> None:
    """Move what lies in `aside` into a folder, from wherever that was stopped. Raises OSError."""
    (aside / BEFORE).mkdir(exist_ok=True)
    for name in names:
        new, place = aside / NEW / name, folder / name
        if not os.path.lexists(new):
            continue
        if os.path.lexists(place):
            if not overwrite:
                continue  # somebody put one there meanwhile
            place.rename(aside / BEFORE / name)
        new.rename(place)


def move_back(folder: Path, aside: Path, names: Sequence[str]) -> None:
    """Undo `move_in`, from wherever it was stopped. Raises OSError."""
    for name in names:
        if not os.path.lexists(aside / NEW / name):
            (folder / name).rename(aside / NEW / name)
        if os.path.lexists(aside / BEFORE / name):
            (aside / BEFORE / name).rename(folder / name)


def missing_folders(folder: Path) -> list[Path]:
    """The folders that are to be made, the innermost first."""
    return [path for path in (folder, *folder.parents) if not os.path.lexists(path)]


def remove_empty_folders(made: Sequence[Path]) -> None:
    """Take away folders that were made for nothing."""
    for path in made:
        with suppress(OSError):
            path.rmdir()


def _short_path(folder: Path, name: str) -> str:
    return f"{folder.parent.name}/{folder.name}/{name}"


def _cannot(folder: Path, what: str, error: OSError) -> ProblemsError:
    place = Place(f"{folder.parent.name}/{folder.name}")
    message = f"{what}写不进去，一张也没有写：{cause(error)}。"
    return ProblemsError([problem("W504", message, place, remedy=remedy_of(error))])
