"""A number divided stays a number; the share of one in another may be told in percent."""

from fractions import Fraction

from rating import loaded, rated, results


def test_a_number_halved_is_a_number() -> None:
    made = rated("values: {平均户: (户数 + 100户) / 2}", {"户数": ("number", [120])})
    assert results(made, "平均户") == [110]


def test_a_share_of_two_counts_is_put_in_bands_of_percent() -> None:
    body = "values: {参会率: 到会 / 应到, 得数: {from: 参会率, bands: {80%: 5, 0%: 0}}}"
    columns = {"到会": ("number", [8, 7]), "应到": ("number", [10, 10])}
    assert results(rated(body, columns), "得数") == [5, 0]


def test_money_by_a_percentage_must_say_how_it_is_rounded() -> None:
    """A third of a fen can be paid to nobody: the rule says where it goes."""
    income = {"收入": ("money", ["100.01元"])}
    refused = loaded("entitlements: {奖励: {amount: 收入 * 20%, basis: 试}}", income)
    assert [(problem.code, problem.expected) for problem in refused.problems] == [("R202", "round")]
    made = rated("entitlements: {奖励: {amount: 收入 * 20%, round: 0.01元, basis: 试}}", income)
    assert results(made, "奖励") == [Fraction("20.00")]  # 20.002


def test_a_sum_needs_no_rounding() -> None:
    made = rated("entitlements: {奖励: {amount: 收入 + 5元, basis: 试}}", {"收入": ("money", ["100.01元"])})
    assert results(made, "奖励") == [Fraction("105.01")]
