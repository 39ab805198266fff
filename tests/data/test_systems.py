"""What the samples of nine schemes come to, worked out by hand from what data/samplesystems plans for each subject."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from samplesystems.community_worker_grades import list_workers
from samplesystems.dual_registration_members import MEMBERS as REGISTERED
from samplesystems.first_secretary_ballots import SECRETARIES
from samplesystems.party_member_points import MEMBERS as PARTY_MEMBERS
from samplesystems.people import person
from samplesystems.village_member_points import MEMBERS as VILLAGE_MEMBERS
from samplesystems.village_member_points import number
from workspaces import judge

from stardb.scoring import STATES, Appraisal
from stardb.workspace import choose_contents, create_workspace


@pytest.fixture(scope="module")
def rated(tmp_path_factory):
    """A function: scheme and period -> its appraisal, each sample made once."""
    root = tmp_path_factory.mktemp("systems")

    @cache
    def make(scheme: str) -> Path:
        create_workspace(root / scheme, choose_contents(False, [scheme]))
        return root / scheme

    @cache
    def rate(scheme: str, period: str) -> Appraisal:
        return judge(make(scheme), period)[scheme]

    return rate


def texts(appraisal: Appraisal, item: str, keys=None) -> dict[str, str]:
    """Subject -> its result as people read it; by the last part of its key, or in the order of keys given."""
    found = {key.rpartition("/")[2]: appraisal.text(item, i) for i, key in enumerate(appraisal.subjects.keys)}
    return found if keys is None else {str(n): found[key] for n, key in enumerate(keys, 1)}


def state_of(appraisal: Appraisal) -> Counter:
    return Counter(STATES[state] for state in appraisal.state)


def test_peace_star_of_a_month(rated):
    june = texts(rated("monthly-peace-star", "2023-06"), "平安之星")
    # An accident, three meetings (twice), a petition (twice), no quarterly meeting.
    without = {"李家村", "赵家村", "陈家村", "魏家村", "沈家村", "前寺庄村"}
    assert {village for village, star in june.items() if star != "是"} == without
    assert len(june) == 24


def test_peace_star_of_a_month_nobody_reported_for_a_village(rated):
    august = rated("monthly-peace-star", "2023-08")
    assert texts(august, "平安之星")["后寺庄村"] == "待定"
    assert state_of(august) == {"已定": 23, "待定": 1}


def test_peace_star_of_the_year(rated):
    year = rated("monthly-peace-star", "2023")
    months = texts(year, "得星月数")
    assert {v: months[v] for v in ("东街村", "南关村", "北关村", "赵家村", "小王庄村", "后寺庄村")} == {
        "东街村": "12个月", "南关村": "10个月", "北关村": "9个月", "赵家村": "0个月", "小王庄村": "4个月", "后寺庄村": "待定",
    }  # fmt: skip
    grades = texts(year, "年度平安")
    assert grades["李家村"] == "平安达标"  # eleven months, and an accident too grave for 先进
    assert grades["孙家村"] == "平安先进"  # eleven or twelve: December's figure cannot be read
    assert grades["后寺庄村"] == "平安先进"  # eleven and no word of August: eleven or twelve
    assert Counter(grades.values()) == {"平安先进": 14, "平安达标": 7, "继续创建": 3}


DUAL = [person("dual", n).id for n in range(1, len(REGISTERED) + 1)]


def test_dual_registration_of_a_quarter(rated):
    first = texts(rated("dual-registration-members", "2023Q1"), "季度得分", DUAL)
    assert first["10"] == "不参评"  # came in March
    second = texts(rated("dual-registration-members", "2023Q2"), "季度得分", DUAL)
    assert {n: second[n] for n in ("1", "4", "7", "10", "14", "15")} == {
        "1": "100分", "4": "90分", "7": "70分", "10": "100分", "14": "待定", "15": "30分",
    }  # fmt: skip


def test_dual_registration_of_the_year(rated):
    year = rated("dual-registration-members", "2023")
    means = texts(year, "全年得分", DUAL)
    assert {n: means[n] for n in ("2", "7", "8", "10", "11", "13")} == {
        "2": "97.5分", "7": "50分", "8": "待定", "10": "不参评", "11": "95分", "13": "82.5分",
    }  # fmt: skip
    grades = texts(year, "年度评议", DUAL)
    assert (grades["11"], grades["12"]) == ("待定", "待定")  # one place in 滨河社区, and 95 and 90 points each
    assert {n for n, grade in grades.items() if grade == "不合格"} == {"7", "15"}
    assert (grades["16"], grades["20"], grades["21"]) == ("合格", "合格", "合格")  # a quarter of 70 caps the last


def test_first_secretaries(rated):
    grades = texts(
        rated("first-secretary-ballots", "2023"),
        "评议等次",
        [person("first", n).id for n in range(1, len(SECRETARIES) + 1)],
    )
    assert grades == {
        "1": "优秀",  # 100 and 100
        "2": "优秀",  # 100 and 84: 92, promised on the last day
        "3": "良好",  # promised a day late
        "4": "良好",  # promised nothing
        "5": "良好",  # published eleven months
        "6": "良好",  # came in July: the second half alone, 84
        "7": "较差",  # 44
        "8": "待定",  # no ballots in the second half
        "9": "一般",  # 84 and 44: 64
        "10": "优秀",  # 100, and 40 of 50 where ten ballots have no mark: 80; together 90
        "11": "良好",  # promised a month and a day after coming
        "12": "优秀",  # came in November
    }


@pytest.mark.parametrize(
    ("period", "exchanges"),
    [
        # Eight households of each grid have 10 points; 2-09 broke the law.
        ("2023Q1", {"可兑换": 31, "不可兑换": 17}),
        # Seven; 1-05 broke the law; 4-09 has 35 points or 40.
        ("2023Q2", {"可兑换": 27, "不可兑换": 21}),
        # Seven; 2-01 has 10 points if somebody checks an entry.
        ("2023Q3", {"可兑换": 27, "不可兑换": 20, "待定": 1}),
        # Seven; whether 4-01 broke the law is open, and it has 5 points.
        ("2023Q4", {"可兑换": 28, "不可兑换": 20}),
    ],
)
def test_households(rated, period, exchanges):
    assert Counter(texts(rated("household-points", period), "季度兑换").values()) == exchanges


VILLAGE = [number(n) for n in range(1, len(VILLAGE_MEMBERS) + 1)]


def test_village_members_of_the_year(rated):
    points = texts(rated("village-member-points", "2023"), "总分", VILLAGE)
    assert points == {
        "1": "100分", "2": "88分", "3": "99分", "4": "100分", "5": "50分", "6": "94分", "7": "70分", "8": "56分",
        "9": "待定", "10": "100分", "11": "98.5分", "12": "10分", "13": "100分", "14": "10分", "15": "100分", "16": "70分",
        "17": "80分", "18": "95分", "19": "96分", "20": "60分", "21": "87.5分", "22": "64分", "23": "100分", "24": "60分",
        "25": "99.5分", "26": "待定",
    }  # fmt: skip


def test_village_members_up_to_a_month(rated):
    june = texts(rated("village-member-points", "2023-06"), "总分", VILLAGE)
    assert june["1"] == "62分"  # 10 and 10, 5 a month, 2 a month
    assert june["9"] == "62分"  # August is not there yet
    assert texts(rated("village-member-points", "2023-08"), "总分", VILLAGE)["9"] == "待定"


def test_midterm_review(rated):
    review = rated("midterm-review", "2023")
    assert texts(review, "初步评价") == {
        "裴城村": "好",  # 100
        "苏侯村": "好",  # drawn: 3 × 20 and 2 × 16
        "坡杨村": "较好",  # 5 × 16
        "前袁村": "一般",  # 2 × 12 and 3 × 16
        "后袁村": "差",  # drawn: 4 × 12 and 8
        "庙刘村": "差",  # 56
        "斗杨村": "好",  # 3 × 20 and 2 × 16
        "新店村": "好",
        "吴庄村": "较好",
        "齐罗村": "待定",  # a field without a word
        "小王村": "待定",  # nobody looked on the spot
        "高楼村": "待定",  # 70 of 71 contents
        "杨店村": "不参评",  # elected in 2022
        "郭庄村": "差",  # 40
    }
    assert texts(review, "缺措施问题")["坡杨村"] == "1个"
    assert texts(review, "红册记录")["斗杨村"] == "1条"  # the other entry is of 2022


def test_community_workers(rated):
    grades = texts(
        rated("community-worker-grades", "2023"),
        "岗位等级",
        [who.id for _, who in list_workers()],
    )
    assert grades == {
        "1": "12级", "2": "7级", "3": "1级", "4": "2级", "5": "18级", "6": "不参评", "7": "3级", "8": "6级", "9": "4级",
        "10": "待定", "11": "待定", "12": "待定", "13": "9级", "14": "9级", "15": "1级",
    }  # fmt: skip


def test_party_members(rated):
    year = rated("party-member-points", "2023")
    keys = [person("member", n).id for n in range(1, len(PARTY_MEMBERS) + 1)]
    assert texts(year, "总分", keys) == {
        "1": "94分", "2": "100分", "3": "64分", "4": "82分", "5": "不参评", "6": "66分", "7": "89分", "8": "100分",
        "9": "26分", "10": "待定", "11": "70分", "12": "85分", "13": "84分", "14": "70分", "15": "53分", "16": "18.5分",
        "17": "70分", "18": "66分", "19": "待定", "20": "70分",
    }  # fmt: skip
    grades = texts(year, "年度等次", keys)
    assert grades["8"] == "合格"  # punished
    assert grades["10"] == "合格"  # 66 or 68
    assert grades["14"] == "待定"  # an objection nobody has looked into
    assert Counter(grades.values()) == {"优秀": 4, "合格": 10, "不合格": 3, "待定": 2, "不参评": 1}
