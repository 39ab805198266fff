"""The text of a YAML file as plain data, with the line and column of every key and value."""

from dataclasses import field, replace
from typing import Any, TypeAlias

from stardb.dataclass import dataclass
from stardb.problems import Place, Problem, Severity, problem

YamlPath: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead from the top of a file to one of its values: ("tables", "支部", "key", 0)."""


@dataclass(frozen=True)
class Copy:
    """One of the parts that are written once for several: what people call it, and the path of what is written."""

    label: str
    written: YamlPath


@dataclass(frozen=True)
class Insertion:
    """A text put in the place of a mark: at `start` it is `length` characters long, where the file has `marked` of them."""

    start: int
    length: int
    marked: int


@dataclass
class CopyProblem:
    """One problem of several copies: as first found, as it stands among the problems, and which copies have it."""

    first: Problem
    shown: Problem
    labels: dict[str, None]


ACCEPT = "accept"
"""The key of what a file settles."""


@dataclass(frozen=True)
class Accepted:
    """A finding that the file itself settles: where it says so, and why."""

    problem: Problem
    at: YamlPath
    reason: str


@dataclass
class YamlSource:
    """A YAML file read: its plain data, where each key and value stands, and what is wrong with it.

    data: mappings, lists and scalars (str, int, Fraction, bool, None); None where the text is no YAML. keys, values: path ->
    line and column, from 1. raw: path -> the text of a value that is written over several lines. problems: all found so far.
    copies: the parts that are written once for several, by their paths. insertions: of the values in them, the texts that
    stand where the file has a mark. copy_problems: code and place -> what has been reported there of copies.
    acceptances: path of a part -> code -> why findings of that code about the part are settled. accepted: those that were.
    """

    file: str
    text: str = ""
    data: Any = None
    keys: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    values: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    raw: dict[YamlPath, str] = field(default_factory=dict)
    copies: dict[YamlPath, Copy] = field(default_factory=dict)
    insertions: dict[YamlPath, tuple[Insertion, ...]] = field(default_factory=dict)
    copy_problems: dict[tuple[str, Place], CopyProblem] = field(default_factory=dict)
    acceptances: dict[YamlPath, dict[str, str]] = field(default_factory=dict)
    accepted: list[Accepted] = field(default_factory=list)

    def find_written(self, path: YamlPath) -> YamlPath | None:
        """The path that is written for a part, which several parts may share; None where the part is no copy."""
        for end in range(len(path), 0, -1) if self.copies else ():
            if path[:end] in self.copies:
                return (*self.copies[path[:end]].written, *path[end:])
        return None

    def find_label(self, path: YamlPath) -> str:
        """What people call the copy that holds a path, the copies around it before it; "" where it is in none."""
        found = (self.copies[path[:end]].label for end in range(1, len(path) + 1) if path[:end] in self.copies)
        return "·".join(found) if self.copies else ""

    def place(self, path: YamlPath, offset: int = 0, *, key: bool = False) -> Place:
        """The place of a value (or of its key), `offset` characters into it; of the nearest part above where it has none.

        Of a copy it is the place of what is written once for all of them.
        """
        if offset and path in self.insertions:
            offset = _find_written_offset(offset, self.insertions[path])
        marks = self.keys if key else self.values
        while path:
            mark = marks.get(path) or self.values.get(path)
            if mark is not None and not key and path in self.raw:
                return self._place_in_folded(path, offset, mark)
            if mark is not None:
                return Place(self.file, line=mark[0], column=mark[1] + offset)
            path, offset, marks = path[:-1], 0, self.keys
        return Place(self.file, line=1, column=1)

    def _place_in_folded(self, path: YamlPath, offset: int, mark: tuple[int, int]) -> Place:
        """The place `offset` characters into a value written over several lines, where a line break counts as one blank."""
        raw, line, column, seen = self.raw[path], mark[0], mark[1], 0
        at = raw.find("\n") + 1 if raw[:1] in ("|", ">") else raw[:1] in ("'", '"')
        if at > 1:
            line, column = line + 1, 1
            at += len(raw[at:]) - len(raw[at:].lstrip())
            column += at - raw.find("\n") - 1
        while at < len(raw) and seen < offset:
            rest = raw[at:]
            if rest[0].isspace() and "\n" in rest[: len(rest) - len(rest.lstrip())]:
                gap = rest[: len(rest) - len(rest.lstrip())]
                line, column = line + gap.count("\n"), len(gap) - gap.rfind("\n")
                at += len(gap)
            else:
                at, column = at + 1, column + 1
            seen += 1
        return Place(self.file, line=line, column=column)

    def report(
        self,
        code: str,
        message: str,
        path: YamlPath = (),
        *,
        offset: int = 0,
        key: bool = False,
        found: str = "",
        expected: str = "",
        remedy: str = "",
    ) -> None:
        """Add a problem at a path; key: at its key. The other parts are those of a Problem.

        What copies share is one problem, which says of which of them it is true. What the file settles is `accepted` instead.
        """
        place = self.place(path, offset, key=key)
        made = problem(code, message, place, found=found, expected=expected, remedy=remedy)
        at = self._find_acceptance(code, path) if made.severity is not Severity.ERROR else None
        if at is None:
            self._add(made, self.find_label(path))
        else:
            self.accepted.append(Accepted(made, at, self.acceptances[at][code]))

    def _find_acceptance(self, code: str, path: YamlPath) -> YamlPath | None:
        """The nearest part around a path, as the file writes it, that settles findings of a code."""
        if not self.acceptances:
            return None
        written = [path, self.find_written(path) or path]
        ways = (whole[:end] for whole in written for end in range(len(whole), -1, -1))
        return next((way for way in ways if code in self.acceptances.get(way, ())), None)

    def _add(self, made: Problem, label: str) -> None:
        """Add a problem, or say of one there is that it is true of this copy too. label: of the copy, "" for what is none."""
        known = self.copy_problems.get((made.code, made.place))
        if known is not None and known.shown in self.problems and (label or "" not in known.labels):
            known.labels[label] = None
            at = self.problems.index(known.shown)
            self.problems[at] = known.shown = _with_labels(known.first, known.labels)
            return
        shown = _with_labels(made, {label: None})
        if self.copies:
            self.copy_problems[made.code, made.place] = CopyProblem(made, shown, {label: None})
        self.problems.append(shown)


_SHOWN = 3
"""How many copies a problem names."""


def _with_labels(first: Problem, labels: dict[str, None]) -> Problem:
    """A problem that says of which copies it is true."""
    if "" in labels:
        return first
    names = "、".join(f"“{label}”" for label in list(labels)[:_SHOWN])
    more = f"等{len(labels)}项" if len(labels) > _SHOWN else ""
    return replace(first, message=f"{first.message}（展开出来的{names}{more}）")


def _find_written_offset(offset: int, insertions: tuple[Insertion, ...]) -> int:
    """Where in the file a character of a value stands, some texts of which are put in the place of marks."""
    gained = 0
    for insertion in insertions:
        if offset < insertion.start + insertion.length:
            return min(offset, insertion.start) - gained
        gained += insertion.length - insertion.marked
    return offset - gained
