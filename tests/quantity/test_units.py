"""Units of plain numbers: what converts, what is the same thing counted, what is neither."""

from fractions import Fraction

import pytest

from stardb.quantity.units import measures_alike, unit_ratio


@pytest.mark.parametrize(
    ("unit", "into", "times"),
    [
        ("米", "公里", Fraction(1, 1000)),
        ("公里", "千米", 1000),  # 千 is a magnitude, taken into the number
        ("km", "公里", 1),
        ("公顷", "亩", 15),
        ("斤", "公斤", Fraction(1, 2)),
        ("分钟", "小时", Fraction(1, 60)),
        ("人", "万人", 1),
        ("名", "人", 1),
        ("次/年", "次", 1),
        ("名党员", "人", 1),
        ("个", "户", 1),
        ("户", "人", None),
        ("天", "小时", None),
        ("次", "分", None),
        ("次/月", "次", None),
        ("次/年", "次/月", None),
        ("次/月", "次/月", 1),
        ("次", "次/月", 1),
        ("人", "票", 1),
        ("华里", "公里", Fraction(1, 2)),
        ("顷", "亩", 100),
        ("亩林地", "公顷", Fraction(1, 15)),
        ("垧", "亩", None),
        ("英里", "公里", None),
        ("学时", "小时", None),
        ("", "亩", 1),
        ("年", "岁", None),
    ],
)
def test_how_many_of_another_a_unit_is(unit: str, into: str, times: Fraction | int | None) -> None:
    assert unit_ratio(unit, into) == times


@pytest.mark.parametrize(("unit", "into", "same"), [("万人", "人", True), ("米", "公里", True), ("个", "人", False)])
def test_what_is_surely_one_thing(unit: str, into: str, same: bool) -> None:
    assert measures_alike(unit, into) is same
