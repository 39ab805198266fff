"""What the page of all problems shows: every scheme's together, by township, a fault of a whole column on one line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from stardb.problems import NO_GROUP, Place, describe_cells, fold
from stardb.rendering.pages.ranks import rank_by, sort_key
from stardb.rendering.pages.scheme_page import GRAVITY
from stardb.rendering.views.page_views import ProblemLine, SchemePage, TownshipProblems
from stardb.rendering.views.rows.problem_rows import ProblemRow, count_problems
from stardb.rendering.words import WORDS

__all__ = ["list_township_problems"]

_word = WORDS[ProblemRow].word
_KEYS: Mapping[str, Callable[[ProblemRow], Any]] = {
    _word("severity"): lambda row: GRAVITY[row.severity],
    _word("place"): lambda row: sort_key(str(row.place)),
    _word("message"): lambda row: sort_key(row.message),
    _word("code"): lambda row: sort_key(row.code),
}
"""What the lines are sorted by, under the names that templates use."""


def list_township_problems(schemes: Sequence[SchemePage]) -> tuple[TownshipProblems, ...]:
    """Every township that has problems, with those of all schemes."""
    rows = _merge(schemes)
    counts = {count.group: count for count in count_problems(rows)}
    towns = groupby(rows, key=lambda row: row.group)
    return tuple(
        TownshipProblems(counts[town], f"t{number}", _fold_lines(mine)) for number, (town, mine) in enumerate(towns, 1)
    )


def _merge(schemes: Sequence[SchemePage]) -> list[ProblemRow]:
    """Every problem once, the townships in the order in which the schemes have them, the county's own last."""
    found = dict.fromkeys(row for page in schemes for row in page.view.problems)
    rated = [row.group for page in schemes for row in page.view.subjects]
    order = dict.fromkeys([*rated, *(row.group for row in found)])
    rank = {town: i for i, town in enumerate(order)} | {NO_GROUP: len(order)}
    return sorted(found, key=lambda row: rank[row.group])


def _fold_lines(rows: Iterable[ProblemRow]) -> tuple[ProblemLine, ...]:
    """The lines of one township: a problem each, or one for all of a kind in one column."""
    lines = fold(rows, _mark)
    ranks = rank_by([same[0] for same in lines], _KEYS)
    return tuple(
        ProblemLine(same[0], describe_cells([row.cell for row in same if row.cell]), tuple(same[1:]), ranks[i])
        for i, same in enumerate(lines)
    )


def _mark(row: ProblemRow) -> tuple[str, Place]:
    return row.code, Place(row.file, row.sheet, row.cell)
