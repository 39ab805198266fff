"""What 岚县 published must come out of the sample's facts; counted here from the clauses, without the engine."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest
from samplecounty.next_year import MOVED, NEWCOMERS, secretaries_2023
from samplecounty.secretaries import secretaries_2022

APPRAISAL = {"优秀": 2, "合格": 1, "基本合格": 0, "不合格": 0}
HONOUR = {"县级": 1, "市级": 2, "省级": 3, "国家级": 4}


def full_months(start: date, end: date) -> int:
    """Months gone by when `end` dawns."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def tenure(posts, as_of: date) -> int:
    """第五条(二): months as 书记 or 主任; breaks up to a year run on, what lies before a 免职 or 撤职 is lost."""
    held = sorted((p.start, (p.end or as_of) + timedelta(1), p.reason) for p in posts if p.role in ("书记", "主任"))
    lost = max((after for _, after, reason in held if reason in ("免职", "撤职")), default=date.min)
    runs: list[list[date]] = []
    for start, after, _ in held:
        if start < lost:
            continue
        if runs and start <= runs[-1][1].replace(year=runs[-1][1].year + 1):
            runs[-1][1] = max(runs[-1][1], after)
        else:
            runs.append([start, after])
    return sum(full_months(start, after) for start, after in runs)


def vetoed(secretary, level: int) -> int | str:
    level = min(max(level, 0), 15)
    if secretary.punished:
        level = 0
    if secretary.appraisal == "不合格":
        level = min(level, 1)
    return "待定" if secretary.pending else level


def first(secretary, months: int) -> int | str:
    best = max((HONOUR[honour.level] for honour in secretary.honours), default=0)
    return vetoed(secretary, APPRAISAL[secretary.appraisal] + months // 120 + best)


@cache
def levels_2022():
    """By village: the level, or 不参评."""
    found = {}
    for key, secretary in secretaries_2022().items():
        months = tenure(secretary.posts, date(2022, 12, 31))
        found[key] = first(secretary, months) if months >= 12 else "不参评"
    return found


@cache
def levels_2023():
    """By village: (the person's level of 2022 or None, the level of 2023)."""
    before = {s.person.id: (levels_2022()[key], s) for key, s in secretaries_2022().items()}
    found = {}
    for key, secretary in secretaries_2023().items():
        months = tenure(secretary.posts, date(2023, 12, 31))
        old, then = before.get(secretary.person.id, (None, None))
        if months < 12:
            found[key] = old, "不参评"
        elif not isinstance(old, int):
            found[key] = old, first(secretary, months)
        else:
            gained = (secretary.appraisal == "优秀") + months // 120 - tenure(then.posts, date(2022, 12, 31)) // 120
            gained += max((HONOUR[h.level] for h in secretary.honours if h.year == 2023), default=0)
            lost = {"基本合格": 1, "不合格": 2}.get(secretary.appraisal, 0) + secretary.failings
            found[key] = old, vetoed(secretary, old + gained - lost)
    return found


def test_the_published_result_comes_out_of_the_facts():
    assert Counter(levels_2022().values()) == {6: 1, 3: 6, 2: 24, 1: 56, 0: 13, "不参评": 44}


@pytest.mark.parametrize(
    ("town", "village", "months", "level"),
    [
        ("普明镇", "大贤", 319, 6),  # 1996-05-20 on: 26 years
        ("东村镇", "青台", 120, 2),  # ten years to the day
        ("顺会乡", "舍安", 119, 1),  # one day short
        ("界河口镇", "塔上", 119, 1),  # one month short
        ("普明镇", "贯家庄", 123, 2),  # a break of exactly one year: 27 + 12 + 84
        ("普明镇", "瓦窑", 110, 1),  # a break one day longer: 27 + 83
        ("东村镇", "西村", 95, 1),  # two posts at once, counted once
        ("上明乡", "前河", 48, 1),  # ten years as 副书记 do not count
        ("顺会乡", "于湾", 73, 1),  # 2003–2012 lost with the 撤职
        ("王狮乡", "敦厚", 131, 2),  # 2002–2009 lost with the 免职
        ("上明乡", "寨子", 44, 1),  # 35 months as 主任, a long break, 9 as 书记
        ("王狮乡", "石桥", 12, 1),  # one year to the day
        ("王狮乡", "阴湾", 11, "不参评"),  # one month short
        ("社科乡", "上井", 11, "不参评"),  # one day short
        ("梁家庄乡", "草城", 10, "不参评"),  # five years as 主任 lost with the 免职; in office from March 2022
        ("界河口镇", "吴家沟", 241, 1),  # two stars by tenure, but 不合格
        ("梁家庄乡", "郭家庄", 133, 0),  # two stars, but 受党纪处分
    ],
)
def test_edges_of_2022(town, village, months, level):
    secretary = secretaries_2022()[town, village]
    assert tenure(secretary.posts, date(2022, 12, 31)) == months
    assert levels_2022()[town, village] == level


@pytest.mark.parametrize(
    ("town", "village", "before", "after"),
    [
        ("上明乡", "阳寨", 1, 6),  # 优秀 + 国家级: five within the term
        ("东村镇", "丁字坪", 2, 6),
        ("岚城镇", "北关", 3, 5),
        ("普明镇", "大贤", 6, 6),
        ("社科乡", "曲立", 3, 3),
        ("界河口镇", "塔上", 1, 2),  # the tenth year completed
        ("岚城镇", "圪达底", 2, 1),  # the twentieth year completed, but 不合格
        ("普明镇", "曲井", 1, 0),  # two failings, never below zero
        ("界河口镇", "大蛇头", 1, 0),
        ("上明乡", "马家沟", 1, "待定"),
        ("王狮乡", "蛤蟆神", 1, 1),  # one up, one down
        ("岚城镇", "双井", None, 1),  # new on 2023-01-01: exactly a year
        ("普明镇", "屯营", None, 2),  # new as 书记, 主任 since 2018, 优秀
        ("东村镇", "第五社区", None, "不参评"),
        ("王狮乡", "沙洼", "不参评", 1),  # moved here from 乱石 in May
    ],
)
def test_what_2023_brings(town, village, before, after):
    assert levels_2023()[town, village] == (before, after)


def test_2023_as_a_whole():
    moves = Counter(
        "待定" if new == "待定" else (new > old) - (new < old)
        for old, new in levels_2023().values()
        if isinstance(old, int)
    )
    assert moves == {0: 53, 1: 32, -1: 10, "待定": 1}
    levels = Counter(new for _, new in levels_2023().values())
    assert levels == {0: 22, 1: 62, 2: 31, 3: 16, 4: 3, 5: 2, 6: 3, "不参评": 4, "待定": 1}


def test_six_new_people_and_one_who_moved():
    before = {key: secretary.person for key, secretary in secretaries_2022().items()}
    after = {key: secretary.person for key, secretary in secretaries_2023().items()}
    assert len(before) == len(after) == 144
    assert len({p.id for p in after.values()} - {p.id for p in before.values()}) == 6
    assert {key for key in before if before[key] != after[key]} == {*NEWCOMERS, *MOVED}
    assert after["王狮乡", "沙洼"] == before["王狮乡", "乱石"]
