"""The month, quarter or half that stands in a sheet's title: last month's workbook among this month's."""

import re
from collections.abc import Iterator

from stardb.books import Sheet
from stardb.problems import Problem, problem
from stardb.quantity import PARTS_OF_YEAR, Period, find_part_of_year, read_year_part, tidy

_SPELLED = "[一二三四五六七八九]|十[一二]?"
_PART = re.compile(
    rf"(?<![\d至到—~-])(?:20\d{{2}}年(?:{_SPELLED})月份?|(?:20\d{{2}}年)?(?:(?:[1-9]|1[0-2])月份?|(?:{_SPELLED})月(?:份|(?=[)）]|$))"
    r"|第?[1-4一二三四]季度?|[上下]半年))(?![\d初底末前后起内日至到—~-])"
)
"""2022年5月, 5月份, 第二季度, 上半年; no day, no 5月底前, no stretch of months, no 二月河村."""
_TABLE = re.compile(r"[表册单录账]")
_ALONE = re.compile(r"[(（]?.{2,12}[)）]?")


def other_part_problems(sheet: Sheet, above: int, folder: Period | None) -> list[Problem]:
    """A warning where the texts above a sheet's header name months, quarters or halves only that are not its folder's.

    folder: the period that its folder is named by; where that is no part of a year, nothing is said.
    """
    if folder is None or folder.kind not in PARTS_OF_YEAR:
        return []
    first: Problem | None = None
    for row, cells in enumerate(sheet.rows[:above]):
        for column, cell in enumerate(cells):
            said = [*_find_periods(cell, folder)] if isinstance(cell, str) else []
            if any(folder.contains(one) or one.contains(folder) for one in said):
                return []
            if said and first is None:
                message = f"标题写的是{said[-1].title}，却放在{folder.title}的文件夹里，照{folder.title}的读了。"
                place = sheet.place(row, column)
                first = problem("D236", message, place, found=said[-1].title, expected=folder.title)
    return [first] if first is not None else []


def _find_periods(text: str, folder: Period) -> Iterator[Period]:
    """The parts of a year that a title names; of its folder's year where it does not say."""
    line = tidy(text.split("\n")[0])
    for found in _PART.finditer(line):
        part = read_year_part(found[0])
        if part is not None and (_TABLE.search(line) or (_ALONE.fullmatch(line) and part.year is not None)):
            yield find_part_of_year(part.kind, part.number, part.year or folder.year)
