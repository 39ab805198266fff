"""The branches of the sample county: pass marks to the tenth, vetoes, quotas, and what nobody can make good."""

import shutil
from fractions import Fraction

import numpy as np
import pytest
from workspaces import judge, results, set_cell, where

from stardb.rendering.views.rows.undecided_rows import list_undecided
from stardb.scoring import explain, phrase, phrase_value

SCHEME = "five-star-branch"
STARS = ("支部过硬星", "产业兴旺星", "生态宜居星", "平安法治星", "文明幸福星")


def told(judged, period, township, village, name):
    """What the explanation says of one of its names."""
    appraisal = judged[period][SCHEME]
    tree = explain(appraisal, where(appraisal, township, village))
    return next(node for _, node in tree.lines() if node.title == name)


@pytest.mark.parametrize(
    ("period", "village", "star", "points"),
    [
        # 77% of 50 to 95%: 9; 41.4% of 60%: 10.35 → 10.4; then 7, 10; 86.4 of 100: 21.6; 5, 10 − 3, 10
        ("2022", "东村镇 胡琴舍", "生态宜居星", ("9", "10.4", "7", "10", "21.6", "5", "7", "10")),
        # 10; 2 × 2.5; 10; 6; 10; 5; 57% of 60%: 14.25 → 14.3; 10; 79.1% of 50 to 95%: 9.7
        ("2022", "社科乡 曲立", "文明幸福星", ("10", "5", "10", "6", "10", "5", "14.3", "10", "9.7")),
        # 10, 10; 4 × 2; 14; 10; 0; 86.9% of 60 to 95%: 7.69 → 7.7; 5; (22 + 4 × 0.6) ÷ 32 × 20 = 15.25 → 15.3
        ("2022", "上明乡 上明", "支部过硬星", ("10", "10", "8", "14", "10", "0", "7.7", "5", "15.3")),
    ],
)
def test_exactly_eighty_points_earn_the_star(judged, period, village, star, points):
    appraisal = judged[period][SCHEME]
    i = where(appraisal, *village.split())
    indicators = [step.name for step in appraisal.scheme.steps if step.of == star and step.role.value == "指标"]
    assert tuple(appraisal.columns[name].at(i) for name in indicators) == tuple(map(Fraction, points))
    assert sum(map(Fraction, points)) == 80
    assert appraisal.columns[f"得分({star})"].at(i) == 80
    assert appraisal.columns[star].at(i) is True


@pytest.mark.parametrize(
    ("period", "village", "star"), [("2022", "界河口镇 西口子", "生态宜居星"), ("2023", "岚城镇 南关", "支部过硬星")]
)
def test_eighty_without_any_rounding_earns_it_too(judged, period, village, star):
    appraisal = judged[period][SCHEME]
    i = where(appraisal, *village.split())
    assert appraisal.columns[f"得分({star})"].at(i) == 80
    assert appraisal.columns[star].at(i) is True


@pytest.mark.parametrize("period", ["2022", "2023"])
def test_a_star_is_earned_by_points_and_no_veto_and_in_no_other_way(judged, period):
    """Every branch and star by the plain reading of the rule file."""
    columns = judged[period][SCHEME].columns
    vetoes = {
        "支部过硬星": lambda i: columns["软弱涣散"].at(i),
        "产业兴旺星": lambda i: columns["三资严重流失"].at(i),
        "生态宜居星": lambda i: columns["重大环境污染事件"].at(i),
        "平安法治星": lambda i: columns["进京访"].at(i) or columns["重大安全事故"].at(i) or columns["涉黑涉恶"].at(i),
        "文明幸福星": lambda i: False,
    }
    for star in STARS:
        for i in np.nonzero(columns[star].known & columns[f"得分({star})"].known)[0]:
            enough = columns[f"得分({star})"].at(i) >= 80
            assert columns[star].at(i) is bool(enough and not vetoes[star](i))


@pytest.mark.parametrize(
    ("period", "village", "star", "why"),
    [
        ("2022", "东村镇 新安", "平安法治星", "发生进京上访（进京访〔1次〕"),
        ("2022", "岚城镇 前庄", "支部过硬星", "被列为软弱涣散党组织"),
        ("2022", "梁家庄乡 车道坡", "支部过硬星", "被列为软弱涣散党组织"),
        ("2022", "上明乡 山底", "产业兴旺星", "集体“三资”严重流失"),
        ("2022", "普明镇 后沟", "平安法治星", "发生重大安全责任事故"),
        ("2023", "界河口镇 闫家湾", "平安法治星", "发生进京上访"),
        ("2023", "上明乡 前合会", "生态宜居星", "发生重大环境污染事件"),
    ],
)
def test_a_veto_takes_the_star_whatever_the_points(judged, period, village, star, why):
    node = told(judged, period, *village.split(), star)
    assert phrase_value(node) == "否"
    assert phrase(node).startswith("一票否决：")
    assert why in phrase(node)


def test_without_its_veto_new_an_would_have_five_stars(judged):
    appraisal = judged["2022"][SCHEME]
    made = results(appraisal, where(appraisal, "东村镇", "新安"))
    assert [star for star in STARS if made[star] == "是"] == [star for star in STARS if star != "平安法治星"]
    assert made["等次"] == "四星支部"
    assert made["创建奖补"] == "1万元"


def test_a_veto_of_one_star_leaves_the_others_as_they_are(judged):
    appraisal = judged["2022"][SCHEME]
    i = where(appraisal, "岚城镇", "前庄")
    assert phrase_value(told(judged, "2022", "岚城镇", "前庄", "支部过硬星")) == "否"
    for star in STARS[1:]:
        assert appraisal.columns[star].at(i) is (appraisal.columns[f"得分({star})"].at(i) >= 80)


def grade(judged, period, village):
    appraisal = judged[period][SCHEME]
    return appraisal.text("等次", where(appraisal, *village.split()))


@pytest.mark.parametrize("period", ["2022", "2023"])
def test_no_township_has_more_five_star_branches_than_its_fifth(judged, period):
    """20% rounded half up, one at least: 5 of 25, 2 of 12, 2 of 9 (1.8) …"""
    appraisal = judged[period][SCHEME]
    for g, township in enumerate(appraisal.group_names):
        mine = appraisal.groups == g
        allowed = max(1, int(Fraction(int(mine.sum()), 5) + Fraction(1, 2)))
        held = sum(appraisal.text("等次", int(i)) == "五星支部" for i in np.nonzero(mine)[0])
        assert held <= allowed, township


def test_the_third_best_of_wangshi_goes_over_the_quota(judged):
    """王狮乡: 12 branches, 2.4 places, so two; three have five stars."""
    appraisal = judged["2022"][SCHEME]
    best = [where(appraisal, "王狮乡", village) for village in ("蛤蟆神", "阳湾", "王狮")]
    assert [appraisal.text("星数", i) for i in best] == ["5星"] * 3
    totals = [appraisal.columns["总分"].at(i) for i in best]
    assert min(totals[:2]) > totals[2]
    assert [appraisal.text("等次", i) for i in best] == ["五星支部", "五星支部", "四星支部"]
    assert "本乡镇五星支部名额2个（参评12个，20%、至少1个），排第3" in phrase(
        told(judged, "2022", "王狮乡", "王狮", "等次")
    )
    assert appraisal.text("创建奖补", best[2]) == "1万元"  # that of four stars


def test_a_tie_for_the_last_place_is_left_to_people(judged):
    """顺会乡, 2022: two places; 牛湾子 has one, 白家庄 and 会河 are level in total and ballot."""
    appraisal = judged["2022"][SCHEME]
    tied = [where(appraisal, "顺会乡", village) for village in ("白家庄", "会河")]
    for i in tied:
        assert appraisal.columns["总分"].at(i) == Fraction("456.7")
        assert appraisal.columns["得分(党员群众评议)"].at(i) == Fraction("19.2")
        assert appraisal.text("等次", i) == "待定"
        assert appraisal.text("创建奖补", i) == "待定"
    assert grade(judged, "2022", "顺会乡 牛湾子") == "五星支部"
    assert "并列" in phrase(told(judged, "2022", "顺会乡", "会河", "等次"))


def test_a_year_later_they_do_not_tie(judged):
    places = ("顺会乡 牛湾子", "顺会乡 会河", "顺会乡 白家庄")
    assert [grade(judged, "2023", place) for place in places] == ["五星支部", "五星支部", "四星支部"]


PLANTED = {
    "2022": {
        ("东村镇", "陈家营"): (
            "平安法治星",
            "“三零”创建达标",
            "01 东村镇 五星支部创建.xlsx",
            "平安法治检查表",
            "J18",
            None,
        ),
        ("岚城镇", "双井"): ("文明幸福星", "文明户比例", "02 岚城镇 五星支部创建.xlsx", "文明幸福检查表", "J12", 0.3),
        ("普明镇", "段峪"): ("产业兴旺星", "村集体经济年收入", "03 普明镇 五星支部创建.xlsx", "产业兴旺", "D18", 8),
        ("普明镇", "芦家洼"): ("文明幸福星", "村规民约", "03 普明镇 五星支部创建.xlsx", "文明幸福", "C13", "芦家洼"),
        ("界河口镇", "阳寨"): (
            "生态宜居星",
            "人居环境检查得分",
            "04 界河口镇 五星支部创建.xlsx",
            "生态宜居检查表",
            "G5",
            80,
        ),
        ("上明乡", "阳坡"): (
            "生态宜居星",
            "垃圾分类收运",
            "05 上明乡 五星支部创建.xlsx",
            "生态宜居检查表",
            "G17",
            "是",
        ),
        ("梁家庄乡", "近周营"): (
            "产业兴旺星",
            "产业带头人",
            "07 梁家庄乡 五星支部创建.xlsx",
            "产业兴旺检查表",
            "I13",
            4,
        ),
    },
    "2023": {
        ("东村镇", "第六社区"): ("生态宜居星", "卫生厕所普及率", "", "", "", None),
        ("岚城镇", "双井"): (
            "生态宜居星",
            "卫生厕所普及率",
            "02 岚城镇 五星支部创建.xlsx",
            "生态宜居检查表",
            "D12",
            0.85,
        ),
        ("社科乡", "阳坡"): ("文明幸福星", "村规民约", "09 社科乡 五星支部创建.xlsx", "文明幸福检查表", "D12", "是"),
    },
}
"""Each planted fault: the star it keeps open, a column it makes unknown, and the cell; then what would mend it there."""


@pytest.mark.parametrize("period", PLANTED)
def test_exactly_the_planted_faults_are_undecided(judged, period):
    appraisal = judged[period][SCHEME]
    open_ = [i for i in range(len(appraisal.subjects)) if appraisal.text("等次", i) == "待定"]
    places = {(appraisal.subjects.groups[i], appraisal.columns["村"].at(i)) for i in open_}
    tied = {("顺会乡", "白家庄"), ("顺会乡", "会河")} if period == "2022" else set()
    assert places == {*PLANTED[period], *tied}


@pytest.mark.parametrize(("period", "place"), [(period, place) for period in PLANTED for place in PLANTED[period]])
def test_a_planted_fault_keeps_its_star_open_and_the_reason_names_it(judged, period, place):
    appraisal = judged[period][SCHEME]
    star, column, *_ = PLANTED[period][place]
    made = results(appraisal, where(appraisal, *place))
    assert [name for name in STARS if made[name] == "待定"] == [star]
    assert made["星数"] == made["等次"] == "待定"
    assert made["创建奖补"] == (
        "0元" if place == ("普明镇", "段峪") else "待定"
    )  # no grade it may still come to brings any
    rows = [row for row in list_undecided(appraisal) if (row.group, row.name) == place]
    assert any(column in row.reason and star in row.item for row in rows)


def test_mending_the_faults_changes_nobody_else(judged, sample, tmp_path):
    """Nor does a fault: all others have the same results with and without it."""
    root = tmp_path / "改正"
    shutil.copytree(sample, root, ignore=shutil.ignore_patterns("*.sqlite", "results"))
    for _, _, file, sheet, cell, value in PLANTED["2022"].values():
        if value is not None:
            set_cell(root / "data" / "2022" / file, sheet, cell, value)
    before, after = judged["2022"][SCHEME], judge(root, keep=False)[SCHEME]
    assert before.subjects.keys == after.subjects.keys
    changed = {i for i in range(144) if results(before, i) != results(after, i)}
    mended = {where(before, *place) for place, fault in PLANTED["2022"].items() if fault[-1] is not None}
    assert changed == mended
    assert all(after.text("等次", i) != "待定" for i in mended)


def test_the_same_row_twice_does_no_harm(judged):
    appraisal = judged["2022"][SCHEME]
    assert "待定" not in results(appraisal, where(appraisal, "社科乡", "葛铺")).values()
