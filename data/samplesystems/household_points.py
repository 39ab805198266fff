"""东白水村 群众积分 of 2023: 48 households of four grids, what the grids entered quarter by quarter, offences of the year.

`HOUSEHOLDS` says of each household the points of every quarter, written down first; the entries follow from it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from samplecounty.people import SURNAMES

from samplesystems.paper import Book, Cell, Sheet

GRIDS = ("第一网格", "第二网格", "第三网格", "第四网格")
PLANS: tuple[tuple[int, int, int, int], ...] = (
    (50, 20, 10, 5), (10, 10, 10, 10), (0, 5, 15, 40), (35, 0, 0, 0), (15, 25, 30, 20), (0, 0, 0, 0),
    (20, 10, 5, 10), (5, 5, 5, 5), (45, 35, 25, 15), (10, 0, 10, 0), (30, 30, 30, 30), (5, 10, 0, 20),
)  # fmt: skip
"""The points of the twelve households of a grid, quarter by quarter; they are exchanged from 10 points on."""

OFFENCES: Mapping[str, tuple[date, str | None]] = {
    "1-05": (date(2023, 5, 16), "是"),
    "2-09": (date(2023, 2, 3), "是"),
    "3-11": (date(2023, 8, 21), "否"),
    "4-01": (date(2023, 11, 30), None),
}
"""Household -> the day of an offence, and whether it was found true; None where that is still open."""

UNCHECKED = {("2-01", 3), ("3-05", 1)}
"""Household and quarter with one entry that nobody has checked yet."""

TWICE = {("4-09", 2)}
"""Household and quarter with its last entry typed twice."""

_FIRST = {1: date(2023, 1, 3), 2: date(2023, 4, 3), 3: date(2023, 7, 3), 4: date(2023, 10, 9)}


def list_households() -> list[tuple[str, str, tuple[int, int, int, int]]]:
    """Grid, number and planned points of each household."""
    return [(grid, f"{g}-{n:02}", plan) for g, grid in enumerate(GRIDS, 1) for n, plan in enumerate(PLANS, 1)]


def books() -> Iterator[Book]:
    """The roster, the entries of each grid and quarter, and the village's register of offences."""
    roster: list[list[Cell]] = [
        [grid, number, _name(number, 0), _name(number, 1)] for grid, number, _ in list_households()
    ]
    sheet = Sheet("农户名册", "东白水村农户名册", ["网格", "户编号", "户主姓名", "联户党员"], roster)
    yield Book("2023/东白水村 农户名册.xlsx", date(2023, 1, 3), [sheet])
    for quarter, first in _FIRST.items():
        for grid in GRIDS:
            rows = [
                row for of, number, plan in list_households() if of == grid for row in _entries(number, quarter, plan)
            ]
            headers = ["户编号", "户主", "日期", "事项", "核实", "登记人"]
            label = f"填报单位：{grid}                    网格员：{_name(grid, 2)}"
            name = f"东白水村群众积分登记表（2023年第{'一二三四'[quarter - 1]}季度）"
            yield Book(
                f"2023Q{quarter}/{grid} 积分登记.xlsx", first + timedelta(days=90),
                [Sheet("积分登记", name, headers, rows, label)],
            )  # fmt: skip
    offences: list[list[Cell]] = [[number, day, found] for number, (day, found) in OFFENCES.items()]
    sheet = Sheet("违法登记", "东白水村违法行为登记表（2023年）", ["户编号", "日期", "查实"], offences)
    yield Book("2023/东白水村 违法登记.xlsx", date(2023, 12, 29), [sheet])


def _entries(number: str, quarter: int, plan: tuple[int, int, int, int]) -> list[list[Cell]]:
    """What a household did in a quarter: 10 points a dispute settled, 5 for anything else."""
    rng, left, rows = Random(f"household/{number}/{quarter}"), plan[quarter - 1], list[list[Cell]]()
    while left > 0:
        day = _FIRST[quarter] + timedelta(days=8 * len(rows) + int(8 * rng.random()))  # ten entries at most
        settles = left >= 10 and rng.random() < 0.2
        what = "调解" if settles else ("打扫卫生", "环境卫生", "喜事新办", "志愿服务")[int(4 * rng.random())]
        rows.append([number, _name(number, 0), day, what, "√", _name(number, 3)])
        left -= 10 if settles else 5
    if (number, quarter) in UNCHECKED:
        rows[-1][4] = None
    return rows + rows[-1:] * ((number, quarter) in TWICE)


def _name(key: str, which: int) -> str:
    return f"{SURNAMES[int(len(SURNAMES) * Random(f'name/{key}/{which}').random())]}某某"
