"""The section `scores`: heads that are scored by indicators; a star won by a pass mark has the same keys."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from stardb.scorers import AnyClause, Every
from stardb.scorers.steps import REST
from stardb.yamlfile import WORD_SCHEMA, Bounds, Flag, Number, Part, Word, YamlPath, show_value


def _weight(value: object) -> object:
    for part in value.values() if isinstance(value, dict) else (value,):
        if isinstance(part, bool) or not isinstance(part, Fraction | int | str):
            raise ValueError(f"权重写成 70%，各类不同的写 {{山区村: 60%, 平原村: 70%}}，写的是“{show_value(part)}”")
    return value


Weight: TypeAlias = Annotated[
    Fraction | int | str | dict[str, Fraction | int | str],
    PlainValidator(_weight),
    WithJsonSchema({"anyOf": [WORD_SCHEMA, {"type": "object", "additionalProperties": WORD_SCHEMA}]}),
]
"""A weight as a rule writes it, or one for each category."""

Indicators: TypeAlias = dict[str, AnyClause]


class IndicatorGroup(Part):
    """各指标得分相加。"""

    every: Every | None = Field(None, description="只在哪种期评，与各条的 every 相同；不写的，每期都评")
    indicators: Indicators = Field(default_factory=dict, description="各指标")
    by: Word | None = Field(None, description="按哪一栏或取值分类，如 村庄类别")
    sets: dict[str, Indicators] = Field(default_factory=dict, description="各类各用哪些指标，写了它就不写 indicators")
    otherwise: Indicators = Field(default_factory=dict, description="sets 没有写到的各类用哪些指标")
    basis: str = Field("", description="依据")
    example: Flag = Field(False, description="没有公开来源的示例")
    note: str = Field("", description="说明")


class Head(IndicatorGroup):
    """大项：各指标得分之和，可设上下限；总分是各大项按权重相加。"""

    full: Number | None = Field(None, description="满分；各指标的 points 合计应与它相等")
    between: Bounds | None = Field(None, description="得分的下限与上限，如加减分写 [-20, 10]")
    weight: Weight = Field(Fraction(1), description="在总分里的权重，如 70%；各类不同的写 {山区村: 60%, 平原村: 70%}")


def list_indicator_sets(part: IndicatorGroup) -> Iterator[tuple[str, YamlPath, Indicators]]:
    """Each set of indicators of a head or star: its category ("" where there is one set for all), its path below it, its indicators."""
    if not part.sets:
        yield "", ("indicators",), part.indicators
    for own, group in part.sets.items():
        yield own, ("sets", own), group
    if part.otherwise:
        yield REST, ("otherwise",), part.otherwise
