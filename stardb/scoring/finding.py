"""Finding the subject somebody means by a village's or a person's name, or part of one."""

import difflib
import re
from collections.abc import Iterable

from stardb.intake.naming import forms
from stardb.quantity.reading import tidy
from stardb.scoring.appraisal import Appraisal


def find(query: str, appraisals: Iterable[Appraisal]) -> list[tuple[Appraisal, int]]:
    """The subjects whose name, key or other words of the roster are `query`; else those that contain it.

    `东村镇/东村` asks for both at once. Private columns are not looked at.
    """
    made = list(appraisals)
    parts = [tidy(part) for part in re.split(r"[/／\s]+", query) if part.strip()]
    if not parts:
        return []
    words = [(appraisal, i, names(appraisal, i)) for appraisal in made for i in range(len(appraisal.subjects))]
    exact = [(a, i) for a, i, known in words if all(part in known for part in parts)]
    exact = exact or [(a, i) for a, i, known in words if all(_named(part, known) for part in parts)]
    return exact or [(a, i) for a, i, known in words if all(any(part in word for word in known) for part in parts)]


def _named(part: str, known: list[str]) -> bool:
    """Whether a word is one of the known ones, 村 or 村委会 more or less."""
    return any(forms(part) & forms(word) for word in known)


def names(appraisal: Appraisal, i: int) -> list[str]:
    """The words a subject is known by: its township, its name, and the other texts of its roster row."""
    words = [appraisal.subjects.groups[i], *own_names(appraisal, i)]
    return [word for word in dict.fromkeys(words) if word]


def own_names(appraisal: Appraisal, i: int) -> list[str]:
    """The words of its own a subject is known by: village, then person."""
    words = []
    for name, spec in appraisal.scheme.roster.columns.items():
        value = appraisal.columns[name].at(i)
        if (
            spec.type == "text"
            and spec.required
            and not spec.private
            and name != appraisal.scheme.roster.group
            and isinstance(value, str)
        ):
            words.append(tidy(value))
    return list(dict.fromkeys([*words, appraisal.subjects.names[i]]))


def called(appraisal: Appraisal, i: int) -> str:
    """What to call a subject so that no namesake is meant: `青台 张某某`."""
    return " ".join(own_names(appraisal, i))


def nearest_names(query: str, appraisals: Iterable[Appraisal]) -> list[str]:
    """Up to five names that look like the query."""
    known = dict.fromkeys(word for a in appraisals for i in range(len(a.subjects)) for word in names(a, i))
    return difflib.get_close_matches(tidy(query), list(known), 5, 0.4)
