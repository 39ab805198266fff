"""`distribute`: a forced distribution (强制分布), P34 — the best 30 % 优秀, the next 60 % 良好, the rest 一般."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from stardb.expressions import Formula, constant, nearest
from stardb.quantity import Array, Column, Kind, show
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import WHOLE, Scope
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.kit.members import Members, bind_eligible, to_subjects
from stardb.scorers.kit.rank_bounds import RankBounds, bind_order, describe_place, find_rank_bounds, find_rank_ends
from stardb.scorers.kit.shares import LARGEST, apportion
from stardb.yamlfile import Amount, Names, Word, show_value

TIED, OPEN, OUT = -2, -3, -4

Rounding = Literal["half_up", "floor", "ceil", "largest_remainder"]


class Distribute(Clause):
    """强制分布：按先后排定，各等次各占一定比例，如 `distribute: {优秀: 30%, 良好: 60%, 一般: 10%}`，最好的得第一个词。

    比例合计须为100%，按同组参加分布的个数算，算得的个数按 round 取整。
    取整后多出或缺少的个数归 residue 所写的等次；它不够减时，从最后的等次减起。
    round: largest_remainder（最大余数法）先各舍去尾数，余下的依次给余数大的，余数相同的给写在前面的，不写 residue。
    先后或参不参加未定的对象，以及名次因它们而不能定的，待定。不参评的不在其内。
    """

    keyword: ClassVar[str] = "distribute"
    title: ClassVar[str] = "强制分布"
    nests: ClassVar[bool] = False

    distribute: dict[str, Amount] = Field(min_length=1, description="各等次及其比例，由好到差")
    group: Names = Field(
        default=[WHOLE], min_length=1, description="按哪几栏分组，如 乡镇；写 全部（不写即此）则不分组"
    )
    order: Names = Field(min_length=1, description="依次按什么排先后，高的在前；低的在前的写负号，如 -信访量")
    round: Rounding | None = Field(
        None,
        description="必须写，个数怎么取整：half_up 四舍五入、floor 舍去、ceil 进一、largest_remainder 最大余数法",
    )
    residue: str | None = Field(None, description="取整的尾差归哪个等次；largest_remainder 以外必须写")
    ties: Literal["undecided", "all_up", "all_down"] = Field(
        "undecided", description="并列而跨两个等次的：undecided 待定（不写即此）、all_up 都归好的、all_down 都归差的"
    )
    among: Word | None = Field(None, description="只在符合这一条件的当中分布，如 一票否决 = 否；不写则在全部参评的当中")
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
        group = scope.bind_groups(self.group, ("group",))
        among = scope.bind_formula(self.among, ("among",), Kind.BOOL) if self.among is not None else None
        members = Members(group, among, True, bind_eligible(scope))
        words = tuple(self.distribute)
        at = words.index(self.residue) if self.residue is not None else -1
        return DistributeCore(
            words, shares, bind_order(self.order, scope), self.rounding, at, self.ties, members, self.otherwise
        )

    def _shares(self, scope: Scope) -> tuple[Fraction, ...]:
        shares = []
        for word, text in self.distribute.items():
            share = scope.read_amount(text, Kind.PERCENT, ("distribute", word))
            if share < 0:
                raise scope.refuse("R203", "比例不能小于0", ("distribute", word), found=show_value(text))
            shares.append(share)
        total = sum(shares, Fraction(0))
        if total != 1:
            phrase = show(Kind.PERCENT, total)
            message = f"各等次的比例合计{phrase}，应为100%"
            raise scope.refuse("R440", message, ("distribute",), key=True, found=phrase, expected="100%")
        return tuple(shares)

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


@dataclass(frozen=True, eq=False)
class DistributeCore(Core):
    """Bound distribution: the branch is the k-th word; after the last, `otherwise`.

    TIED across an edge · OPEN depends on what is undecided · OUT not rated · -1 own group unknown. `residue`: the word that
    takes what rounding leaves, -1 for none.
    """

    words: tuple[str, ...]
    shares: tuple[Fraction, ...]
    order: tuple[Formula, ...]
    rounding: str
    residue: int
    ties: str
    members: Members
    otherwise: str | None
    kind: Kind = Kind.CHOICE

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.words, *([self.otherwise] if self.otherwise is not None else []))))

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._ordered_by, *self.members.inputs)))

    @property
    def _ordered_by(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for formula in self.order for name in formula.names))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        own = () if scored.branch[i] == len(self.words) else self._ordered_by
        return tuple(dict.fromkeys((*own, *self.members.reads)))

    @property
    def cases(self) -> tuple[str, ...]:
        return (*self.words, *(["otherwise"] if self.otherwise is not None else []))

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        return (int(scored.branch[i]),) if scored.branch[i] >= 0 else ()

    def _numbers(self, sizes: Array) -> Array:
        return apportion(sizes, self.shares, self.rounding, self.residue)

    def score(self, frame: AppraisalFrame) -> Scored:
        group_values = self.members.collect(constant(Kind.NUMBER, Fraction(1)), frame)
        groups, taking = group_values.groups, group_values.taking
        possible = taking.data.astype(bool) | ~taking.known
        certain = group_values.taking.known & possible
        found = find_rank_bounds(find_rank_ends(self.order, frame), groups, certain, possible)
        sizes = (group_values.sizes, group_values.sizes + group_values.undecided)
        earliest, latest = self._ends(*sizes)
        best, worst = self._reach(found, rows_to_subjects(earliest, groups), rows_to_subjects(latest, groups))
        alike = found.certain & to_subjects(sizes[0] == sizes[1], groups, 0).astype(bool)
        branch = np.where(best == worst, best, np.where(alike, TIED, OPEN))
        branch[~taking.known] = OPEN
        branch[groups < 0] = UNKNOWN
        branch[~possible] = len(self.words) if self.otherwise is not None else OUT
        if self.otherwise is not None:
            branch[~frame.rated] = OUT
        given = (*self.words, *([self.otherwise] if self.otherwise is not None else []))
        codes = np.array([self.choices.index(word) for word in given])
        column = Column.from_codes(self.choices, np.where(branch >= 0, codes[np.maximum(branch, 0)], -1))
        facts = {
            "rated": to_subjects(sizes[1], groups),
            **found.facts,
        }
        numbers = self._numbers(sizes[1])
        facts |= {f"share of {word}": to_subjects(numbers[:, k], groups) for k, word in enumerate(self.words)}
        return Scored(column, branch, possible=self._possible(best, worst, branch), facts=facts)

    def _ends(self, least: Array, most: Array) -> tuple[Array, Array]:
        """Of each group, behind how many each word's last stands: the fewest and the most, whoever takes part."""
        ends = np.cumsum(self._numbers(np.arange(int(most.max(initial=0)) + 1)), axis=1)
        pairs = [(ends[a : b + 1].min(axis=0), ends[a : b + 1].max(axis=0)) for a, b in zip(least, most, strict=True)]
        shape = (len(pairs), len(self.words))
        return tuple(np.array([pair[k] for pair in pairs], np.int64).reshape(shape) for k in range(2))  # type: ignore[return-value]

    def _reach(self, found: RankBounds, earliest: Array, latest: Array) -> tuple[Array, Array]:
        """The best and the worst word each may come to, as its number."""
        first, last = found.before, (found.upto[0] - 1, found.upto[1] - 1)
        highest = last[0] if self.ties == "all_down" else first[0]
        lowest = first[1] if self.ties == "all_up" else last[1]
        end = len(self.words) - 1
        best = np.minimum((latest <= highest[:, np.newaxis]).sum(axis=1), end)
        worst = np.minimum((earliest <= lowest[:, np.newaxis]).sum(axis=1), end)
        return best, worst

    def _possible(self, best: Array, worst: Array, branch: Branches) -> dict[str, Array]:
        """Who may still come to each word."""
        lost = branch == UNKNOWN
        between = {word: lost | ((best <= k) & (k <= worst)) for k, word in enumerate(self.words)}
        if self.otherwise is not None:
            other = between.get(self.otherwise, np.zeros(len(branch), bool))
            between[self.otherwise] = other | lost | (branch == OPEN) | (branch == len(self.words))
        return between

    def best_first(self) -> tuple[str, ...]:
        return self.choices

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case == OUT:
            return "不参评，不在分布之内"
        among = self.members.where
        if among is not None and (case == len(self.words) or not _is_known(among, columns, i)):
            test = among.spell(phrases.name_and_value)
            if case == len(self.words):
                return f"“{test}”不成立，不参加分布，为{self.otherwise}"
            return f"“{test}”还不能判定，待定"
        if case == UNKNOWN:
            return f"{self.members.group_title}未知，待定"
        order = "、".join(phrases.show(formula) for formula in self.order)
        where = self.members.describe_group(columns, i)
        shared = "、".join(f"{word}{int(scored.facts[f'share of {word}'][i])}个" for word in self.words)
        group_phrase = f"{where}{int(scored.facts['rated'][i])}个：{shared}"
        place = f"{describe_place(scored, i)}（{order}）"
        level = int(scored.facts["level"][i])
        if case == TIED:
            return f"{group_phrase}；{level}个并列{place}，跨了等次，待定"
        if case == OPEN:
            return f"{group_phrase}；{self._doubt(scored, columns, i)}，归哪个等次尚不能定（{order}），待定"
        return f"{group_phrase}；{f'{level}个并列' if level > 1 else ''}{place}，为{scored.show_core(i)}"

    def _doubt(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """What leaves a place open."""
        unknown_parts = [name for name in self._ordered_by if not columns[name].known[i]]
        if unknown_parts:
            return f"{'、'.join(unknown_parts)}未知"
        if self.members.eligible and not columns[self.members.eligible].known[i]:
            return f"{self.members.eligible}未定"
        may = int(scored.facts["maybe"][i])
        return f"还有{may}个先后未定的对象可能排在前面或并列" if may else "有的对象参不参加未定"


def _is_known(test: Formula, columns: Mapping[str, Column], i: int) -> bool:
    return all(columns[name].known[i] for name in test.names)


def rows_to_subjects(by_group: Array, groups: Array) -> Array:
    """To each subject its group's row; a row of noughts to those of no known group."""
    none = np.zeros((1, by_group.shape[1]), by_group.dtype)
    each: Array = np.concatenate([by_group, none])[groups]
    return each
