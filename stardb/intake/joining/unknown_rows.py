"""Rows whose key is not on the roster: accepted where only the spelling differs, else left out and reported."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake.headers.likeness import CloseNames
from stardb.intake.joining.roster import Roster, keys_of
from stardb.intake.masking import mask, quoted
from stardb.intake.memo import Memo
from stardb.intake.place_names import Key
from stardb.intake.problem_limits import ProblemLimit, count_problems, limit_problems
from stardb.intake.roster_check import UnknownSubject
from stardb.intake.rows.collect_rows import NOBODY, CollectedRows
from stardb.intake.tables import Index
from stardb.problems import Problem, problem
from stardb.quantity import Column
from stardb.rulebook import TableSpec

_COMPARED = 500
"""With how many names a strange one is compared: a township has far fewer, and comparing is slow."""
_SEARCHES = 2000
"""For how many strange names of a table like ones are looked for."""


class _UnknownRow(NamedTuple):
    """A row nobody of the roster has, and its key."""

    row: int
    key: Key


@dataclass
class _Search:
    """Looks for rows' subjects by their keys, and keeps the rows to be reported."""

    collected: CollectedRows
    roster: Roster
    renamed: dict[int, dict[Key, tuple[int, int]]] = field(default_factory=lambda: defaultdict(dict))
    placed: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    namesakes: list[tuple[int, Key, list[int]]] = field(default_factory=list)
    strange: list[_UnknownRow] = field(default_factory=list)

    def subject(self, i: int, key: Key) -> int:
        """The subject of row i, -1 for none."""
        found = self.roster.names.find(key)
        if found is not None:
            return found
        return self._without_township(i, key) if "" in key[:-1] else self._find_respelling(i, key)

    def _find_respelling(self, i: int, key: Key) -> int:
        found = self.roster.names.similar(key)
        if found is None:
            self.strange.append(_UnknownRow(i, key))
            return NOBODY
        self.renamed[int(self.collected.table.source[i])].setdefault(key, (i, found))
        return found

    def _without_township(self, i: int, key: Key) -> int:
        candidates = self.roster.names.anywhere(key[-1])
        if len(candidates) == 1:
            self.placed[int(self.collected.table.source[i])].append((i, candidates[0]))
            return candidates[0]
        if not candidates:
            self.strange.append(_UnknownRow(i, key))
        elif not self.collected.faulty[i]:
            self.namesakes.append((i, key, candidates))
        return NOBODY


def assign_rows(collected: CollectedRows, roster: Roster) -> tuple[Index, list[UnknownSubject], list[Problem]]:
    """The subject of each row, -1 for none; who is not on the roster; and the problems of these and of other spellings."""
    keys, problems = keys_of(collected, whole=False)
    search = _Search(collected, roster)
    found = [NOBODY if key is None else search.subject(i, key) for i, key in enumerate(keys)]
    source = collected.table.source.tolist()
    problems += limit_problems(
        search.namesakes, lambda one: source[one[0]], lambda one: _namesake_problem(collected, roster, *one)
    )
    problems += [_spelling_note(collected, roster, list(names.values())) for names in search.renamed.values()]
    problems += [_township_note(collected, roster, rows) for rows in search.placed.values()]
    unknown, faults = _unknown_rows(collected, roster, search.strange)
    return np.array(found, dtype=np.int64), [*unknown, *cut_short_keys(collected, roster.spec)], problems + faults


def cut_short_keys(collected: CollectedRows, roster: TableSpec) -> list[UnknownSubject]:
    """The rows whose key Excel has cut short: nobody's, by the name that the row gives."""
    rows = [] if collected.lost is None else np.flatnonzero(collected.lost).tolist()
    return [_cut_short(collected, roster, i) for i in rows]


def _cut_short(collected: CollectedRows, roster: TableSpec, i: int) -> UnknownSubject:
    columns = collected.table.columns
    name, key = columns.get(roster.name), collected.spec.key[-1]
    who = (
        mask(str(name.at(i)))
        if name is not None and name.known[i] and roster.name not in collected.spec.key
        else "这一行"
    )
    group = str(columns[roster.group].at(i) or "") if roster.group in columns else ""
    return UnknownSubject(f"{who}（{key}末几位已丢失）", group, collected.table.name, collected.table.place(i, key))


def _spelling_note(collected: CollectedRows, roster: Roster, names: Sequence[tuple[int, int]]) -> Problem:
    """One note a sheet for all names written otherwise than in the roster."""
    ours = [collected.table.columns[name] for name in collected.spec.key]
    theirs = [roster.table.columns[name] for name in roster.spec.key]
    parts = [k for k in range(len(ours)) if any(ours[k].at(i) != theirs[k].at(s) for i, s in names)]
    pairs = [f"{quoted(_join_parts(ours, parts, i))}即{quoted(_join_parts(theirs, parts, s))}" for i, s in names]
    listed = "，".join(pairs[:3]) + ("等" if len(pairs) > 3 else "")
    column = collected.spec.key[parts[0]]
    message = f"本表有{len(pairs)}个{quoted(column)}的写法与名册不同，已视为同一个：{listed}。"
    return problem("D144", message, collected.table.place(names[0][0], column), found=listed)


def _join_parts(columns: Sequence[Column], parts: Sequence[int], row: int) -> str:
    return "/".join(str(columns[k].at(row)) for k in parts)


def _township_note(collected: CollectedRows, roster: Roster, rows: Sequence[tuple[int, int]]) -> Problem:
    """One note a sheet for the rows without a township whose village only one township has."""
    pairs = "，".join(roster.titles[s] for _, s in rows[:3]) + ("等" if len(rows) > 3 else "")
    above = "、".join(collected.spec.key[:-1])
    message = f"有{len(rows)}行没有填{quoted(above)}，名册里这个名称只有一处，已按名册归入：{pairs}。"
    return problem("D157", message, collected.table.place(rows[0][0], collected.spec.key[-1]), found=pairs)


def _namesake_problem(collected: CollectedRows, roster: Roster, i: int, key: Key, candidates: Sequence[int]) -> Problem:
    """A row without a township whose village several townships have."""
    names = "、".join("/".join(roster.names.keys[s]) for s in candidates)
    above = "、".join(collected.spec.key[:-1])
    message = f"这一行没有填{quoted(above)}，而名册里有{len(candidates)}个{quoted(mask(key[-1]))}({names})，没有计入。"
    return problem(
        "D158", message, collected.table.place(i, collected.spec.key[-1]), found=mask(key[-1]), expected=names
    )


def _unknown_rows(
    collected: CollectedRows, roster: Roster, strange: Sequence[_UnknownRow]
) -> tuple[list[UnknownSubject], list[Problem]]:
    """One a row; where the roster knows nothing of a whole township, one a sheet and township."""
    groups: dict[tuple[int, Key], list[int]] = defaultdict(list)
    single: list[_UnknownRow] = []
    for i, key in strange:
        if key[:-1] and "" not in key[:-1] and roster.names.parent(key[:-1]) is None:
            groups[int(collected.table.source[i]), key[:-1]].append(i)
        else:
            single.append(_UnknownRow(i, key))
    near = _Near(roster)
    told = _within(
        groups.items(), lambda one: one[0][0], lambda one: _unknown_group(collected, near, one[0][1], one[1])
    )
    source = collected.table.source.tolist()
    told += _within(single, lambda one: source[one.row], lambda one: _unknown_row(collected, near, one.row, one.key))
    return [unknown for unknown, _ in told], [fault for _, fault in told]


_T = TypeVar("_T")
_Report: TypeAlias = tuple[UnknownSubject, Problem]


def _within(items: Iterable[_T], sheet: Callable[[_T], int], tell: Callable[[_T], _Report]) -> list[_Report]:
    """The reports on unknown rows or townships; beyond the limits, one for each sheet."""
    bound: ProblemLimit[_T] = ProblemLimit()
    told = [tell(one) for one in items if bound.takes(sheet(one), one)]
    for first, count in bound.rest.values():
        unknown, fault = tell(first)
        title = f"{unknown.title}等" if count > 1 else unknown.title
        told.append((replace(unknown, title=title, rows=unknown.rows - 1 + count), count_problems(fault, count)))
    return told


class _Near:
    """The roster's names, to find those like a strange one; so many times and no more, as it takes long."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.left = _SEARCHES

    @cached_property
    def townships(self) -> CloseNames:
        """The roster's townships, to be found by names like theirs."""
        return CloseNames(["/".join(known) for known in self.roster.names.parents][:_COMPARED])

    @cached_property
    def _villages(self) -> Memo[Key, CloseNames]:
        parents = self.roster.names.parents
        return Memo(lambda parent: CloseNames([known[-1] for known in parents[parent]][:_COMPARED]))

    def in_townships(self, name: str) -> list[str]:
        """The townships whose names are like one; none once too many were looked for."""
        return self.townships.find(name) if self._may() else []

    def in_township(self, parent: Key, name: str) -> list[str]:
        """The subjects of a township whose names are like one; none once too many were looked for."""
        return self._villages[parent].find(name) if self._may() else []

    def _may(self) -> bool:
        self.left -= 1
        return self.left >= 0


def _unknown_group(collected: CollectedRows, names: _Near, parent: Key, rows: Sequence[int]) -> _Report:
    name = mask("/".join(parent))
    near = names.in_townships("/".join(parent))
    message = f"名册里没有{quoted(name)}，它的{len(rows)}行都没有计入{_perhaps(near)}。"
    place = collected.table.place(rows[0], collected.spec.key[0])
    unknown = UnknownSubject(name, name, collected.table.name, place, tuple(near), len(rows))
    return unknown, problem("D143", message, place, found=name, expected="、".join(near))


def _unknown_row(collected: CollectedRows, names: _Near, i: int, key: Key) -> _Report:
    roster = names.roster
    near, hint = _namesakes(collected, roster, i) if _is_person(collected) else _nearest(names, key)
    title = _describe(collected, roster, i, key)
    message = f"名册里没有{title}，这一行没有计入{hint}。"
    place = collected.table.place(i, collected.spec.key[-1])
    unknown = UnknownSubject(title.strip("“”"), _group(collected, roster, i), collected.table.name, place, tuple(near))
    if collected.spec.many and not near and _was_carried(collected, i):
        message = f"这一行是带过来的，名册里已经没有{title}，没有计入。"
        return unknown, problem("D214", message, place, found=mask("/".join(key)))
    return unknown, problem("D143", message, place, found=mask("/".join(key)), expected="、".join(near))


def _was_carried(collected: CollectedRows, i: int) -> bool:
    """Whether a row is one with which a form went out."""
    form = collected.table.sources[int(collected.table.source[i])].form
    return form is not None and int(collected.table.row[i]) <= form.header + form.carried


def _group(collected: CollectedRows, roster: Roster, i: int) -> str:
    """The township a row gives itself."""
    column = collected.table.columns.get(roster.spec.group)
    return str(column.at(i) or "") if column is not None else ""


def _is_person(collected: CollectedRows) -> bool:
    return any(collected.spec.columns[name].type == "citizen_id" for name in collected.spec.key)


def _describe(collected: CollectedRows, roster: Roster, i: int, key: Key) -> str:
    """The row's subject in words: `“东村镇/李家村”`, `张三(李家村，身份证号 141122**********12)`."""
    if not _is_person(collected):
        return f"{quoted(mask('/'.join(filter(None, key))))}"
    columns = collected.table.columns
    names = dict.fromkeys((roster.spec.name, *roster.spec.columns))
    texts = [str(columns[name].at(i)) for name in names if _tells_apart(collected, name) and columns[name].known[i]]
    who, *more = [*texts[:2], f"{'、'.join(collected.spec.key)} {mask('/'.join(key))}"]
    return f"{who}({'，'.join(more)})" if more else f"{quoted(who)}"


def _tells_apart(collected: CollectedRows, name: str) -> bool:
    spec = collected.spec.columns.get(name)
    return spec is not None and spec.type == "text" and not spec.private and name not in collected.spec.key


def _namesakes(collected: CollectedRows, roster: Roster, i: int) -> tuple[list[str], str]:
    """The ID numbers, masked, that the roster has for the row's name."""
    column = collected.table.columns.get(roster.spec.name)
    name = column.at(i) if column is not None else None
    keys = [mask(key) for key in roster.by_name.get(name, [])[:3]] if isinstance(name, str) else []
    return keys, f"；名册里{name}的是 {'、'.join(keys)}，请核对" if keys else ""


def _nearest(names: _Near, key: Key) -> tuple[list[str], str]:
    """The same name under another township, then the names most like it under its own."""
    roster = names.roster
    elsewhere = ["/".join(known) for known in roster.names.by_last.get(key[-1], [])] if len(key) > 1 else []
    parent = roster.names.parent(key[:-1])
    near = [*elsewhere, *(names.in_township(parent, key[-1]) if parent is not None else ())][:3]
    return near, _perhaps(near)


def _perhaps(near: Sequence[str]) -> str:
    return f"；相近的有{''.join(map(quoted, near))}" if near else ""
