"""The problems of sheets that are no table of any scheme."""

from stardb.books import Sheet
from stardb.intake.headers.candidates import own_columns
from stardb.intake.masking import quoted
from stardb.intake.matching.match_sheets import SheetMatches
from stardb.intake.matching.unused_sheets import UnusedSheet
from stardb.problems import Place, Problem, problem


def report_unmatched(matches: SheetMatches) -> list[Problem]:
    """The sheets that are no table of any scheme.

    A note for each with data, naming the table it comes nearest to; an error for each that could not be made out.
    """
    return [*map(_limit_problem, matches.too_large), *map(_unused_problem, matches.unused)]


def _limit_problem(sheet: Sheet) -> Problem:
    message = f"工作表{quoted(sheet.name)}里像表头的行太多，认不出是什么表，没有读。"
    return problem("D204", message, Place(sheet.file, sheet.name), expected="一个表头，下面是数据")


def _unused_problem(item: UnusedSheet) -> Problem:
    sheet, near = item.sheet, ""
    if item.nearest:
        missing = [column for column in own_columns(item.nearest.spec) if column not in item.nearest.header.columns]
        lacking = "、".join(missing[:5]) + ("等" if len(missing) > 5 else "")
        near = f"；最接近{quoted(item.nearest.table)}，缺少{lacking}"
    message = f"工作表{quoted(sheet.name)}的表头与要用的表都对不上，没有用上{near}。"
    nearest = item.nearest.table if item.nearest else ""
    return problem("D111", message, Place(sheet.file, sheet.name), expected=nearest)
