"""Every advice, applied to the tables and scored again, does what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from rating import rated

from stardb.advice import (
    Advice,
    AdvicePlan,
    Outlook,
    TargetAdvice,
    advise,
    describe_advice,
    phrase_change,
    phrase_obstacles,
)
from stardb.intake import Tables
from stardb.quantity import Column, Kind, read_period
from stardb.quantity.logic import truth
from stardb.scoring import Appraisal, score
from stardb.workspace import appraise, choose_contents, create_workspace, open_workspace, read_inputs


def change(tables: Tables, changes: Mapping[int, Mapping[str, Any]]) -> Tables:
    """The tables with some cells changed, each column made anew from plain values."""
    made = {}
    for title, table in tables.single.items():
        columns = dict(table.columns)
        for name, column in table.columns.items():
            new = {i: cells[name] for i, cells in changes.items() if name in cells}
            if new:
                columns[name] = written(column, [new.get(i, column.at(i)) for i in range(len(column))])
        made[title] = replace(table, columns=columns)
    return replace(tables, single=made)


def written(column: Column, values: list[Any]) -> Column:
    if column.kind is Kind.BOOL:
        import numpy as np

        return truth(np.array([bool(one) for one in values]), np.array([one is not None for one in values]))
    if column.kind is Kind.CHOICE:
        import numpy as np

        return Column.from_codes(
            column.choices, np.array([-1 if one is None else column.choices.index(one) for one in values])
        )
    return replace(Column.of(column.kind, values), ends=column.ends)


@pytest.fixture(scope="module")
def advised(judged):
    """The advice of the sample: period -> scheme -> Advice."""
    return {period: {name: advise(made) for name, made in schemes.items()} for period, schemes in judged.items()}


def plans(advice: Advice) -> Iterator[tuple[TargetAdvice, int, AdvicePlan]]:
    for targets in advice.targets.values():
        for one in targets:
            for k, plan in enumerate(one.plans):
                yield one, k, plan


def check_every(made: Appraisal, advice: Advice) -> int:
    """Apply the plans and score: the first of everybody\'s for one target at once, then the second, …; how many there were."""
    rounds: dict[tuple[str, int], dict[int, tuple[TargetAdvice, AdvicePlan]]] = {}
    for one, k, plan in plans(advice):
        rounds.setdefault((one.target.name, k), {})[one.subject] = (one, plan)
    for (name, _), mine in rounds.items():
        after = score(made.scheme, change(made.tables, {i: plan.every for i, (_, plan) in mine.items()}), made.history)
        for i, (one, plan) in mine.items():
            promised = one.target.promised.name
            before, now = (one.target.height(each.columns[promised].at(i)) for each in (made, after))
            assert now > before, (made.subjects.names[i], name)
            for effect in plan.effects:
                step = next((step for step in made.scheme.steps if step.title == effect.name), None)
                if step is not None:
                    assert (made.text(step.name, i), after.text(step.name, i)) == (effect.before, effect.after)
            assert len(plan.changes) <= 3 or name == made.scheme.level
            assert not any(
                made.scheme.tables[made.scheme.columns[column][0]].columns[column].private for column in plan.every
            )
    return sum(len(mine) for mine in rounds.values())


@pytest.mark.parametrize("scheme", ["secretary-star-level", "five-star-branch"])
@pytest.mark.parametrize("period", ["2022", "2023"])
def test_every_advice_of_the_sample_does_what_it_says(advised, scheme, period):
    advice = advised[period][scheme]
    assert check_every(advice.appraisal, advice) > (100 if scheme == "five-star-branch" else 40)


def test_a_plan_of_one_village_alone_does_what_it_says(advised):
    advice = advised["2022"]["five-star-branch"]
    made = advice.appraisal
    for one, _, plan in [*plans(advice)][::60]:
        after = score(made.scheme, change(made.tables, {one.subject: plan.every}), made.history)
        assert one.target.height(after.columns[one.target.name].at(one.subject)) > one.target.height(
            made.columns[one.target.name].at(one.subject)
        )
        others = [i for i in range(len(made.subjects)) if i != one.subject]
        assert [after.columns[one.target.name].at(i) for i in others] == [
            made.columns[one.target.name].at(i) for i in others
        ]


def test_advice_of_other_systems_does_what_it_says(tmp_path):
    create_workspace(tmp_path / "县", choose_contents(False, ["party-member-points", "household-points"]))
    found = read_inputs(open_workspace(tmp_path / "县", read_period("2023")))
    for made in appraise(found)[0].values():
        check_every(made, advise(made))


def test_the_same_tables_give_the_same_advice_and_are_left_as_they_were(judged):
    made = judged["2022"]["five-star-branch"]
    kept = {name: [column.at(i) for i in range(len(column))] for name, column in made.columns.items()}
    who = [*range(0, 144, 40)]
    first, second = (advise(made, subjects=who) for _ in range(2))
    assert [describe_advice(first, i) for i in who if i in first.targets] == [
        describe_advice(second, i) for i in who if i in second.targets
    ]
    assert {name: [column.at(i) for i in range(len(column))] for name, column in made.columns.items()} == kept


STAR = """
parameters:
  达标分: {values: {2000-01-01: 12分}, basis: 试}
stars:
  红星:
    full: 20
    award: 得分 ≥ 达标分
    basis: 试
    veto:
      - {when: 积案 = 是, because: 有信访积案, basis: 试}
      - {when: 进京访 ≥ 1次, because: 发生进京访, basis: 试}
    indicators:
      集体收入: {from: 收入, points: 10, bands: {20万元: 10, 10万元: 6, 0元: 0}, basis: 试}
      换届: {points: 6, yes: 6, basis: 试}
      厕所: {from: 普及率, points: 4, linear: {from: 50%, to: 90%}, round: 0.1, basis: 试}
"""


def star(*villages: tuple[str, bool, str, bool, int]) -> Appraisal:
    """Villages of income, election held, toilets, old cases, petitions."""
    columns = {
        "收入": ("money, unit: 万元, between: [0元, 100万元], changeable: true", [one[0] for one in villages]),
        "换届": ("yes_no, changeable: true", [one[1] for one in villages]),
        "普及率": ("percent, between: [0%, 100%], changeable: true", [one[2] for one in villages]),
        "积案": ("yes_no, changeable: true", [one[3] for one in villages]),
        "进京访": ("number, unit: 次", [one[4] for one in villages]),
    }  # fmt: skip
    return rated(STAR, columns)


def told(made: Appraisal, i: int, target: str = "红星") -> tuple[TargetAdvice, list[list[str]]]:
    advice = advise(made)
    (one,) = [one for one in advice.targets[i] if one.target.name == target]
    return one, [[phrase_change(advice, change) for change in (*plan.first, *plan.changes)] for plan in one.plans]


def test_one_change_that_is_enough_comes_before_two():
    """10万元 and no election: 6 of 12 points. The election brings 6; 20万元 brings 4 and toilets at 70 % the other 2."""
    one, found = told(star(("10万元", False, "50%", False, 0)), 0)
    assert one.distance == 6
    assert found == [["“换届”由否改为是"], ["“收入”由10万元提高到20万元", "“普及率”由50%提高到70%"]]


def test_a_number_is_raised_no_further_than_it_takes():
    """6 of income, 4 of 4 for toilets at 90 %: 2 short with 换届 lacking; the election alone, or 20万元 (4 more)."""
    one, found = told(star(("10万元", False, "90%", False, 0)), 0)
    assert one.distance == 2
    assert found == [
        ["“收入”由10万元提高到20万元"],
        ["“换届”由否改为是"],
    ]  # 4 points, 6 points: the least beyond need first


def test_in_proportion_to_the_tenth():
    """6 and 6 with toilets at 50 % win; with 9万元 it is 0 and 6, so income to 10万元, or two points are not enough from toilets."""
    one, found = told(star(("9万元", True, "50%", False, 0)), 0)
    assert one.distance == 6
    assert found == [["“收入”由9万元提高到10万元"]]


def test_a_veto_stands_before_all_and_is_lifted_where_that_can_be():
    one, found = told(star(("20万元", True, "50%", True, 0), ("10万元", False, "50%", True, 0)), 0)
    assert found == [["“积案”由是改为否"]]
    assert one.outlook is Outlook.OPEN
    two, found = told(star(("20万元", True, "50%", True, 0), ("10万元", False, "50%", True, 0)), 1)
    assert found[0] == ["“积案”由是改为否", "“换届”由否改为是"]
    assert len(two.plans[0].first) == 1


def test_a_veto_that_cannot_be_lifted_leaves_no_plan():
    made = star(("20万元", False, "50%", False, 1))
    one, found = told(made, 0)
    assert (one.outlook, found) == (Outlook.BARRED, [])
    assert phrase_obstacles(one, advise(made)) == "先解除：发生进京访（进京访 ≥ 1），本期不能改变"


def test_who_has_the_star_is_advised_nothing():
    assert advise(star(("20万元", True, "50%", False, 0))).targets[0] == ()


def test_an_undecided_star_is_told_so():
    one, found = told(star((None, False, "50%", False, 0)), 0)
    assert (one.outlook, found) == (Outlook.UNDECIDED, [])


def test_a_star_that_is_asked_for_first_is_won_first():
    rules = """
stars:
  甲星: {when: 甲 = 是, amount: 1, basis: 试}
"""
    rules = """
stars:
  甲星: {full: 10, award: 得分 ≥ 6, basis: 试, indicators: {甲分: {from: 甲, points: 10, yes: 10, basis: 试}}}
  乙星: {full: 10, award: 得分 ≥ 6, requires: [甲星], basis: 试, indicators: {乙分: {from: 乙, points: 10, yes: 10, basis: 试}}}
"""
    made = rated(rules, {"甲": ("yes_no, changeable: true", [False]), "乙": ("yes_no, changeable: true", [False])})
    one, found = told(made, 0, "乙星")
    assert one.required == ("甲星",)
    assert found == [["“甲”由否改为是", "“乙”由否改为是"]]


QUOTA = """
scores:
  总评: {indicators: {得数: {from: 甲, points: 100, per: 1, each: 1, basis: 试}}, basis: 试}
grade: {name: 等次, from: 总分, bands: {90: 优秀, 60: 合格, 0: 不合格}, basis: 试}
quotas: [{of: 优秀, group: 乡镇, at_most: 1, order: [总分], ties: undecided, overflow: 合格, basis: 试}]
"""


def test_a_grade_of_limited_places_is_never_promised():
    made = rated(QUOTA, {"甲": ("number, between: [0, 100], changeable: true", [95, 80, 50])})
    advice = advise(made)
    (one,) = advice.targets[1]
    assert one.target.is_shared
    assert one.plans[0].effects[-1].name == "等次（名额、排名之前）"
    assert [effect.name for plan in one.plans for effect in plan.effects if effect.name == "等次"] == []
    assert one.plans[0].every == {"甲": Fraction(90)}


def test_who_was_passed_over_is_told_that_it_rests_on_others():
    made = rated(QUOTA, {"甲": ("number, between: [0, 100], changeable: true", [95, 92, 50])})
    (one,) = advise(made).targets[1]
    assert (one.outlook, one.plans) == (Outlook.SHARED, ())


def test_what_has_happened_and_what_is_private_is_not_advised(advised):
    for period in advised.values():
        for advice in period.values():
            made = advice.appraisal
            for _, _, plan in plans(advice):
                for column in plan.every:
                    spec = made.scheme.tables[made.scheme.columns[column][0]].columns[column]
                    assert spec.changeable is not False
                    assert not spec.private
