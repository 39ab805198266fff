"""The sections `lists`, words that entries with `each_of` are written for, and `listings`, the lists that results print."""

from typing import Annotated, Any, TypeAlias

from pydantic import Field, WithJsonSchema

from stardb.scorers import Every
from stardb.yamlfile import WORD_SCHEMA, Names, Part, Word

WordList: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                WORD_SCHEMA,
                {"type": "array", "items": WORD_SCHEMA},
                {"type": "object", "additionalProperties": True},
            ]
        }
    ),
]
"""Words, names of columns by a pattern with `*`, or words with what is said of each: `{德: {权重: 20%}}`."""


class Listing(Part):
    """名单：把考核对象、或一张记录表的行，按一个词分段列出来，如三色记录按颜色、光荣榜按等次。只列，不计分。"""

    of: Word | None = Field(None, description="列哪张记录表（many: true）的行，一行一条；不写的，列参评的考核对象")
    by: Word | None = Field(
        None, description="按哪一栏、哪一项结果（词或是否）分段，如 颜色、等次；段的先后照办法里词的次序；不写不分"
    )
    where: Word | None = Field(None, description="只列符合条件的，如 违法行为 ≥ 1；条件还不能判定的另列为“待定”")
    order: Names = Field(
        default_factory=list,
        description="一段里按什么排，大的在前，如 总分；小的在前写负号，如 -次数；第一项相同看第二项；不写照名册、表里的次序",
    )
    columns: Names = Field(
        default_factory=list,
        description="名称旁边列哪几样：记录表的栏，或对象的栏、取值、结果；列行而不写的，是不是 private 的各栏",
    )
    every: Every | None = Field(None, description="只在哪种期列，如 month；不写的，每期都列")
    basis: str = Field("", description="依据")
    note: str = Field("", description="说明，印在名单下面")
