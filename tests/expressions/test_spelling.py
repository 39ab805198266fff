"""An expression's spelled text says what is reckoned: it keeps the brackets it needs, and reads back as the same."""

import pytest
from expressing import NAMES, column, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from stardb.expressions import Frame

SPELLED = [
    ("(甲+乙)*2", "(甲 + 乙) × 2"),
    ("甲+乙*2", "甲 + 乙 × 2"),
    ("甲-(乙-1)", "甲 - (乙 - 1)"),
    ("(甲-乙)-1", "甲 - 乙 - 1"),
    ("甲/(乙/2)", "甲 ÷ (乙 ÷ 2)"),
    ("(甲 > 1 或 乙 > 1) 且 得分 ≥ 80", "(甲 > 1 或 乙 > 1) 且 得分 ≥ 80"),
    ("甲 > 1 或 乙 > 1 且 得分 ≥ 80", "甲 > 1 或 乙 > 1 且 得分 ≥ 80"),
    ("非 (甲 > 1 或 乙 > 1)", "非(甲 > 1 或 乙 > 1)"),
    ("3 <= 甲 <= 5", "3 ≤ 甲 且 甲 ≤ 5"),
    ("收入 ≥ 100000元", "收入 ≥ 10万元"),
    ("等次 in (优秀,合格)", "等次 在 (优秀、合格)"),
    ("最大(0, 收入 - 1万元)", "最大(0, 收入 - 1万元)"),
    ("得分 in (3,4、5)", "得分 在 (3, 4, 5)"),
    ("收入 不在（10万元，200000元）", "收入 不在 (10万元, 20万元)"),
    ("考核日-2年+(年限-6个月)", "考核日 - 2年 + (年限 - 6个月)"),
    ("周岁(起)", "周岁(起, 考核日)"),
    ("如果(按期换届,合格,`不 合格`)", "如果(按期换届, 合格, `不 合格`)"),
    ('如果(按期换届, 合格, "甲")', '如果(按期换届, 合格, "甲")'),
    ("往年(星级,2)", "往年(星级, 2)"),
    ("(最大(甲, 乙) + 1) * 2", "(最大(甲, 乙) + 1) × 2"),
]


@pytest.mark.parametrize(("text", "spelled"), SPELLED, ids=[text for text, _ in SPELLED])
def test_brackets_stay_where_they_are_needed(text: str, spelled: str) -> None:
    assert formula(text).text == spelled


def test_values_can_be_put_for_names() -> None:
    assert formula("(甲 + 乙) × 2").spell(lambda name: f"{name}〔3〕") == "(甲〔3〕 + 乙〔3〕) × 2"


def test_the_names_an_expression_reads_are_in_the_order_written() -> None:
    assert formula("乙 + 甲 * 乙 + 上年(星级)").names == ("乙", "甲", "上年(星级)")


numbers = st.sampled_from(["甲", "乙", "得分", "1", "2", "0.5", "10"])
sums = st.recursive(
    numbers,
    lambda inner: st.builds(lambda a, s, b: f"({a} {s} {b})", inner, st.sampled_from("+-*"), inner),
    max_leaves=6,
)
tests = st.builds(lambda a, s, b: f"{a} {s} {b}", sums, st.sampled_from(["=", "≠", "<", "≤", ">", "≥"]), sums)
conditions = st.recursive(
    tests,
    lambda inner: (
        st.builds(lambda a, w, b: f"({a} {w} {b})", inner, st.sampled_from(["且", "或"]), inner)
        | st.builds(lambda a: f"(非 ({a}))", inner)
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(conditions, st.tuples(*[st.none() | st.integers(-3, 3)] * 3))
def test_the_spelled_text_means_the_same(text: str, values: tuple[int | None, ...]) -> None:
    given_ = dict(zip(("甲", "乙", "得分"), values, strict=True))
    frame = Frame(1, {name: column(name, given_.get(name)) for name in NAMES})
    first = formula(text)
    again = formula(first.text)
    assert again.evaluate(frame).at(0) == first.evaluate(frame).at(0)
    assert again.text == first.text
