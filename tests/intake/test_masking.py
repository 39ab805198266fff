"""No ID number leaves the room whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.intake.masking import mask, quoted, veil


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("11010519491231002X", "110105**********2X"),
        ("张三110105194912310021李四", "张三110105**********21李四"),
        ("110105 19491231 0021", "110105**********21"),
        ("１１０１０５１９４９１２３１００２１", "110105**********21"),
        ("110105491231002", "110105*******02"),
        ("东村镇/李家村", "东村镇/李家村"),
        ("1380000", "1380000"),
    ],
)
def test_masking(text, shown):
    assert mask(text) == shown


@given(st.from_regex(r"[1-9]\d{16}[\dX]", fullmatch=True), st.text("张三/ 村", max_size=5))
def test_the_middle_of_an_id_number_is_never_shown(number, around):
    assert number[6:16] not in mask(around + number + around)


def test_private_words_show_their_first_character():
    assert veil("慢性病") == "慢**"
    assert veil("11010519491231002X") == "110105**********2X"


def test_quotation_marks_inside_become_inner_ones():
    assert quoted("“三零”创建达标") == "“‘三零’创建达标”"
