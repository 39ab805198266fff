"""新店镇 “五星”支部创建分年目标 over 2022 and 2023: the sample county's branches of two townships and when each began.

The stars are those the county's own scheme gives, so this sample comes with the county's.
"""

from collections.abc import Iterator
from datetime import date

from samplecounty.places import branches

from samplesystems.paper import Book, Cell, Sheet

TOWNS = ("王狮乡", "顺会乡")
LATE = {"王狮乡": 3, "顺会乡": 4}
"""Which in each township began a year later: every so many-th branch."""


def list_targets() -> list[tuple[str, str, int]]:
    """Township, village and the year it began."""
    found = []
    for town in TOWNS:
        mine = [branch for branch in branches() if branch.town == town]
        found += [(town, b.village, 2023 if k % LATE[town] == 0 else 2022) for k, b in enumerate(mine, 1)]
    return found


def books() -> Iterator[Book]:
    """One workbook a year, from the county."""
    for year in (2022, 2023):
        rows: list[list[Cell]] = [[town, village, began] for town, village, began in list_targets()]
        sheet = Sheet("支部创建目标表", f"“五星”支部创建分年目标表（{year}年）", ["乡镇名称", "村名", "起始年"], rows)
        yield Book(f"{year}/县委组织部 支部创建目标.xlsx", date(year, 12, 31), [sheet])
