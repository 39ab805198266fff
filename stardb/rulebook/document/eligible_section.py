"""The section `eligible`: who takes part; one condition or several."""

from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue

from stardb.yamlfile import WORD_SCHEMA, Flag, OneOrMore, Part, Word, or_short


class Eligibility(Part):
    """参评条件，写一种：when 须成立的，unless 须不成立的（如处分影响期内）。"""

    when: Word | None = Field(None, description="须成立的条件")
    unless: Word | None = Field(None, description="须不成立的条件")
    because: str = Field("", description="不满足时给人看的理由")
    basis: str = Field("", description="依据")
    example: Flag = Field(False, description="没有公开来源的示例")
    note: str = Field("", description="说明")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        return {"when": value} if isinstance(value, str | int | Fraction) else value

    @model_validator(mode="after")
    def _just_one(self) -> "Eligibility":
        if (self.when is None) == (self.unless is None):
            raise ValueError("参评条件写 when（须成立的）、unless（须不成立的）中的一种")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return or_short(core, handler, WORD_SCHEMA)


Eligible: TypeAlias = Annotated[list[Eligibility], OneOrMore()]
"""One condition or a list of them; all must be met."""
