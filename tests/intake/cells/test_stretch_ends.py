"""The last day of a post given to the month only: told where the rules do not say whether that month counts."""

import datetime as dt
from typing import Any

from stardb.books.display.displayed_cells import DisplayedDay
from stardb.books.sheet import Sheet
from stardb.intake import Intake, read_tables
from stardb.quantity import Frequency, find_period
from stardb.rulebook import Scheme, load_text

YEAR = find_period(dt.date(2022, 12, 31), Frequency.YEAR)

RULES = """\
scheme: 试评办法
subject: 书记
basis: 试评
valid_from: 2000-01-01
tables:
  名册:
    key: 姓名
    name: 姓名
    columns:
      姓名: {type: text, required: true}
      到任: {type: date}
  任职经历:
    key: 姓名
    many: true
    columns:
      姓名: {type: text, required: true}
      起: {type: date, required: true}
      止: {type: date, blank: 至今▲}
values:
  年限: {tenure: 任职经历, from: 起, to: 止, basis: 试评}
entitlements:
  补贴: {amount: 100元, when: 年限 ≥ 10年, basis: 试评}
"""


def scheme(more: str = "") -> Scheme:
    made = load_text(RULES.replace("▲", more), "rule.yaml", YEAR).scheme
    assert made is not None
    return made


def read(*ends: Any, more: str = "") -> Intake:
    rows = [["姓名", "起", "止"], *(["甲", "2010年1月", end] for end in ends)]
    return read_tables(
        [Sheet("a.xlsx", "名册", [["姓名", "到任"], ["甲", "2010年1月"]]), Sheet("a.xlsx", "任职经历", rows)],
        scheme(more).filled_in,
    )


def told(intake: Intake) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.cell) for problem in intake.problems]


def days(intake: Intake) -> list[str]:
    column = intake.tables.many["任职经历"].columns["止"]
    return [str(dt.date(1970, 1, 1) + dt.timedelta(days=int(column.data[i]))) for i in range(len(column))]


def test_a_month_alone_is_told_with_its_cell_and_read_as_its_first_day() -> None:
    intake = read("2019年12月31日", "2019年12月", DisplayedDay(dt.date(2020, 6, 1), "2020年6月", "ym"))
    assert told(intake) == [("W212", "C3"), ("W212", "C4")]
    assert days(intake) == ["2019-12-31", "2019-12-01", "2020-06-01"]


def test_what_the_column_says_is_done_without_a_word() -> None:
    for more, expected in ((", end: true", "2019-12-31"), (", end: false", "2019-12-01")):
        intake = read("2019年12月", more=more)
        assert (told(intake), days(intake)) == ([], [expected])


def test_where_no_length_is_counted_a_month_alone_is_enough() -> None:
    assert not [problem for problem in read("2019-12-31").problems if problem.place.cell == "B2"]
