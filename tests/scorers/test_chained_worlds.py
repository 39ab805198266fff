"""Quotas one after another: a result is decided where it is the same however gaps are filled in and ties are broken.

Every way to fill in the gaps, and every order that lots may bring those who are level into, is rated as a group of its own,
by the same rules with the lots as the last word.
"""

from collections.abc import Sequence
from itertools import permutations, product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rating import rated, results

POINTS, KINDS, TRUTHS = (1, 2, 3), ("村", "社区"), (True, False)
MOST_ROWS = 6_000

Person = tuple[int | None, str | None, bool | None, bool | None]
"""Points, kind, whether it may have a prize at all, whether it is rated; None is unknown."""
DOMAINS: tuple[Sequence[Any], ...] = (POINTS, KINDS, TRUTHS, TRUTHS)


def people(most: int = 5) -> st.SearchStrategy[list[Person]]:
    sure = st.sampled_from([True] * 6 + [False, None])
    person = st.tuples(
        st.sampled_from([*POINTS, *POINTS, *POINTS, None]), st.sampled_from([*KINDS, *KINDS, *KINDS, None]), sure, sure
    )
    return st.lists(person, min_size=2, max_size=most)


def rate(worlds: Sequence[tuple[Sequence[Person], Sequence[Sequence[int]]]], rules: str) -> list[list[Any]]:
    """Everybody's grade in every world: people, and the lot each draws at each quota."""
    rows = [
        (f"场{k}", *person, *(lot[i] for lot in lots))
        for k, (group, lots) in enumerate(worlds)
        for i, person in enumerate(group)
    ]
    told = [
        ("场", "text"), ("甲", "number, whole: true, between: [1, 3]"), ("类别", f"choice, choices: [{', '.join(KINDS)}]"),
        ("够格", "yes_no"), ("参加", "yes_no"), *((f"签{k}", "number") for k in range(len(worlds[0][1]))),
    ]  # fmt: skip
    columns = {name: (spec, [row[k] for row in rows]) for k, (name, spec) in enumerate(told)}
    found, size = results(rated(rules, columns), "奖次"), len(worlds[0][0])
    return [found[k * size : (k + 1) * size] for k in range(len(worlds))]


def complete(group: Sequence[Person]) -> list[list[Person]]:
    """Every way to fill in what is unknown."""
    each = [
        list(product(*([value] if value is not None else domain for value, domain in zip(person, DOMAINS, strict=True))))
        for person in group
    ]  # fmt: skip
    return [list(world) for world in product(*each)]


def compare(group: list[Person], quotas: Sequence[str], draws: int, tight: bool = True, grade: str = "") -> None:
    """Fails where a decided grade is another in some world, or one left open is the same in all. draws: how often lots are drawn."""
    worlds = complete(group)
    lots = list(product(permutations(range(len(group))), repeat=draws))
    assume(len(worlds) * len(lots) * len(group) <= MOST_ROWS)
    grade = grade or GRADE
    (found,) = rate([(group, ())], grade.replace("ORDER", "甲") + rules(quotas, "甲"))
    drawn = [(world, lot) for world in worlds for lot in lots]
    lots_too = grade.replace("ORDER", "[甲, 签0]")
    outcomes = rate(drawn, lots_too + rules(quotas, *(f"[甲, 签{min(k, draws - 1)}]" for k in range(len(quotas)))))
    for i, value in enumerate(found):
        mine = {outcome[i] for (world, _), outcome in zip(drawn, outcomes, strict=True) if world[i][3]}
        if value is not None:
            assert mine <= {value}, f"{i}: 定为{value}，可能为{mine}"
        elif tight and group[i][3] is True:
            assert None in mine or len(mine) > 1, f"{i}: 待定，但都为{mine}"


GRADE = """
eligible: 参加
grade:
  name: 奖次
  decide: [{when: 够格 = 否, give: 没有奖}]
  otherwise: 一等奖
  grades: [一等奖, 二等奖, 三等奖, 没有奖]
  basis: 试
quotas:
"""


def rules(quotas: Sequence[str], *order: str) -> str:
    """These quotas; order: what each orders by, the last one for all the others too."""
    return "".join(
        f"  - {{{quota}, order: {order[min(k, len(order) - 1)]}, basis: 试}}\n" for k, quota in enumerate(quotas)
    )


FIRST, SECOND, THIRD = (
    "of: {}, group: 场, at_most: {{}}, overflow: {}".format(*pair)
    for pair in (("一等奖", "二等奖"), ("二等奖", "三等奖"), ("三等奖", "没有奖"))
)
FEW = st.integers(0, 2)


@settings(max_examples=60, deadline=None)
@given(people(), st.tuples(FEW, FEW, FEW))
def test_one_quota_after_another(group: list[Person], places: tuple[int, int, int]) -> None:
    group = [(points, "村", worthy, taking) for points, _, worthy, taking in group]
    compare(group, [quota.format(n) for quota, n in zip((FIRST, SECOND, THIRD), places, strict=True)], 1)


@settings(max_examples=40, deadline=None)
@given(people(4), st.tuples(FEW, FEW))
def test_lots_drawn_anew_at_each_quota(group: list[Person], places: tuple[int, int]) -> None:
    group = [(points, "村", worthy, taking) for points, _, worthy, taking in group]
    compare(group, [quota.format(n) for quota, n in zip((FIRST, SECOND), places, strict=True)], 2)


IN_KIND = "of: 一等奖, group: [场, 类别], at_most: {}, overflow: 二等奖"


@settings(max_examples=60, deadline=None)
@given(people(), st.tuples(st.integers(1, 2), FEW, FEW), st.booleans())
def test_a_quota_of_each_kind_within_one_of_all(group: list[Person], places: tuple[int, int, int], again: bool) -> None:
    quotas = [IN_KIND.format(places[0]), FIRST.format(places[1]), SECOND.format(places[2])]
    compare(group, quotas if again else [quotas[0], quotas[2]], 1, tight=all(one[0] and one[1] for one in group))


FILL = "of: 三等奖, group: 场, at_least: {}, fill_from: 二等奖"


@settings(max_examples=60, deadline=None)
@given(people(), st.tuples(FEW, FEW, FEW))
def test_places_to_be_filled_after_others_were_taken(group: list[Person], places: tuple[int, int, int]) -> None:
    group = [(points, "村", worthy, taking) for points, _, worthy, taking in group]
    compare(group, [FIRST.format(places[0]), FILL.format(places[1]), THIRD.format(places[2])], 1, tight=False)


ALLOTTED = """
eligible: 参加
grade: {name: 奖次, %s, group: 场, order: ORDER, grades: [一等奖, 二等奖, 三等奖, 没有奖], basis: 试}
quotas:
"""
WORDS = st.sampled_from([
    "distribute: {一等奖: 1/3, 二等奖: 1/3, 三等奖: 1/3}, round: largest_remainder",
    "distribute: {一等奖: 40%, 二等奖: 60%}, round: half_up, residue: 二等奖, among: 够格, otherwise: 没有奖",
    "prizes: {一等奖: 1, 二等奖: 2}, among: 够格, otherwise: 没有奖",
])  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(people(), WORDS, FEW, st.integers(1, 2))
def test_quotas_after_words_are_allotted(group: list[Person], words: str, places: int, in_kind: int) -> None:
    group = [(points, kind or "村", worthy, taking) for points, kind, worthy, taking in group]
    quotas = ["of: 一等奖, group: [场, 类别], at_most: 1, overflow: 二等奖", SECOND.format(places)]
    compare(group, quotas[2 - in_kind :], 1, tight=False, grade=ALLOTTED % words)
