"""The same fault in many cells of one column, told once: which problems are one line of a listing."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from stardb.problems.problem import Place

SEVERAL = 3
"""From how many on they are one line."""

NAMED = 3
"""How many of their cells are named."""

Item = TypeVar("Item")


def fold(items: Iterable[Item], mark: Callable[[Item], tuple[str, Place]]) -> list[list[Item]]:
    """The lines of a listing, each one item or all of one code in one column of a sheet, in the order of their firsts.

    mark: an item's code and place.
    """
    columns: dict[tuple[str, Place, int], list[Item]] = {}
    seen: Counter[tuple[str, Place]] = Counter()
    for number, item in enumerate(items):
        code, place = mark(item)
        letters = re.match("[A-Z]+", place.cell)
        column = replace(place, cell=letters[0]) if letters else Place(str(number))  # no column: a line of its own
        columns.setdefault((code, column, seen[code, place]), []).append(item)
        seen[code, place] += 1  # a cell said twice is in two lines
    return [line for same in columns.values() for line in ([same] if len(same) >= SEVERAL else [[one] for one in same])]


def describe_cells(cells: Sequence[str]) -> str:
    """`C5、C9、C12 等 12 格`; a single cell as it is."""
    named = "、".join(cells[:NAMED])
    return f"{named} 等 {len(cells)} 格" if len(cells) > NAMED else f"{named} {len(cells)} 格" if cells[1:] else named
