"""An explanation is also given as plain data: exact numbers, clauses and cells by their parts."""

import json
from fractions import Fraction
from typing import Any

import pytest
from rating import rated
from workspaces import where

from stardb.scoring import describe_subject, explain


def node(data: dict[str, Any], *titles: str) -> dict[str, Any]:
    """The node reached by these titles, each among the arguments of the one before."""
    found, below = data, data["explanation"]
    for title in titles:
        found = next(one for one in below if one["title"] == title)
        below = found["arguments"]
    return found


def test_a_subsidy_leads_to_the_cell_by_data_alone(judged: Any) -> None:
    appraisal = judged["2022"]["five-star-branch"]
    data = json.loads(json.dumps(describe_subject(explain(appraisal, where(appraisal, "普明镇", "大贤")))))
    assert (data["scheme"], data["period"], data["group"], data["name"], data["state"], data["result"]) == (
        "“五星”支部创建", "2022", "普明镇", "大贤", "decided", "三星支部",
    )  # fmt: skip
    subsidy = node(data, "创建奖补")
    assert (subsidy["role"], subsidy["value"]["kind"], subsidy["value"]["content"]) == ("entitlement", "money", "5000")
    way = ("创建奖补", "等次", "等次（名额前）", "星数", "产业兴旺星", "产业兴旺星得分", "技能持证")
    points = node(data, *way)
    assert (points["value"]["content"], points["value"]["unit"]) == ("10", "分")
    assert points["reason"] == "劳动力持证率 62%，达到60%，为10分"
    assert points["clause"]["place"]["file"] == "rules/five-star-branch.yaml"
    cell = node(data, *way, "劳动力持证率")
    assert (cell["origin"], cell["value"]["kind"], cell["value"]["content"]) == ("cell", "percent", "0.62")
    assert cell["place"] == {"file": "data/2022/03 普明镇 五星支部创建.xlsx", "sheet": "产业兴旺", "cell": "H10"}


def test_numbers_are_exact_and_what_is_unknown_says_so() -> None:
    body = "values:\n  得数: {formula: 甲 / 3, basis: 第一条}\n  半: {formula: 甲 / 8, basis: 第二条}\npublish: [得数, 半]\n"
    made = rated(body, {"甲": ("number", [Fraction(1), None])})
    first, second = (describe_subject(explain(made, i)) for i in (0, 1))
    assert node(first, "得数")["value"]["content"] == "1/3"
    assert node(first, "半")["value"]["content"] == "0.125"
    open_ = node(second, "得数")
    assert (open_["value"]["content"], open_["value"]["is_known"], open_["text"]) == (None, False, "待定")
    lacks = [node(data, "得数", "甲")["lack"] for data in (first, second)]
    assert lacks == [None, "no_row"]  # the subjects of a test stand in no sheet


def test_an_undecided_subject_names_where_the_doubt_begins() -> None:
    body = (
        "values:\n  初: {formula: 甲 + 1, basis: 一}\n  得数: {formula: 初 + 乙, basis: 一}\n"
        "grade: {name: 等次, from: 得数, bands: {80以上: 好, 不满80: 差}, basis: 一}"
    )
    made = rated(body, {"甲": ("number", [None]), "乙": ("number", [1])})
    data = describe_subject(explain(made, 0))
    assert data["state"] == "undecided"
    assert data["open_clauses"] == [{"name": "初", "title": "初", "unknown": ["甲"]}]


@pytest.mark.parametrize("told", ["1", "2"])
def test_what_is_private_is_not_in_the_data(told: str) -> None:
    body = "values:\n  得数: {formula: 甲 + 100, basis: 一}\n"
    made = rated(body, {"甲": ("number, private: true", [int(told)])})
    cell = node(describe_subject(explain(made, 0)), "得数", "甲")
    assert cell["value"] == {"kind": "number", "content": None, "unit": "", "is_known": True, "is_private": True}
    assert cell["text"] == "（不显示）"
