"""Where an interval begins and ends, by its words (Civil Code art. 1259) and by (含)/(不含), which win."""

from fractions import Fraction

import pytest

from stardb.quantity.from_text import UnreadableText
from stardb.scorers.kit import read_interval

INCLUDING = [
    "{}以上",
    "{}及以上",
    "{}以上的",
    "满{}",
    "达到{}",
    "不低于{}",
    "不少于{}",
    "不小于{}",
    "≥{}",
    ">={}",
    "{}(含)以上",
    "{}以上(含{})",
]
ABOVE_ONLY = ["超过{}", "高于{}", "多于{}", "大于{}", ">{}", "{}以外", "{}以上(不含)", "{}以上(不含{})", "{}(不含)以上"]
UP_TO = ["{}以下", "{}及以下", "{}以内", "不超过{}", "不高于{}", "不多于{}", "≤{}", "<={}", "{}以下(含{})"]
BELOW_ONLY = ["不满{}", "不足{}", "低于{}", "少于{}", "小于{}", "不到{}", "<{}", "{}以下(不含)", "{}以下（不含{}）"]


def around(text: str, edge: str = "60") -> tuple[bool, bool, bool]:
    """Whether 59.9, 60 and 60.1 are in it."""
    interval = read_interval(text.replace("{}", edge))
    return tuple(interval.holds(Fraction(value)) for value in ("59.9", "60", "60.1"))  # type: ignore[return-value]


@pytest.mark.parametrize("word", INCLUDING)
def test_words_that_include_the_number_and_what_is_above(word: str) -> None:
    assert around(word) == (False, True, True)


@pytest.mark.parametrize("word", ABOVE_ONLY)
def test_words_that_leave_the_number_out_and_take_what_is_above(word: str) -> None:
    assert around(word) == (False, False, True)


@pytest.mark.parametrize("word", UP_TO)
def test_words_that_include_the_number_and_what_is_below(word: str) -> None:
    assert around(word) == (True, True, False)


@pytest.mark.parametrize("word", BELOW_ONLY)
def test_words_that_leave_the_number_out_and_take_what_is_below(word: str) -> None:
    assert around(word) == (True, False, False)


RANGES = [
    # text, low, high, low is left out, high is left out
    ("80至90", 80, 90, False, False),
    ("80—90", 80, 90, False, False),
    ("80～90", 80, 90, False, False),
    ("80到90之间", 80, 90, False, False),
    ("80-90(不含90)", 80, 90, False, True),
    ("80至90(不含)", 80, 90, False, True),
    ("80(不含)至90(含)", 80, 90, True, False),
    ("80至90（含80不含90）", 80, 90, False, True),
    ("80至90(不含80，含90)", 80, 90, True, False),
    ("80至90(不含80)", 80, 90, True, False),  # the number says which end, wherever the bracket stands
    ("90–95(含90)", 90, 95, False, False),
    ("满60不满80", 60, 80, False, True),
    ("满3年不满6年", 36, 72, False, True),
    ("超过10不超过20", 10, 20, True, False),
    ("≥60且<80", 60, 80, False, True),
    (">=60,<80", 60, 80, False, True),
    ("10万元以上不满20万元", 100_000, 200_000, False, True),
    ("20万元以上、50万元以下", 200_000, 500_000, False, False),
    ("90以上95以下(不含95)", 90, 95, False, True),
    ("60分(含)以上80分(不含)以下", 60, 80, False, True),
    ("2-3万元(含3万元)", 20_000, 30_000, False, False),
    ("2-3万元(不含3)", 20_000, 30_000, False, True),
    ("3至5万元", 30_000, 50_000, False, False),
    ("3万至5万元", 30_000, 50_000, False, False),
    ("0.5至1万人", 5000, 10_000, False, False),
    ("1,000元至2,000元", 1000, 2000, False, False),
    ("80-90%", Fraction(4, 5), Fraction(9, 10), False, False),
    ("-5%至0%", Fraction(-1, 20), 0, False, False),
    ("9-10星", 9, 10, False, False),
]


@pytest.mark.parametrize("case", RANGES, ids=[case[0] for case in RANGES])
def test_a_range_and_which_of_its_ends_belong_to_it(case: tuple[str, Fraction, Fraction, bool, bool]) -> None:
    text, low, high, open_low, open_high = case
    interval = read_interval(text)
    assert (interval.low, interval.high) == (low, high)
    assert (interval.holds(Fraction(low)), interval.holds(Fraction(high))) == (not open_low, not open_high)
    assert interval.holds(Fraction(low + high) / 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "优秀",
        "三年以上",
        "满分",
        "超过90至80",
        "5以下(不含6)",
        "80至90(不含85)",
        "80至",
        "至80",
        "80含",
        "10至20%至30",
        "5户至3万元",
        "50余户以上",
    ],
)
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(UnreadableText):
        read_interval(text)
