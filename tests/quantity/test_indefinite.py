"""A number that is only nearly said is not read as if it were exact."""

import pytest

from stardb.quantity.reading import Unreadable, read_quantity


@pytest.mark.parametrize(
    "text", ["50余户", "50万余元", "3户以上", "10户左右", "20多人", "5?", "8+", "1次,有通报", "3~5户"]
)
def test_an_indefinite_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="确定"):
        read_quantity(text)


@pytest.mark.parametrize("text", ["50户", "12元/月", "3公里", "5个", "85%"])
def test_a_definite_one_with_any_unit_is_read(text: str) -> None:
    read_quantity(text)
