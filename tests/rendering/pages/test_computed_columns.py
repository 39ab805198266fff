"""The card of a subject shows what was computed of its records below each row."""

from rating import rated

from stardb.rendering.pages.card import CardMaker

HONOURS = {
    "荣誉": (
        {"级别": "choice, choices: [省级, 县级]", "日期": "date"},
        [(0, "省级", "2020-01-01")],
        "computed: {荣誉星: {from: 级别, choices: {省级: 3, 县级: 1}}}",
        "valid_for: {from: 日期, lasts: 3年}",
    )
}


def test_a_computed_column_is_a_node_below_its_row_and_no_star_of_that_name() -> None:
    card = CardMaker(
        rated("stars:\n  荣誉星: {sum_of: 荣誉, from: 荣誉星, basis: 第二条}\n", {}, HONOURS), {}
    ).make_card(0)
    (star,) = card.stars
    assert (star.node.value, star.node.basis) == ("3星", "第二条")
    (table,) = star.node.below
    (row,) = table.below
    assert [(one.title, one.kind, one.value, one.reason) for one in row.below] == [
        ("荣誉星", "计算栏", "3", "级别 省级，为3"),
        ("有效期", "有效期", "是", "自2020-01-01起，有效期3年，到2022-12-31止，考核日在有效期内"),
    ]
