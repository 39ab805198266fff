"""Words allotted by rank (按先后分配), P34: so many of each group get the first word, so many the next. For `distribute` and `prizes`."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Protocol

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, constant
from stardb.quantity import Array, Column, Kind, Mask, bounds, logic
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.contested import Contested
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import WHOLE, Scope
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.clauses.groups.tied_places import find_thresholds
from stardb.scorers.kit.members import GroupedValues, Members, bind_eligible, count_by_group, to_subjects
from stardb.scorers.kit.place_use import PlaceUse
from stardb.scorers.kit.rank_bounds import (
    Entries,
    RankBounds,
    describe_place,
    find_rank_bounds,
    find_rank_ends,
    find_worded,
    list_entries,
    reduce_entries,
)
from stardb.yamlfile import Names, Word

TIED, OPEN, OUT = -2, -3, -4

_MOST_SIZES = 100
"""Up to so many subjects of whom it is open whether they take part, every size a group may have is looked at by itself."""


class Allotment(Clause):
    """What clauses have in common that allot words by rank: in which groups, in what order, and among whom."""

    nests: ClassVar[bool] = False

    group: Names = Field(
        default=[WHOLE], min_length=1, description="按哪几栏分组，如 乡镇；写 全部（不写即此）则不分组"
    )
    order: Names = Field(min_length=1, description="依次按什么排先后，高的在前；低的在前的写负号，如 -信访量")
    among: Word | None = Field(None, description="只在符合这一条件的当中排，如 一票否决 = 否；不写则在全部参评的当中")

    def bind_members(self, scope: Scope) -> Members:
        """The groups, and who takes part."""
        group = scope.bind_groups(self.group, ("group",))
        among = scope.bind_formula(self.among, ("among",), Kind.BOOL) if self.among is not None else None
        return Members(group, among, True, bind_eligible(scope))


class Heads(Protocol):
    """How many of a group get each word."""

    def of(self, sizes: Array) -> Array:
        """How many get each word in groups of such sizes: a row a size."""

    def show(self, k: int) -> str:
        """How the rule writes those of the k-th word."""


@dataclass(frozen=True, eq=False)
class AllotmentCore(Core):
    """Bound: the branch is the k-th word; after the last, `otherwise`.

    TIED across an edge · OPEN depends on what is undecided · OUT not rated · -1 own group unknown. fixed: the heads are the
    same however great the group is, and who is beyond them gets `otherwise` too. ties: of those level across an edge
    `all_up` get the better word and `all_down` the worse; with `share_next`, which is for fixed heads, those level take the
    places of the next word, while with `all_up` they add to those of the better one.
    """

    words: tuple[str, ...]
    heads: Heads
    order: tuple[Formula, ...]
    ties: str
    members: Members
    otherwise: str | None
    fixed: bool = False
    kind: Kind = Kind.CHOICE

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._given))

    @cached_property
    def _given(self) -> tuple[str, ...]:
        """The word of each case."""
        return (*self.words, *([self.otherwise] if self.otherwise is not None else []))

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._ordered_by, *self.members.inputs)))

    @property
    def _ordered_by(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for formula in self.order for name in formula.names))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        own = () if scored.branch[i] == len(self.words) and not self.fixed else self._ordered_by
        return tuple(dict.fromkeys((*own, *self.members.reads)))

    @property
    def cases(self) -> tuple[str, ...]:
        return (*self.words, *(["otherwise"] if self.otherwise is not None else []))

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        return (int(scored.branch[i]),) if scored.branch[i] >= 0 else ()

    def best_first(self, beside: Collection[str] = ()) -> tuple[str, ...]:
        return tuple(word for word in self.choices if word not in beside)

    def score(self, frame: AppraisalFrame) -> Scored:
        found = self.members.collect(constant(Kind.NUMBER, Fraction(1)), frame)
        groups, taking = found.groups, found.taking
        possible, certain = taking.data.astype(bool) | ~taking.known, logic.certainly(taking)
        entries = list_entries(groups, possible, self.members.may_be_of_another(frame))
        rank = find_rank_ends(self.order, frame)
        standing = find_rank_bounds(rank, groups, certain, possible, entries)
        best, worst = self._find_reach(standing, rank, groups, certain, possible, entries)
        ends = (
            reduce_entries(best, entries, frame.size, np.minimum),
            reduce_entries(worst, entries, frame.size, np.maximum),
        )
        fixed = standing.certain & (self.fixed | (standing.loose.count == 0))
        branch = self._find_branch(ends, fixed[: frame.size], found, entries, frame)
        codes = np.array([*(self.choices.index(word) for word in self._given), -1])
        column = Column.from_codes(self.choices, codes[np.where(branch >= 0, branch, len(self._given))])
        column = bounds.with_words(column, self._find_possible(ends, branch, found, frame))
        contested = self._find_contested(branch, found, frame)
        return Scored(column, branch, facts=self._list_facts(standing, found), contested=contested)

    def _find_contested(self, branch: Branches, found: GroupedValues, frame: AppraisalFrame) -> Contested | None:
        """Who of a group contests its words, where all who take part are certain: so many get each as the others leave."""
        groups, inside = found.groups, found.groups >= 0
        settled = (found.undecided == 0) & (count_by_group(self._find_worded(frame) & found.counted, groups) == 0)
        open_ = inside & found.counted & np.isin(branch, (TIED, OPEN)) & to_subjects(settled, groups).astype(bool)
        if self.ties != "undecided" or not open_.any():
            return None
        ends = np.minimum(np.cumsum(self.heads.of(found.sizes), axis=1), found.sizes[:, np.newaxis])
        ends = np.concatenate([ends, found.sizes[:, np.newaxis]], axis=1)  # the rest get the word for all others
        left = dict[str, Array]()
        for k, number in enumerate(np.diff(ends, axis=1, prepend=0).T[: len(self._given)]):
            here = number - count_by_group(found.counted & (branch == k), groups)
            left[self._given[k]] = left.get(self._given[k], 0) + here
        contests = Contested(np.where(open_, groups, -1), {word: (number, number) for word, number in left.items()})
        return contests.narrow(count_by_group(open_, groups) > 0)

    def _find_branch(
        self, ends: tuple[Array, Array], fixed: Mask, found: GroupedValues, entries: Entries, frame: AppraisalFrame
    ) -> Branches:
        best, worst = ends
        looked_at = np.zeros(frame.size, bool)
        looked_at[entries.subjects[frame.size :]] = True
        branch = np.where(best == worst, best, np.where(fixed, TIED, OPEN))
        branch[self._find_worded(frame)] = OPEN
        branch[~found.taking.known & ~(self.fixed & (branch == len(self.words)) & ~self._rating_is_open(frame))] = OPEN
        branch[(found.groups < 0) & ((branch < 0) | ~looked_at)] = UNKNOWN
        branch[found.taking.known & ~logic.certainly(found.taking)] = (
            len(self.words) if self.otherwise is not None else OUT
        )
        if self.otherwise is not None:
            branch[~frame.rated] = OUT
        return branch

    def _find_worded(self, frame: AppraisalFrame) -> Mask:
        """Who has a word (缺考) in place of a number that orders, and so no place."""
        found: Mask = np.any([find_worded(formula, frame, formula.evaluate(frame)) for formula in self.order], axis=0)
        return found

    def _rating_is_open(self, frame: AppraisalFrame) -> Mask:
        """Of whom it is open whether they are rated at all."""
        return ~frame[self.members.eligible].known if self.members.eligible else np.zeros(frame.size, bool)

    def _find_possible(
        self, ends: tuple[Array, Array], branch: Branches, found: GroupedValues, frame: AppraisalFrame
    ) -> Mask:
        """Who may still come to each word: a row a word of `choices`; any, where it is open whether it is rated."""
        best, worst = ends
        lost = (branch == UNKNOWN) | self._rating_is_open(frame) | self._find_worded(frame)
        possible = np.zeros((len(self.choices), frame.size), bool)
        for k, word in enumerate(self._given):
            may = lost | ((best <= k) & (k <= worst))
            if k == len(self.words):
                may |= ~found.taking.known
            possible[self.choices.index(word)] |= may
        return possible

    def _find_reach(
        self, standing: RankBounds, rank: tuple[Array, Array], groups: Array, certain: Mask, possible: Mask, at: Entries
    ) -> tuple[Array, Array]:
        """The best and the worst word each may come to, as its number."""
        if self.fixed:
            numbers = self.heads.of(np.zeros(1, np.int64))[0]
            least, most = find_thresholds(numbers, standing, rank, groups, possible, at, self.ties == "all_up")
            return self._place(standing.before, standing.upto, least, most)
        most_loose = int(standing.loose.count.max(initial=0))
        if most_loose > _MOST_SIZES:
            sizes = standing.sure.count + 1
            least, most = self._find_ends(sizes, sizes + standing.loose.count)
            return self._place(standing.before, standing.upto, least, most)
        best, worst = np.full(len(at.groups), len(self.words)), np.full(len(at.groups), -1)
        for there in range(most_loose + 1):
            now = self._place_of(standing, there)
            may = there <= standing.loose.count
            best, worst = np.where(may, np.minimum(best, now[0]), best), np.where(may, np.maximum(worst, now[1]), worst)
        return best, worst

    def _place_of(self, standing: RankBounds, there: int) -> tuple[Array, Array]:
        """The best and the worst word where so many of those who may take part do."""
        sure, loose = standing.sure, standing.loose
        before = (
            sure.must_before + np.maximum(there - (loose.count - loose.must_before), 0),
            sure.may_before + np.minimum(loose.may_before, there),
        )
        upto = (
            sure.must_upto + 1 + np.maximum(there - (loose.count - loose.must_upto), 0),
            sure.may_upto + 1 + np.minimum(loose.may_upto, there),
        )
        sizes = sure.count + 1 + there
        ends, row = np.unique(sizes, return_inverse=True)
        edges = np.cumsum(self.heads.of(ends), axis=1)[row]
        return self._place(before, upto, edges, edges)

    def _place(
        self, before: tuple[Array, Array], upto: tuple[Array, Array], earliest: Array, latest: Array
    ) -> tuple[Array, Array]:
        """The best and the worst word by how many stand before, and where the places of each word end."""
        last = (upto[0] - 1, upto[1] - 1)
        highest = last[0] if self.ties == "all_down" else before[0]
        lowest = before[1] if self.ties in ("all_up", "share_next") else last[1]
        end = len(self._given if self.fixed else self.words) - 1
        best = np.minimum((latest <= highest[:, np.newaxis]).sum(axis=1), end)
        worst = np.minimum((earliest <= lowest[:, np.newaxis]).sum(axis=1), end)
        return best, worst

    def _find_ends(self, least: Array, most: Array) -> tuple[Array, Array]:
        """Behind how many each word's last stands: the fewest and the most, whoever takes part."""
        ends = np.cumsum(self.heads.of(np.arange(int(most.max(initial=0)) + 1)), axis=1)
        pairs, row = np.unique(np.stack([least, most], axis=1), axis=0, return_inverse=True)
        low = np.array([ends[a : b + 1].min(axis=0) for a, b in pairs.tolist()]).reshape(len(pairs), -1)
        high = np.array([ends[a : b + 1].max(axis=0) for a, b in pairs.tolist()]).reshape(len(pairs), -1)
        return low[row.reshape(-1)], high[row.reshape(-1)]

    def _list_facts(self, standing: RankBounds, found: GroupedValues) -> dict[str, Array]:
        size = len(found.groups)
        most = found.sizes + found.undecided
        numbers = self.heads.of(most)
        facts = {"rated": to_subjects(most, found.groups)}
        facts |= {name: values[:size] for name, values in standing.facts.items()}
        return facts | {
            f"share of {word}": to_subjects(numbers[:, k], found.groups) for k, word in enumerate(self.words)
        }

    def list_uses(self, scored: Scored) -> tuple[PlaceUse, ...]:
        """How the places of each word are used."""
        return tuple(self._use_of(k, word, scored) for k, word in enumerate(self.words))

    def _use_of(self, k: int, word: str, scored: Scored) -> PlaceUse:
        branch, places = scored.branch, scored.facts[f"share of {word}"]
        may = bounds.possible_words(scored.column)[self.choices.index(word)] & ~scored.column.known
        limit, share = ("定额", f"{self.heads.show(k)}") if self.fixed else ("占", self.heads.show(k))
        return PlaceUse(
            word, limit, share, scored.facts["rated"], places, places, branch == k, np.zeros(len(branch), bool),
            may & (branch == TIED), may & (branch != TIED) & (branch != OUT),
        )  # fmt: skip

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """By how many places one would have to come further to get the next better word."""
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case < 1 or self.ties == "all_up" or int(scored.facts["level"][i]) != 1:
            return ""
        if self.members.where is not None and phrases.holds(self.members.where) is not True:
            return ""
        if not all(columns[name].known[i] for name in self.members.within):
            return ""
        numbers = [int(scored.facts[f"share of {word}"][i]) for word in self.words[:case]]
        better = max((k for k, number in enumerate(numbers) if number), default=None)
        before, most = (int(scored.facts[name][i]) for name in ("before", "before_at_most"))
        if better is None or before != most:
            return ""
        return f"排第{before + 1}，再前进{before + 1 - sum(numbers)}名，得{self.words[better]}"

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case, among = Phrases(columns, i), int(scored.branch[i]), self.members.where
        if case == OUT:
            return "不参评，不在分布之内"
        takes_part = phrases.holds(among) if among is not None else True
        if among is not None and takes_part is not True:
            test = phrases.spell(among)
            if takes_part is False:
                return f"“{test}”不成立，不参加分布，为{self.otherwise}"
            agreed = f"，但不论成不成立都为{scored.show_core(i)}" if case >= 0 else "，待定"
            return f"“{test}”还不能判定{agreed}"
        if case == UNKNOWN:
            return f"{self.members.group_title}未知，待定"
        if not all(columns[name].known[i] for name in self.members.within):
            return f"{self.members.group_title}未知，但不论属于哪一组都为{scored.show_core(i)}"
        return self._describe_place(scored, phrases, case)

    def _describe_place(self, scored: Scored, phrases: Phrases, case: int) -> str:
        i = phrases.i
        order = "、".join(phrases.show(formula) for formula in self.order)
        where = self.members.describe_group(phrases.columns, i)
        shared = "、".join(f"{word}{int(scored.facts[f'share of {word}'][i])}个" for word in self.words)
        group_phrase = f"{where}{int(scored.facts['rated'][i])}个：{shared}"
        place, level = f"{describe_place(scored, i)}（{order}）", int(scored.facts["level"][i])
        if case == TIED:
            return f"{group_phrase}；{level}个并列{place}，跨了等次，待定"
        if case == OPEN:
            return f"{group_phrase}；{self._doubt(scored, phrases)}，归哪个等次尚不能定（{order}），待定"
        return f"{group_phrase}；{f'{level}个并列' if level > 1 else ''}{place}，为{scored.show_core(i)}"

    def _doubt(self, scored: Scored, phrases: Phrases) -> str:
        """What leaves a place open."""
        columns, i = phrases.columns, phrases.i
        unknown_parts = [name for name in self._ordered_by if not columns[name].known[i]]
        if worded := [name for name in unknown_parts if columns[name].has_word[i]]:
            return "，".join(f"{name}是“{phrases.show_value(name)}”，不是数" for name in worded)
        if unknown_parts:
            return f"{'、'.join(unknown_parts)}未知"
        if self.members.eligible and not columns[self.members.eligible].known[i]:
            return f"{self.members.eligible}未定"
        may = int(scored.facts["maybe"][i])
        return f"还有{may}个先后未定的对象可能排在前面或并列" if may else "有的对象参不参加未定"
