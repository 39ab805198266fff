"""The section `lists`, and the lists that `each_of` has itself: words, names of columns by a pattern, other lists, words with attributes."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from stardb.expressions import nearest
from stardb.rulebook.expansion.marks import VALUE, ListItem
from stardb.yamlfile import YamlPath, show_value

Report = Callable[..., None]
"""Takes a problem at a path of what is written: its code, its message, the path, and what is said beside it."""

_EXPECTED = "列表，如 [德, 能, 勤]、'测评*'，或 {德: {权重: 20%}}"


class WordLists:
    """The lists of one rule file. given: the section as written. columns: the names that a pattern is held against."""

    def __init__(self, given: Any, report: Report) -> None:
        self.given: dict[str, Any] = given if isinstance(given, dict) else {}
        self.report = report
        self.columns: tuple[str, ...] | None = None
        self.used: set[str] = set()
        self._open: list[str] = []

    def read(self, given: Any, path: YamlPath) -> list[ListItem]:
        """The items of a list: of the one that `given` names, or of `given` itself. None of them where it is wrong, which is reported."""
        if isinstance(given, str) and given in self.given:
            return self._read_named(given)
        if isinstance(given, str) and "*" not in given:
            message = f"lists 里没有“{given}”这个列表{nearest(given, self.given)}"
            self.report("R206", message, path, found=given, expected="、".join(self.given) or _EXPECTED)
            return []
        return self._read_items(given, path)

    def _read_named(self, name: str) -> list[ListItem]:
        """The items of a list of the section; while it is read it is open, and may not be named within itself."""
        self.used.add(name)
        self._open.append(name)
        try:
            return self._read_items(self.given[name], ("lists", name))
        finally:
            self._open.pop()

    def _read_items(self, given: Any, path: YamlPath) -> list[ListItem]:
        if isinstance(given, dict):
            found = [ListItem(word, _read_attributes(told), (*path, word)) for word, told in given.items()]
        else:
            words = given if isinstance(given, list) else [given]
            found = [item for k, word in enumerate(words) for item in self._read_word(word, _below(path, given, k))]
        seen: dict[str, ListItem] = {}
        for item in found:
            if seen.setdefault(item.text, item) is not item:
                self.report("R206", f"列表里“{item.text}”写了两次", item.path, found=item.text)
                return []
        return found

    def _read_word(self, word: Any, path: YamlPath) -> Iterator[ListItem]:
        if not isinstance(word, str | int | Fraction) or isinstance(word, bool) or word == "":
            self.report("R206", f"列表的一项要是一个词，写的是“{show_value(word)}”", path, expected=_EXPECTED)
        elif isinstance(word, str) and "*" in word:
            yield from self._match(word, path)
        elif word in self.given and word != self._own_name:
            yield from self._read_part(str(word), path)
        else:
            yield ListItem(word, {}, path)

    @property
    def _own_name(self) -> str | None:
        """The list that is being read: a word of it that is its own name is a word like others."""
        return self._open[-1] if self._open else None

    def _read_part(self, name: str, path: YamlPath) -> Iterator[ListItem]:
        """The items of another list, named within one."""
        if name in self._open:
            message = f"列表“{name}”绕回到自己：{'→'.join([*self._open[self._open.index(name) :], name])}"
            self.report("R206", message, path, found=name)
            return
        yield from self._read_named(name)

    def _match(self, pattern: str, path: YamlPath) -> Iterator[ListItem]:
        """The columns whose names a pattern is; `*` is any text."""
        if self.columns is None:
            message = f"按栏名的“{pattern}”不能用在 tables 里：栏还没有定下来"
            self.report("R206", message, path, found=pattern, remedy="把各栏的名称逐个写进列表")
            return
        shape = re.compile(".*".join(map(re.escape, pattern.split("*"))))
        names = [name for name in self.columns if shape.fullmatch(name)]
        if not names:
            message = f"没有一栏的名称合于“{pattern}”"
            self.report("R206", message, path, found=pattern, expected="、".join(self.columns[:20]))
        yield from (ListItem(name, {}, path) for name in names)

    def report_unused(self) -> None:
        """Report the lists that no entry reads (R604)."""
        for name in self.given:
            if name not in self.used:
                self.report("R604", f"列表“{name}”没有哪一条用到", ("lists", name), key=True, found=name)


def _read_attributes(told: Any) -> dict[str, Any]:
    return told if isinstance(told, dict) else {} if told is None else {VALUE: told}


def _below(path: YamlPath, given: Any, k: int) -> YamlPath:
    return (*path, k) if isinstance(given, list) else path
