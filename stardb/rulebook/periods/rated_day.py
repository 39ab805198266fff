"""The day on which a period is rated: so long after its last day, or before it (`rated_on: 15天`, `-2个月`)."""

import calendar
import re
from datetime import date, timedelta
from typing import Annotated, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from stardb.dataclass import dataclass
from stardb.quantity import Period
from stardb.yamlfile import WORD_SCHEMA, show_value

_OFFSET = re.compile(r"([-+]?)(\d{1,4})(天|日|个月|月|年)", re.ASCII)


@dataclass(frozen=True)
class DayOffset:
    """So many months and days after the last day of a period; before it where they are negative."""

    months: int = 0
    days: int = 0

    def find_day(self, period: Period) -> date:
        """The day for a period. Months lead from the last of a month to the last of a month."""
        year, month = divmod(period.last.year * 12 + period.last.month - 1 + self.months, 12)
        end = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
        return end + timedelta(days=self.days)


def _read_offset(value: object) -> DayOffset:
    found = _OFFSET.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        message = f"考核日写离期末多久，如 15天（期末后）、-2个月（期末前），写的是“{show_value(value)}”"
        raise ValueError(message)
    number = int(found[2]) * (-1 if found[1] == "-" else 1)
    if abs(number) > 1000:
        raise ValueError(f"离期末太远：{value}")
    if found[3] in ("天", "日"):
        return DayOffset(days=number)
    return DayOffset(months=number * (12 if found[3] == "年" else 1))


RatedOn: TypeAlias = Annotated[DayOffset, PlainValidator(_read_offset), WithJsonSchema(WORD_SCHEMA)]
"""How long after the last day of the period it is rated, as a rule file writes it."""
