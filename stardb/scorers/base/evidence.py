"""`evidence`: an indicator that asks for evidence (佐证材料), and what a score without it is."""

from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue

from stardb.yamlfile import Flag, Part, Word, number_as_text, or_short, show_value


class EvidenceSpec(Part):
    """要佐证材料：`required`，或 `{required: true, without: 待定, column: 佐证材料}`。"""

    required: Flag = Field(True, description="必须有；写 false 的可有可无，有的列出、算份数")
    without: Literal["计分", "待定", "0分"] = Field(
        "计分",
        description="没有佐证材料的怎么算：计分 照算，列为问题（不写就是它）；待定 这一项待定，补齐再定；0分 这一项按0分计。本来得0分的不要材料",
    )
    column: Word = Field(
        "",
        description="写着材料名称的那一栏，几份用顿号隔开；是否栏填“是”的就是有（如已交纸质件）；一个对象一行的表的栏",
    )

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        if value == "required":
            return {}
        if not isinstance(value, dict):
            raise ValueError(f"evidence 写 required，或 {{without: 待定}}，写的是“{show_value(value)}”")
        if "without" in value:
            written = number_as_text(value["without"])
            return {**value, "without": "0分" if written == "0" else written}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return or_short(core, handler, {"const": "required"})


def name_evidence(title: str) -> str:
    """What it is called whether a subject has evidence for an indicator: 有佐证(集体收入)."""
    return f"有佐证({title})"
