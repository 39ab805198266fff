"""The part `stages` of a table: how its stages (自评, 镇评, 县核) count, and how far they may be apart."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from stardb.quantity import Kind, UnreadableText, read_quantity
from stardb.yamlfile import Names, Part, Word, number_as_text, show_value


def _check_share(value: object) -> Fraction:
    """60% or 0.6 as a fraction."""
    typed = number_as_text(value)
    try:
        kind, share = read_quantity(typed if isinstance(typed, str) else "")
    except UnreadableText:
        kind, share = Kind.TEXT, Fraction(0)
    if kind not in (Kind.PERCENT, Kind.NUMBER) or not 0 < share <= 1:
        raise ValueError(f"权重写百分比，如 60%，写的是“{show_value(value)}”")
    return share


_SHARE_SCHEMA = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^\s*[0-9０-９.．]+\s*[%％]?\s*$"},
    ]
}

Share = Annotated[Fraction, PlainValidator(_check_share), WithJsonSchema(_SHARE_SCHEMA)]
"""A stage's weight, written 60% or 0.6."""


class StageUse(Part):
    """一张表的各环节怎么算，如 `{use: [县核, 镇评, 自评]}`、`{weigh: {自评: 10%, 镇评: 30%, 县核: 60%}, differ: 5分}`。"""

    use: Names = Field(
        default_factory=list,
        description="逐格取先写的环节里填了的，如 [县核, 镇评, 自评]：县核空着的格取镇评的，再取自评的；填了而读不出的格是未知，不往下取",
    )
    weigh: dict[str, Share] = Field(
        default_factory=dict,
        description="数、百分比各栏按权重相加，如 {自评: 10%, 镇评: 30%, 县核: 60%}，合计 100%；还有别的栏的，另写 use",
    )
    missing: Literal["undecided", "rest", "zero"] = Field(
        "undecided",
        description="写了 weigh 的，哪个环节空着：undecided 待定（不写就是它），rest 按其余环节的权重折算，zero 那个环节算 0；"
        "各环节都空着的，总是未知",
    )
    differ: Word | dict[str, Word] = Field(
        default_factory=dict,
        description="各环节最多相差多少，如 5分，或按栏写 {集体收入: 5}；超过的逐个列出。各栏写了 stage 的，按去掉环节名后的栏名配对",
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The stages whose workbooks the table is read from, the one that counts first before the others."""
        return tuple(dict.fromkeys((*self.use, *reversed(self.weigh))))

    @property
    def is_by_folder(self) -> bool:
        """Whether the stages are told by the folders of the workbooks, and not by columns."""
        return bool(self.use or self.weigh)

    def find_limit(self, column: str) -> str:
        """How far a column's stages may be apart, as the rule file writes it; "" where it says nothing of it."""
        return self.differ if isinstance(self.differ, str) else self.differ.get(column, "")

    @model_validator(mode="after")
    def _hold_together(self) -> "StageUse":
        if self.weigh and sum(self.weigh.values()) != 1:
            raise ValueError(f"各环节的权重合计要是 100%，现在是{float(sum(self.weigh.values()) * 100):g}%")
        if "missing" in self.model_fields_set and not self.weigh:
            raise ValueError("missing 只与 weigh 一起写")
        if not (self.use or self.weigh or self.differ):
            raise ValueError("写 use（取哪个环节）、weigh（怎么加权），或 differ（最多相差多少）")
        if len(set(self.use)) < len(self.use):
            raise ValueError("use 里同一个环节写了两次")
        return self
