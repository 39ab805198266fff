"""What a text lays nothing down for is written as such: 待定, or a hole with its reason; it is undecided, and nobody puts 0 there."""

from fractions import Fraction

from rating import loaded, rated, reasons, results, worth
from refusing import said

MARKS = {"总评": ("number, between: [0, 10]", [9, Fraction("8.95"), 8, Fraction("7.45"), None])}
BANDS = "{from: 总评, bands: {9以上: A, 超过8.9不满9: {hole: 原文只写到8.9}, 7.5至8.9: B, 超过7.4不满7.5: 待定, 7.4以下: C}}"

DEGREES = {
    "学历": ("choice, choices: [本科, 硕士]", ["本科", "硕士", "硕士"]),
    "学位": ("choice, choices: [学士, 硕士]", ["学士", "学士", "硕士"]),
}
TABLE = "{by: [学历, 学位], table: {本科: {学士: 1, 硕士: 待定}, 硕士: {学士: {hole: 高低不一的原文没有写}, 硕士: 2}}}"


def test_a_band_left_open_is_undecided_and_says_why() -> None:
    assert worth(BANDS, MARKS) == ["A", None, "B", None, None]
    found = reasons(BANDS, MARKS)
    assert found[1] == "总评 8.95，属“超过8.9不满9”一档：原文只写到8.9，待定"
    assert found[3] == "总评 7.45，属“超过7.4不满7.5”一档：原文没有规定，待定"


def test_a_gap_that_is_written_is_not_warned_of() -> None:
    assert said(BANDS, MARKS) == []
    open_bands = "{from: 总评, bands: {9以上: A, 7.5至8.9: B, 7.4以下: C}}"
    ((code, message, _),) = said(open_bands, MARKS)
    assert code == "R402"
    assert "超过7.4不足7.5、超过8.9不足9" in message


def test_a_cell_left_open() -> None:
    assert worth(TABLE, DEGREES) == [1, None, 2]
    assert reasons(TABLE, DEGREES)[1] == "学历 硕士、学位 学士，查“硕士×学士”一格：高低不一的原文没有写，待定"
    assert said(TABLE, DEGREES) == []


def test_a_choice_and_a_condition_left_open() -> None:
    assert worth("{from: 学历, choices: {本科: 1, 硕士: {hole: 没有写}}}", DEGREES) == [1, None, None]
    decide = (
        "{decide: [{when: 总评 ≥ 9, give: 甲}, {when: 总评 ≥ 8, give: {hole: 另行研究}}], otherwise: {hole: 没有写}}"
    )
    assert worth(decide, MARKS) == ["甲", None, None, None, None]
    assert reasons(decide, MARKS)[2] == "第2条“总评〔8〕 ≥ 8”成立：另行研究，待定"


def test_a_row_left_open_leaves_its_subject_undecided() -> None:
    clause = "{sum_of: 表彰, from: 级别, choices: {县级: 1, 市级: {hole: 没有写}}}"
    rows = [[0, "县级"], [1, "县级"], [1, "市级"]]
    assert worth(clause, {"总评": ("number", [1, 2])}, {"表彰": ({"级别": "choice, choices: [县级, 市级]"}, rows)}) == [
        1,
        None,
    ]


def test_no_row_at_all_may_be_left_open() -> None:
    """Nobody's sum is 0 where there is no row, unless the text says nothing of it."""
    rows = ({"分": "number"}, [[0, 3], [2, None]])
    three = {"总评": ("number", [1, 2, 3])}
    clause = "{sum_of: 表彰, from: 分, otherwise: {hole: 没有记录的原文没有写}}"
    assert worth(clause, three, {"表彰": rows}) == [3, None, None]
    assert reasons(clause, three, {"表彰": rows})[1] == "没有计入的行：没有记录的原文没有写，待定"
    made = rated(
        "values:\n  分数: {sum_of: 表彰, from: 分, otherwise: 待定}\n  得数: 缺则(分数, 0)", three, {"表彰": rows}
    )
    assert results(made, "得数")[:2] == [3, None]


def test_nothing_takes_the_place_of_what_is_left_open() -> None:
    """缺则 puts a value where there is none; here one is still to be decided."""
    made = rated(
        "values:\n  等分: {from: 学历, choices: {本科: 1, 硕士: 待定}, round: 1}\n  得数: 缺则(等分, 0)", DEGREES
    )
    assert results(made, "得数") == [1, None, None]


def test_a_clause_must_give_something() -> None:
    ((code, message, there),) = said("{from: 学历, choices: {本科: 待定, 硕士: {hole: 没有写}}}", DEGREES)
    assert (code, there[:2]) == ("R203", "待定")
    assert "没有一个得数" in message
    ((code, message, there),) = said("{from: 学历, choices: {本科: 1, 硕士: {hole: ''}}}", DEGREES)
    assert (code, there[:5]) == ("R203", "{hole")
    assert "{hole: 理由}" in message


GRADE = """
grade:
  name: 等次
  from: 学历
  choices: {本科: %s, 硕士: %s}
"""


def test_digits_in_quotes_are_a_word() -> None:
    made = rated(GRADE % ("'5'", "Exempt") + "values:\n  得数: 如果(等次 = 5, 1, 0)", DEGREES)
    assert results(made, "等次") == ["5", "Exempt", "Exempt"]
    assert results(made, "得数") == [1, 0, 0]


def test_a_number_among_words_is_refused_with_how_it_becomes_a_word() -> None:
    (found,) = [p for p in loaded(GRADE % ("5", "Exempt"), DEGREES).problems if p.code == "R301"]
    assert "加引号写成词，如 '5'" in found.remedy
