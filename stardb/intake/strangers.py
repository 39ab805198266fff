"""Rows whose key the roster does not have: taken where only the way of writing differs, else left out and reported."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np

from stardb.intake.gathering import NOBODY, Gathered
from stardb.intake.masking import mask
from stardb.intake.naming import Key
from stardb.intake.roster import Roster, keys_of
from stardb.intake.table import Index
from stardb.problems import Problem, problem

_COMPARED = 500
"""With how many names a strange one is compared: a township has far fewer, and comparing is slow."""


def assign(gathered: Gathered, roster: Roster) -> tuple[Index, list[Problem]]:
    """The subject of each row, -1 for none, and what is said of rows without one or with one by another name."""
    keys, problems = keys_of(gathered)
    subject = np.full(len(keys), NOBODY, dtype=np.int64)
    renamed: dict[int, dict[Key, tuple[int, int]]] = defaultdict(dict)
    unknown: list[tuple[int, Key]] = []
    for i, key in enumerate(keys):
        if key is None:
            continue
        found = roster.names.find(key)
        if found is None and (found := roster.names.similar(key)) is not None:
            renamed[int(gathered.table.source[i])].setdefault(key, (i, found))
        if found is None:
            unknown.append((i, key))
        else:
            subject[i] = found
    problems += [_renamed(gathered, roster, list(names.values())) for names in renamed.values()]
    return subject, problems + _strangers(gathered, roster, unknown)


def _renamed(gathered: Gathered, roster: Roster, names: Sequence[tuple[int, int]]) -> Problem:
    """One note a sheet for all names written otherwise than in the roster."""
    key = gathered.spec.key[-1]
    column, theirs = gathered.table.columns[key], roster.table.columns[roster.spec.key[-1]]
    pairs = [f"“{column.at(i)}”即“{theirs.at(s)}”" for i, s in names]
    listed = "，".join(pairs[:3]) + ("等" if len(pairs) > 3 else "")
    message = f"本表有{len(pairs)}个“{key}”的写法与名册不同，已视为同一个：{listed}。"
    return problem("D144", message, gathered.table.place(names[0][0], key), found=listed)


def _strangers(gathered: Gathered, roster: Roster, unknown: Sequence[tuple[int, Key]]) -> list[Problem]:
    """One problem a row; where the roster knows nothing of a whole township, one a sheet and township."""
    problems: list[Problem] = []
    strange: dict[tuple[int, Key], list[int]] = defaultdict(list)
    for i, key in unknown:
        if len(key) > 1 and key[:-1] not in roster.names.parents:
            strange[int(gathered.table.source[i]), key[:-1]].append(i)
        else:
            problems.append(_stranger(gathered, roster, i, key))
    return [_strange_group(gathered, roster, parent, rows) for (_, parent), rows in strange.items()] + problems


def _strange_group(gathered: Gathered, roster: Roster, parent: Key, rows: Sequence[int]) -> Problem:
    name = "/".join(parent)
    near = get_close_matches(name, ["/".join(known) for known in roster.names.parents], n=3, cutoff=0.5)
    message = f"名册里没有“{mask(name)}”，它的{len(rows)}行都没有计入{_perhaps(near)}。"
    place = gathered.table.place(rows[0], gathered.spec.key[0])
    return problem("D143", message, place, found=mask(name), expected="、".join(near))


def _stranger(gathered: Gathered, roster: Roster, i: int, key: Key) -> Problem:
    near, hint = _namesakes(gathered, roster, i) if _is_person(gathered) else _nearest(roster, key)
    message = f"名册里没有{_described(gathered, roster, i, key)}，这一行没有计入{hint}。"
    place = gathered.table.place(i, gathered.spec.key[-1])
    return problem("D143", message, place, found=mask("/".join(key)), expected="、".join(near))


def _is_person(gathered: Gathered) -> bool:
    return any(gathered.spec.columns[name].type == "citizen_id" for name in gathered.spec.key)


def _described(gathered: Gathered, roster: Roster, i: int, key: Key) -> str:
    """The row's subject in words: `“东村镇/李家村”`, `张三(李家村，身份证号 141122**********12)`."""
    if not _is_person(gathered):
        return f"“{mask('/'.join(key))}”"
    columns = gathered.table.columns
    names = dict.fromkeys((roster.spec.name, *roster.spec.columns))
    texts = [str(columns[name].at(i)) for name in names if _tells(gathered, name) and columns[name].known[i]]
    who, *more = [*texts[:2], f"{'、'.join(gathered.spec.key)} {mask('/'.join(key))}"]
    return f"{who}({'，'.join(more)})" if more else f"“{who}”"


def _tells(gathered: Gathered, name: str) -> bool:
    spec = gathered.spec.columns.get(name)
    return spec is not None and spec.type == "text" and not spec.private and name not in gathered.spec.key


def _namesakes(gathered: Gathered, roster: Roster, i: int) -> tuple[list[str], str]:
    """The ID numbers, masked, that the roster has for the row's name."""
    column = gathered.table.columns.get(roster.spec.name)
    name = column.at(i) if column is not None else None
    keys = [
        mask(key) for key, theirs in zip(roster.subjects.keys, roster.subjects.names, strict=True) if theirs == name
    ]
    return keys[:3], f"；名册里{name}的是 {'、'.join(keys[:3])}，请核对" if keys else ""


def _nearest(roster: Roster, key: Key) -> tuple[list[str], str]:
    """The names most like it under the same township, else the same name under another."""
    siblings = [known[-1] for known in roster.names.parents.get(key[:-1], ())][:_COMPARED]
    near = get_close_matches(key[-1], siblings, n=3, cutoff=0.5)
    if near or len(key) == 1:
        return near, _perhaps(near)
    elsewhere = ["/".join(known) for known in roster.names.by_last.get(key[-1], [])[:3]]
    return elsewhere, _perhaps(elsewhere)


def _perhaps(near: Sequence[str]) -> str:
    return f"；相近的有“{'”“'.join(near)}”" if near else ""
