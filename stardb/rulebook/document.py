"""A rule file as it is written: its sections and their fields, typed but not yet bound to one another."""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from stardb.rulebook.tables import TableSpec
from stardb.scorers.catalogue import AnyClause
from stardb.scorers.part import Amount, Flag, Names, Number, Part, Word, shown

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATED = re.compile(r"\d{4}")


def _date(value: object) -> object:
    if not isinstance(value, str | date) or (isinstance(value, str) and not _ISO.fullmatch(value)):
        raise ValueError(f"日期写成 2022-01-01，写的是“{shown(value)}”")
    return value


Day = Annotated[date, BeforeValidator(_date)]


class Parameter(Part):
    """一个数的历年取值：自写明的日期起有效，到下一个日期为止。"""

    values: dict[Day, Amount] = Field(min_length=1, description="自何日起是多少")
    basis: str = Field("", description="依据")
    example: Flag = Field(False, description="没有公开来源的示例")
    note: str = Field("", description="说明")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        """`{2022-01-01: 1000元}` is short for `values:`."""
        if isinstance(value, str | int | Fraction) and not isinstance(value, bool):
            raise ValueError(f"参数要写明自何日起，如 {{2022-01-01: {shown(value)}}}")
        if isinstance(value, dict) and value and all(_DATED.match(str(key)) for key in value):
            return {"values": value}
        return value


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


class Effect(Part):
    """否决的效力，写一种：cap 不得高于，set 定为，down 降几级。"""

    cap: Number | None = Field(None, description="不得高于")
    set: Number | None = Field(None, description="定为")
    down: Number | None = Field(None, description="降几级，不低于 0")

    @model_validator(mode="after")
    def _just_one(self) -> "Effect":
        if len([value for value in (self.cap, self.set, self.down) if value is not None]) != 1:
            raise ValueError("effect 写 cap、set、down 中的一种，或 undecided、not_rated")
        if any(value is not None and value < 0 for value in (self.cap, self.set, self.down)):
            raise ValueError("effect 的数不能小于0")
        return self


class LevelVeto(Condition):
    """一票否决及其效力。"""

    because: str = Field(description="给人看的理由")
    effect: Effect | Literal["undecided", "not_rated"] = Field(description="效力")


class StarVeto(Condition):
    """某颗星的一票否决：成立就不得这颗星。"""

    because: str = Field(description="给人看的理由")


class PassStar(Part):
    """达标得星：各指标得分之和达到 award 的条件，前置的星都得了，又没有一票否决情形。"""

    full: Number = Field(description="满分")
    award: Word = Field(description="得星条件，如 得分 ≥ 80")
    requires: Names = Field(default_factory=list, description="须先获得的星")
    veto: list[StarVeto] = Field(default_factory=list, description="一票否决情形")
    indicators: dict[str, AnyClause] = Field(min_length=1, description="各指标")
    basis: str = Field("", description="依据")
    example: Flag = Field(False, description="没有公开来源的示例")
    note: str = Field("", description="说明")


def _kind_of_star(value: Any) -> str:
    if isinstance(value, PassStar) or (isinstance(value, dict) and ("indicators" in value or "award" in value)):
        return "pass"
    return "count"


Star = Annotated[
    Annotated[PassStar, Tag("pass")] | Annotated[AnyClause, Tag("count")],
    Discriminator(_kind_of_star),
]


class Named(Part):
    """A clause that also names its result."""

    name: str = Field(description="结果叫什么")
    rule: AnyClause

    @model_validator(mode="before")
    @classmethod
    def _apart(cls, value: object) -> object:
        """The name stands among the clause's own keys."""
        if isinstance(value, dict) and "rule" not in value:
            rest = {key: item for key, item in value.items() if key != "name"}
            return {"rule": rest, **({"name": value["name"]} if "name" in value else {})}
        return value


class Quota(Part):
    """名额：某个等次在一组里最多有几个。"""

    of: str = Field(description="哪个等次")
    group: str = Field(description="按什么分组，如 乡镇；写 全部 则不分组")
    at_most: Amount = Field(description="参评对象的百分之几，或几个")
    at_least_one: Flag = Field(False, description="按比例不足一个时给一个")
    order: Names = Field(min_length=1, description="依次按什么排先后，高的在前")
    round: Literal["half_up", "floor", "ceil"] = Field("half_up", description="名额取整：四舍五入、舍去、进一")
    ties: Literal["undecided", "all_in", "all_out"] = Field(
        "undecided", description="名额边上并列的：待定、都进、都不进"
    )
    overflow: str = Field(description="名额之外的列为哪个等次")
    basis: str = Field("", description="依据")
    example: Flag = Field(False, description="没有公开来源的示例")
    note: str = Field("", description="说明")


class Document(Part):
    """一部办法。"""

    scheme: str = Field(description="办法名称")
    subject: str = Field(description="考核对象的称呼，如 书记、支部")
    basis: str = Field(description="依据的文件")
    valid_from: Day = Field(description="自何日起施行")
    valid_to: Day | None = Field(None, description="施行到何日")
    note: str = Field("", description="说明")
    parameters: dict[str, Parameter] = Field(default_factory=dict, description="参数：会逐年变的数")
    term_from: list[Day] = Field(default_factory=list, description="各届任期自何日起")
    tables: dict[str, TableSpec] = Field(min_length=1, description="各表；第一张是名册")
    values: dict[str, AnyClause] = Field(default_factory=dict, description="由各栏算出的取值")
    eligible: Condition | None = Field(None, description="参评条件；不成立的不参评")
    stars: dict[str, Star] = Field(min_length=1, description="各颗星")
    level: Named | None = Field(None, description="星级或星数")
    vetoes: list[LevelVeto] = Field(default_factory=list, description="对星级的否决")
    grade: Named | None = Field(None, description="等次")
    quotas: list[Quota] = Field(default_factory=list, description="名额")
    entitlements: dict[str, AnyClause] = Field(default_factory=dict, description="待遇")
