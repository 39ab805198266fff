"""An explanation leads from what somebody gets, level by level, to the clause and the cell, and its sums come out."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from rating import rated
from workspaces import where

from stardb.rulebook import Role
from stardb.scoring import Origin, explain, explain_step, phrase, phrase_losses, phrase_value

SECRETARY, BRANCH = "secretary-star-level", "five-star-branch"
STARS = ("支部过硬星", "产业兴旺星", "生态宜居星", "平安法治星", "文明幸福星")


def tree_of(judged, period, scheme, township, village):
    appraisal = judged[period][scheme]
    return explain(appraisal, where(appraisal, township, village))


def find(tree, *titles):
    """The node reached by these titles, each somewhere below the one before."""
    for title in titles:
        tree = next(node for _, node in tree.lines() if node.title == title and node is not tree)
    return tree


def parents(tree):
    """Every node with its children."""
    return ((node, node.children) for _, node in tree.lines() if node.children)


def points(text):
    return Decimal(text.removesuffix("分"))


def test_from_the_subsidy_to_the_cell(judged):
    tree = tree_of(judged, "2022", BRANCH, "普明镇", "大贤")
    assert (tree.title, phrase_value(tree), tree.appraisal.scheme.title) == (
        "普明镇 大贤",
        "三星支部",
        "“五星”支部创建",
    )
    path = ["创建奖补", "等次", "等次（名额前）", "星数", "产业兴旺星", "产业兴旺星得分", "技能持证", "劳动力持证率"]
    roles = [Role.ENTITLEMENT, Role.GRADE, Role.BARE_GRADE, Role.LEVEL, Role.STAR, Role.SCORE, Role.INDICATOR]
    nodes = [find(tree, *path[: k + 1]) for k in range(len(path))]
    assert all(below in above.children for above, below in pairwise(nodes))
    assert [node.step.role for node in nodes[:-1]] == roles
    assert nodes[-1].origin is Origin.CELL
    assert phrase_value(nodes[0]) == "5000元"
    assert phrase_value(nodes[-2]) == "10分"
    assert phrase(nodes[-2]) == "劳动力持证率 62%，达到60%，为10分"
    assert phrase_value(nodes[-1]) == "62%"
    assert str(nodes[-1].place) == "data/2022/03 普明镇 五星支部创建.xlsx!产业兴旺!H10"


def test_from_a_secretarys_pay_to_the_rows_of_the_career(judged):
    tree = tree_of(judged, "2022", SECRETARY, "普明镇", "大贤")
    assert tree.title.startswith("普明镇 大贤 ")  # who, not only what the person is called
    career = find(tree, "星级绩效报酬", "星级", "任职年限星", "任职年限", "任职经历")
    assert phrase_value(career) == "2行"
    first, second = career.children
    assert "职务 主任，起 1996-05-20，止 2000-12-31" in phrase_value(first)
    assert "职务 书记，起 2001-01-01，止 至今" in phrase_value(second)
    assert "连续" in phrase(second)
    honours = find(tree, "创先争优星", "表彰").children
    assert [("采用" in phrase(row).split("；")[1]) for row in honours] == [False, True, False]  # 县级, 市级, 县级


@pytest.mark.parametrize("period", ["2022", "2023"])
def test_what_is_missing_names_every_point_lost_and_adds_up(judged, period):
    appraisal = judged[period][BRANCH]
    short = 0
    for i in range(0, 144, 2):
        tree = explain(appraisal, i)
        for star in STARS:
            node = find(tree, star)
            score = find(node, f"{star}得分")
            if phrase_value(node) != "否" or points(phrase_value(score)) >= 80:
                assert phrase_losses(node) == ()  # won, open, or lost for what no points would mend
                continue
            short += 1
            lost = [re.match(r"(.+?)失([\d.]+)分(：.+)?$", line) for line in phrase_losses(node)]
            amounts = [Decimal(match[2]) for match in lost]
            assert sum(amounts) == 100 - points(phrase_value(score))
            assert amounts == sorted(amounts, reverse=True)
            below = {child.title for child in score.children if points(phrase_value(child)) < full_of(appraisal, child)}
            assert {match[1] for match in lost} == below
    assert short > 100


def full_of(appraisal, node):
    return next(Decimal(step.full) for step in appraisal.scheme.steps if step.place == node.clause.place and step.full)


def test_the_way_to_the_star_says_how_much_of_what(judged):
    """普明镇 大贤: 87% of disputes settled, 13 points short of 100%; two visits cost 2 points each."""
    node = find(tree_of(judged, "2022", BRANCH, "普明镇", "大贤"), "平安法治星")
    told = dict(line.split("：", 1) for line in phrase_losses(node))
    assert told["纠纷化解失13分"] == "矛盾纠纷化解率 87%，达到100%得满分，可多得13分"
    assert told["到县个访失4分"] == "县级个访 2次，每少1次，多得2分"
    assert told["法治宣传失2.5分"] == "法治宣传次数 3次，再有1次，多得2.5分"


@pytest.mark.parametrize("period", ["2022", "2023"])
def test_children_add_up_to_their_parent(judged, period):
    appraisal = judged[period][BRANCH]
    for i in range(0, 144, 3):
        for node, children in parents(explain(appraisal, i)):
            if node.title.endswith("星得分") and phrase_value(node) != "待定":
                assert sum(points(phrase_value(child)) for child in children) == points(phrase_value(node))
            if node.title == "总分" and phrase_value(node) != "待定":
                assert sum(points(phrase_value(child)) for child in children) == points(phrase_value(node))
            if node.title == "星数" and phrase_value(node) != "待定":
                assert f"{sum(phrase_value(child) == '是' for child in children)}星" == phrase_value(node)


@pytest.mark.parametrize("scheme", [SECRETARY, BRANCH])
def test_every_clause_is_told_with_its_basis_and_its_line(judged, scheme):
    appraisal = judged["2023"][scheme]
    rules = appraisal.scheme.text.splitlines()
    told = (Role.STAR, Role.INDICATOR, Role.ENTITLEMENT, Role.GRADE)
    sections = {"等次": ("grade", "of"), "星级": ("vetoes",), "星数": ("level",), "总分": ("stars",)}
    for i in range(0, 144, 16):
        for _, node in explain(appraisal, i).lines():
            if node.step is not None and node.step.role in told and not node.is_repeated:
                place = node.clause.place
                assert place.file == f"rules/{scheme}.yaml"
                there = rules[place.line - 1][place.column - 1 :].split(":")[0]
                assert there == node.title or there in sections[node.title]
                assert node.clause.basis


def test_a_veto_is_the_reason_and_the_points_are_still_told(judged):
    tree = tree_of(judged, "2022", BRANCH, "东村镇", "新安")
    node = find(tree, "平安法治星")
    assert phrase(node) == "一票否决：发生进京上访（进京访〔1次〕 ≥ 1），不得星"
    assert points(phrase_value(find(node, "平安法治星得分"))) >= 80
    assert str(find(node, "进京访").place).startswith("data/2022/01 东村镇 五星支部创建.xlsx!平安法治检查表!G")
    assert phrase_losses(node) == ()  # no points would help


def test_a_missing_prerequisite_leads_to_the_star_it_misses():
    star = "{{full: 10, award: 得分 ≥ 5, {more}indicators: {{{of}分: {{from: {of}, points: 10, yes: 10}}}}}}"
    body = "stars:\n  甲星: {}\n  乙星: {}\nlevel: {{name: 星数, earned: [甲星, 乙星]}}".format(
        star.format(more="", of="甲"), star.format(more="requires: 甲星, ", of="乙")
    )
    appraisal = rated(body, {"甲": ("yes_no", [False]), "乙": ("yes_no", [True])})
    node = find(explain(appraisal, 0), "乙星")
    assert phrase(node).startswith("前置条件不满足：未获甲星")
    assert ("甲星", "否") in [(child.title, phrase_value(child)) for child in node.children]


def test_an_undecided_one_says_what_is_unknown_all_the_way_up(judged):
    tree = tree_of(judged, "2022", BRANCH, "普明镇", "段峪")
    assert phrase_value(tree) == "待定"
    cell = find(tree, "产业兴旺星", "村集体经济年收入", "村集体经济年收入")
    assert (phrase_value(cell), phrase(cell)) == ("待定", "空白或读不出")
    assert str(cell.place) == "data/2022/03 普明镇 五星支部创建.xlsx!产业兴旺!D18"
    assert "村集体经济年收入未知，待定" in phrase(find(tree, "产业兴旺星", "村集体经济年收入"))
    for name in ("产业兴旺星", "星数", "等次"):
        assert phrase_value(find(tree, name)) == "待定"
    assert phrase_value(find(tree, "创建奖补")) == "0元"  # whichever of the grades it is
    assert phrase_value(find(tree, "支部过硬星")) == "是"  # what is known stays known


def test_one_not_rated_is_told_why_and_nothing_else(judged):
    tree = tree_of(judged, "2022", SECRETARY, "社科乡", "上井")
    assert phrase_value(tree) == "不参评"
    assert [child.title for child in tree.children] == ["参评条件"]
    assert phrase_value(tree.children[0]) == "否"
    assert phrase(tree.children[0]) == "任职不满1年，不参加评定（“任职年限〔11个月〕 ≥ 1年”不成立）"
    assert tree.children[0].clause.basis == "第五条"
    assert "起 2022-01-02，止 至今" in phrase_value(find(tree, "任职经历").children[0])


def test_a_later_year_starts_from_the_ledger(judged):
    tree = tree_of(judged, "2023", SECRETARY, "上明乡", "阳寨")
    assert (phrase_value(tree), phrase_value(find(tree, "星级绩效报酬"))) == ("六星级", "1.5万元")
    level = find(tree, "星级（否决前）")
    assert phrase(level) == "年度动态调整：上年(星级)〔1〕 + 本年新增星〔5〕 - 本年减星〔0〕 = 6星"
    past = find(level, "上年(星级)")
    assert (phrase_value(past), phrase(past)) == ("1", "台账：2022年度结果")
    assert phrase_value(find(tree, "本年新增星")) == "5"
    assert sum(int(phrase_value(child)) for child in find(tree, "本年新增星").children) == 5
    assert "2021-11-01" in phrase(find(tree, "离任补贴提高", "任期内增加(星级)"))


@pytest.mark.parametrize("period", ["2022", "2023"])
def test_nobodys_identity_number_is_told(judged, period):
    appraisal = judged[period][SECRETARY]
    numbers = appraisal.columns["身份证号"]
    for i in range(len(appraisal.subjects)):
        told = "\n".join(repr(node) for _, node in explain(appraisal, i).lines())
        assert str(numbers.at(i)) not in told
        assert not re.search(r"\d{17}[\dXx]", told)


def test_a_result_of_somebody_who_takes_no_part_says_why_there_is_none():
    body = (
        "eligible: {when: 任职 ≥ 12, because: 任职不满一年, basis: 试}\ngrade: {name: 等次, from: 任职, bands: {20: 好, 0: 差}, basis: 试}\n"
        "entitlements: {补助: {amount: 100元, when: 等次 = 好, basis: 试}}"
    )
    made = rated(body, {"任职": ("number", [6, 30])})
    told = [explain_step(made, made.scheme.step("补助"), i) for i in (0, 1)]
    assert [phrase_value(one) for one in told] == ["", "100元"]
    assert phrase(told[0]) == "不参评，没有这一项（任职不满一年（“任职〔6〕 ≥ 12”不成立））"
