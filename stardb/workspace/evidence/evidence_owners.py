"""Whose a file of evidence is, by the folders it lies in, and for which indicator, by the name of what lies in its subject's."""

import re
from collections.abc import Sequence
from functools import cached_property

from stardb.dataclass import dataclass
from stardb.intake import PlaceNames, Subjects
from stardb.quantity import find_near, name_text
from stardb.rulebook import Role, Scheme

_NUMBERED = re.compile(r"^[（(]?0*(\d{1,3})(?:[)）]|[.．、_\-— ]|$)[.．、_\-— ]*")
"""The number that a name begins with, and what stands behind it: 3、 03. （3）."""


@dataclass(frozen=True)
class EvidenceOwner:
    """Whose a file is: a subject and an indicator; -1 and "" where that is not known. near: what its name comes near to."""

    subject: int = -1
    indicator: str = ""
    near: str = ""
    unknown: str = ""


class EvidenceOwners:
    """The subjects and indicators of one scheme, to find whose a file is."""

    def __init__(self, scheme: Scheme, subjects: Subjects) -> None:
        self._subjects = subjects
        steps = sorted(
            scheme.of_role(Role.INDICATOR), key=lambda step: (step.place.line, step.place.column, step.number)
        )
        self.indicators = tuple(dict.fromkeys(step.title for step in steps))
        self._by_text = {name_text(title): title for title in self.indicators}
        self._longest = sorted(self._by_text, key=len, reverse=True)
        self._found: dict[tuple[str, ...], EvidenceOwner] = {}

    @property
    def depth(self) -> int:
        """How many folders lie above what is a subject's: its township's and its own, or its own alone."""
        return 2 if any(self._subjects.groups) else 1

    @cached_property
    def _places(self) -> PlaceNames:
        return PlaceNames([*self._keys])

    @cached_property
    def _keys(self) -> dict[tuple[str, ...], list[int]]:
        """The names of subjects, with their townships where there are any -> the subjects called so."""
        keys: dict[tuple[str, ...], list[int]] = {}
        for i, name in enumerate(self._subjects.names):
            key = (name_text(self._subjects.groups[i]), name_text(name))[2 - self.depth :]
            keys.setdefault(key, []).append(i)
        return keys

    def folder_of(self, i: int) -> str:
        """The folder of subject i below the period's."""
        return "/".join((self._subjects.groups[i], self._subjects.names[i])[2 - self.depth :])

    def find(self, parts: Sequence[str]) -> EvidenceOwner:
        """Whose a file is. parts: of its path below the period's folder."""
        if len(parts) <= self.depth:
            return EvidenceOwner(unknown=parts[-1])
        key = tuple(parts[: self.depth + 1])
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def _find(self, key: tuple[str, ...]) -> EvidenceOwner:
        *folders, entry = key
        written = tuple(name_text(part) for part in folders)
        here = self._find_subjects(written)
        if len(here) != 1:
            return EvidenceOwner(unknown="/".join(folders), near="" if here else self._find_near(written))
        indicator = self._find_indicator(entry)
        if indicator:
            return EvidenceOwner(here[0], indicator)
        stem = entry.rpartition(".")[0] or entry
        near = find_near(name_text(stem), self._by_text, cutoff=0.6)
        return EvidenceOwner(here[0], near=self._by_text[near[0]] if near else "", unknown=entry)

    def _find_subjects(self, written: tuple[str, ...]) -> list[int]:
        """The subjects of this name; several where two are called so."""
        if written in self._keys:
            return self._keys[written]
        place = self._places.similar(written)
        return [] if place is None else [*self._keys.values()][place]

    def _find_near(self, written: tuple[str, ...]) -> str:
        """The subject whose name comes near to one that nobody has, as its folders are called; of its township, or of one near."""
        groups = dict.fromkeys(key[:-1] for key in self._keys)
        if written[:-1] in groups:
            names = [key[-1] for key in self._keys if key[:-1] == written[:-1]]
            near = find_near(written[-1], names, cutoff=0.6)
            return self._called((*written[:-1], near[0])) if near else ""
        for group in find_near(written[0], [group[0] for group in groups], cutoff=0.5):
            if (group, written[-1]) in self._keys:
                return self._called((group, written[-1]))
        return ""

    def _called(self, key: tuple[str, ...]) -> str:
        return self.folder_of(self._keys[key][0])

    def _find_indicator(self, entry: str) -> str:
        """The indicator whose name, or number in the rule file, a name begins with; "" for none. A name goes before a number."""
        numbered = _NUMBERED.match(entry)
        for text in (name_text(entry), name_text(entry[numbered.end() :]) if numbered else ""):
            title = next((title for title in self._longest if text.startswith(title)), "")
            if title:
                return self._by_text[title]
        number = int(numbered[1]) if numbered else 0
        return self.indicators[number - 1] if 0 < number <= len(self.indicators) else ""
