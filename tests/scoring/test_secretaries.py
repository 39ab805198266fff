"""The secretaries of the sample county: what 岚县 published, and cases worked by hand from the clauses.

A first rating gives 优秀 2 stars, 合格 1, else 0; 1 for every ten years in office; 1 to 4 for the highest honour. Pay then is
1,000 for each star of tenure and honour. In later years stars come and go, and each one more pays 3,000.
"""

from pathlib import Path
from runpy import run_path

import pytest
from workspaces import results, where

from stardb.workspace.summary import count_results

SCHEME = "secretary-star-level"


def outcome(judged, period, township, village):
    appraisal = judged[period][SCHEME]
    made = results(appraisal, where(appraisal, township, village))
    return made["等次"], made["星级绩效报酬"], made["养老保险追加代缴"], made["离任补贴提高"], made["优先推荐"]


def test_2022_is_what_the_county_published(judged):
    appraisal = judged["2022"][SCHEME]
    assert count_results(appraisal, "等次") == {"六星级": 1, "三星级": 6, "二星级": 24, "一星级": 56, "零星级": 13}
    assert (~appraisal.rated).sum() == 44  # in office for less than a year
    assert len(appraisal.subjects) == 144


EVERYWHERE = "两代表一委员、两优一先、担当作为好支书"


@pytest.mark.parametrize(
    ("village", "expected"),
    [
        # 优秀 2 + 26 years 2 + 市级 2 = 6; 1000 × (2 + 2)
        ("普明镇 大贤", ("六星级", "4000元", "二档", "0元", EVERYWHERE)),
        # 合格 1 + 20 years 2 = 3; 1000 × 2
        ("上明乡 官桥", ("三星级", "2000元", "一档", "0元", "无")),
        # 优秀 2 + 县级 1 = 3; 1000 × 1
        ("顺会乡 会河", ("三星级", "1000元", "一档", "0元", "无")),
        # 合格 1 + 县级 1, three honours counted once; 1000 × 1
        ("东村镇 南村", ("二星级", "1000元", "不追加", "0元", "无")),
        # 27 months, a break of exactly a year (12) and 84 months: ten years, 1 star; 1000 × 1
        ("普明镇 贯家庄", ("二星级", "1000元", "不追加", "0元", "无")),
        # the break is a day longer and does not count: nine years, none; the star of 合格 is not paid
        ("普明镇 瓦窑", ("一星级", "0元", "不追加", "0元", "无")),
        # 不合格: 0 + 20 years 2 = 2, not above 1; the stars of tenure are paid as they are, 1000 × 2
        ("界河口镇 吴家沟", ("一星级", "2000元", "不追加", "0元", "无")),
        # 合格 1 + 11 years 1, but punished: zero stars, and no pay
        ("梁家庄乡 郭家庄", ("零星级", "0元", "不追加", "0元", "无")),
        # one day short of a year in office
        ("社科乡 上井", ("不参评",) * 5),
        # exactly a year
        ("王狮乡 石桥", ("一星级", "0元", "不追加", "0元", "无")),
    ],
)
def test_first_ratings_of_2022(judged, village, expected):
    assert outcome(judged, "2022", *village.split()) == expected


@pytest.mark.parametrize(
    ("village", "expected"),
    [
        # 1 + 优秀 1 + 国家级 4 = 6; 3000 × 5; five more within the term: 100 a month
        ("上明乡 阳寨", ("六星级", "1.5万元", "二档", "100元", EVERYWHERE)),
        # 2 + 优秀 1 + 省级 3 = 6; 3000 × 4; four more are not five
        ("东村镇 丁字坪", ("六星级", "1.2万元", "二档", "0元", EVERYWHERE)),
        # 6 and nothing new: 3000 × 0
        ("普明镇 大贤", ("六星级", "0元", "二档", "0元", EVERYWHERE)),
        # 3 + 优秀 1 + 县级 1
        ("岚城镇 北关", ("五星级", "6000元", "一档", "0元", "无")),
        # 3; honours of earlier years do not count again
        ("社科乡 曲立", ("三星级", "0元", "一档", "0元", "无")),
        # 1 + the tenth year completed 1
        ("界河口镇 塔上", ("二星级", "3000元", "不追加", "0元", "无")),
        # 2 + the twentieth year 1 − 不合格 2 = 1
        ("岚城镇 圪达底", ("一星级", "0元", "不追加", "0元", "无")),
        # 1 − 2 failings: not below zero; who falls gets nothing and pays nothing
        ("普明镇 曲井", ("零星级", "0元", "不追加", "0元", "无")),
        # 1, punished: zero
        ("界河口镇 大蛇头", ("零星级", "0元", "不追加", "0元", "无")),
        # under investigation: everything waits
        ("上明乡 马家沟", ("待定", "待定", "待定", "待定", "待定")),
        # the punished one dismissed, the new one in office since April
        ("梁家庄乡 郭家庄", ("不参评",) * 5),
        # new as secretary, but 主任 since 2018: first rating, 优秀 2; nothing of it is paid
        ("普明镇 屯营", ("二星级", "0元", "不追加", "0元", "无")),
        # new, in office a year to the day: first rating, 合格 1
        ("岚城镇 双井", ("一星级", "0元", "不追加", "0元", "无")),
        # not rated in 2022, moved here in May 2023: first rating, 合格 1
        ("王狮乡 沙洼", ("一星级", "0元", "不追加", "0元", "无")),
    ],
)
def test_ratings_of_2023(judged, village, expected):
    assert outcome(judged, "2023", *village.split()) == expected


def test_every_level_of_both_years_follows_from_the_facts_by_the_clauses(judged):
    """All 288 results, against the count in tests/data, which reads the facts themselves and knows no workbook."""
    counted = run_path(str(Path(__file__).parents[1] / "data" / "test_published.py"))
    by_year = {"2022": counted["levels_2022"](), "2023": {k: new for k, (_, new) in counted["levels_2023"]().items()}}
    for period, expected in by_year.items():
        appraisal = judged[period][SCHEME]
        made = {key: appraisal.text("星级", where(appraisal, *key)).removesuffix("星") for key in expected}
        assert made == {key: str(level) for key, level in expected.items()}


def test_money_in_all_is_the_sum_of_what_each_gets(judged):
    """2023: 3,000 for each star gained by whoever was rated before; first ratings are paid for tenure and honour."""
    appraisal = judged["2023"][SCHEME]
    pay, level, before = (appraisal.columns[name] for name in ("星级绩效报酬", "星级", "上年(星级)"))
    for i in range(len(appraisal.subjects)):
        if appraisal.rated[i] and level.known[i] and before.known[i]:
            assert pay.at(i) == 3000 * max(0, level.at(i) - before.at(i))
