"""No ID number leaves the room whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.intake.masking import mask, quoted, veil


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("14119919491204002X", "141199**********2X"),
        ("张三141199194912040021李四", "张三141199**********21李四"),
        ("141199 19491204 0021", "141199**********21"),
        ("１４１１９９１９４９１２０４００２１", "141199**********21"),
        ("141199491204002", "141199*******02"),
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
    assert veil("14119919491204002X") == "141199**********2X"


def test_quotation_marks_inside_become_inner_ones():
    assert quoted("“三零”创建达标") == "“‘三零’创建达标”"
