"""How a rule file tells its clauses apart: by the keyword of the scorer, a star won by a pass mark by keys of its own."""

from typing import Any

from pydantic import BaseModel

from stardb.quantity import find_near
from stardb.rulebook.document import PassStar
from stardb.scorers import KEYWORDS, SCORERS, keyword_of
from stardb.scorers.base import Clause
from stardb.yamlfile import Unions, YamlPath, YamlSource

_SECTIONS = ("values", "scores", "stars", "level", "grade", "ratings", "entitlements")
"""The sections that have clauses."""

_OF_TABLES = ("computed", "valid_for")
"""The keys of a table below which there are clauses."""

_AMOUNTS = ("at_most", "at_least")
"""The keys of a quota that may be a clause."""

_PASS = "pass"
"""The tag of a star won by a pass mark."""


class ClauseUnions(Unions):
    """The clauses of a rule file, tagged by the keyword of their scorer."""

    def tags(self, path: YamlPath, part: dict[str, Any]) -> tuple[str, ...]:
        """The clause's keyword, and `pass`; none outside the sections that have clauses."""
        if not _has_clauses(path):
            return ()
        keyword = keyword_of(part)
        return (_PASS, keyword) if keyword else (_PASS,)

    def model(self, tag: str) -> type[BaseModel]:
        """The scorer of a keyword, or the model of a star won by a pass mark."""
        return PassStar if tag == _PASS else _BY_KEYWORD[tag]

    def report_no_tag(self, path: YamlPath, source: YamlSource) -> None:
        """Report a clause without a scorer's keyword (R204)."""
        given = _keys_beside((*path, ""), source)
        odd = [str(key) for key in given if key not in Clause.model_fields]
        near = next((m[0] for key in odd if (m := find_near(key, KEYWORDS, cutoff=0.6))), "")
        hint = f"；是不是“{near}”？" if near else ""
        found, expected = "、".join(map(str, given)), "、".join(KEYWORDS)
        source.report("R204", f"没有写计分方式{hint}", path, key=True, found=found, expected=expected)

    def report_second_tag(self, path: YamlPath, source: YamlSource) -> bool:
        """Report a keyword that stands in a clause of another keyword (R204)."""
        key = str(path[-1]) if path else ""
        others = _keys_beside(path, source) if key in KEYWORDS else []
        first = next((word for word in KEYWORDS if word in others and word != key), "")
        if first:
            message = f"一条里写了两种计分方式：{first} 与 {key}"
            source.report("R204", message, path, key=True, found=key, expected="只写一种")
        return bool(first)


def _has_clauses(path: YamlPath) -> bool:
    """Whether clauses may stand at a path or below it."""
    if path[:1] == ("tables",):
        return len(path) > 2 and path[2] in _OF_TABLES
    if path[:1] == ("quotas",):
        return len(path) > 2 and path[2] in _AMOUNTS
    return bool(path) and path[0] in _SECTIONS


_BY_KEYWORD = {scorer.keyword: scorer for scorer in SCORERS}

CLAUSE_UNIONS = ClauseUnions()


def _keys_beside(path: YamlPath, source: YamlSource) -> list[str]:
    """The keys of the part in which the last key of a path stands."""
    node: Any = source.data
    for step in path[:-1]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return []
    return list(node) if isinstance(node, dict) else []
