"""The folders of stages in those of periods: `data/2024/镇评/`, and `data/2024/东村镇/镇评/` as a township sends them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from stardb.problems import Place, Problem, problem
from stardb.quantity import find_near
from stardb.workspace.folder.data_folders import DataFolder, find_folder

_DEPTH = 2
"""A stage's folder lies in that of the period, or in that of a township in it."""


def find_stages(files: Iterable[str], folders: Sequence[DataFolder], stages: Sequence[str]) -> dict[str, str]:
    """File -> the stage in whose folder it lies, where it lies in one. files: from the workspace on."""
    found: dict[str, str] = {}
    for file in files if stages else ():
        folder = find_folder(file, folders)
        if folder is not None:
            above = PurePosixPath(file).relative_to(folder.name).parts[:-1]
            stage = next((part for part in above[:_DEPTH] if part in stages), "")
            found |= {file: stage} if stage else {}
    return found


def list_stage_folders(folders: Sequence[DataFolder], stages: Sequence[str]) -> list[Path]:
    """The folders of stages, in which the same workbook may lie once more than in that of another stage."""
    return [path for folder in folders for path in _walk(folder.path, _DEPTH) if path.name in stages]


def find_misnamed_stages(folders: Sequence[DataFolder], stages: Sequence[str]) -> list[Problem]:
    """A warning (D272) for each folder in a period's that is called almost like a stage and not like one."""
    problems: list[Problem] = []
    for folder in folders if stages else ():
        for path in _walk(folder.path, 1):
            near = _find_near(path.name, stages)
            if near:
                message = f"文件夹“{path.name}”像是“{near}”这个环节的，却不是这样写的，里面的表不算“{near}”的。"
                problems.append(
                    problem("D272", message, Place(f"{folder.name}/{path.name}"), found=path.name, expected=near)
                )
    return problems


def _find_near(name: str, stages: Sequence[str]) -> str:
    """The stage that a folder seems to be called by; "" for one that is called like a stage, or like none."""
    if name in stages:
        return ""
    held = [stage for stage in stages if _holds(name, stage)]
    near = held or find_near(name, stages, cutoff=0.7)
    return near[0] if near else ""


def _holds(name: str, stage: str) -> bool:
    """Whether a name has all of a stage's, in order, and little more: 镇级评, 2镇评表."""
    rest = iter(name)
    return len(name) <= len(stage) + _MORE and all(char in rest for char in stage)


_MORE = 3
"""How many characters more than a stage a folder that is meant for it may have."""


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """The folders below one, hidden ones and links left out."""
    inner: list[Path] = []
    with suppress(OSError):
        inner = sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    for path in inner:
        if not path.name.startswith("."):
            yield path
            if depth > 1:
                yield from _walk(path, depth - 1)
