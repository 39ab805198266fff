"""The order of a list's rows by each of its columns, worked out here so that a page's script only moves rows."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from stardb.quantity import PENDING, Column, Kind
from stardb.rendering.lookup import NamedView
from stardb.rendering.pages.pinyin import spell
from stardb.rendering.views.page_views import Rank
from stardb.rendering.views.rows.subject_rows import SubjectRow
from stardb.rendering.words import WORDS
from stardb.scoring import NOT_RATED, Appraisal

__all__ = ["rank_by", "rank_rows", "sort_key"]

Row = TypeVar("Row")
_DIGITS = re.compile(r"(\d+)")
_EMPTY = ("", PENDING, NOT_RATED)


def rank_rows(appraisal: Appraisal, rows: Sequence[SubjectRow]) -> list[dict[str, Rank]]:
    """For each row of 评定结果, its rank under every name the row has.

    Numbers, dates and durations go by size, grades by their standing (the best is the highest), words by pinyin.
    """
    columns = {step.title: appraisal.columns[step.name] for step in appraisal.result_steps()}
    columns |= {name: appraisal.columns[name] for name in appraisal.scheme.roster.columns}
    scheme, words = appraisal.scheme, WORDS[SubjectRow]
    ratings = {**scheme.ratings}
    for field, name in (("level", scheme.level), ("grade", scheme.grade)):
        if name:
            ratings.setdefault(words.word(field), ratings[name])
    named = [NamedView(row) for row in rows]
    ranks: list[dict[str, Rank]] = [{} for _ in rows]
    for name in named[0] if named else ():
        shown = [row[name] for row in named]
        if name in ratings:
            column = appraisal.columns[ratings[name].name]
            places = _rank([ratings[name].place(value) for value in _shown_values(column, shown)])
        elif name in columns and columns[name].kind not in (Kind.TEXT, Kind.BOOL):
            places = _rank(_values(columns[name], shown))
        else:
            places = _rank([sort_key(value) for value in shown])
        for row_ranks, place in zip(ranks, places, strict=True):
            row_ranks[name] = place
    return ranks


def _rank(keys: Sequence[Any]) -> list[Rank]:
    """The rank of each key among the distinct ones; None has none."""
    order = {key: place for place, key in enumerate(sorted({key for key in keys if key is not None}), 1)}
    return ["" if key is None else order[key] for key in keys]


def sort_key(value: object) -> Hashable | None:
    """A value to sort by: numbers before words, numbers within words by size, words by pinyin; None for an empty one."""
    if isinstance(value, int | Decimal):
        return ((0, value, (), ""),)
    text = str(value)
    if text in _EMPTY:
        return None
    parts = (part for part in _DIGITS.split(text) if part)
    return tuple((0, int(part), (), "") if part.isdecimal() else (1, 0, spell(part), part) for part in parts)


def rank_by(rows: Sequence[Row], keys: Mapping[str, Callable[[Row], Any]]) -> list[dict[str, Rank]]:
    """For each row, its rank by each of the named keys."""
    ranks = {name: _rank([key(row) for row in rows]) for name, key in keys.items()}
    return [{name: ranks[name][i] for name in ranks} for i in range(len(rows))]


def _values(column: Column, shown: Sequence[object]) -> list[Any]:
    """A column's exact values, a choice by its place in the list; None where the page shows none."""
    if column.word is not None:
        return [None if isinstance(value, str) else value for value in _shown_values(column, shown)]
    if column.kind is Kind.CHOICE:
        return [None if text in _EMPTY or not column.known[i] else int(column.data[i]) for i, text in enumerate(shown)]
    return _shown_values(column, shown)


def _shown_values(column: Column, shown: Sequence[object]) -> list[Any]:
    """A column's exact values; None where the page shows none."""
    return [None if text in _EMPTY else column.at(i) for i, text in enumerate(shown)]
