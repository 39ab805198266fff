"""The year that stands in a sheet's title: last year's workbook among this year's."""

import re

from stardb.books import Sheet
from stardb.problems import Problem, problem

_YEAR = re.compile(r"(?<!\d)(20\d{2})年(?:度|(?!\s*(?:\d|月)).*[表册])")
"""2022年度, 2022年某镇检查表; no date, and no head over some columns."""


def other_year_problems(sheet: Sheet, above: int, year: str) -> list[Problem]:
    """A warning where the texts above a sheet's header name earlier years only, and not the period's. year: "" if unknown."""
    for row, cells in enumerate(sheet.rows[:above] if year else ()):
        for column, cell in enumerate(cells):
            years = _YEAR.findall(cell) if isinstance(cell, str) else []
            if years and max(years) < year:
                message = f"标题写的是{years[-1]}年，却放在{year}年度里，照{year}年度读了。"
                return [
                    problem("D166", message, sheet.place(row, column), found=f"{years[-1]}年", expected=f"{year}年")
                ]
            if year in years:
                return []
    return []
