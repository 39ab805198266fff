"""How people name a kept run."""

import pytest

from stardb.workspace import read_named_run


def test_a_period_a_number_the_last_and_the_one_before_it() -> None:
    assert read_named_run("2022").title == "2022年度"
    assert read_named_run("2022-06@3").title == "2022年6月第3次"
    assert read_named_run("2022@last").title == "2022年度最近一次"
    assert read_named_run("2022@-1").title == "2022年度倒数第2次"


@pytest.mark.parametrize("text", ["", "2022@", "2022@0", "2022@x", "去年@1", "2022@1@2"])
def test_what_names_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="要写"):
        read_named_run(text)
