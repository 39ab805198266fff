"""Months, quarters and halves as people write them."""

import pytest

from stardb.quantity import Frequency, YearPart, read_year_part

MONTH, QUARTER, HALF = Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR


@pytest.mark.parametrize(
    ("text", "kind", "number", "year"),
    [
        ("1季度", QUARTER, 1, None),
        ("第1季度", QUARTER, 1, None),
        ("一季", QUARTER, 1, None),
        ("Q1", QUARTER, 1, None),
        ("ｑ４", QUARTER, 4, None),
        ("3Q", QUARTER, 3, None),
        ("第 二 季度", QUARTER, 2, None),
        ("2022年第三季度", QUARTER, 3, 2022),
        ("2022Q3", QUARTER, 3, 2022),
        ("1月", MONTH, 1, None),
        ("01月份", MONTH, 1, None),
        ("一月", MONTH, 1, None),
        ("元月", MONTH, 1, None),
        ("十二月", MONTH, 12, None),
        ("2022年3月", MONTH, 3, 2022),
        ("二〇二二年三月", MONTH, 3, 2022),
        ("2022-03", MONTH, 3, 2022),
        ("2022/3", MONTH, 3, 2022),
        ("202203", MONTH, 3, 2022),
        ("上半年", HALF, 1, None),
        ("2022年下半年", HALF, 2, 2022),
        ("H2", HALF, 2, None),
    ],
)
def test_a_part_of_a_year_is_read(text, kind, number, year):
    assert read_year_part(text) == YearPart(kind, number, year)


@pytest.mark.parametrize(
    "text",
    [
        "5季度",
        "13月",
        "十三月",
        "4.5",
        "2022.1",
        "20223",
        "1",
        "月",
        "季度",
        "一季度和二季度",
        "3月5日",
        "1-3月",
        "半年",
        "2022年",
    ],
)
def test_what_is_no_part_of_a_year_is_not(text):
    assert read_year_part(text) is None
