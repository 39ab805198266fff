"""What is decided is the same however the gaps are filled in, and what is not differs: held against every way to fill them in.

All ways to fill in a small group are rated at once, each as a group of its own (场 says which), by the same rules, to which
nothing is then unknown.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rating import rated, results

POINTS, KINDS, TRUTHS = (1, 2, 3, 4), ("村", "社区"), (True, False)
MOST_WORLDS = 1200

Person = tuple[int | None, str | None, bool | None, bool | None]
"""Points, kind, whether it is counted, whether it is rated; None is unknown."""


def people(least: int = 1, most: int = 5, rated_too: bool = True) -> st.SearchStrategy[list[Person]]:
    sure = st.sampled_from([True, True, True, False, None])
    return st.lists(
        st.tuples(
            st.sampled_from([*POINTS, *POINTS, None]),
            st.sampled_from([*KINDS, "村", "村", None]),
            sure,
            sure if rated_too else st.just(True),
        ),
        min_size=least,
        max_size=most,
    )


def rate(worlds: Sequence[Sequence[Person]], rules: str, name: str) -> list[list[Any]]:
    """Everybody's result in every world."""
    rows = [(f"场{k}", *person) for k, world in enumerate(worlds) for person in world]
    columns = {
        "场": ("text", [row[0] for row in rows]),
        "甲": ("number, whole: true, between: [1, 4]", [row[1] for row in rows]),
        "类别": (f"choice, choices: [{', '.join(KINDS)}]", [row[2] for row in rows]),
        "计入": ("yes_no", [row[3] for row in rows]),
        "参加": ("yes_no", [row[4] for row in rows]),
    }
    found, size = results(rated(rules, columns), name), len(worlds[0])
    return [found[k * size : (k + 1) * size] for k in range(len(worlds))]


def complete(group: Sequence[Person]) -> list[list[Person]]:
    """Every way to fill in what is unknown."""
    each = [
        list(product(*([value] if value is not None else domain for value, domain in zip(person, DOMAINS, strict=True))))
        for person in group
    ]  # fmt: skip
    return [list(world) for world in product(*each)]


DOMAINS: tuple[Sequence[Any], ...] = (POINTS, KINDS, TRUTHS, TRUTHS)


def compare(group: list[Person], rules: str, name: str = "得数", tight: bool = True) -> None:
    """Fails where a decided result is another in some world, or one left open is the same in all."""
    unknown = sum(
        len(domain) > 1 for person in group for value, domain in zip(person, DOMAINS, strict=True) if value is None
    )
    assume(unknown <= 5)
    worlds = complete(group)
    assume(len(worlds) <= MOST_WORLDS)
    (found,), outcomes = rate([group], rules, name), rate(worlds, rules, name)
    for i, value in enumerate(found):
        mine = {outcome[i] for world, outcome in zip(worlds, outcomes, strict=True) if world[i][3]}  # where it is rated
        if value is not None:
            assert mine <= {value}, f"{i}: 定为{value}，可能为{mine}"
        elif tight and group[i][3] is True:
            assert None in mine or len(mine) > 1, f"{i}: 待定，但都为{mine}"


TIES = st.sampled_from(["undecided", "all_in", "all_out"])
QUOTA = """
eligible: 参加
grade: {{name: 等次, from: 甲, bands: {{3: 五星, 2: 四星, 0: 三星}}, basis: 试}}
quotas:
  - {{of: 五星, group: {group}, {limit}, order: 甲, ties: {ties}, overflow: 四星, basis: 试}}
"""
LIMITS = st.sampled_from([
    "at_most: 1", "at_most: 2", "at_most: 1/3, round: half_up", "at_most: 50%, round: floor", "at_most: 50%, round: ceil, among: 计入",
    "at_most: 40%, round: half_up, at_least_one: true, among: 计入", "at_most: 40%, round: half_up, base: all", "at_most: 50%, round: floor, base: 甲上限",
])  # fmt: skip
BASE = "\nparameters:\n  甲上限: {2000-01-01: 3}\n"
GROUPS = st.sampled_from(["场", "[场, 类别]"])


@settings(max_examples=60, deadline=None)
@given(people(), LIMITS, TIES, GROUPS)
def test_places_at_most(group: list[Person], limit: str, ties: str, within: str) -> None:
    within = "场" if "base: 甲" in limit else within
    rules = QUOTA.format(group=within, limit=limit, ties=ties) + (BASE if "甲上限" in limit else "")
    compare(group, rules, "等次", tight=within == "场")


LEAST = """
eligible: 参加
grade: {{name: 等次, from: 甲, bands: {{4: 好, 2: 中, 1: 差}}, grades: [好, 中, 差], basis: 试}}
quotas:
  - {{of: 差, group: 场, {limit}, order: -甲, ties: {ties}, fill_from: 中, basis: 试}}
"""


@settings(max_examples=60, deadline=None)
@given(
    people(),
    st.sampled_from(
        ["at_least: 1", "at_least: 2", "at_least: 50%, round: ceil", "at_least: 1/3, round: half_up, together: 好"]
    ),
    TIES,
)
def test_places_at_least(group: list[Person], limit: str, ties: str) -> None:
    compare(group, LEAST.format(limit=limit, ties=ties), "等次")


PRIZES = """
eligible: 参加
values:
  得数: {{prizes: {{一等奖: 1, 二等奖: 1, 三等奖: 2}}, group: {group}, order: 甲, ties: {ties}, among: 计入, basis: 试}}
"""


@settings(max_examples=60, deadline=None)
@given(people(), st.sampled_from(["undecided", "all_up", "all_down", "share_next"]), GROUPS)
def test_prizes(group: list[Person], ties: str, within: str) -> None:
    compare(group, PRIZES.format(ties=ties, group=within), tight=ties != "all_up" and within == "场")


SHARES = """
eligible: 参加
values:
  得数: {{distribute: {{{shares}}}, group: {group}, order: 甲, ties: {ties}, round: {how}, among: 计入, otherwise: 差, basis: 试}}
"""


@settings(max_examples=60, deadline=None)
@given(
    people(), st.sampled_from(["优: 3, 良: 5, 中: 2", "优: 1/3, 良: 1/3, 中: 1/3", "优: 50%, 中: 50%"]),
    st.sampled_from(["largest_remainder", "half_up, residue: 中", "ceil, residue: 优"]),
    st.sampled_from(["undecided", "all_up", "all_down"]), GROUPS,
)  # fmt: skip
def test_shares(group: list[Person], shares: str, how: str, ties: str, within: str) -> None:
    compare(group, SHARES.format(shares=shares, how=how, ties=ties, group=within), tight=within == "场")


RANK = "eligible: 参加\nvalues:\n  得数: {{cohort: 甲, take: rank, within: {group}, where: 参加 且 计入, ties: {ties}, order: {order}, least: {least}, basis: 试}}\n"


@settings(max_examples=60, deadline=None)
@given(
    people(),
    st.sampled_from(["same", "mean", "dense"]),
    st.sampled_from(["high", "low"]),
    st.sampled_from([1, 3]),
    GROUPS,
)
def test_ranks(group: list[Person], ties: str, order: str, least: int, within: str) -> None:
    compare(
        group,
        RANK.format(ties=ties, order=order, group=within, least=least),
        tight=within == "场" and least == 1 and (ties != "dense" or all(one[0] for one in group)),
    )


THRESHOLDS = """
eligible: 参加
values:
  名次: {cohort: 甲, take: rank, within: 场, ties: same, basis: 试}
  平均: {cohort: 甲, take: mean, within: 场, basis: 试}
  最低: {cohort: 甲, take: smallest, within: 场, basis: 试}
  中位: {cohort: 甲, take: median, within: 场, where: 计入, basis: 试}
  占比: {cohort: 计入, take: share, within: 场, basis: 试}
  得数:
    decide:
      - {when: 名次 ≤ 2 且 甲 ≥ 平均, give: 优}
      - {when: 甲 > 中位 或 占比 > 70%, give: 良}
      - {when: 甲 + 最低 ≥ 4, give: 中}
    otherwise: 差
    basis: 试
"""


@settings(max_examples=60, deadline=None)
@given(people())
def test_what_is_held_against_statistics(group: list[Person]) -> None:
    compare(group, THRESHOLDS, tight=False)


SUMS = """
values:
  总: 甲 * 2 + 如果(计入, 3, 1) - 绝对值(甲 - 2) / 2
  档: {from: 总, bands: {9: 8, 5: 4, 0: 1}, basis: 试}
  词: {from: 档, choices: {8: 高, 4: 中, 1: 低}, basis: 试}
  得数:
    decide:
      - {when: "词 在 (高、中) 且 最大(总, 档) ≥ 6", give: 好}
      - {when: "几项(计入, 甲 > 3) ≥ 1", give: 中}
    otherwise: 差
    when: 类别 = 村 或 档 > 0
    basis: 试
"""


@settings(max_examples=80, deadline=None)
@given(people(1, 2, rated_too=False))
def test_sums_bands_and_conditions(group: list[Person]) -> None:
    compare(group, SUMS, tight=False)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("values:\n  得数: {from: 甲 + 10, bands: {13: 4, 11: 2, 0: 1}}", [4, None]),
        ("values:\n  得数: {from: 甲, bands: {2: 5, 1: 5}}", [5, 5]),
        ("values:\n  得数: {formula: '如果(甲 ≥ 1, 7, 0)'}", [7, 7]),
        ("values:\n  得数: {decide: [{when: 计入, give: 6}, {when: 甲 ≥ 1, give: 6}], basis: 试}", [6, 6]),
        ("values:\n  得数: {formula: 3, when: 甲 > 4}", [0, 0]),
        ("values:\n  得数: {formula: 甲, points: 1}", [1, 1]),
    ],
)
def test_what_all_possible_values_agree_on_is_decided(rules: str, expected: list[Any]) -> None:
    """Points lie from 1 to 4: the first has 3, the second none filled in."""
    found = rate([[(3, "村", None, True), (None, "村", None, True)]], rules, "得数")
    assert found == [expected]
