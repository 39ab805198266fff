"""Problems township by township, as every listing shows them."""

from collections.abc import Iterable, Sequence

from stardb.problems.problem import Problem

NO_GROUP = "本级"
"""What people see where a problem is no township's own: it is for the level that rates to mend."""


def group_by_township(problems: Iterable[Problem], order: Sequence[str] = ()) -> dict[str, list[Problem]]:
    """The problems of each group, otherwise in the order given: groups as in `order`, others by name, the county's own last."""
    groups: dict[str, list[Problem]] = {}
    for one in problems:
        groups.setdefault(one.group, []).append(one)
    rank = {group: i for i, group in enumerate(dict.fromkeys(order))}
    return {
        group: groups[group]
        for group in sorted(groups, key=lambda group: (not group, rank.get(group, len(rank)), group))
    }
