"""Hints: a word like another is asked about, but never one that says another quarter, month or grade."""

import pytest

from stardb.quantity import find_near, find_near_choice, is_another

QUARTERS = {"一季度": "一季度", "二季度": "二季度", "三季度": "三季度", "四季度": "四季度"}
GRADES = {"好": "好", "较好": "较好", "一般": "一般", "差": "差"}
RATINGS = {"优秀": "优秀", "合格": "合格", "基本合格": "基本合格", "不合格": "不合格"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1季度", "二季度"),
        ("11月", "1月"),
        ("十二月", "二月"),
        ("甲等", "乙等"),
        ("一等", "二等"),
        ("三星", "四星"),
        ("上半年得分", "下半年得分"),
        ("A类", "B类"),
        ("市级", "县级"),
        ("合格", "不合格"),
        ("基本合格", "合格"),
        ("正职", "副职"),
        ("一年二季度", "二年一季度"),
    ],
)
def test_words_that_differ_in_an_ordinal_or_are_turned_into_another_are_two_words(one, other):
    assert is_another(one, other)
    assert find_near(one, [other]) == []


@pytest.mark.parametrize(
    ("one", "other"), [("1季度", "一季度"), ("第3次", "第三次"), ("03月", "3月"), ("收人", "收入"), ("ａ类", "A类")]
)
def test_other_ways_of_writing_the_same_ordinal_are_no_other_word(one, other):
    assert not is_another(one, other)


@pytest.mark.parametrize(
    ("text", "choices", "hint"),
    [
        ("一季读", QUARTERS, "一季度"),
        ("季度", QUARTERS, ""),
        ("五季度", QUARTERS, ""),
        ("一般般", GRADES, "一般"),
        ("较差", GRADES, ""),
        ("不好", GRADES, ""),
        ("合各", RATINGS, "合格"),
        ("不合各", RATINGS, "不合格"),
        ("基本不合格", RATINGS, ""),
        ("地级", {"县级": "县级", "省级": "省级"}, ""),
        ("市级", {"县级": "县级"}, ""),
        ("县级党委表彰", {"县级": "县级", "市级": "市级"}, "县级"),
    ],
)
def test_a_choice_is_proposed_only_where_the_word_tells_it_from_the_others(text, choices, hint):
    assert find_near_choice(text, choices) == hint
