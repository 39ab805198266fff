"""Which subject a decision or an objection names: by its key, its township and name, or its name where it is the only one."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property

from stardb.dataclass import dataclass
from stardb.intake.masking import quoted
from stardb.intake.place_names import are_alike, name_forms
from stardb.intake.tables import Tables
from stardb.quantity import find_near, tidy
from stardb.rulebook import TableSpec


@dataclass(frozen=True, eq=False)
class NamedSubjects:
    """The subjects of one scheme, to be found by the words of their roster: private columns are never looked at."""

    roster: TableSpec
    tables: Tables

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What each is called in the form: 东村镇/东村, 东村镇/青台/张某某; its key where others are called so too."""
        subjects = self.tables.subjects
        pairs = zip(subjects.groups, self._own_words, strict=True)
        named = ["/".join(dict.fromkeys(filter(None, (group, *words)))) for group, words in pairs]
        count = Counter(named)
        return tuple(key if count[name] > 1 else name for name, key in zip(named, subjects.keys, strict=True))

    @cached_property
    def _own_words(self) -> list[list[str]]:
        """Each subject's own words as the roster has them, in its order, its name among them."""
        table = next(iter(self.tables.single.values()), None)
        columns = [
            table.columns[name]
            for name, spec in self.roster.columns.items()
            if spec.type == "text" and spec.required and not spec.private and name != self.roster.group
        ] if table is not None else []  # fmt: skip
        found = []
        for i, name in enumerate(self.tables.subjects.names):
            words = {tidy(value): value for column in columns if isinstance(value := column.at(i), str)}
            found.append([*words.values(), *([] if tidy(name) in words else [name])])
        return found

    @cached_property
    def _by_key(self) -> dict[str, int]:
        return {tidy(key): i for i, key in enumerate(self.tables.subjects.keys)}

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        """The subjects by each of their own words."""
        found: dict[str, set[int]] = defaultdict(set)
        for i, words in enumerate(self._own_words):
            for word in words:
                found[tidy(word)].add(i)
        return found

    @cached_property
    def _by_form(self) -> dict[str, set[int]]:
        """The subjects by each form of their own words."""
        found: dict[str, set[int]] = defaultdict(set)
        for word, those in self._by_word.items():
            for form in name_forms(word):
                found[form] |= those
        return found

    def find(self, query: str) -> list[int]:
        """The subjects somebody may mean: one where it is clear, none where there is none like it.

        A whole key goes before the words of it, what is written so before 村委会 and the like left out. One of the words must
        be the subject's own: a township alone is nobody.
        """
        plain = tidy(query)
        if not plain:
            return []
        if plain in self._by_key:
            return [self._by_key[plain]]
        parts = [tidy(part) for part in re.split(r"[/／\s]+", query) if part.strip()]
        groups = sorted(set(map(tidy, self.tables.subjects.groups)) - {""})
        rests = [parts[0].removeprefix(group) for group in groups if len(parts) == 1 and parts[0].startswith(group)]
        named = [*parts, *filter(None, rests)]
        exact = set().union(*(self._by_word.get(word, set()) for word in named))
        found = [i for i in sorted(exact) if self._is_meant(i, parts, _is_same)]
        if found:
            return found
        like = set().union(*(self._by_form.get(form, set()) for word in named for form in name_forms(word)))
        return [i for i in sorted(like) if self._is_meant(i, parts, _is_like)]

    def _is_meant(self, i: int, parts: list[str], test: Callable[[str, str], bool]) -> bool:
        group = tidy(self.tables.subjects.groups[i])
        own = [tidy(word) for word in self._own_words[i]]
        if len(parts) == 1 and group and parts[0].startswith(group):
            parts = [group, parts[0].removeprefix(group) or parts[0]]
        others = [part for part in parts if not (part == group or (test is _is_like and are_alike(part, group)))]
        named = others or parts[-1:]
        return all(any(test(part, word) for word in own) for part in named)

    def find_near(self, query: str) -> list[str]:
        """What subjects are called that a name nobody has is like, three at most."""
        called = (*self.titles, *self.tables.subjects.names)
        names = dict(zip(called, (*self.titles, *self.titles), strict=True))
        return list(dict.fromkeys(names[near] for near in find_near(query, names, 3, 0.5)))[:3]


def _is_same(part: str, word: str) -> bool:
    return part == word


def _is_like(part: str, word: str) -> bool:
    return bool(name_forms(part) & name_forms(word))


def tell_near(near: list[str]) -> str:
    """`；相近的有“…”“…”` for names that may have been meant; "" for none."""
    return f"；相近的有{''.join(map(quoted, near))}" if near else ""
