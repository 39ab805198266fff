"""The sections `level`, `grade` and `ratings`: clauses by which subjects stand one above another."""

from typing import Literal

from pydantic import Field, model_validator

from stardb.scorers import AnyClause
from stardb.yamlfile import AMONG, Amount, Flag, Names, Part, Word


class DirectLevel(Part):
    """直接判级：一种情形（when），或记录表里的一行（rows），直接定为哪个等次或几星，直到改正或到期（until、表的有效期）。

    几条同时成立的，取最差的；不分高低的词（不定等次）与等次之间，取写在前的。等次由数分档的，那个数随之成为该等次的最低分（或 points 写的）；原来的在 `X(判级前)` 里。
    """

    when: Word | None = Field(None, description="条件成立时直接判级")
    rows: Word | None = Field(None, description="哪张多行表：有一行符合就直接判级，只看在有效期内的行；几行的取最差的")
    where: Word | None = Field(None, description="rows 的：只看符合条件的行")
    set: Word = Field(
        description="定为哪个等次（或几星），或 words 里不分高低的词（如 不定等次）；rows 的也可以写一栏，那一栏填着等次"
    )
    until: Word | None = Field(None, description="到什么时候为止，如 整改完成 = 是；成立了就不再判级")
    points: Amount | None = Field(
        None, description="判级后按多少分计：lowest 是该等次的最低分（等次由数分档的，不写即此），或写数、算式"
    )
    because: str = Field("", description="给人看的理由")
    basis: str = Field("", description="依据")
    example: Flag = Field(False, description="没有公开来源的示例")
    note: str = Field("", description="说明")

    @model_validator(mode="after")
    def _one_ground(self) -> "DirectLevel":
        if (self.when is None) == (self.rows is None):
            raise ValueError("直接判级写 when（一种情形）或 rows（哪张记录表），只写一样")
        if self.where is not None and self.rows is None:
            raise ValueError("where 是挑记录表的行的，要写 rows；条件写在 when 里")
        return self


_KIND = (
    "是什么：stars 星（画成★，合计、平均）、rank 级或名次（只数各有几个，不合计、不平均）、points 分数或个数（平均）、words 词；"
    "不写的，词是 words，单位是星、颗或没写单位而名称以“星”“星级”“星数”结尾的是 stars，单位是级、名或名称以“级”“名次”结尾的是 rank，"
    "其余的数是 points"
)
_BEST = "哪一头最好：highest 数大的高（不写即此），lowest 数小的高，如 1级最高；否决、名额、奖次、晋级、先后都照它；cohort、over_years 按数的大小"
_GRADES = (
    "各等次，由好到差；不写的，由数分档的数大的为高，奖次、分布按写的先后，yes 的高于 no 的，按写了 best 的选项栏的照那一栏，其余的不分高低。"
    "不在其中的词（如 不定等次）不分高低"
)


class RatedClause(Part):
    """评定的条款。"""

    kind: Literal["stars", "rank", "words", "points"] | None = Field(None, description=_KIND)
    direct: list[DirectLevel] = Field(
        default_factory=list, description="直接判级：有这些情形的直接定为某一级，原来评的在 X(判级前) 里"
    )
    rule: AnyClause = Field(json_schema_extra={AMONG: True})

    @model_validator(mode="before")
    @classmethod
    def _apart(cls, value: object) -> object:
        """Part its own keys from those of the clause, which stand among them."""
        if isinstance(value, dict) and "rule" not in value:
            own = {key: item for key, item in value.items() if key in cls.model_fields}
            return {"rule": {key: item for key, item in value.items() if key not in own}, **own}
        return value


class NamedClause(RatedClause):
    """有名称的条款。"""

    name: str = Field(description="结果叫什么")


class StarLevel(NamedClause):
    """星级或星数：一条计分方式，得出数。"""

    best: Literal["highest", "lowest"] = Field("highest", description=_BEST)


class Grade(NamedClause):
    """等次：一条计分方式，得出词。"""

    grades: Names = Field(default_factory=list, description=_GRADES)


class EqualRating(RatedClause):
    """几样评定并列的（如 Part C星级、Part D星级、总评）中的一样：一条计分方式，得出数或词；键就是它的名称。"""

    best: Literal["highest", "lowest"] = Field("highest", description=_BEST)
    grades: Names = Field(default_factory=list, description=_GRADES)
