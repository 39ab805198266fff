"""The section `quotas`: how many may hold a grade or level."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, GetJsonSchemaHandler, Tag
from pydantic.json_schema import JsonSchemaValue

from stardb.scorers import AnyClause
from stardb.scorers.base import Clause
from stardb.yamlfile import Amount, Flag, Names, Part, Word


def _tell_amount(value: Any) -> str:
    return "clause" if isinstance(value, dict | Clause) else "amount"


class _EitherWay:
    """Says in the JSON Schema that a word may be an amount, and the short form of a clause as well."""

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": handler(core)["oneOf"]}


GroupAmount = Annotated[
    Annotated[Amount, Tag("amount")] | Annotated[AnyClause, Tag("clause")], Discriminator(_tell_amount), _EitherWay()
]
"""A number or share of each group: as written, by the name it is read from, or a clause that gives it."""


class Quota(Part):
    """名额：某个等次（没有等次的办法，某个星级）在一组里最多有几个（at_most），或至少要有几个（at_least）。

    几条名额按所写次序一条接一条作用，先写高的等次。at_most、at_least 写百分之几（20%）、几分之几（1/3）、几个，
    或一栏、参数、取值的名称（各乡镇下达的名额），或一条按组给数的条款（`{from: 乡镇, choices: {东镇: 3, 西镇: 2}}`）；同一组各对象的须相同。
    """

    of: Word = Field(description="哪个等次；没有等次的办法写几星，如 5")
    on: Word | None = Field(
        None, description="哪一样评定的名额：level、grade，或 ratings 里的名称；不写的是等次的，没有等次是星级的"
    )
    group: Names = Field(min_length=1, description="按哪几栏分组，如 乡镇、类别、[乡镇, 类别]；写 全部 则不分组")
    at_most: GroupAmount | None = Field(None, description="最多：基数的百分之几，或几个")
    at_least: GroupAmount | None = Field(
        None, description="至少：基数的百分之几，或几个；不足的从 fill_from 的里面按 order 补"
    )
    fill_from: Word | None = Field(None, description="at_least 不足时，从哪个等次的里面补，如 正常")
    together: Names = Field(default_factory=list, description="at_least 与哪些等次合计，如“两类合计不少于10%”的另一类")
    base: Word | None = Field(
        None, description="基数：不写为参评的个数；all 为名册里的全部，不论参不参评；或写一栏、取值的名称，如 行政村数"
    )
    round: Literal["half_up", "floor", "ceil"] | None = Field(
        None, description="按比例的必须写名额怎么取整：half_up 四舍五入、floor 舍去、ceil 进一"
    )
    at_least_one: Flag = Field(False, description="按比例不足一个时给一个")
    among: Word | None = Field(None, description="基数只算符合这一条件的，如 一票否决 = 否；不写则算全部参评的")
    order: Names = Field(default_factory=list, description="依次按什么排先后，高的在前；低的在前的写负号，如 -信访量")
    ties: Literal["undecided", "all_in", "all_out"] | None = Field(
        None, description="名额边上并列的：undecided 待定（不写即此）、all_in 都进、all_out 都不进"
    )
    overflow: Word | None = Field(
        None, description="名额之外的列为哪个等次（或几星），或 words 里不分高低的词，如 不定等次"
    )
    soft: Flag = Field(False, description="只是约数（“约10%”）：超过了只提示，不调整；不写 order、overflow")
    basis: str = Field("", description="依据")
    example: Flag = Field(False, description="没有公开来源的示例")
    note: str = Field("", description="说明")
