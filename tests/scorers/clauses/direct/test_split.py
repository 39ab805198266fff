"""One amount borne by several: each one's part, and that the parts come to the whole."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import loaded, rated, results

from stardb.scoring import Appraisal, explain, phrase, phrase_value


def split(payers: str, base: list[Any], more: str = "", of: str = "基数", **columns: Any) -> Appraisal:
    body = f"entitlements:\n  缴费: {{split: {of}, payers: {{{payers}}}, round: 0.01元, basis: 试{more}}}"
    return rated(body, {"基数": ("money", base), **columns})


def parts(appraisal: Appraisal, i: int = 0) -> dict[str, Any]:
    """Who bears how much of subject i's."""
    names = [step.name for step in appraisal.scheme.steps if step.name.startswith("缴费(")]
    return {name[3:-1]: appraisal.columns[name].at(i) for name in names}


def test_by_percents() -> None:
    """沽源县 (F3): base 855元 × 50 %, rate 20 %, borne 25, 20, 25 and 30 %: 85.5元 is 21.375, 17.1, 21.375, 25.65."""
    made = split("县财政: 25%, 乡镇: 20%, 村集体: 25%, 个人: 30%", [855], ", residue: 个人", of="基数 * 50% * 20%")
    assert results(made, "缴费") == [Fraction("85.5")]
    assert parts(made) == {
        "县财政": Fraction("21.38"), "乡镇": Fraction("17.1"), "村集体": Fraction("21.38"), "个人": Fraction("25.64"),
    }  # fmt: skip


def test_by_fixed_amounts() -> None:
    """望江县 (F1): 200元 a month: the person 50, the county 90, town and village 60."""
    assert parts(split("个人: 50元, 县: 90元, 镇村: 60元", [200], ", residue: 镇村")) == {
        "个人": 50,
        "县": 90,
        "镇村": 60,
    }


def test_one_bears_the_rest() -> None:
    """黟县 (F2) with figures: the person 8 %, the county 10 %, the town whatever is left."""
    assert parts(split("个人: 8%, 县: 10元, 镇: 其余", [100])) == {"个人": 8, "县": 10, "镇": 82}


def test_a_part_may_be_reckoned() -> None:
    made = split("个人: 人均 * 2, 县: 比例, 镇: 其余", [100], 人均=("money", [5]), 比例=("percent", ["30%"]))
    assert parts(made) == {"个人": 10, "县": 30, "镇": 60}


def test_a_quotient_is_a_share_of_the_whole() -> None:
    made = split("县: 甲 / 乙, 镇: 其余", [100], 甲=("number", [1]), 乙=("number", [3]))
    assert parts(made) == {"县": Fraction("33.33"), "镇": Fraction("66.67")}


def test_the_whole_is_rounded_first_and_so_divided() -> None:
    """0.335元 is 0.34元; half of it 0.17元 each."""
    made = split("甲: 50%, 乙: 50%", ["0.335元"], ", residue: 甲")
    assert results(made, "缴费") == [Fraction("0.34")]
    assert parts(made) == {"甲": Fraction("0.17"), "乙": Fraction("0.17")}


def test_a_part_can_be_read_by_its_name() -> None:
    body = """
values:
  缴费: {split: 基数, payers: {县: 60%, 个人: 40%}, round: 0.01元, residue: 个人}
  两月: 缴费(县) * 2 + 缴费（个人）
"""
    assert results(rated(body, {"基数": ("money", [100])}), "两月") == [160]


def test_a_part_is_kept_shown_and_explained_as_a_line_of_its_own() -> None:
    made = split("县: 60%, 个人: 40%", [100, 0], ", residue: 个人")
    record = made.record().set_index(["key", "item"])
    assert record.loc[("村0", "缴费(县)"), "numerator"] == 60
    told = {child.title: child for child in explain(made, 0).children}
    assert phrase_value(told["缴费·县"]) == "60元"
    assert phrase(told["缴费·县"]) == "缴费 100元，县担60%（取到0.01元），为60元"
    assert phrase(told["缴费·个人"]) == "缴费 100元，个人担40%（取到0.01元，并担尾差），为40元"


def test_the_condition_of_the_whole_is_its_parts() -> None:
    in_post = ("yes_no", [True, False, None])
    made = split("个人: 50元, 县: 其余", [200, 200, 200], ", when: 在职", 在职=in_post)
    assert [parts(made, i) for i in range(3)] == [
        {"个人": 50, "县": 150}, {"个人": 0, "县": 0}, {"个人": None, "县": None},
    ]  # fmt: skip


def test_the_bound_of_the_whole_is_borne_too() -> None:
    assert parts(split("县: 50%, 个人: 其余", [200], ", between: [0, 100元]")) == {"县": 50, "个人": 50}


def test_what_waits_keeps_the_parts_waiting() -> None:
    made = split("县: 比例, 个人: 其余", [None, 100], 比例=("percent", ["30%", None]))
    assert [parts(made, i) for i in range(2)] == [{"县": None, "个人": None}] * 2
    assert results(made, "缴费") == [None, 100]


def sentence(made: Appraisal, name: str) -> str:
    step = made.scheme.step(name)
    assert step is not None
    return step.rule.sentence(made.scored[name], made.columns, 0)


def test_fixed_parts_above_the_whole_wait() -> None:
    made = split("县: 150元, 个人: 其余", [100])
    assert parts(made) == {"县": None, "个人": None}
    assert "各方所担有的为负" in sentence(made, "缴费(个人)")


def test_parts_that_do_not_come_to_the_whole_wait() -> None:
    """What is left over is not called rounding where it is 50元."""
    made = split("县: 90元, 个人: 60元", [200], ", residue: 个人")
    assert parts(made) == {"县": None, "个人": None}
    assert "与它不符" in sentence(made, "缴费(县)")


def test_nobody_at_all() -> None:
    assert results(split("县: 60%, 个人: 其余", []), "缴费(县)") == []


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 10**7),
    st.lists(st.integers(1, 40), min_size=2, max_size=5),
    st.sampled_from(["half_up", "floor", "ceil"]),
    st.booleans(),
)
def test_the_parts_add_up_to_the_whole(thousandths: int, weights: list[int], rounding: str, rest: bool) -> None:
    """Whatever the whole, the shares and the rounding, unless rounding up leaves one of them less than nothing."""
    total = sum(weights)
    given_ = {f"方{k}": f"甲 * {weight} / {total} / 甲" for k, weight in enumerate(weights)}
    shares = {**given_, "方0": "其余"} if rest else given_
    written = ", ".join(f"{name}: '{share}'" for name, share in shares.items())
    more = f", rounding: {rounding}" + ("" if rest else ", residue: 方0")
    made = split(written, [Fraction(thousandths, 1000)], more, 甲=("number", [7]))
    whole, got = results(made, "缴费")[0], parts(made)
    if None in got.values():
        assert rounding != "floor"
        return
    assert sum(got.values()) == whole
    for k, weight in enumerate(weights):
        assert abs(got[f"方{k}"] - whole * weight / total) < Fraction(len(weights), 100)


REFUSED = [
    ("split: 基数, payers: {县: 60%, 个人: 30%}, round: 0.01元, residue: 县", "R412", "合计90%，不足100%"),
    ("split: 基数, payers: {县: 60%, 个人: 50%}, round: 0.01元, residue: 县", "R412", "合计110%，超过100%"),
    ("split: 基数, payers: {县: 60%, 镇: 50%, 个人: 其余}, round: 0.01元", "R412", "合计110%，超过100%"),
    ("split: 基数, payers: {县: 60%, 个人: 40%}, round: 0.01元", "R202", "尾差归哪一方"),
    ("split: 基数, payers: {县: 60%, 个人: 40%}, residue: 县", "R202", "分担到多细"),
    ("split: 基数, payers: {县: 60%, 个人: 40%}, round: 0.01元, residue: 村", "R301", "没有“村”这一方"),
    ("split: 基数, payers: {县: 60%, 个人: 其余}, round: 0.01元, residue: 县", "R411", "尾差也就归它"),
    ("split: 基数, payers: {县: 其余, 个人: 其余}, round: 0.01元", "R203", "只能有一方"),
    ("split: 基数, payers: {县: 60, 个人: 其余}, round: 0.01元", "R305", "“60”是数"),
    ("split: 基数, payers: {县: -5元, 个人: 其余}, round: 0.01元", "R203", "不能小于0"),
    ("split: 基数, payers: {县: 县级, 个人: 其余}, round: 0.01元", "R301", "没有“县级”"),
    ("split: 在职, payers: {县: 60%, 个人: 其余}, round: 0.01元", "R305", "这里是是否"),
    ("split: 甲, payers: {县: 甲 / 乙, 个人: 其余}, round: 1", "R305", "分不清"),
]


@pytest.mark.parametrize(("clause", "code", "said"), REFUSED, ids=[clause for clause, *_ in REFUSED])
def test_what_cannot_be_is_refused(clause: str, code: str, said: str) -> None:
    columns: dict[str, Any] = {
        "基数": ("money", []), "在职": ("yes_no", []), "甲": ("number", []), "乙": ("number", [])
    }  # fmt: skip
    problems = loaded(f"values:\n  缴费: {{{clause}}}", columns).problems
    assert [p.code for p in problems] == [code]
    assert said in problems[0].message


def test_who_reads_a_part_of_what_cannot_be_read_is_not_blamed() -> None:
    body = """
values:
  缴费: {split: 基数, payers: {县: 60%, 个人: 其余}, round: 0.01元, resdue: 县}
  得数: 缴费(县) * 2
"""
    assert [p.code for p in loaded(body, {"基数": ("money", [])}).problems] == ["R201"]


def test_a_part_that_is_not_there_is_reported_with_what_is() -> None:
    body = """
values:
  缴费: {split: 基数, payers: {县: 60%, 个人: 其余}, round: 0.01元}
  得数: 缴费(个) * 2
"""
    problems = loaded(body, {"基数": ("money", [])}).problems
    assert [p.found for p in problems] == ["个"]
    assert "个人" in problems[0].message
