"""The folders of `data/` that a period is rated from, each named by a period: `data/2022/`, `data/2022-06/`, `data/2022/2022-06/`."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from stardb.dataclass import dataclass
from stardb.problems import Place, Problem, problem
from stardb.quantity import Frequency, Period, UnreadableText, guess_period_name, read_period

DATA = "data"


@dataclass(frozen=True)
class DataFolder:
    """A folder of workbooks and the period it is named by. name: as people see it, from the workspace on."""

    period: Period
    path: Path
    name: str


def list_data_folders(root: Path) -> list[DataFolder]:
    """All folders of a workspace that are named by a period, one that lies in another after it."""
    found: list[DataFolder] = []
    for path in _list_folders(root / DATA):
        outer = _read_name(path.name)
        if outer is not None:
            found.append(DataFolder(outer, path, f"{DATA}/{path.name}"))
            inner = ((within, _read_name(within.name)) for within in _list_folders(path))
            found += [
                DataFolder(period, within, f"{DATA}/{path.name}/{within.name}")
                for within, period in inner
                if period is not None and outer.contains(period)
            ]
    return found


def choose_data_folders(folders: Sequence[DataFolder], period: Period) -> list[DataFolder]:
    """The folders that a period is rated from.

    Those of the period, of its parts, of what it is part of, and those of its year that end no later than it does.
    """
    return [folder for folder in folders if _is_read(folder.period, period)]


def _is_read(folder: Period, period: Period) -> bool:
    if folder.kind is Frequency.TERM or period.kind is Frequency.TERM:
        return period.contains(folder)
    return folder.year == period.year and (folder.contains(period) or folder.last <= period.last)


def find_folder(file: str, folders: Sequence[DataFolder]) -> DataFolder | None:
    """The innermost folder that a file lies in. file: from the workspace on."""
    above = {parent.as_posix() for parent in PurePosixPath(file).parents}
    holding = [folder for folder in folders if folder.name in above]
    return max(holding, key=lambda folder: len(folder.name), default=None)


def find_misnamed_folders(root: Path, period: Period, within: bool) -> list[Problem]:
    """A warning (W221) for each folder that looks like a period of the year and is not called like one.

    In `data/` it is not read; in a year's folder it is read as any other that lies there, and reported where it matters (`within`).
    """
    problems: list[Problem] = []
    for path in _list_folders(root / DATA):
        if _read_name(path.name) is None:
            problems += _report_name(path, DATA, guess_period_name(path.name), period, "没有读")
    year = period.parent or period
    for path in _list_folders(root / DATA / year.name) if within else ():
        if _read_name(path.name) is None:
            is_part = any(word in path.name for word in _PARTS)
            right = guess_period_name(path.name) or (guess_period_name(f"{year.year}{path.name}") if is_part else "")
            problems += _report_name(path, f"{DATA}/{year.name}", right, period, f"里面的表照{year.title}的读了")
    return problems


_PARTS = "月季半"
"""A folder in that of a year has one of these in its name where it looks like a part of the year; `01` is a township's."""


def _report_name(path: Path, above: str, right: str, period: Period, consequence: str) -> Iterator[Problem]:
    if right and read_period(right).year == period.year:
        message = f"文件夹“{path.name}”像是{read_period(right).title}的，却不是这样写的，{consequence}"
        yield problem("W221", message, Place(f"{above}/{path.name}"), found=path.name, expected=right)


def _list_folders(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.is_dir())
    return []


def _read_name(name: str) -> Period | None:
    with suppress(UnreadableText):
        return read_period(name)
    return None
