"""Names as tables have them, with spaces, brackets or a leading digit, need no quoting where they are known."""

import pytest

from stardb.expressions import ExpressionFault, KnownSymbols, Symbol, check
from stardb.quantity import Kind

TITLES = (
    "党建 得分",
    "党建 得分 合计",
    "得分（满分 100）",
    "3月分",
    "2022年得分",
    "（一）政治建设",
    "参会率(%)",
    "三会、一课（次）",
    "甲",
    "乙",
    "党建",
)
NAMES = KnownSymbols(dict.fromkeys(TITLES, Symbol(Kind.NUMBER)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("党建 得分 ≥ 60", ("党建 得分",)),
        ("党建 得分 合计 - 党建 得分", ("党建 得分 合计", "党建 得分")),
        ("党建　得分 + 党建", ("党建 得分", "党建")),
        ("党建\n得分 + 1", ("党建 得分",)),
        ("得分（满分 100） * 2", ("得分（满分 100）",)),
        ("得分(满分 100) * 2", ("得分（满分 100）",)),
        ("3月分 + 2022年得分", ("3月分", "2022年得分")),
        ("最大(3月分, 党建 得分)", ("3月分", "党建 得分")),
        ("（（一）政治建设 + 甲）* 2", ("（一）政治建设", "甲")),
        ("缺则(参会率(%), 0)", ("参会率(%)",)),
        ("最大(三会、一课（次）、甲)", ("三会、一课（次）", "甲")),
        ("党建 得分 在 (60、80)", ("党建 得分",)),
        ("`党建 得分` ≥ 60", ("党建 得分",)),
        ("甲 ≥ 60 且 党建 得分 ≥ 60", ("甲", "党建 得分")),
        ("60 ≤ 党建 得分 ≤ 80", ("党建 得分",)),
    ],
)
def test_a_known_name_is_read_as_the_table_has_it(text: str, names: tuple[str, ...]) -> None:
    assert check(text, NAMES).names == names


def test_the_sentence_of_the_formula_says_the_name_as_it_is_known() -> None:
    assert check("得分(满分 100) + 甲", NAMES).text == "得分（满分 100） + 甲"


def test_a_short_name_may_have_spaces_too() -> None:
    assert check("群众 评议 + 1", NAMES, {"群众 评议": "甲"}).names == ("甲",)


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("党建 考核", 3, "考核"),  # no such name: two words side by side
        ("大党建 得分", 4, "得分"),  # part of a longer word is no name
        ("3月份 + 1", 2, "份"),
        ("党建 得分 + 3月分 3", 12, "3"),
    ],
)
def test_what_is_no_known_name_is_refused_where_it_stands(text: str, at: int, found: str) -> None:
    with pytest.raises(ExpressionFault) as fault:
        check(text, NAMES)
    assert (fault.value.offset, fault.value.found) == (at, found)


@pytest.mark.parametrize("name", ["党建-得分", "甲/乙", "党建 且 乙", "甲=乙", "1月", "(甲)", "甲、乙"])
def test_a_name_that_could_be_read_as_a_formula_or_a_value_is_put_in_back_quotes(name: str) -> None:
    symbols = KnownSymbols({name: Symbol(Kind.NUMBER)}, NAMES)
    assert check(f"`{name}` + 1", symbols).names == (name,)
    try:
        read = check(f"{name} + 1", symbols).names
    except ExpressionFault:
        read = ()
    assert name not in read


def test_of_two_names_that_differ_in_the_width_of_signs_the_one_as_written_is_meant() -> None:
    symbols = KnownSymbols(dict.fromkeys(("得分（满分 100）", "得分(满分 100)"), Symbol(Kind.NUMBER)))
    assert check("得分(满分 100) + 1", symbols).names == ("得分(满分 100)",)
    assert check("得分（满分 100） + 1", symbols).names == ("得分（满分 100）",)


def test_a_word_of_a_choice_may_be_spelled_like_a_known_name() -> None:
    symbols = KnownSymbols({"级别": Symbol(Kind.CHOICE, ("党建 得分", "无"))}, NAMES)
    assert check("级别 = 党建 得分", symbols).names == ("级别",)


def test_signs_of_private_use_are_no_names() -> None:
    with pytest.raises(ExpressionFault, match="不能写在表达式里"):
        check("甲 + \ue000\ue001", NAMES)


def test_a_name_of_several_words_that_is_misspelt_is_asked_about() -> None:
    with pytest.raises(ExpressionFault) as fault:
        check("甲 + 党健 得分 ≥ 60", NAMES)
    assert "是不是“党建 得分”" in fault.value.message


def test_a_unit_apart_from_its_number_is_no_name_with_a_space() -> None:
    with pytest.raises(ExpressionFault) as fault:
        check("甲 ≥ 100 元", NAMES)
    assert (fault.value.found, fault.value.remedy) == ("元", "")
