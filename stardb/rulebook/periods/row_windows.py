"""Which rows of a record table lie in the period rated, by what the rule file says of its columns (`period`, `span`)."""

from datetime import date

from stardb.quantity import EPOCH, Frequency, Period, read_year_part
from stardb.rulebook.document import ColumnSpec, TableSpec
from stardb.scorers.kit import FAR, PeriodColumn, RowWindow, Tells

_WHOLE_YEAR = ("全年", "全年度", "年度")


def read_period_column(name: str, spec: ColumnSpec) -> PeriodColumn | None:
    """What a column says of when its row is: a year, a day, a part of the year as a number or a word; None for nothing."""
    if spec.type in ("year", "date"):
        return PeriodColumn(name, Tells.YEAR if spec.type == "year" else Tells.DAY)
    counted = spec.part
    if counted is not None:
        return PeriodColumn(name, Tells.PART, counted)
    parts = [_read_word(word) for word in spec.choices] if spec.type == "choice" else []
    words = tuple(part for part in parts if part is not None)
    return PeriodColumn(name, Tells.PART, words=words) if parts and len(words) == len(parts) else None


def _read_word(word: str) -> tuple[Frequency, int] | None:
    """The part of a year that a word of a choice names; None for another, and for one of a certain year."""
    if word in _WHOLE_YEAR:
        return Frequency.YEAR, 1
    part = read_year_part(word)
    return (part.kind, part.number) if part is not None and part.year is None else None


def make_window(spec: TableSpec, period: Period) -> RowWindow | None:
    """The window of a record table for the period rated; None for a table whose columns tell no periods."""
    told = (read_period_column(name, spec.columns[name]) for name in spec.period if name in spec.columns)
    columns = tuple(one for one in told if one is not None)
    if not spec.many or spec.result_of or not columns:
        return None
    first = {"period": _day_number(period.first), "year": _day_number(period.last.replace(month=1, day=1)), "all": -FAR}
    title = {
        "period": period.title,
        "year": f"{period.year}年初至{period.short_title}末",
        "all": f"截至{period.title}末",
    }
    year = None if period.kind is Frequency.TERM else period.year
    return RowWindow(columns, first[spec.span], _day_number(period.last), year, title[spec.span])


def _day_number(day: date) -> int:
    return (day - EPOCH).days
