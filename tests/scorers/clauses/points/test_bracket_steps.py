"""Brackets each counted by a unit of its own: the first 1,000 by 100, the next 4,000 by 400."""

from rating import reasons, worth
from refusing import said

PER_BRACKET = (
    "{from: 额, brackets: {0元至1000元: {per: 100元, each: 1}, 1000元至5000元: {per: 400元, each: 1}, "
    "5000元以上: {per: 1000元, each: 1, steps: started}}}"
)
AMOUNTS = {"额": ("money", ["950元", "1000元", "1799元", "5000元", "5001元", None])}


def test_each_bracket_counts_by_its_own_unit() -> None:
    """950 is 9 full hundreds; 1,799 is 10 and one full 400; 5,001 is 10 and 10 and one thousand begun."""
    assert worth(PER_BRACKET, AMOUNTS) == [9, 10, 11, 20, 21, None]
    assert said(PER_BRACKET, AMOUNTS) == []
    assert "1000元至5000元的部分799元，每满400元计1，计1；合计11" in reasons(PER_BRACKET, AMOUNTS)[2]


def test_units_are_written_in_one_place() -> None:
    ((code, message, there),) = said(PER_BRACKET[:-1] + ", per: 100元}", AMOUNTS)
    assert (code, there[:3]) == ("R421", "per")
    assert "段里写了 per" in message
    ((code, _, there),) = said("{from: 额, brackets: {0元: {per: 0元, each: 1}}}", AMOUNTS)
    assert (code, there[:2]) == ("R203", "0元")


def test_shares_and_units_do_not_add_up() -> None:
    ((code, _, _),) = said("{from: 额, brackets: {0元至1000元: 3%, 1000元以上: {per: 100元, each: 5%}}}", AMOUNTS)
    assert code == "R305"


def test_limits_of_brackets_are_the_same_for_all() -> None:
    amounts = {**AMOUNTS, "基数": ("money", ["1元"] * 6)}
    ((code, message, there),) = said("{from: 额, brackets: {0元至基数: 3%, 基数以上: 5%}, round: 1元}", amounts)
    assert (code, there[:5]) == ("R305", "0元至基数")
    assert "先减去" in message
