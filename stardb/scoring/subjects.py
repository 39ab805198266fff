"""What subjects are called, and which of them somebody means by a name or part of one."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from stardb.intake import name_forms, veil
from stardb.quantity import find_near, tidy

if TYPE_CHECKING:  # an appraisal finds its namesakes here
    from stardb.scoring.appraisal import Appraisal


def find_subjects(query: str, appraisals: "Iterable[Appraisal]") -> "list[tuple[Appraisal, int]]":
    """The subjects whose name, key or other words of the roster are `query`; else those that contain it.

    A name with spaces is looked for as one name first; `东村镇/东村`, or with a space, asks for both at once. Private
    columns are not looked at.
    """
    made = list(appraisals)
    parts = [tidy(part) for part in re.split(r"[/／\s]+", query) if part.strip()]
    if not parts:
        return []
    words = [(appraisal, i, [tidy(word) for word in known_names(appraisal, i)]) for appraisal, i in _everybody(made)]
    tests: list[Callable[[list[str]], bool]] = [
        lambda known: tidy(query) in known,
        lambda known: all(part in known for part in parts),
        lambda known: all(_is_named(part, known) for part in parts),
        lambda known: all(any(part in word for word in known) for part in parts),
    ]
    found = ([(appraisal, i) for appraisal, i, known in words if test(known)] for test in tests)
    return next((some for some in found if some), [])


def is_called(query: str, appraisal: "Appraisal", i: int) -> bool:
    """Whether a query is one of a subject's names as it is, and no part of one."""
    parts = [tidy(part) for part in re.split(r"[/／\s]+", query) if part.strip()]
    known = [tidy(word) for word in known_names(appraisal, i)]
    return tidy(query) in known or (bool(parts) and all(part in known for part in parts))


def _everybody(appraisals: "Iterable[Appraisal]") -> "Iterator[tuple[Appraisal, int]]":
    return ((appraisal, i) for appraisal in appraisals for i in range(len(appraisal.subjects)))


def _is_named(part: str, known: list[str]) -> bool:
    """Whether a word is one of the known ones, 村 or 村委会 more or less."""
    return any(name_forms(part) & name_forms(word) for word in known)


def known_names(appraisal: "Appraisal", i: int) -> list[str]:
    """The words a subject is known by: its township, its name, and the other texts of its roster row."""
    words = [appraisal.subjects.groups[i], *own_names(appraisal, i)]
    return [word for word in dict.fromkeys(words) if word]


def own_names(appraisal: "Appraisal", i: int, without: Collection[str] = ()) -> list[str]:
    """The words of its own a subject is known by: village, then person; each once, however it is spaced.

    without: columns left out.
    """
    words: dict[str, str] = {}
    for name, spec in appraisal.scheme.roster.columns.items():
        value = appraisal.columns[name].at(i)
        if (
            spec.type == "text"
            and spec.required
            and not spec.private
            and name != appraisal.scheme.roster.group
            and name not in without
            and isinstance(value, str)
        ):
            words.setdefault(tidy(value), value)
    words.setdefault(tidy(appraisal.subjects.names[i]), appraisal.subjects.names[i])
    return list(words.values())


def full_name(appraisal: "Appraisal", i: int) -> str:
    """What to call a subject so that no namesake is meant: `青台 张某某`, and its key where even that is somebody else's."""
    key, words = appraisal.namesake_keys[i], own_names(appraisal, i)
    return " ".join(words) + (f"（{key}）" if key and key not in words else "")


def find_namesake_keys(appraisal: "Appraisal") -> tuple[str, ...]:
    """For each subject whose names are another's of its township too, its key (masked where private); "" for the rest."""
    roster, groups = appraisal.scheme.roster, appraisal.subjects.groups
    columns = [name for name in roster.key if name not in (roster.name, roster.group)]
    names = [(groups[i], *map(tidy, own_names(appraisal, i, columns))) for i in range(len(appraisal.subjects))]
    counts = Counter(names)
    return tuple(
        "/".join(_key(appraisal, name, i) for name in columns) if counts[names[i]] > 1 else ""
        for i in range(len(names))
    )


def _key(appraisal: "Appraisal", name: str, i: int) -> str:
    value = appraisal.columns[name].at(i)
    text = "" if value is None else str(value)
    return veil(text) if appraisal.scheme.roster.columns[name].private else text


def nearest_names(query: str, appraisals: "Iterable[Appraisal]") -> list[str]:
    """Up to five names that look like the query."""
    known = dict.fromkeys(word for a in appraisals for i in range(len(a.subjects)) for word in known_names(a, i))
    return find_near(tidy(query), known, 5, 0.4)
