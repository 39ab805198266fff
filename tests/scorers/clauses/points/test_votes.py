"""Ballots worth marks, ballots over those handed out, and a quorum."""

from fractions import Fraction

import pytest
from rating import reasons, worth
from refusing import said

C1 = "votes: {优秀票: 100, 良好票: 80, 一般票: 60, 较差票: 40}, round: 0.01"
NAMES = ("优秀票", "良好票", "一般票", "较差票", "收回票", "发出票")


def ballots(*rows: tuple[int | None, ...]) -> dict[str, tuple[str, list[int | None]]]:
    return {name: ("number", [row[k] for row in rows]) for k, name in enumerate(NAMES[: len(rows[0])])}


def test_every_ballot_is_worth_its_marks() -> None:
    """C1: (10×100 + 5×80 + 3×60 + 2×40)/20 = 1660/20 = 83; (1×100 + 2×80)/3 = 86.666… → 86.67."""
    given = ballots((10, 5, 3, 2), (1, 2, 0, 0), (0, 0, 0, 0), (1, None, 0, 0))
    assert worth(f"{{{C1}}}", given) == [83, Fraction("86.67"), None, None]
    assert reasons(f"{{{C1}}}", given)[0] == (
        "优秀票 10、良好票 5、一般票 3、较差票 2，每票100、80、60、40分，除以有效票，得83"
    )


def test_ballots_over_those_handed_out() -> None:
    """40 of 50 handed out came back, all content: over those that came back 20 of 20 marks, over those handed out 16."""
    columns = {"满意": ("number", [40]), "不满意": ("number", [0]), "发出票": ("number", [50])}
    clause = "{points: 20, votes: {满意: 1, 不满意: 0}, round: 0.1%s}"
    assert worth(clause % "", columns) == [20]
    assert worth(clause % ", over: 发出票", columns) == [16]
    assert "除以发出票 50，乘满分20" in reasons(clause % ", over: 发出票", columns)[0]


def test_fewer_ballots_handed_out_than_counted_are_undecided() -> None:
    columns = {
        "满意": ("number", [30, 30, 0, 30]), "不满意": ("number", [21, 20, 0, 0]),
        "发出票": ("number", [50, 50, 0, None]),
    }  # fmt: skip
    clause = "{points: 10, votes: {满意: 1, 不满意: 0}, round: 0.1, over: 发出票}"
    assert worth(clause, columns) == [None, 6, None, None]
    told = reasons(clause, columns)
    assert "少于各票之和，待定" in told[0]
    assert told[3] == "发出票未知，待定"


def test_too_few_ballots_returned_leave_it_undecided() -> None:
    """At least 80 % must come back: 16 of 20 do, 15 of 20 do not; how many were handed out must be known."""
    clause = f"{{{C1}, undecided_when: 收回票 / 发出票 < 80%}}"
    given = ballots((16, 0, 0, 0, 16, 20), (15, 0, 0, 0, 15, 20), (15, 0, 0, 0, 15, None))
    assert worth(clause, given) == [100, None, None]
    assert "收回票〔15〕 ÷ 发出票〔20〕 < 80%" in reasons(clause, given)[1]


def test_two_thirds_of_the_ballots_by_a_product() -> None:
    clause = f"{{{C1}, undecided_when: 收回票 * 3 < 发出票 * 2}}"
    assert worth(clause, ballots((20, 0, 0, 0, 20, 30), (19, 0, 0, 0, 19, 30))) == [100, None]


def test_nobody_to_rate_is_no_fault() -> None:
    columns = {name: ("number", list[int]()) for name in NAMES}
    assert worth(f"{{{C1}, over: 发出票}}", columns) == []


REFUSED = [
    ("{votes: {优秀票: 1, 良好票: 0.8}, round: 0.1}", "R202", "加 points", "votes"),
    ("{votes: {优秀票: 100, 良好票: -80}, round: 0.1}", "R203", "不能是负数", "-80"),
    ("{points: 20, votes: {优秀票: 100, 良好票: 0}, round: 0.1}", "R203", "0与1之间", "100"),
    ("{votes: {优秀票: 100, 良好票: 80}, round: 1, over: 金额}", "R305", "over 要写票数", "金额"),
    ("{votes: {优秀票: 100, 良好票: 80}, round: 1, over: 发票}", "R301", "没有“发票”", "发票"),
]


@pytest.mark.parametrize(("clause", "code", "words", "place"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused_where_it_stands(clause: str, code: str, words: str, place: str) -> None:
    columns = {**ballots((1, 1, 1, 1, 4, 4)), "金额": ("money", ["1元"])}
    ((found, told, at),) = said(clause, columns)
    assert found == code
    assert words in told
    assert at.startswith(place)
