"""The sections `level`, `grade` and `ratings`: clauses by which subjects stand one above another."""

from typing import Literal

from pydantic import Field, model_validator

from stardb.scorers import AnyClause
from stardb.yamlfile import AMONG, Names, Part

_BEST = "哪一头最好：highest 数大的高（不写即此），lowest 数小的高，如 1级最高；否决、名额、晋级、排序都照它"
_GRADES = "各等次，由好到差；不写的，由数分档的数大的为高，其余按写的先后。不在其中的词（如 不定等次）不分高低"


class RatedClause(Part):
    """评定的条款。"""

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
