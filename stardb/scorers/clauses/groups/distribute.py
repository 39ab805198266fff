"""`distribute`: a forced distribution (强制分布), P34 — the best 30 % 优秀, the next 60 % 良好, the rest 一般."""

from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from stardb.expressions import nearest
from stardb.quantity import Kind, show
from stardb.scorers.base.core import Core
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.scorers.clauses.groups.allotment import Allotment, AllotmentCore
from stardb.scorers.kit.rank_bounds import bind_order
from stardb.scorers.kit.shares import LARGEST, ShareHeads, read_ratio
from stardb.yamlfile import Amount, show_value

Rounding = Literal["half_up", "floor", "ceil", "largest_remainder"]


class Distribute(Allotment):
    """强制分布：按先后排定，各等次各占一定比例，如 `distribute: {优秀: 30%, 良好: 60%, 一般: 10%}`，最好的得第一个词。

    “3:5:2”写 `{甲: 3, 乙: 5, 丙: 2}`，三等分写 `{甲: 1/3, 乙: 1/3, 丙: 1/3}`；写成百分比、分数的，合计须为100%。
    按同组参加分布的个数算，算得的个数按 round 取整。
    取整后多出或缺少的个数归 residue 所写的等次；它不够减时，从最后的等次减起。
    round: largest_remainder（最大余数法）先各舍去尾数，余下的依次给余数大的，余数相同的给写在前面的，不写 residue。
    先后或参不参加未定的对象，以及名次因它们而不能定的，待定。不参评的不在其内。
    """

    keyword: ClassVar[str] = "distribute"
    title: ClassVar[str] = "强制分布"

    distribute: dict[str, Amount] = Field(
        min_length=1, description="各等次及其比例，由好到差：百分比、分数（1/3），或都写份数（3:5:2 的 3、5、2）"
    )
    round: Rounding | None = Field(
        None,
        description="必须写，个数怎么取整：half_up 四舍五入、floor 舍去、ceil 进一、largest_remainder 最大余数法",
    )
    residue: str | None = Field(None, description="取整的尾差归哪个等次；largest_remainder 以外必须写")
    ties: Literal["undecided", "all_up", "all_down"] = Field(
        "undecided", description="并列而跨两个等次的：undecided 待定（不写即此）、all_up 都归好的、all_down 都归差的"
    )
    otherwise: str | None = Field(None, description="不符合 among 的为哪个等次；写了 among 就必须写")

    def bind(self, scope: Scope, unit: str = "") -> Rule:
        """As every clause is bound; but `round` says how heads are rounded, not to what a number is."""
        if self.round is None:
            raise scope.refuse(
                "R202", "按比例算得的个数可能不是整数，要写明怎么取整", ("distribute",), key=True, expected="round",
                remedy="加 round，如 round: half_up（四舍五入）、largest_remainder（最大余数法）",
            )  # fmt: skip
        if "rounding" in self.model_fields_set:
            raise scope.refuse("R421", "distribute 的取整写在 round 里，不写 rounding", ("rounding",), key=True)
        plain = self.model_copy(update={"round": None, "rounding": self.round})
        return super(Distribute, plain).bind(scope, unit)

    def core(self, scope: Scope) -> Core:
        shares = self._shares(scope)
        self._check_residue(scope)
        if (self.among is None) != (self.otherwise is None):
            given, unknown_parts = ("among", "otherwise") if self.otherwise is None else ("otherwise", "among")
            raise scope.refuse(
                "R202", f"写了 {given} 就要写 {unknown_parts}", (given,), key=True, expected=unknown_parts
            )
        members, order = self.bind_members(scope), bind_order(self.order, scope)
        at = tuple(self.distribute).index(self.residue) if self.residue is not None else -1
        heads = ShareHeads(shares, self.rounding, at)
        return AllotmentCore(tuple(self.distribute), heads, order, self.ties, members, self.otherwise)

    def _shares(self, scope: Scope) -> tuple[Fraction, ...]:
        read = {word: self._read_share(word, scope) for word in self.distribute}
        shares = [share for _, share in read.values()]
        kinds = {kind for kind, share in read.values() if share}
        if kinds == {Kind.NUMBER}:
            return tuple(share / sum(shares) for share in shares)
        if len(kinds) > 1:
            word = next(word for word, (kind, share) in read.items() if kind is Kind.NUMBER and share)
            message = "各等次的比例有的写份数，有的写百分比，合不到一起"
            raise scope.refuse(
                "R447", message, ("distribute", word), found=show_value(self.distribute[word]),
                expected="都写百分比或分数，或都写份数", remedy="百分比补上 %，如 10%；按份数的（3:5:2）都只写数",
            )  # fmt: skip
        total = sum(shares, Fraction(0))
        if total != 1:
            phrase = show(Kind.PERCENT, total)
            message = f"各等次的比例合计{phrase}，应为100%"
            raise scope.refuse("R440", message, ("distribute",), key=True, found=phrase, expected="100%")
        return tuple(shares)

    def _read_share(self, word: str, scope: Scope) -> tuple[Kind, Fraction]:
        """One share as written: a percent, a fraction (1/3), or a plain number of parts. Raises ClauseRefused where it is none."""
        text, path = self.distribute[word], ("distribute", word)
        kind, share = read_ratio(text) or scope.read_any_amount(text, path)
        if kind not in (Kind.NUMBER, Kind.PERCENT):
            raise scope.refuse(
                "R305", f"比例不能是{kind.value}", path, found=show_value(text), expected="百分比、分数或份数"
            )
        if share < 0:
            raise scope.refuse("R203", "比例不能小于0", path, found=show_value(text))
        return kind, share

    def _check_residue(self, scope: Scope) -> None:
        if self.rounding == LARGEST:
            if self.residue is not None:
                message = "最大余数法没有尾差，residue 用不上"
                raise scope.refuse("R421", message, ("residue",), key=True, found=self.residue)
        elif self.residue is None:
            raise scope.refuse(
                "R202", "各等次分别取整，合计可能不等于总数，要用 residue 写明尾差归哪个等次", ("round",), expected="residue",
                remedy="加 residue，或用 round: largest_remainder（最大余数法）",
            )  # fmt: skip
        elif self.residue not in self.distribute:
            message = f"没有“{self.residue}”这个等次{nearest(self.residue, self.distribute)}"
            raise scope.refuse("R301", message, ("residue",), found=self.residue, expected="、".join(self.distribute))
