"""Who came to something else: results of two states subject by subject, and which way each went."""

from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from stardb.comparison.rated_state import RatedState, StepValues
from stardb.comparison.value_codes import NOWHERE, OPEN, OUT, CodedValues, read_number_word
from stardb.dataclass import dataclass
from stardb.rulebook import Role

Positions = npt.NDArray[np.int64]


class Move(Enum):
    """Which way a result, or a subject, went."""

    UP = "上升"
    DOWN = "下降"
    BOTH = "有升有降"
    DECIDED = "待定变为已定"
    OPEN = "变为待定"
    RATED = "变为参评"
    NOT_RATED = "变为不参评"
    ADDED = "新增"
    GONE = "不再有"
    OTHER = "有变化"


RISES = tuple(role.value for role in (Role.LEVEL, Role.GRADE, Role.RATING, Role.STAR, Role.ENTITLEMENT))
"""The results by which a subject gains or loses."""


@dataclass(frozen=True, eq=False)
class ResultChange:
    """One result of one subject that is not what it was. before, after: words of `CodedValues`."""

    step: StepValues
    before: str
    after: str
    move: Move

    @property
    def before_text(self) -> str:
        """What it was, as people read it; "" where there was no such result."""
        return self.step.show(self.before)

    @property
    def after_text(self) -> str:
        """What it is now, as people read it; "" where there is no such result."""
        return self.step.show(self.after)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Who of two states is the same. before: for each subject of the later state its index in the earlier one, -1 for none.

    gone: the indices of those of the earlier state who are nobody in the later one.
    """

    before: Positions
    gone: tuple[int, ...]


def pair_subjects(
    before: RatedState, after: RatedState, find_earlier: Callable[[Sequence[str]], list[str]] | None = None
) -> Pairs:
    """Who is who. find_earlier: what the earlier state calls each key of the later one, where some are renamed."""
    index = {key: i for i, key in enumerate(before.keys)}
    called = after.keys if find_earlier is None else find_earlier(after.keys)
    found = [index.get(key, -1) for key in called]
    there = set(found)
    return Pairs(np.array(found, dtype=np.int64), tuple(i for i in range(len(before.keys)) if i not in there))


def find_parted(before: CodedValues, after: CodedValues, pairs: Pairs) -> npt.NDArray[np.bool_]:
    """For each subject of the later state that is in both, whether two values of it differ."""
    both = pairs.before >= 0
    if not len(before.codes) or not len(after.codes):
        return np.zeros(len(after.codes), bool)
    known = {word: code for code, word in enumerate(after.words)}
    same = np.array([known.get(word, -1) for word in before.words], dtype=np.int64)
    parted: npt.NDArray[np.bool_] = both & (same[before.codes[pairs.before]] != after.codes)
    return parted


def compare_results(before: RatedState, after: RatedState, pairs: Pairs) -> dict[int, list[ResultChange]]:
    """The results that differ, by the subject's index in the later state, in the order of the rule file."""
    found: dict[int, list[ResultChange]] = {}
    old, new = before.results, after.results
    for name in dict.fromkeys((*new, *old)):
        step = new.get(name) or old[name]
        if name in new and name in old:
            chosen = find_parted(old[name].values, new[name].values, pairs)
        else:
            chosen = pairs.before >= 0
        for i in np.flatnonzero(chosen).tolist():
            words = (
                old[name].values.at(int(pairs.before[i])) if name in old else NOWHERE,
                new[name].values.at(i) if name in new else NOWHERE,
            )
            if words[0] != words[1] and not (NOWHERE in words and OUT in words):
                found.setdefault(i, []).append(ResultChange(step, *words, find_move(step, *words)))
    return {i: found[i] for i in sorted(found)}


def find_move(step: StepValues, before: str, after: str) -> Move:
    """Which way a result went."""
    if before == OUT or after == OUT:
        return Move.RATED if before == OUT else Move.NOT_RATED
    if before == NOWHERE or after == NOWHERE:
        return Move.ADDED if before == NOWHERE else Move.GONE
    if before == OPEN or after == OPEN:
        return Move.DECIDED if before == OPEN else Move.OPEN
    heights = [_height(step, word) for word in (before, after)]
    if heights[0] is None or heights[1] is None or heights[0] == heights[1]:
        return Move.OTHER
    return Move.UP if heights[1] > heights[0] else Move.DOWN


def _height(step: StepValues, word: str) -> Fraction | None:
    """How high a value stands, the better the greater; None for what does not stand above or below others."""
    if word.startswith("'"):
        return Fraction(-step.order.index(word[1:])) if word[1:] in step.order else None
    number = read_number_word(word)
    if number is None or not _has_direction(step):
        return None
    return -number if step.is_best_lowest else number


def _has_direction(step: StepValues) -> bool:
    """Whether more of it is better: stars, points, levels and money are; a published number of things need not be."""
    return step.role in (*RISES, Role.HEAD.value, Role.TOTAL.value)


def sum_up_moves(changes: Sequence[ResultChange]) -> Move:
    """Which way a subject went: by level, grade, stars and entitlements; by anything else it neither rises nor falls."""
    moves = {one.move for one in changes if one.step.role in RISES}
    if Move.UP in moves or Move.DOWN in moves:
        return Move.BOTH if {Move.UP, Move.DOWN} <= moves else Move.UP if Move.UP in moves else Move.DOWN
    order = (Move.NOT_RATED, Move.RATED, Move.OPEN, Move.DECIDED, Move.ADDED, Move.GONE)
    return next((one for one in order if one in moves), Move.OTHER)
