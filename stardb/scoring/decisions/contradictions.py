"""Several decisions on the same thing: one that is repeated changes nothing, those that differ contradict each other."""

from collections.abc import Callable, Hashable, Sequence

from stardb.intake import Decision
from stardb.problems import Problem
from stardb.scoring.decisions.targets import refuse


def settle_contradictions(
    decisions: Sequence[Decision], read: Callable[[str], Hashable]
) -> tuple[Decision | None, list[Problem]]:
    """The one decision that is left of those on the same thing, None where they contradict each other; and the problems.

    read: what 改为 comes to, alike where it means the same.
    """
    first = decisions[0]
    values = {read(one.after) for one in decisions}
    if len(values) == 1:
        return first, [_repeat(one, first) for one in decisions[1:]]
    others = {one.number: "、".join(f"第{two.number}号" for two in decisions if two is not one) for one in decisions}
    return None, [
        refuse(
            "D244",
            one,
            f"与{others[one.number]}裁定改的是同一处，改成的不一样，都没有作数",
            found="、".join(dict.fromkeys(two.number for two in decisions)),
            expected="只有一条作数",
        )
        for one in decisions
    ]


def _repeat(one: Decision, first: Decision) -> Problem:
    return refuse("D245", one, f"与第{first.number}号裁定完全一样", found=one.number)
