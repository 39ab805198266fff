"""Who contests the places of a quota together, and how many of them come to each result: what the quotas after it go by."""

from typing import TYPE_CHECKING

import numpy as np

from stardb.quantity import Array, Mask
from stardb.scorers.base.contested import Contested
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scored import Branches
from stardb.scorers.kit.members import count_by_group

if TYPE_CHECKING:
    from stardb.scorers.steps.quota_contest import Contest

OUTSIDE, INSIDE, OVER, TIED, OPEN = 0, 1, 2, 3, 4


def find_contests(frame: AppraisalFrame, name: str) -> Contested | None:
    """The contests that a step has left open; None where there are none."""
    scored = frame.scored.get(name)
    return scored.contested if scored is not None else None


def find_contests_after(contest: "Contest", asked: Branches) -> Contested | None:
    """The contests after a quota: at its edge, and those of the quotas before in which it changes nothing or all alike."""
    before, core = contest.contests_before, contest.core
    may_start = contest.may_be(core.start) & contest.rated
    at_edge = may_start & np.isin(asked, (TIED, OPEN)) & ~contest.may_hold
    if before is None and not at_edge.any():
        return None
    new = _count_at_edge(contest, asked, at_edge & (contest.groups >= 0))
    if before is None:
        return new
    moved = may_start & (asked == (OVER if core.fill_from is None else INSIDE))
    touched, stays = at_edge | moved, ~may_start | ~(at_edge | moved)
    number = before.number
    untouched, together = (
        np.bincount(before.contest[who & (before.contest >= 0)], minlength=number) == 0
        for who in (touched, at_edge | (may_start & stays))
    )
    assert core.goal is not None
    start, goal = (core.ladder.show_height(height) for height in (core.start, core.goal))
    at_goal = contest.may_be(core.goal)
    left = before.move(~untouched & together, start, goal, at_goal).narrow(untouched | together)
    return left if new is None else left.also(new)


def _count_at_edge(contest: "Contest", asked: Branches, edge: Mask) -> Contested | None:
    """In each group those at the edge, and how many of them are within the places: so many as all others leave."""
    core, groups = contest.core, contest.groups
    number = int(groups.max(initial=-1)) + 1
    if not edge.any():
        return None
    least, most = _count_competing(contest, contest.may, number)
    places = [np.zeros(number, np.int64) for _ in range(2)]
    for by_group, by_subject in zip(places, contest.group_places(), strict=True):
        by_group[groups[groups >= 0]] = by_subject[groups >= 0]
    low = np.minimum(places[0], least) if core.ties != "all_out" else np.zeros(number, np.int64)
    high = np.minimum(places[1], most) if core.ties != "all_in" else most
    rest = ~edge & contest.may
    in_, may_be_in = (rest & (which | contest.may_hold) for which in (asked == INSIDE, asked != OVER))
    (inside, _), (_, inside_most) = (_count_competing(contest, who, number) for who in (in_, may_be_in))
    outside, outside_most = _count_competing(contest, rest, number)
    there, there_most = _count_competing(contest, edge, number)
    there, there_most = np.maximum(there, least - outside_most), np.minimum(there_most, most - outside)
    within = np.clip(low - inside_most, 0, there_most), np.clip(high - inside, 0, there_most)
    (all_, _), (_, all_most) = (_count_competing(contest, edge | who, number) for who in (in_, may_be_in))
    beyond = np.maximum(there - within[1], 0), np.minimum(there_most - within[0], np.maximum(all_most - low, 0))
    beyond = np.minimum(np.maximum(beyond[0], all_ - high), beyond[1]), beyond[1]
    assert core.goal is not None
    start, goal = (core.ladder.show_height(height) for height in (core.start, core.goal))
    stays, goes = (within, beyond) if core.fill_from is None else (beyond, within)
    size = count_by_group(edge, groups, number)
    before = count_by_group(edge & contest.may_be(core.goal) & ~contest.sure, groups, number)
    counts = {start: stays, goal: (goes[0], np.minimum(goes[1] + before, size))}
    return Contested(np.where(edge, groups, -1), counts).narrow(size > 0)


def _count_competing(contest: "Contest", who: Mask, number: int) -> tuple[Array, Array]:
    """How many of `who` compete in each group, at least and at most."""
    groups, alone = contest.groups, who & contest.may & ~contest.joined
    least = count_by_group(alone & contest.sure & contest.decided, groups, number)
    most = count_by_group(alone, groups, number) + np.count_nonzero(alone & (groups < 0))
    if contest.contested is None:
        return least, most
    rows = np.flatnonzero(contest.joined)
    contests, first, sizes = np.unique(contest.contested.contest[rows], return_index=True, return_counts=True)
    asked = np.bincount(contest.contested.contest[contest.joined & who], minlength=contest.contested.number)[contests]
    own = groups[rows[first]]
    np.add.at(least, own, np.maximum(contest.joint_counts[0][contests] - (sizes - asked), 0))
    np.add.at(most, own, np.minimum(contest.joint_counts[1][contests], asked))
    return least, most
