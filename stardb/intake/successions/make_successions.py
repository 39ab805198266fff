"""Rows of 沿革 as data: each held to what its kind of change needs, and those of one merger or split put together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from stardb.books import Sheet
from stardb.intake.decisions.built_in_tables import RecordRow, read_records
from stardb.intake.successions.succession import Succession, SuccessionKind, Successions
from stardb.intake.successions.succession_table import (
    AFTER,
    BEFORE,
    CHANGE,
    CONTINUES,
    DAY,
    FRESH,
    SCHEME,
    SUCCESSIONS,
    succession_spec,
)
from stardb.problems import Problem, problem
from stardb.quantity import tidy

_ONE_TO_ONE = (SuccessionKind.RENAMED, SuccessionKind.MOVED, SuccessionKind.POSTED)


def read_successions(sheets: Sequence[Sheet]) -> Successions:
    """The changes that some sheets list, by day. A row that does not say what it must is left out and reported (W316)."""
    rows, problems = read_records(sheets, {SUCCESSIONS: succession_spec()})
    made = list[Succession]()
    for row in rows[SUCCESSIONS]:
        if row.is_faulty:
            continue
        one, faults = _make(row)
        problems += faults
        made += [one] if one is not None else []
    joined = _join(made)
    faults_of = {number: [*_check_joined(one), *_check_alone(one, joined)] for number, one in enumerate(joined)}
    problems += [fault for faults in faults_of.values() for fault in faults]
    sound = [one for number, one in enumerate(joined) if not faults_of[number]]
    return Successions(tuple(sorted(sound, key=lambda one: one.day)), tuple(problems))


def _make(row: RecordRow) -> tuple[Succession | None, list[Problem]]:
    change = SuccessionKind(row[CHANGE])
    before, after = _names(row[BEFORE]), _names(row[AFTER])
    needs = {
        DAY: DAY in row.days,
        BEFORE: bool(before) or change in (SuccessionKind.NEW, SuccessionKind.RETURNED),
        AFTER: bool(after) or change.is_end,
    }
    faults = [_fault(row, name, f"{change.value}的“{name}”没有填") for name, is_there in needs.items() if not is_there]
    if change in _ONE_TO_ONE and (len(before) > 1 or len(after) > 1):
        faults.append(_fault(row, BEFORE, f"{change.value}一行只写一个原、一个现；合并、拆分的写成合并、拆分"))
    if faults:
        return None, faults
    told = _names(row[CONTINUES])
    is_fresh = told == (FRESH,)
    continues = () if is_fresh else told
    made = Succession(row.days[DAY], change, tidy(row[SCHEME]), before, after, continues, is_fresh, row.places[CHANGE])
    return made, []


def _join(rows: Sequence[Succession]) -> list[Succession]:
    """Those written a row for each part of one merger or split put together."""
    found: dict[object, Succession] = {}
    for number, one in enumerate(rows):
        same: object = number
        if one.change in (SuccessionKind.MERGED, SuccessionKind.SPLIT):
            same = (one.change, one.day, one.scheme, one.after if one.change is SuccessionKind.MERGED else one.before)
        if (there := found.get(same)) is None:
            found[same] = one
            continue
        found[same] = replace(
            there,
            before=_union(there.before, one.before),
            after=_union(there.after, one.after),
            continues=_union(there.continues, one.continues),
            is_fresh=there.is_fresh or one.is_fresh,
        )
    return list(found.values())


def _check_joined(one: Succession) -> list[Problem]:
    """What is wrong with a merger or a split as a whole (W316)."""
    if one.change is SuccessionKind.MERGED and (len(one.after) != 1 or len(one.before) < 2):
        told = "合并要有两个以上的原、一个现"
    elif one.change is SuccessionKind.SPLIT and (len(one.before) != 1 or len(one.after) < 2):
        told = "拆分要有一个原、两个以上的现"
    elif one.change is SuccessionKind.MERGED and (len(one.continues) > 1 or set(one.continues) - set(one.before)):
        told = "合并的续接只写一个，要是原里的"
    elif one.change is SuccessionKind.SPLIT and set(one.continues) - set(one.after):
        told = "拆分的续接要是现里的"
    elif one.is_fresh and one.continues:
        told = f"续接写了“{FRESH}”，又写了名称"
    else:
        return []
    return [problem("W316", told, one.place, found=" → ".join("、".join(names) for names in (one.before, one.after)))]


def _check_alone(one: Succession, others: Sequence[Succession]) -> list[Problem]:
    """Two who came to one name on one day are a merger (W316)."""
    same = [
        other
        for other in others
        if other.change in _ONE_TO_ONE and (other.day, other.after, other.scheme) == (one.day, one.after, one.scheme)
    ]
    if one.change not in _ONE_TO_ONE or len(same) < 2:
        return []
    return [problem("W316", f"{len(same)}行都改成“{'、'.join(one.after)}”；合在一起的，写成一行合并", one.place)]


def _fault(row: RecordRow, name: str, message: str) -> Problem:
    return problem("W316", message, row.places.get(name) or row.places[CHANGE], found=row[name])


def _names(text: str) -> tuple[str, ...]:
    """The names that a cell lists; the parts of each joined by one stroke."""
    listed = (tidy(one) for one in re.split(r"[、，,;；\n]", text))
    return tuple(dict.fromkeys(re.sub(r"\s*[/／]\s*", "/", one) for one in listed if one))


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
