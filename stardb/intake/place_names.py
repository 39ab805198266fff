"""Ways of writing a place's name: `李家村`, `李家村委会`, `李家` are one, `李家社区` is another; 东村镇党委 is 东村镇."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache

Key = tuple[str, ...]
"""The texts of a table's key columns."""

_COMMUNITY = "社区"
_RULES = (
    (re.compile(r"^中共"), ""),
    (re.compile(r"(?:支部委员会|总支委员会|党支部|党总支|总支部?|支部|党委|党工委)$"), ""),
    (re.compile(r"(?:社区)?居(?:民)?委(?:员)?会?$"), _COMMUNITY),
    (re.compile(r"(?:村民委员会|村民委|村委会|村委|行政村)$"), "村"),
)
_OFFICE = re.compile(
    r"(?:人民政府|政府|党政办公室|党政办|党工委|工委|党委|委员会|党群服务中心|办事处)+$|(?<=街道)(?:办公室|办)$"
)
_TOWN = re.compile(r"(?<=.)(?:民族乡|街道|镇|乡)$")


@lru_cache(maxsize=65536)
def name_forms(name: str) -> frozenset[str]:
    """What a name may stand for without the words for committee and branch: with its last 村 and without.

    `东村村委会` gives 东村村 and 东村, so it meets both `东村` and `东村村`; a community keeps its 社区.
    """
    for pattern, instead in _RULES:
        name = pattern.sub(instead, name) or name
    return frozenset({name, name.removesuffix("村") or name})


@lru_cache(maxsize=65536)
def are_alike(one: str, other: str) -> bool:
    """Whether two names of what villages belong to mean one: 东村镇政府, 东村镇 and 东村; but not 东村乡 and 东村镇."""
    first, second = (_OFFICE.sub("", name.removeprefix("中共")) or name for name in (one, other))
    if first == second or _TOWN.sub("", first) == second or first == _TOWN.sub("", second):
        return True
    return bool(name_forms(first) & name_forms(second))


class PlaceNames:
    """The keys of a roster, found again by another way of writing them."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = keys
        self.index = {key: i for i, key in enumerate(keys)}
        self.parents: dict[Key, list[Key]] = defaultdict(list)
        for key in keys:
            self.parents[key[:-1]].append(key)
        self._resolved: dict[Key, Key | None] = {}

    @cached_property
    def by_last(self) -> dict[str, list[Key]]:
        """The keys by their last part: one village's name in several townships."""
        keys: dict[str, list[Key]] = defaultdict(list)
        for key in self.index:
            keys[key[-1]].append(key)
        return keys

    @cached_property
    def _forms(self) -> dict[Key, set[int]]:
        """The subjects by township and each form of their names, and by the form alone."""
        subjects: dict[Key, set[int]] = defaultdict(set)
        for key, i in self.index.items():
            for form in name_forms(key[-1]):
                subjects[*key[:-1], form].add(i)
                subjects[form,].add(i)
        return subjects

    def find(self, key: Key) -> int | None:
        """The subject of this very key; None if there is none."""
        return self.index.get(key)

    def parent(self, parent: Key) -> Key | None:
        """The township as the roster writes it; None if it has none like it, or several."""
        if parent in self.parents:
            return parent
        if parent not in self._resolved:
            near = [known for known in self.parents if all(map(are_alike, parent, known))]
            self._resolved[parent] = near[0] if len(near) == 1 else None
        return self._resolved[parent]

    def similar(self, key: Key) -> int | None:
        """The one subject under the same township whose name differs only in such words; None if none or several."""
        parent = self.parent(key[:-1])
        if parent is None:
            return None
        last = key[-1]
        for above in {*parent, *key[:-1]}:
            last = last.removeprefix(above) or last  # 东村镇李家村
        if (exact := self.index.get((*parent, last))) is not None:
            return exact
        found = self._matching_names(parent, last)
        return found.pop() if len(found) == 1 else None

    def anywhere(self, last: str) -> list[int]:
        """The subjects of this name in any township: those written so, else those of a form of it."""
        if last in self.by_last:
            return [self.index[key] for key in self.by_last[last]]
        return sorted(self._matching_names((), last))

    def _matching_names(self, parent: Key, last: str) -> set[int]:
        """The subjects a name may be: of 东庄村 and 东庄社区, 东庄 may be either."""
        ways = name_forms(last)
        found: set[int] = set().union(*(self._forms.get((*parent, form), set()) for form in ways))
        bare = {f"{way}{_COMMUNITY}" for way in ways} if len(ways) == 1 else set()
        return found.union(*(self._forms.get((*parent, form), set()) for form in bare)) if found else found
