"""How alike two titles are: a near one is proposed to a clerk, never accepted without asking."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from stardb.quantity import LIKE, find_near, is_another


def similarity(name: str, title: str) -> float:
    """From 0 to 1: 1 the same, more than 0.9 one within the other, more than 0.8 all its words in order."""
    short, long = sorted((name, title), key=len)
    ratio = SequenceMatcher(None, short, long, autojunk=False).ratio()
    if len(short) > 1 and short in long:
        return 0.9 + ratio / 10
    if len(short) > 1 and _in_order(short, long):
        return 0.8 + ratio / 10
    return ratio


def nearest(names: Iterable[str], titles: Sequence[str], most: int = 3) -> list[str]:
    """The titles like one of the names, the likest first; of equal ones the first first."""
    names = list(names)
    scores = {title: max(_same_similarity(name, title) for name in names) for title in titles}
    return sorted((title for title in scores if scores[title] >= LIKE), key=lambda title: -scores[title])[:most]


def _same_similarity(name: str, title: str) -> float:
    return 0 if is_another(name, title) else similarity(name, title)


class CloseNames:
    """Names to be found again by ones like them, as `find_near` finds them.

    Faster: a name is not held letter by letter against those that have too few letters in common.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._letters = [frozenset(name) for name in names]

    def find(self, name: str, most: int = 3) -> list[str]:
        """The names most like one, the likest first."""
        letters = frozenset(name)
        likely = [
            other
            for other, theirs in zip(self._names, self._letters, strict=True)
            if (common := letters & theirs) and _shared_letters(name, other, common) >= LIKE
        ]
        return find_near(name, likely, most)


def _shared_letters(name: str, other: str, common: frozenset[str]) -> float:
    """At most how like two names are, by the letters they share."""
    return 2 * sum(min(name.count(letter), other.count(letter)) for letter in common) / (len(name) + len(other))


def _in_order(short: str, long: str) -> bool:
    """Whether all of one's characters stand in the other in this order: 支书姓名 in 支部书记姓名."""
    letters = iter(long)
    return all(letter in letters for letter in short)
