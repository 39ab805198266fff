"""A condition with its reason, as it is written."""

from fractions import Fraction
from typing import Any

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue

from stardb.yamlfile import (
    WORD_SCHEMA,
    Flag,
    Part,
    Word,
    or_short,
)


class Condition(Part):
    """条件及其理由。"""

    when: Word = Field(description="条件")
    because: str = Field("", description="条件不成立（或成立）时给人看的理由")
    basis: str = Field("", description="依据")
    example: Flag = Field(False, description="没有公开来源的示例")
    note: str = Field("", description="说明")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        return {"when": value} if isinstance(value, str | int | Fraction) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        enough = [name for name, info in cls.model_fields.items() if info.is_required()] == ["when"]
        return or_short(core, handler, WORD_SCHEMA) if enough else handler(core)
