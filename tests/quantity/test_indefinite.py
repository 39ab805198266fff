"""A number that is only nearly said is not read as if it were exact."""

import pytest

from stardb.quantity import Kind
from stardb.quantity.from_text import UnreadableText, read_quantity


@pytest.mark.parametrize(
    "text", ["50余户", "50万余元", "3户以上", "10户左右", "20多人", "5?", "8+", "1次,有通报", "3~5户"]
)
def test_an_indefinite_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableText, match="确定"):
        read_quantity(text)


@pytest.mark.parametrize("text", ["50户", "12元/月", "3公里", "5个", "85%"])
def test_a_definite_one_with_any_unit_is_read(text: str) -> None:
    read_quantity(text)


@pytest.mark.parametrize("text", ["7O分", "9O", "90l", "3x", "8O分", "1OO", "2O.5万元", "1l0"])
def test_a_letter_among_digits_is_no_unit(text: str) -> None:
    """An O for a 0 would make 70 points 7."""
    with pytest.raises(UnreadableText, match="字母"):
        read_quantity(text)


def test_metric_units_are_letters_all_the_same() -> None:
    assert read_quantity("12km") == (Kind.NUMBER, 12)
