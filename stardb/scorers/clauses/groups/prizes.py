"""`prizes`: fixed numbers of prizes by rank (奖项定额), P34 — one 一等奖, one 二等奖, two 三等奖, the rest none."""

from typing import ClassVar, Literal

from pydantic import Field

from stardb.scorers.base.core import Core
from stardb.scorers.base.rule import NONE
from stardb.scorers.base.scope import Scope
from stardb.scorers.clauses.groups.allotment import Allotment, AllotmentCore
from stardb.scorers.kit.rank_bounds import bind_order
from stardb.scorers.kit.shares import FixedHeads
from stardb.yamlfile import Number, show_value


class Prizes(Allotment):
    """奖项定额：按先后排定，各奖项各有几个，如 `prizes: {一等奖: 1, 二等奖: 1, 三等奖: 2}, group: 镇, order: 总分`。

    排在各奖之后的、不符合 among 的，为 otherwise 所写（不写即“无”）。先后或参不参加未定的对象，只使它能影响到的待定。
    并列而跨两个奖的按 ties：undecided 待定；share_next 都得高的，多占的从下一个奖里扣；all_up 都得高的，后面各奖的个数不变；all_down 都得低的。
    """

    keyword: ClassVar[str] = "prizes"
    title: ClassVar[str] = "奖项定额"

    prizes: dict[str, Number] = Field(min_length=1, description="各奖项及其个数，由高到低")
    ties: Literal["undecided", "all_up", "all_down", "share_next"] = Field(
        "undecided",
        description="并列而跨两个奖的：undecided 待定（不写即此）、share_next 都得高的，占下一个奖的名额、"
        "all_up 都得高的，不占后面的名额、all_down 都得低的",
    )
    otherwise: str = Field(NONE, description="没有得奖的、不符合 among 的为哪个词；不写即“无”")

    def core(self, scope: Scope) -> Core:
        for prize, number in self.prizes.items():
            if number.denominator != 1 or number < 1:
                message = f"“{prize}”的个数要写不小于1的整数"
                raise scope.refuse("R203", message, ("prizes", prize), found=show_value(number), expected="1、2、3…")
        if self.otherwise in self.prizes:
            message = f"“{self.otherwise}”已是一个奖项，没有得奖的要写别的词"
            raise scope.refuse("R203", message, ("otherwise",), found=self.otherwise)
        heads = FixedHeads(tuple(int(number) for number in self.prizes.values()))
        order = bind_order(self.order, scope)
        return AllotmentCore(
            tuple(self.prizes), heads, order, self.ties, self.bind_members(scope), self.otherwise, fixed=True
        )
