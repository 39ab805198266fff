"""successions.xlsx, written on the spot."""

from collections.abc import Sequence
from pathlib import Path

from workspaces import write_book

HEAD = ["日期", "类别", "办法", "原", "现", "续接", "依据"]


def write_successions(root: Path, *rows: Sequence[str]) -> None:
    """The changes of a workspace: day, kind, before, after and, where it is given, who goes on."""
    table = [[day, kind, "", before, after, *(rest or [""]), "县政发"] for day, kind, before, after, *rest in rows]
    write_book(root / "successions.xlsx", {"沿革": [HEAD, *table]})
