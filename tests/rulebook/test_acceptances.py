"""`accept`: a finding that the file settles with a reason is not reported, where it is written and below; errors always are."""

from datetime import date

from broken_rules import SOUND

from stardb.quantity import Frequency, find_period
from stardb.rulebook import load_text

DAY = date(2022, 12, 31)
FINDING = ("{points: 10, yes: 10,", "{points: 10, yes: 10, no: 10,")
"""What is always worth 10: R473."""


def codes(text: str) -> list[str]:
    return [problem.code for problem in load_text(text, "a.yaml", find_period(DAY, Frequency.YEAR), DAY).problems]


def flawed(more: str = "", at: str = "按期换届: {points: 10,") -> str:
    text = SOUND.replace(*FINDING)
    assert text.count(at) == 1
    return text.replace(at, at + more)


def test_a_finding_is_settled_where_it_is_written() -> None:
    assert codes(flawed()) == ["R473"]
    loaded = load_text(
        flawed(" accept: {R473: 原文就是有无都得10分},"), "a.yaml", find_period(DAY, Frequency.YEAR), DAY
    )
    assert loaded.problems == ()
    (one,) = loaded.accepted
    assert (one.problem.code, one.reason) == ("R473", "原文就是有无都得10分")
    assert loaded.scheme is not None


def test_what_holds_for_a_star_holds_for_its_indicators() -> None:
    assert codes(flawed("\n    accept: {R473: 原文如此}", "  过硬星:")) == []


def test_what_holds_for_the_file_holds_for_all_of_it() -> None:
    assert codes("accept: {R473: 原文如此}\n" + flawed()) == []


def test_elsewhere_the_finding_stands_and_the_acceptance_is_idle() -> None:
    text = flawed().replace("公开率: {points: 10,", "公开率: {points: 10, accept: {R473: 原文如此},")
    assert sorted(codes(text)) == ["R462", "R473"]


def test_an_error_is_never_settled() -> None:
    text = flawed(" accept: {R305: 就这样},").replace("争优星: {best_of", "争优星: {when: 没有, best_of")
    assert {"R301", "R461"} <= set(codes(text))


def test_an_acceptance_needs_a_reason() -> None:
    assert "R461" in codes(flawed(" accept: {R473: },"))


def test_a_column_may_be_called_accept() -> None:
    """Only a mapping of codes is an acceptance."""
    text = SOUND.replace("缺额: {type", "accept: {type: yes_no}\n      缺额: {type").replace(
        "受处分 = 是, because: 受处分, basis: 第三条", "accept = 是, because: 受处分, basis: 第三条"
    )
    assert codes(text) == []
