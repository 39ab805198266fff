"""The section `stars`: won by a pass mark on indicators, or given by a clause."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from stardb.rulebook.document.conditions import Condition
from stardb.rulebook.document.score_section import IndicatorGroup
from stardb.scorers import AnyClause
from stardb.yamlfile import ByKey, Names, Number, Word


class StarVeto(Condition):
    """某颗星的一票否决：成立就不得这颗星。"""

    because: str = Field(description="给人看的理由")


class PassStar(IndicatorGroup):
    """达标得星：各指标得分之和达到 award 的条件，前置的星都得了，又没有一票否决情形。"""

    full: Number = Field(description="满分")
    award: Word = Field(description="得星条件，如 得分 ≥ 80")
    requires: Names = Field(default_factory=list, description="须先获得的星")
    veto: list[StarVeto] = Field(default_factory=list, description="一票否决情形")


_OF_PASS = ("indicators", "sets", "award")
"""The keys that tell a star won by a pass mark from a clause."""


def _star_tag(value: Any) -> str:
    if isinstance(value, PassStar) or (isinstance(value, dict) and any(key in value for key in _OF_PASS)):
        return "pass"
    return "count"


Star = Annotated[
    Annotated[PassStar, Tag("pass")] | Annotated[AnyClause, Tag("count")],
    Discriminator(_star_tag),
    ByKey("星", {"pass": _OF_PASS}),
]
