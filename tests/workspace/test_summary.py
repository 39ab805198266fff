"""What a run's money comes to: every entitlement for itself, the parts its payers bear beside the whole."""

from rating import rated

from stardb.rendering import total_money
from stardb.workspace.summary import summarise_scheme

BODY = """
entitlements:
  养老缴费: {split: 缴费, payers: {县: 25%, 个人: 其余}, round: 0.01元, basis: 试评}
  扣减: {formula: 缴费 * -1, basis: 试评}
"""


def test_a_whole_and_what_its_payers_bear_are_never_added_together() -> None:
    """100 and 200.5: 300.5 in all, a quarter of each 25 and 50.13, the rest 75 and 150.37."""
    made = rated(BODY, {"缴费": ("money", ["100元", "200.5元", None])})
    assert summarise_scheme(made)["money"] == {
        "养老缴费": "300.5元", "养老缴费·县": "75.13元", "养老缴费·个人": "225.37元", "扣减": "-300.5元",
    }  # fmt: skip


def test_the_number_and_the_amount_of_a_total_are_of_the_same_subjects() -> None:
    made = rated(BODY, {"缴费": ("money", ["100元", "200.5元", None])})
    told = {row.title: (row.count, float(row.amount)) for row in total_money(made)}
    assert told["扣减"] == (2, -300.5)
    assert told["养老缴费"] == (2, 300.5)
