"""Ways of writing a village's name: `李家村`, `李家村委会` and `李家` are one place, `李家社区` is another."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

Key = tuple[str, ...]
"""The texts of a table's key columns."""

_RULES = (
    (re.compile(r"^中共"), ""),
    (re.compile(r"(?:支部委员会|总支委员会|党支部|党总支|总支部?|支部|党委)$"), ""),
    (re.compile(r"(?:社区)?居(?:民)?委(?:员)?会$"), "社区"),
    (re.compile(r"村?村民委员会$|村?村委会$|村?行政村$|行政村$"), "村"),
    (re.compile(r"(?<=.)村$"), ""),
)


@lru_cache(maxsize=65536)
def stem(name: str) -> str:
    """A village's name without the words for its committee, branch or kind; a community keeps 社区."""
    for pattern, instead in _RULES:
        name = pattern.sub(instead, name) or name
    return name


class Names:
    """The keys of a roster, found again by another way of writing their last part."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.index = {key: i for i, key in enumerate(keys)}
        self._stems: dict[Key, list[int]] = defaultdict(list)
        self.parents: dict[Key, list[Key]] = defaultdict(list)
        for i, key in enumerate(keys):
            self._stems[_stemmed(key)].append(i)
            self.parents[key[:-1]].append(key)

    def find(self, key: Key) -> int | None:
        """The subject of this very key; None if there is none."""
        return self.index.get(key)

    def similar(self, key: Key) -> int | None:
        """The one subject whose name differs only in such words; None if there is none, or more than one."""
        found = self._stems.get(_stemmed(key), [])
        return found[0] if len(found) == 1 else None


def _stemmed(key: Key) -> Key:
    return (*key[:-1], stem(key[-1]))
