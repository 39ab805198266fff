"""The share of a subject's rows that meet a condition."""

from fractions import Fraction

from rating import loaded, rated, reasons, results, worth

RECORDS = {
    "党员": (
        {"等次": "choice, choices: [优秀, 合格]", "在册": "yes_no"},
        [
            (0, "优秀", True), (0, "合格", True), (0, "合格", False), (0, "优秀", True),  # 3 on the books, 2 of them 优秀
            (1, "合格", True),
            (2, "优秀", True), (2, None, True),
        ],
    )
}  # fmt: skip
PEOPLE = {"乡镇": ("text", ["甲乡"] * 4)}


def shares(clause: str) -> list[Fraction | None]:
    return worth(clause, PEOPLE, RECORDS)


def test_a_share_is_of_all_rows_or_of_some() -> None:
    """2 of 4 rows, and 2 of the 3 on the books; 村3 has no row at all."""
    assert shares("{share_of: 党员, where: 等次 = 优秀}")[:2] == [Fraction(1, 2), 0]
    assert shares("{share_of: 党员, where: 等次 = 优秀, among: 在册 = 是}")[:2] == [Fraction(2, 3), 0]
    assert shares("{share_of: 党员, where: 等次 = 优秀, among: 在册 = 是, round: 0.1%}")[0] == Fraction(667, 1000)


def test_a_share_of_nothing_is_undecided_or_as_written() -> None:
    assert shares("{share_of: 党员, where: 等次 = 优秀}")[3] is None
    assert shares("{share_of: 党员, where: 等次 = 优秀, otherwise: 0%}")[3] == 0


def test_a_row_that_cannot_be_told_leaves_the_share_undecided() -> None:
    assert shares("{share_of: 党员, where: 等次 = 优秀}")[2] is None
    assert shares("{share_of: 党员, where: 等次 = 优秀 或 在册 = 是}")[2] == 1


def test_its_sentence_says_how_many_of_how_many() -> None:
    said = reasons("{share_of: 党员, where: 等次 = 优秀, among: 在册 = 是}", PEOPLE, RECORDS)
    assert said[0] == "党员符合条件3行，其中2行符合“等次 = 优秀”，为约66.6667%"
    assert said[2] == "党员有1行未知（等次未知），待定"
    assert said[3] == "党员没有符合条件的行，待定"


def test_each_row_says_what_became_of_it() -> None:
    made = rated("values:\n  得数: {share_of: 党员, where: 等次 = 优秀, among: 在册 = 是}", PEOPLE, RECORDS)
    trace = made.scored["得数"].rows[0]
    assert [trace.text(row) for row in trace.of(0)] == ["采用", "不符合条件，只计在总数里", "条件不符，不计", "采用"]
    assert results(made, "得数")[0] == Fraction(2, 3)


def test_the_condition_must_be_about_the_rows() -> None:
    found = loaded("values:\n  得数: {share_of: 党员, where: 乡镇 = 甲乡, among: 在册 = 是}", PEOPLE, RECORDS).problems
    assert [p.message.partition("；")[0] for p in found] == ["“党员”里没有“乡镇”这一栏"]
    assert [p.code for p in loaded("values:\n  得数: {share_of: 党员}", PEOPLE, RECORDS).problems] == ["R202"]
