"""Which grades are bad: the last ones, as far up as they say so."""

import pytest

from stardb.rendering.outcome_words import is_nothing, part_by_worth


@pytest.mark.parametrize(
    ("words", "bad"),
    [
        (("优秀", "合格", "不合格"), ("不合格",)),
        (("已达到", "进度正常", "进度落后", "到期未达到"), ("进度落后", "到期未达到")),
        (("可兑换", "不可兑换"), ("不可兑换",)),
        (("平安先进", "平安达标", "继续创建"), ()),
        (("零投诉", "个别投诉", "多次投诉"), ()),
        (("优秀", "不合格", "不适用"), ("不合格",)),
        ((), ()),
    ],
)
def test_the_last_grades_are_bad_as_far_up_as_they_say_so(words, bad):
    assert part_by_worth(words) == (tuple(word for word in words if word not in bad), bad)


def test_an_entitlement_of_nothing_is_none():
    assert [is_nothing(word) for word in ("不帮教", "无", "支部帮教", 0, 200, "待定")] == [
        True,
        True,
        False,
        True,
        False,
        False,
    ]
