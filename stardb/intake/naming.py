"""Ways of writing a village's name: `李家村`, `李家村委会` and `李家` are one place, `李家社区` is another."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache

Key = tuple[str, ...]
"""The texts of a table's key columns."""

_RULES = (
    (re.compile(r"^中共"), ""),
    (re.compile(r"(?:支部委员会|总支委员会|党支部|党总支|总支部?|支部|党委)$"), ""),
    (re.compile(r"(?:社区)?居(?:民)?委(?:员)?会$"), "社区"),
    (re.compile(r"(?:村民委员会|村委会|行政村)$"), "村"),
)


@lru_cache(maxsize=65536)
def forms(name: str) -> frozenset[str]:
    """What a name may stand for without the words for committee and branch: with its last 村 and without.

    `东村村委会` gives 东村村 and 东村, so it meets both `东村` and `东村村`; a community keeps its 社区.
    """
    for pattern, instead in _RULES:
        name = pattern.sub(instead, name) or name
    return frozenset({name, name.removesuffix("村") or name})


class Names:
    """The keys of a roster, found again by another way of writing their last part."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.index = {key: i for i, key in enumerate(keys)}
        self.parents: dict[Key, list[Key]] = defaultdict(list)
        for key in keys:
            self.parents[key[:-1]].append(key)

    @cached_property
    def by_last(self) -> dict[str, list[Key]]:
        """The keys by their last part: one village's name in several townships."""
        keys: dict[str, list[Key]] = defaultdict(list)
        for key in self.index:
            keys[key[-1]].append(key)
        return keys

    @cached_property
    def _forms(self) -> dict[Key, set[int]]:
        subjects: dict[Key, set[int]] = defaultdict(set)
        for key, i in self.index.items():
            for form in forms(key[-1]):
                subjects[*key[:-1], form].add(i)
        return subjects

    def find(self, key: Key) -> int | None:
        """The subject of this very key; None if there is none."""
        return self.index.get(key)

    def similar(self, key: Key) -> int | None:
        """The one subject under the same township whose name differs only in such words; None if none or several."""
        found = set().union(*(self._forms.get((*key[:-1], form), set()) for form in forms(key[-1])))
        return found.pop() if len(found) == 1 else None
