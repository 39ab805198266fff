"""`expect`: how many rows there should be, or how many different months, quarters, visits (应有几行)."""

from fractions import Fraction
from typing import Any

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue

from stardb.expressions import Formula, constant
from stardb.quantity import Kind
from stardb.scorers.base.numbers import whole
from stardb.scorers.base.scope import Periods, Scope
from stardb.scorers.kit.rows.row_filter import ExpectedRows
from stardb.scorers.kit.rows.row_scope import bind_column, refuse_no_column
from stardb.yamlfile import Amount, Names, Part, or_short


class Expect(Part):
    """应有几行：只写数的是短写。"""

    count: Amount | None = Field(
        None, description="正好几行（或几个不同的），如 4、月份(考核日)；多了少了都待定，缺的不论补成什么都一样的除外"
    )
    at_least: Amount | None = Field(None, description="至少几行（或几个不同的）；少了待定")
    different: Names = Field(
        default_factory=list, description="数的不是行，是这一栏（或算式）有几个不同的值，如 季度(日期)、走访批次"
    )

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        return {"count": value} if isinstance(value, str | int | Fraction) and not isinstance(value, bool) else value

    @model_validator(mode="after")
    def _just_one(self) -> "Expect":
        if (self.count is None) == (self.at_least is None):
            raise ValueError("expect 写 count（正好几行）、at_least（至少几行）中的一种")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return or_short(core, handler, "count")

    def bind(self, table: str, rows: Scope) -> ExpectedRows:
        """Bound to the columns of a table. Raises ClauseRefused, having reported what does not hold."""
        key = "at_least" if self.at_least is not None else "count"
        path = ("expect", key) if self.model_fields_set != {"count"} else ("expect",)
        number = self._bind_number(self.at_least if self.at_least is not None else self.count, path, table, rows)
        if self.different:
            return ExpectedRows(number, key == "at_least", self._bind_different(table, rows))
        periods = rows.periods.get(table, Periods())
        told = tuple(
            bind_column(name, ("expect",), table, rows) for name in periods.columns if name in rows.tables[table]
        )
        return ExpectedRows(number, key == "at_least", told, once=periods.once, by_month=True)

    def _bind_different(self, table: str, rows: Scope) -> tuple[Formula, ...]:
        found = []
        for k, text in enumerate(self.different):
            path = ("expect", "different") if len(self.different) == 1 else ("expect", "different", k)
            formula = rows.bind_formula(text, path)
            refuse_no_column(formula.names, path, table, rows)
            found.append(formula)
        return tuple(found)

    @staticmethod
    def _bind_number(given: Amount | None, path: tuple[str, ...], table: str, rows: Scope) -> Formula:
        """How many rows there should be: a number, or a formula of the subject's."""
        if not isinstance(given, str):
            number = whole(Fraction(given or 0), path[-1], rows)
            return constant(Kind.NUMBER, Fraction(number or 0))
        found = rows.bind_formula(given, path, Kind.NUMBER)
        if not found.names:
            whole(found.value or Fraction(0), path[-1], rows)
        for name in found.names:
            if name in rows.tables[table]:
                message = f"应有几行是对象的事，不能用“{table}”的栏“{name}”"
                raise rows.refuse("R301", message, path, found=name)
        return found
