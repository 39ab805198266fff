"""Two texts of a rule file, line by line: what was added, taken away or written otherwise, and of which clause it is."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum

from stardb.comparison.rated_state import RatedState
from stardb.dataclass import dataclass


class RuleEdit(Enum):
    """What was done to a line."""

    ADDED = "加了"
    REMOVED = "删了"
    CHANGED = "改了"


@dataclass(frozen=True)
class RuleChange:
    """One line that is not as it was. line_before, line_after: its numbers, 0 where it is not there. before, after: its text.

    names: the names of the steps or parameters whose clause it is of; clause: what the clause is called, "" for none.
    figures: the numbers in it that are others, in pairs.
    """

    edit: RuleEdit
    line_before: int
    line_after: int
    before: str
    after: str
    names: tuple[str, ...] = ()
    clause: str = ""
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def is_remark(self) -> bool:
        """Whether it is of no account: a comment."""
        return all(not text or text.startswith("#") for text in (self.before, self.after))


def compare_rules(before: RatedState, after: RatedState) -> tuple[RuleChange, ...]:
    """The lines that differ, in order; blank lines do not count."""
    if before.rules == after.rules:
        return ()
    old, new = before.rules.splitlines(), after.rules.splitlines()
    owners = (_Owners(before, old), _Owners(after, new))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += [_change(pair, old, new, owners) for pair in _pair_lines(old[a:b], new[c:d], a, c)]
    return tuple(one for one in found if one.before or one.after)


def _pair_lines(old: Sequence[str], new: Sequence[str], a: int, c: int) -> Iterator[tuple[int | None, int | None]]:
    """Which line became which: the most alike in order; the others were taken away or added."""
    start = 0
    for k, line in enumerate(old):
        likely = [(SequenceMatcher(None, line.strip(), new[j].strip()).ratio(), -j) for j in range(start, len(new))]
        ratio, j = max(likely, default=(0.0, 0))
        if ratio < _ALIKE:
            yield a + k, None
            continue
        yield from ((None, c + n) for n in range(start, -j))
        yield a + k, c - j
        start = -j + 1
    yield from ((None, c + n) for n in range(start, len(new)))


_ALIKE = 0.5
"""From what likeness on two lines are one that was changed."""


def _change(
    pair: tuple[int | None, int | None], old: Sequence[str], new: Sequence[str], owners: "tuple[_Owners, _Owners]"
) -> RuleChange:
    i, j = pair
    before, after = ("" if i is None else old[i].strip()), ("" if j is None else new[j].strip())
    edit = RuleEdit.CHANGED if before and after else RuleEdit.ADDED if after else RuleEdit.REMOVED
    names, clause = owners[1].find(j + 1) if j is not None else owners[0].find((i or 0) + 1)
    figures = _compare_figures(before, after) if edit is RuleEdit.CHANGED else ()
    return RuleChange(edit, 0 if i is None else i + 1, 0 if j is None else j + 1, before, after, names, clause, figures)


_FIGURE = re.compile(r"\d{4}-\d{2}-\d{2}|\d[\d,]*(?:\.\d+)?\s*(?:%|万元|元|分|年|个月|户|人|次|颗|星)?")


def _compare_figures(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The numbers that are others, where nothing but numbers is."""
    if _FIGURE.sub("0", before) != _FIGURE.sub("0", after):
        return ()
    pairs = zip(_FIGURE.findall(before), _FIGURE.findall(after), strict=True)
    return tuple((old.strip(), new.strip()) for old, new in pairs if old != new)


class _Owners:
    """Whose each line of a rule file is."""

    def __init__(self, state: RatedState, lines: Sequence[str]) -> None:
        self.lines = lines
        self.starts: dict[int, list[tuple[str, str]]] = {}
        for name, step in state.steps.items():
            self.starts.setdefault(step.line, []).append((name, step.title))
        for name, parameter in state.parameters.items():
            self.starts.setdefault(parameter.line, []).append((name, name))
        self.ends = {line: self._find_end(line) for line in self.starts if 0 < line <= len(lines)}

    def find(self, line: int) -> tuple[tuple[str, ...], str]:
        """The names of what the clause of a line makes, and its title; of clauses within one another the innermost."""
        around = [start for start, end in self.ends.items() if start <= line <= end]
        if not around:
            return (), ""
        those = self.starts[max(around)]
        return tuple(name for name, _ in those), those[0][1]

    def _find_end(self, line: int) -> int:
        """The last line of the block that begins with a line: up to what stands no further in."""
        depth = _indent(self.lines[line - 1])
        for number in range(line, len(self.lines)):
            text = self.lines[number]
            if text.strip() and _indent(text) <= depth and not text.lstrip().startswith("#"):
                return number
        return len(self.lines)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
