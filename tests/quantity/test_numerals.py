"""Chinese numerals are read exactly or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.quantity.numerals import CHINESE_NUMERALS, read_digits, read_numeral, spell_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十三", 23),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一百十", 110),
        ("一千零一十", 1010),
        ("一万零二百", 10_200),
        ("十五万五千", 155_000),
        ("壹万贰仟", 12_000),
        ("贰拾叁", 23),
        ("一亿零三万", 100_030_000),
        ("一万亿", 10**12),
    ],
)
def test_a_number_in_words(text: str, number: int) -> None:
    assert read_numeral(text) == number


@pytest.mark.parametrize(
    "text", ["", "三四", "三五", "八一", "一百五", "一万二", "百", "万", "十十", "零三", "一般", "几十", "3"]
)
def test_what_spells_no_single_number(text: str) -> None:
    assert read_numeral(text) is None


def test_a_year_names_its_digits() -> None:
    assert read_digits("二〇二二") == read_digits("二零二二") == read_digits("二○二二") == "2022"
    assert read_digits("二十二") == read_digits("") == ""


@given(st.integers(0, 10**13))
def test_every_number_is_read_as_it_is_spelled(number: int) -> None:
    assert read_numeral(spell_number(number)) == number


@given(st.text(CHINESE_NUMERALS, max_size=30))
def test_no_order_of_numerals_is_read_as_two_numbers(text: str) -> None:
    number = read_numeral(text)
    assert number is None or read_numeral(spell_number(number)) == number
