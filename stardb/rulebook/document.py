"""A rule file as it is written: its sections and their fields, typed but not yet bound to one another."""

import re
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue

from stardb.quantity import Unreadable, read_number
from stardb.rulebook.eligibility import Eligible
from stardb.rulebook.marked import Head, Marked
from stardb.rulebook.tables import TableSpec
from stardb.scorers import AnyClause
from stardb.yamlfile import (
    AMONG,
    WORD_SCHEMA,
    Amount,
    ByKey,
    Day,
    Flag,
    Names,
    Number,
    Part,
    Word,
    or_short,
    show_value,
)

_DATED = re.compile(r"\d{4}")


class Parameter(Part):
    """一个数的历年取值：自写明的日期起有效，到下一个日期为止。"""

    values: dict[Day, Amount] = Field(min_length=1, description="自何日起是多少")
    yearly: Flag = Field(False, description="每年都要重定：须有一个自考核当年某日起的数，不沿用往年的")
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


def _mark(value: object) -> object:
    """A number where it reads as one, else a word."""
    if isinstance(value, bool) or not isinstance(value, Fraction | int | str):
        raise ValueError(f"这里写几星，或等次的名称，写的是“{show_value(value)}”")
    try:
        return Fraction(value) if not isinstance(value, str) else read_number(value)
    except Unreadable:
        return value


Mark: TypeAlias = Annotated[Fraction | str, PlainValidator(_mark), WithJsonSchema(WORD_SCHEMA)]
"""How high a level or grade: a number of stars, or the grade's word."""


class Effect(Part):
    """否决或保底的效力，写一种：cap 不得高于，floor 不得低于（保底），set 定为，down 降几级。

    写数的作用于星级，写等次名称的作用于等次，如 `{cap: 2}`、`{cap: 良好}`（一票否优）。
    等次的高低按等次条款所给各词的先后，由好到差；由数分档的，数大的为高，otherwise 的最低。
    """

    cap: Mark | None = Field(None, description="不得高于几星，或不得高于哪个等次")
    floor: Mark | None = Field(None, description="保底：不得低于几星，或不得低于哪个等次")
    set: Mark | None = Field(None, description="定为几星，或定为哪个等次")
    down: Number | None = Field(
        None, description="降几级；星级降到 0 或 level 的 between 下限为止，等次降到最后一等为止"
    )

    @model_validator(mode="after")
    def _just_one(self) -> "Effect":
        given = [value for value in (self.cap, self.floor, self.set, self.down) if value is not None]
        if len(given) != 1:
            raise ValueError("effect 写 cap、floor、set、down 中的一种，或 undecided、not_rated")
        if isinstance(given[0], Fraction) and given[0] < 0:
            raise ValueError("effect 的数不能小于0")
        if self.down == 0:
            raise ValueError("down 写降几级，要大于0")
        return self


class LevelVeto(Condition):
    """对星级或等次的一票否决（或保底）及其效力。按所写次序一个接一个作用；在等次的名额之前作用，被否决的不占名额。"""

    because: str = Field(description="给人看的理由")
    effect: Effect | Literal["undecided", "not_rated"] = Field(description="效力；undecided 待定，not_rated 不参评")
    on: Literal["level", "grade"] | None = Field(
        None, description="作用于星级还是等次；两样都有、效力又是 down 或 undecided 的，必须写"
    )


class StarVeto(Condition):
    """某颗星的一票否决：成立就不得这颗星。"""

    because: str = Field(description="给人看的理由")


class PassStar(Marked):
    """达标得星：各指标得分之和达到 award 的条件，前置的星都得了，又没有一票否决情形。"""

    full: Number = Field(description="满分")
    award: Word = Field(description="得星条件，如 得分 ≥ 80")
    requires: Names = Field(default_factory=list, description="须先获得的星")
    veto: list[StarVeto] = Field(default_factory=list, description="一票否决情形")


_OF_PASS = ("indicators", "sets", "award")
"""The keys that tell a star won by a pass mark from a clause."""


def _kind_of_star(value: Any) -> str:
    if isinstance(value, PassStar) or (isinstance(value, dict) and any(key in value for key in _OF_PASS)):
        return "pass"
    return "count"


Star = Annotated[
    Annotated[PassStar, Tag("pass")] | Annotated[AnyClause, Tag("count")],
    Discriminator(_kind_of_star),
    ByKey("星", {"pass": _OF_PASS}),
]


class Named(Part):
    """有名称的条款。"""

    name: str = Field(description="结果叫什么")
    rule: AnyClause = Field(json_schema_extra={AMONG: True})

    @model_validator(mode="before")
    @classmethod
    def _apart(cls, value: object) -> object:
        """Its own keys stand among the clause's."""
        if isinstance(value, dict) and "rule" not in value:
            own = {key: item for key, item in value.items() if key in cls.model_fields}
            return {"rule": {key: item for key, item in value.items() if key not in own}, **own}
        return value


class Grade(Named):
    """等次：一条计分方式，得出词。"""

    grades: Names = Field(
        default_factory=list,
        description="各等次，由好到差；不写的，由数分档的数大的为高，其余按写的先后。不在其中的词（如 不定等次）不分高低",
    )


class Quota(Part):
    """名额：某个等次（没有等次的办法，某个星级）在一组里最多有几个。几条名额按所写次序一条接一条作用，先写高的等次。"""

    of: Word = Field(description="哪个等次；没有等次的办法写几星，如 5")
    group: Names = Field(min_length=1, description="按哪几栏分组，如 乡镇、类别、[乡镇, 类别]；写 全部 则不分组")
    at_most: Amount = Field(description="基数的百分之几，或几个")
    round: Literal["half_up", "floor", "ceil"] | None = Field(
        None, description="按比例的必须写名额怎么取整：half_up 四舍五入、floor 舍去、ceil 进一"
    )
    at_least_one: Flag = Field(False, description="按比例不足一个时给一个")
    among: Word | None = Field(None, description="基数只算符合这一条件的，如 一票否决 = 否；不写则算全部参评的")
    order: Names = Field(default_factory=list, description="依次按什么排先后，高的在前；低的在前的写负号，如 -信访量")
    ties: Literal["undecided", "all_in", "all_out"] | None = Field(
        None, description="名额边上并列的：undecided 待定（不写即此）、all_in 都进、all_out 都不进"
    )
    overflow: Word | None = Field(None, description="名额之外的列为哪个等次（或几星）")
    soft: Flag = Field(False, description="只是约数（“约10%”）：超过了只提示，不调整；不写 order、overflow")
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
    eligible: Eligible = Field(default_factory=list, description="参评条件，一条或几条；有一条不满足的不参评")
    scores: dict[str, Head] = Field(default_factory=dict, description="各大项：按分数评的，总分由它们相加")
    stars: dict[str, Star] = Field(default_factory=dict, description="各颗星")
    level: Named | None = Field(None, description="星级或星数")
    vetoes: list[LevelVeto] = Field(default_factory=list, description="对星级、等次的否决与保底")
    grade: Grade | None = Field(None, description="等次")
    quotas: list[Quota] = Field(default_factory=list, description="名额")
    entitlements: dict[str, AnyClause] = Field(default_factory=dict, description="待遇")
    publish: Names = Field(default_factory=list, description="随结果公布的取值")
