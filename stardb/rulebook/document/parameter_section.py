"""The section `parameters`: numbers that change from year to year."""

import re
from fractions import Fraction
from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue

from stardb.yamlfile import (
    Amount,
    Day,
    Flag,
    Part,
    or_short,
    show_value,
)

_DATED = re.compile(r"\d{4}")


class Parameter(Part):
    """一个数的历年取值：自写明的日期起有效，到下一个日期为止。"""

    values: dict[Day, Amount] = Field(min_length=1, description="自何日起是多少")
    yearly: Flag = Field(False, description="每年都要重定：须有一个自考核当年某日起的数，不沿用往年的")
    within: Literal["day", "month", "year_end"] | None = Field(
        None,
        description="考核年度里变了的怎么算：day 按天折算、month 按月折算（自1月1日到考核日），year_end 按考核日的；不写而变了的，"
        "按考核日的，检查时会说",
    )
    basis: str = Field("", description="依据")
    example: Flag = Field(False, description="没有公开来源的示例")
    note: str = Field("", description="说明")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        """`{2022-01-01: 1000元}` is short for `values:`."""
        if isinstance(value, str | int | Fraction) and not isinstance(value, bool):
            raise ValueError(f"参数要写明自何日起，如 {{2022-01-01: {show_value(value)}}}")
        if isinstance(value, dict) and value and all(_DATED.match(str(key)) for key in value):
            return {"values": value}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return or_short(core, handler, "values")
