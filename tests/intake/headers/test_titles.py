"""Titles are told by their words, however they are written."""

import pytest

from stardb.intake.headers.titles import title_of


@pytest.mark.parametrize(
    ("written", "bare", "unit"),
    [
        ("村集体经济\n年收入(万元)", "村集体经济年收入", "万元"),
        ("党员积分合格率（％）", "党员积分合格率", "%"),
        ("三会一课次数(10分)", "三会一课次数", ""),
        ("得分（满分10分）", "得分", ""),
        ("收入(万元)(10分)", "收入", "万元"),
        ("收入(单位:万元)", "收入", "万元"),
        ("满意票/票", "满意票", "票"),
        ("组\n织\n建\n设\n16分", "组织建设", ""),
        ("“三零”创建达标", "三零创建达标", ""),
        ("  姓　名 ", "姓名", ""),
        ("*姓名:", "姓名", ""),
        ("1.班子缺额", "班子缺额", ""),
        ("①三会一课", "三会一课", ""),
        ("（一）班子", "班子", ""),
        ("按期换届（是/否）", "按期换届", ""),
        ("出生年月(年/月)", "出生年月", ""),
        ("(万元)", "", "万元"),
    ],
)
def test_marks_units_and_numbering_do_not_matter(written, bare, unit):
    title = title_of(written)
    assert (title.bare, title.unit) == (bare, unit)


@pytest.mark.parametrize("written", ["村(社区)", "收入(上年)", "收入(核定数)", "三会一课(例会)", "班子(选举)"])
def test_brackets_that_belong_to_the_title_stay(written):
    assert title_of(written).bare == written


def test_three_associations_are_not_a_numbering():
    assert title_of("三会一课次数").bare == "三会一课次数"
