"""A number divided stays a number; the share of one in another may be told in percent."""

from rating import rated, results


def test_a_number_halved_is_a_number() -> None:
    made = rated("values: {平均户: (户数 + 100户) / 2}", {"户数": ("number", [120])})
    assert results(made, "平均户") == [110]


def test_a_share_of_two_counts_is_put_in_bands_of_percent() -> None:
    body = "values: {参会率: 到会 / 应到, 得数: {from: 参会率, bands: {80%: 5, 0%: 0}}}"
    columns = {"到会": ("number", [8, 7]), "应到": ("number", [10, 10])}
    assert results(rated(body, columns), "得数") == [5, 0]
