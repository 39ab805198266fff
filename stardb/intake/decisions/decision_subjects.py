"""Which subject a decision or an objection names: by its key, its township and name, or its name where it is the only one."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property

from stardb.dataclass import dataclass
from stardb.intake.masking import quoted
from stardb.intake.place_names import are_alike, name_forms
from stardb.intake.tables import Table, Tables
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
        named = [
            "/".join(dict.fromkeys(filter(None, (group, *self._own_words(i)))))
            for i, group in enumerate(subjects.groups)
        ]
        count = Counter(named)
        return tuple(key if count[name] > 1 else name for name, key in zip(named, subjects.keys, strict=True))

    @cached_property
    def _table(self) -> Table | None:
        return next(iter(self.tables.single.values()), None)

    def _own_words(self, i: int) -> list[str]:
        """A subject's own words as the roster has them, in its order, its name among them."""
        words: dict[str, str] = {}
        for name in self.roster.columns:
            if self._table is not None and self._is_asked(name) and name != self.roster.group:
                value = self._table.columns[name].at(i)
                words |= {tidy(value): value} if isinstance(value, str) else {}
        name = self.tables.subjects.names[i]
        return [*words.values(), *([] if tidy(name) in words else [name])]

    def _is_asked(self, name: str) -> bool:
        spec = self.roster.columns[name]
        return spec.type == "text" and spec.required and not spec.private

    def find(self, query: str) -> list[int]:
        """The subjects somebody may mean: one where it is clear, none where there is none like it.

        A whole key goes before the words of it, what is written so before 村委会 and the like left out. One of the words must
        be the subject's own: a township alone is nobody.
        """
        subjects = self.tables.subjects
        plain = tidy(query)
        exact = [i for i, key in enumerate(subjects.keys) if tidy(key) == plain]
        if exact or not plain:
            return exact
        parts = [tidy(part) for part in re.split(r"[/／\s]+", query) if part.strip()]
        tests: tuple[Callable[[str, str], bool], ...] = (_is_same, _is_like)
        found = ([i for i in range(len(subjects)) if self._is_meant(i, parts, test)] for test in tests)
        return next((some for some in found if some), [])

    def _is_meant(self, i: int, parts: list[str], test: Callable[[str, str], bool]) -> bool:
        group = tidy(self.tables.subjects.groups[i])
        own = [tidy(word) for word in self._own_words(i)]
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
