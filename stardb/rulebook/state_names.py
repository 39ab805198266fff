"""What a scheme calls the states of a subject, where it has words of its own: 暂缓评定 for 待定, 不予评定 for 不参评.

Everything is computed and kept by the usual words; only what people read is written by the scheme's.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property

from stardb.dataclass import dataclass
from stardb.quantity import PENDING
from stardb.rulebook.scheme import Scheme

STATE_WORDS = (PENDING, "不参评")
"""The states that a scheme may call otherwise."""


@dataclass(frozen=True)
class StateNames:
    """The names of states: usual word -> the scheme's. kept: names and quotations in which these words stay as they are."""

    names: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()

    def name(self, word: str) -> str:
        """A state as the scheme calls it; any other word as it is."""
        return self.names.get(word, word)

    def usual(self, word: str) -> str:
        """The usual word for what the scheme calls a state; any other word as it is."""
        return next((usual for usual, name in self.names.items() if name == word), word)

    def rename(self, text: str) -> str:
        """A text, or a page or part of a workbook, with every state as the scheme calls it."""
        if not any(word in text for word in self.names):
            return text
        return self._pattern.sub(lambda found: self.name(found[0]), text)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        spelled = {way for kept in self.kept for way in (kept, html.escape(kept), html.escape(kept, quote=False))}
        spelled |= {way.replace("&quot;", "&#34;").replace("&#x27;", "&#39;") for way in spelled}
        longest = sorted(spelled, key=lambda way: (-len(way), way))
        return re.compile("|".join(map(re.escape, (*longest, *self.names))))


def state_names(scheme: Scheme) -> StateNames:
    """The names of a scheme's states; its own names and what it quotes keep their words."""
    if not scheme.states:
        return StateNames()
    kept = {text for text in _list_texts(scheme) if any(word in text for word in scheme.states)}
    return StateNames(dict(scheme.states), tuple(sorted(kept - set(STATE_WORDS))))


def join_state_names(each: Iterable[StateNames]) -> StateNames:
    """The names for what tells of several schemes: those that all of them have."""
    found = list(each)
    names = {
        word: name
        for word, name in (found[0].names if found else {}).items()
        if all(one.names.get(word) == name for one in found)
    }
    return StateNames(names, tuple(dict.fromkeys(kept for one in found for kept in one.kept)))


def _list_texts(scheme: Scheme) -> Iterator[str]:
    """Its names, the words of its choices, what it quotes, and the lines of its rule file."""
    yield from (scheme.title, scheme.subject, scheme.basis, scheme.note, scheme.file)
    yield from scheme.text.splitlines()
    for title, table in scheme.tables.items():
        yield title
        for name, column in table.columns.items():
            yield from (name, column.note, *column.spellings)
    yield from scheme.constants
    for step in scheme.steps:
        yield from (step.name, step.title, step.basis, step.note, *step.rule.choices)


def list_state_faults(states: Mapping[str, str], scheme: Scheme) -> Iterator[tuple[str, str]]:
    """What is wrong with the names of states: the key, and a Chinese sentence."""
    words = {word for table in scheme.tables.values() for column in table.columns.values() for word in column.spellings}
    words |= {word for step in scheme.steps for word in step.rule.choices}
    for word, name in states.items():
        if name in (*STATE_WORDS, "已定") or list(states.values()).count(name) > 1:
            yield word, f"“{name}”是另一种状态的名称，分不清"
        elif taken := next((one for one in (word, name) if one in words), ""):
            yield word, f"选项或得数里也有“{taken}”这个词，与状态的名称分不清"
