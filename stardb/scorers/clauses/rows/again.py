"""`again`: what happens again counts several times as much (再次发生的加倍), within a time or not, and once only."""

import re

from pydantic import Field

from stardb.quantity import Kind
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.scorers.kit.rows.row_repeats import Repeats
from stardb.scorers.kit.rows.row_scope import bind_columns, bind_ordering
from stardb.yamlfile import Names, Number, Part, Word, show_value

_DAYS = re.compile(r"(\d{1,5})\s*[天日]")
"""A time in days, which a duration cannot be."""

VALID = "valid"
"""What `within` says where an earlier row counts as long as it is valid."""


class Again(Part):
    """重复发生：这些栏相同的行又出现，从第二行起各计几倍；几样加倍的情形碰在一起，只加倍一次。"""

    same: Names = Field(min_length=1, description="哪一栏（或哪几栏）的值相同算重复")
    times: Number = Field(description="第二行起各计几倍，如 2")
    by: Word | None = Field(None, description="按哪一栏排先后，如 日期；不写则按表里的次序")
    within: Word | None = Field(
        None,
        description="前一次之后多久以内才算重复，如 1年、30天；valid 是那一天前一次还在有效期内（表要写 valid_for）。前一次到考核日"
        "还有没有效，不论；要写 by。不写则不论隔多久",
    )
    also: Word | None = Field(None, description="另一种加倍的情形，如 重大活动期间 = 是；第一次也加倍")

    def bind(self, table: str, rows: Scope) -> Repeats:
        """Bound to the columns of a table. Raises ClauseRefused, having reported what does not hold."""
        if self.times <= 0:
            raise rows.refuse("R203", "times 要写一个大于0的数", ("again", "times"), found=show_value(self.times))
        same = bind_columns(self.same, ("again", "same"), table, rows)
        order = bind_ordering(self.by, ("again", "by"), table, rows) if self.by is not None else None
        if self.within is not None and (order is None or order.kind is not Kind.DATE):
            message = "在多久以内算重复，要用 by 写明按哪一个日期"
            raise rows.refuse("R444", message, ("again", "within"), found=self.within, expected="by: 日期栏")
        also = rows.bind_formula(self.also, ("again", "also"), Kind.BOOL) if self.also is not None else None
        if self.within is None or order is None:
            return Repeats(same, self.times, order, also=also)
        if self.within == VALID:
            return Repeats(same, self.times, order, also=also, validity=self._bind_validity(table, rows))
        if days := _DAYS.fullmatch(self.within):
            return Repeats(same, self.times, order, also=also, days=self._read_days(days[1], rows))
        within = rows.bind_formula(self.within, ("again", "within"), Kind.DURATION)
        if within.value is not None and within.value <= 0:
            raise rows.refuse("R203", "within 要大于0", ("again", "within"), found=self.within)
        return Repeats(same, self.times, order, within, also=also)

    @staticmethod
    def _read_days(text: str, rows: Scope) -> int:
        if not int(text):
            raise rows.refuse("R203", "within 要大于0", ("again", "within"), found=text)
        return int(text)

    @staticmethod
    def _bind_validity(table: str, rows: Scope) -> Rule:
        """How long the rows of a table are valid."""
        if table not in rows.validity:
            message = f"“{table}”没有写有效期（valid_for），不知前一次到哪天为止"
            expected = "tables 里写 valid_for，或写 1年"
            raise rows.refuse("R444", message, ("again", "within"), found=VALID, expected=expected)
        return rows.validity[table]()
