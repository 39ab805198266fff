"""The text of a YAML file as plain data, with the line and column of every key and value."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from stardb.problems import Place, Problem, problem

YamlPath: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead from the top of a file to one of its values: ("tables", "支部", "key", 0)."""


@dataclass
class YamlSource:
    """A YAML file read: its plain data, where each key and value stands, and what is wrong with it.

    data: mappings, lists and scalars (str, int, Fraction, bool, None); None where the text is no YAML. keys, values: path ->
    line and column, from 1. raw: path -> the text of a value that is written over several lines. problems: all found so far.
    """

    file: str
    text: str = ""
    data: Any = None
    keys: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    values: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    raw: dict[YamlPath, str] = field(default_factory=dict)

    def place(self, path: YamlPath, offset: int = 0, *, key: bool = False) -> Place:
        """The place of a value (or of its key), `offset` characters into it; of the nearest part above where it has none."""
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
        """Add a problem at a path; key: at its key. The other parts are those of a Problem."""
        place = self.place(path, offset, key=key)
        self.problems.append(problem(code, message, place, found=found, expected=expected, remedy=remedy))
