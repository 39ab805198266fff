"""Each part of a number at its own bracket's rate, and never the whole of it at one."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import rated, reasons, worth
from refusing import said

D5 = "{from: 净收入, brackets: {0元: 200元, 10万元: 100元}, per: 1万元, steps: exact, round: 0.01元}"


def income(*values: str | None) -> dict[str, tuple[str, list[str | None]]]:
    return {"净收入": ("money", list(values))}


def test_the_first_hundred_thousand_at_two_hundred_the_rest_at_one() -> None:
    """D5: 5万 → 1000; 10万 → 2000; 15万 → 2000 + 500; 10.5万 → 2000 + 50; a loss brings nothing."""
    values = income("0元", "5万元", "10万元", "15万元", "10.5万元", "-3万元", None)
    assert worth(D5, values) == [0, 1000, 2000, 2500, 2050, 0, None]


def test_full_steps_count_within_each_bracket() -> None:
    """11.9万: ten full steps of 200 and one of 100; begun, two of 100. By default only full steps count."""
    clause = "{from: 净收入, brackets: {0元: 200元, 10万元: 100元}, per: 1万元%s}"
    values = income("9.9万元", "10万元", "11.9万元")
    assert worth(clause % "", values) == worth(clause % ", steps: full", values) == [1800, 2000, 2100]
    assert worth(clause % ", steps: started", values) == [2000, 2000, 2200]


def test_the_first_two_points_each_further_one_at_most_five() -> None:
    """C11: 三等功 first 2, each further +1, at most 5."""
    clause = "{from: 次数, brackets: {0次: 2, 1次: 1}, per: 1次, between: [0, 5]}"
    assert worth(clause, {"次数": ("number", [0, 1, 2, 3, 4, 5, 9, None])}) == [0, 2, 3, 4, 5, 5, 5, None]


def test_ten_years_bring_five_and_every_full_year_after_half_a_point() -> None:
    """C11: 满10年 5, then +0.5 per full year: 10 → 5, 10年11个月 → 5, 11 → 5.5, 14 → 7. Below ten, none."""
    clause = (
        "{formula: 基础 + 增加, between: [0, 100]}\n"
        "  基础: {from: 年限, bands: {10年: 5, 0年: 0}}\n"
        "  增加: {from: 年限, brackets: {10年: 0.5}, per: 1年}"
    )
    years = {"年限": ("duration", ["9年11个月", "10年", "10年11个月", "11年", "14年"])}
    assert worth(clause, years) == [0, 5, 5, Fraction("5.5"), 7]


def test_a_share_of_each_part() -> None:
    """20 % of the first 10万, 10 % above: 15万 → 2万 + 5000."""
    clause = "{from: 净收入, brackets: {0元: 20%, 10万元: 10%}, round: 1元}"
    assert worth(clause, income("10万元", "15万元", "0.5元")) == [20_000, 25_000, 0]


def test_brackets_may_be_written_as_ranges_in_any_order_and_end() -> None:
    """From 10万 to 20万 alone: above 20万 nothing more."""
    clause = "{from: 净收入, brackets: {10至20万元: 10%, 10万元以下: 20%}, round: 1元}"
    assert worth(clause, income("15万元", "20万元", "99万元")) == [25_000, 30_000, 30_000]


def test_below_the_first_edge_nothing_is_counted() -> None:
    clause = "{from: 净收入, brackets: {5万元: 10%}, round: 1元}"
    assert worth(clause, income("4万元", "5万元", "6万元")) == [0, 0, 1000]
    assert reasons(clause, income("4万元"))[0] == "净收入 4万元，不到5万元，为0元"


def test_a_rate_may_be_a_column() -> None:
    columns = {**income("2万元", "2万元"), "标准": ("money", ["150元", None])}
    clause = "{from: 净收入, brackets: {0元: 标准}, per: 1万元}"
    assert worth(clause, columns) == [300, None]
    assert "标准未知，待定" in reasons(clause, columns)[1]


def test_the_sentence_reckons_every_part() -> None:
    assert reasons(D5, income("15万元"))[0] == (
        "净收入 15万元：0元至10万元的部分10万元，每1万元计200元，计2000元；"
        "10万元以上的部分5万元，每1万元计100元，计500元；合计2500元"
    )


def test_a_private_number_is_not_told_by_its_parts() -> None:
    columns = {"净收入": ("money, private: true", ["15万元"])}
    assert "10万元" not in reasons(D5, columns)[0]


def test_every_bracket_gone_through_is_taken() -> None:
    made = rated(f"values:\n  得数: {D5}", income("-1元", "0元", "10万元", "10.1万元", None))
    core = next(step.rule.core for step in made.scheme.steps if step.name == "得数")
    assert core.cases == ("0元", "10万元")
    assert [core.cases_of(made.scored["得数"], i) for i in range(5)] == [(), (0,), (0,), (0, 1), ()]


def test_nobody_to_rate_is_no_fault() -> None:
    assert worth(D5, income()) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-50, 400), min_size=2, max_size=8))
def test_more_never_brings_less_and_a_bracket_never_jumps(thousands: list[int]) -> None:
    """With bands a yuan more may cost much; with brackets, a thousand more brings at most its own twenty."""
    ordered = sorted(thousands)
    got = worth(D5, income(*[f"{n * 1000}元" for n in ordered]))
    for low, high, less, more in zip(ordered, ordered[1:], got, got[1:], strict=False):
        assert less <= more <= less + 20 * (high - low)


REFUSED = [
    ("{from: 净收入, brackets: {0元: 200元}}", "R202", "要写明每多少计一次", "brackets"),
    ("{from: 净收入, brackets: {0元: 20%}, steps: full}", "R202", "steps 要与 per 同用", "steps"),
    ("{from: 净收入, brackets: {0元: 200元}, per: 1次}", "R305", "“1次”是数", "1次"),
    ("{from: 净收入, brackets: {0元: 200元}, per: 0元}", "R203", "大于0", "0元"),
    ("{from: 净收入, brackets: {0至5万元: 20%, 6万元以上: 10%}}", "R423", "没有首尾相接", "6万元以上"),
    ("{from: 净收入, brackets: {0元以上: 20%, 6万元以上: 10%}}", "R423", "没有首尾相接", "6万元以上"),
    ("{from: 净收入, brackets: {0元: 20%, 十万: 10%}}", "R403", "“十万”应为", "十万"),
    ("{from: 净收入, brackets: {0元: 甲等, 1万元: 乙等}}", "R305", "各段的标准", "brackets"),
    ("{from: 净收入, brackets: {0元: 20%, 1万元: 5元}}", "R305", "不是一类", "得数"),
    ("{from: 净收入, brackets: {0元以下: 20%}}", "R403", "在0以下", "0元以下"),
    ("{from: 村, brackets: {0: 20%}}", "R305", "要用于数", "村"),
    ("{from: 净收入, brackets: {0: 20%}, steps: 满}", "R203", "“满”不能写在这里", "满"),
]


@pytest.mark.parametrize(("clause", "code", "words", "place"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused_where_it_stands(clause: str, code: str, words: str, place: str) -> None:
    told, at = next((told, at) for found, told, at in said(clause, income("1元")) if found == code)
    assert words in told
    assert at.startswith(place)
