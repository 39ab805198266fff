"""Sheets whose title, name or file says another township than their rows are of."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from stardb.intake.masking import quoted
from stardb.intake.matching.match import Match
from stardb.intake.place_names import are_alike
from stardb.intake.tables import Table, Tables
from stardb.problems import Place, Problem, problem
from stardb.quantity import tidy

_TOWN = re.compile(r"..+(?:镇|乡|街道|办事处)|.[镇乡]|.{3,}")
"""What is a township's name wherever it stands; one word might be anything."""
_FIRST = re.compile(
    r"(?:\d{4}年度?)?(?:[^县市区镇乡]{1,3}[县市区])?([\u4e00-\u9fff]{2,3}(?<![各全本我返下回家老水故小集等个])(?:镇|乡|街道))"
    r"(?![化居建职人户医低村里民银企各镇])"
)
_NOTE = re.compile(r"^\s*(?:依据|说明|注|备注|填表说明)\s*[:：].*$", re.MULTILINE)
"""A line that says by what or how a table is filled in, and not whose it is: 依据：寺庄乡“平安之星”月评."""
_COMMON = re.compile(r"[各全本我县市]|乡镇|农村|重点|中心|城乡|特色|美丽|示范|建制")
"""A title that begins with a township's name, be it in the roster or not: 岚城镇集体收入情况表; not 城乡居民."""


def misnamed_sheets(tables: Tables, matches: Sequence[Match]) -> list[Problem]:
    """One warning for each sheet that names townships of the roster, and has rows of others only."""
    names = sorted({group for group in tables.subjects.groups if _TOWN.fullmatch(group)}, key=lambda n: (-len(n), n))
    if not names:
        return []
    named = re.compile("|".join(map(re.escape, names)))
    rows = _groups_of_rows(tables)
    problems: dict[tuple[str, str], Problem] = {}
    for match in matches:
        key = match.sheet.file, match.sheet.name
        here = rows.get(key, set())
        for text, place in _texts(match):
            said = dict.fromkeys(named.findall(text) or (_unknown(text, here) if place.cell else ()))
            if said and here and not here & said.keys():
                problems.setdefault(key, _township_problem([*said], sorted(here), place))
    return [*problems.values()]


def _unknown(title: str, here: set[str]) -> list[str]:
    """The township a title begins with that is none of those here, written in whatever way."""
    first = _FIRST.match(tidy(title)) if all(group[-1:] in "镇乡道" for group in here) else None
    if first is None or _COMMON.search(first[1]) or any(are_alike(first[1], group) for group in here):
        return []
    return [first[1]]


def _texts(match: Match) -> Iterator[tuple[str, Place]]:
    """The texts above a table's header, the sheet's name and its file's path, each with where it stands."""
    sheet = match.sheet
    for r, row in enumerate(sheet.rows[: match.header.top]):
        for c, cell in enumerate(row):
            if isinstance(cell, str) and cell:
                yield _NOTE.sub("", cell), sheet.place(r, c)
    yield sheet.name, Place(sheet.file, sheet.name)
    yield sheet.file, Place(sheet.file, sheet.name)


def _groups_of_rows(tables: Tables) -> Mapping[tuple[str, str], set[str]]:
    """The townships that each sheet has rows of."""
    groups = np.array(tables.subjects.groups, dtype=object)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table in (*tables.single.values(), *tables.many.values()):
        for s, of in _pairs(table):
            found[table.sources[s].file, table.sources[s].sheet] |= {groups[i] for i in of} - {""}
    return found


def _pairs(table: Table) -> Iterator[tuple[int, list[int]]]:
    """Each source of a table's rows and whose they are."""
    order = np.argsort(table.source, kind="stable")
    source, subject = table.source[order], table.subject[order]
    edges = np.searchsorted(source, np.arange(len(table.sources) + 1))
    for s in range(len(table.sources)):
        yield s, np.unique(subject[edges[s] : edges[s + 1]]).tolist()


def _township_problem(said: Sequence[str], here: Sequence[str], place: Place) -> Problem:
    names, groups = "、".join(said), "、".join(here[:3]) + ("等" if len(here) > 3 else "")
    message = f"{'标题' if place.cell else '工作表名或文件名'}写的是{quoted(names)}，各行却是{groups}的，照各行读了。"
    return problem("D201", message, place, found=names, expected=groups)
