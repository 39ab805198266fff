"""From what people type to exact values."""

from datetime import date
from fractions import Fraction

import pytest

from stardb.quantity import Kind
from stardb.quantity.from_text import (
    EPOCH,
    UnreadableText,
    check_digit,
    read_citizen_id,
    read_date,
    read_number,
    read_quantity,
    read_yes_no,
    serial_date,
)

HALF_YEAR = 6

QUANTITIES = [
    ("20万元", Kind.MONEY, 200_000),
    ("119。27万元", Kind.MONEY, 1_192_700),  # as 淄川区 prints it, a Chinese full stop for the point
    ("119.27 万元", Kind.MONEY, 1_192_700),
    ("１１９．２７万元", Kind.MONEY, 1_192_700),
    ("3千万元", Kind.MONEY, 30_000_000),
    ("3百万元", Kind.MONEY, 3_000_000),
    ("1.5亿元", Kind.MONEY, 150_000_000),
    ("2万亿元", Kind.MONEY, 2 * 10**12),
    ("1,234.50元", Kind.MONEY, Fraction(2469, 2)),
    ("１，２００元", Kind.MONEY, 1200),
    ("20万元整", Kind.MONEY, 200_000),
    ("5角", Kind.MONEY, Fraction(1, 2)),
    ("85%", Kind.PERCENT, Fraction(17, 20)),
    ("８５％", Kind.PERCENT, Fraction(17, 20)),
    ("0.5%", Kind.PERCENT, Fraction(1, 200)),
    ("3个百分点", Kind.PERCENT, Fraction(3, 100)),
    ("5‰", Kind.PERCENT, Fraction(1, 200)),
    ("3年6个月", Kind.DURATION, 42),
    ("3年6月", Kind.DURATION, 42),
    ("10年", Kind.DURATION, 120),
    ("1.5年", Kind.DURATION, 18),
    ("60周岁", Kind.DURATION, 720),
    ("60岁", Kind.DURATION, 720),
    ("6个月", Kind.DURATION, HALF_YEAR),
    ("1,234", Kind.NUMBER, 1234),
    ("1,234,567", Kind.NUMBER, 1_234_567),
    ("３５人", Kind.NUMBER, 35),
    ("3.5万", Kind.NUMBER, 35_000),
    ("3万人", Kind.NUMBER, 30_000),
    ("+5", Kind.NUMBER, 5),
    ("-10", Kind.NUMBER, -10),
    (" 12 件 ", Kind.NUMBER, 12),
    ("0.1", Kind.NUMBER, Fraction(1, 10)),
    ("９９９９９９９９９９９９９９９９９９", Kind.NUMBER, 10**18 - 1),
]


@pytest.mark.parametrize(("text", "kind", "value"), QUANTITIES, ids=[text for text, _, _ in QUANTITIES])
def test_a_number_is_read_with_its_unit(text: str, kind: Kind, value: Fraction) -> None:
    assert read_quantity(text) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "3~5户", "6到10户", "10至20户", "200-300户", "3～5万元", "15—30分钟", "1年-3年", "1年至3年", "10件-20件", "5%-8%",
        "2万元-3万元",
    ],
)  # fmt: skip
def test_a_range_is_no_number(text: str) -> None:
    with pytest.raises(UnreadableText, match=r"范围|确定"):
        read_quantity(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "元", "十万", "二十万元", "降B级", "每次", "12万5千元", "3元5角", "3年6", "3年5年", "6个月3年", "1.2.3", "3/4", "1e5", "½",
        "0x10", "--5", "5-", "1 2 a 3", "nan", "inf", "∞", "202 / 3 元",
    ],
)  # fmt: skip
def test_what_is_no_single_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableText):
        read_quantity(text)


@pytest.mark.parametrize(
    "text", ["8\n5", "1 2", "9 9.9", "9. 9", "1 2万元", "12 34", "1 2345", "1234 567", "1 234 5", "2.5 123", "1  234"]
)
def test_white_space_within_a_number_is_not_taken_away(text: str) -> None:
    with pytest.raises(UnreadableText):
        read_quantity(text)


@pytest.mark.parametrize("text", ["²", "①", "5²", "⑩", "₂", "⒈", "３²户"])
def test_a_mark_is_no_digit(text: str) -> None:
    with pytest.raises(UnreadableText):
        read_quantity(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 234", 1234), ("12 345 678元", 12_345_678), ("1 234.5", Fraction(2469, 2)), ("3 年 6 个月", 42)],
)
def test_spaces_between_thousands_and_before_units(text: str, value: Fraction) -> None:
    assert read_quantity(text)[1] == value


@pytest.mark.parametrize("digits", [31, 5000, 200_000])
def test_a_number_no_village_has_is_refused_at_once(digits: int) -> None:
    with pytest.raises(UnreadableText, match="30位"):
        read_quantity("9" * digits)


def test_a_plain_number_must_not_have_a_unit_of_another_kind() -> None:
    assert read_number("35分") == 35
    with pytest.raises(UnreadableText, match="百分比"):
        read_number("35%")


DATES = [
    ("2022年6月18日", date(2022, 6, 18)),
    ("2022年6月18号", date(2022, 6, 18)),
    ("2022-06-18", date(2022, 6, 18)),
    ("2022/6/18", date(2022, 6, 18)),
    ("2022.6.18", date(2022, 6, 18)),
    ("20220618", date(2022, 6, 18)),
    ("２０２２年６月１８日", date(2022, 6, 18)),
    ("2022-06-18 00:00:00", date(2022, 6, 18)),
    ("2022年6月", date(2022, 6, 1)),
    ("2022.6", date(2022, 6, 1)),
    ("202206", date(2022, 6, 1)),
    ("2024-02-29", date(2024, 2, 29)),
    ("1969-12-31", date(1969, 12, 31)),
]


@pytest.mark.parametrize(("text", "day"), DATES, ids=[text for text, _ in DATES])
def test_a_date_is_read_in_any_usual_spelling(text: str, day: date) -> None:
    assert read_date(text) == (day - EPOCH).days


@pytest.mark.parametrize("text", ["2023-02-29", "2022-13-01", "2022-00-10", "2022年6月31日", "0000-01-01"])
def test_a_day_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(UnreadableText, match="日历"):
        read_date(text)


@pytest.mark.parametrize("text", ["", "至今", "2022", "年 月 日", "22-6-18", "6月18日", "20226", "2022年6月18日起"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UnreadableText, match="2022-06-18"):
        read_date(text)


def test_an_excel_serial_number_is_a_day() -> None:
    """Excel's own example: 1 January 2008 is serial number 39448 (1904 system: 37986)."""
    assert serial_date(39448) == serial_date(37986, base1904=True) == (date(2008, 1, 1) - EPOCH).days


@pytest.mark.parametrize("text", ["√", "✓", "是", "有", "Y", "达标", "1", "１", " 是 ", "TRUE"])
def test_a_yes_is_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", ["×", "✗", "否", "无", "没有", "n", "不达标", "0", "Ｘ"])
def test_a_no_is_no(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize("text", ["", "—", "/", "2", "大概", "是否", "○"])
def test_what_is_neither_is_not_guessed(text: str) -> None:
    with pytest.raises(UnreadableText, match="是或否"):
        read_yes_no(text)


def test_the_check_digit_of_an_id_number() -> None:
    """By hand, for region 141199 (there is none such), born 1970-01-01, number 001:

    1·7+4·9+1·10+1·5+9·8+9·4+1·2+9·1+7·6+0·3+0·7+1·9+0·10+1·5+0·8+0·4+1·2 = 235 = 21·11 + 4, and the fifth of
    1 0 X 9 8 7 6 5 4 3 2 is 8. Number 000 gives 233 = 21·11 + 2, so X.
    """
    assert check_digit("14119919700101001") == "8"
    assert read_citizen_id("141199197001010018") == "141199197001010018"
    assert read_citizen_id("14119919700101000x") == "14119919700101000X"
    assert read_citizen_id("１４１１９９１９７００１０１００１８") == "141199197001010018"


@pytest.mark.parametrize("last", [digit for digit in "0123456789X" if digit != "8"])
def test_any_other_check_digit_is_refused(last: str) -> None:
    with pytest.raises(UnreadableText, match="校验位"):
        read_citizen_id("14119919700101001" + last)


@pytest.mark.parametrize("text", ["", "1411991970010100", "1.41199197001010e+17", "1411991970010100188", "不详"])
def test_what_has_not_18_digits_is_no_id_number(text: str) -> None:
    with pytest.raises(UnreadableText, match="18位"):
        read_citizen_id(text)
