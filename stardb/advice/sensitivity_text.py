"""How much the numbers of the rules decide, in Chinese and as plain data; and who stands by an edge."""

from typing import Any

from stardb.advice.near_edges import NearEdge
from stardb.advice.rule_numbers import RuleNumber
from stardb.advice.rule_sensitivity import NumberSensitivity, Shift
from stardb.quantity import Kind, show, show_number
from stardb.scoring import Appraisal, full_name


def phrase_shift(shift: Shift | None) -> str:
    """What a number written otherwise changes: `79：多12颗星，升10，多发4万元`; "" where it was not tried."""
    if shift is None:
        return ""
    parts = [
        f"多{show_number(shift.gained)}颗星" if shift.gained else "",
        f"少{show_number(shift.lost)}颗星" if shift.lost else "",
        f"升{shift.raised}个" if shift.raised else "",
        f"降{shift.lowered}个" if shift.lowered else "",
        f"待定{'多' if shift.undecided > 0 else '少'}{abs(shift.undecided)}项" if shift.undecided else "",
        f"{'多' if shift.money > 0 else '少'}发{show(Kind.MONEY, abs(shift.money))}" if shift.money else "",
    ]
    told = "，".join(part for part in parts if part)
    changed = f"星、级、钱不变，{shift.subjects}个对象的别的结果不同" if shift.subjects else "没有变化"
    return f"改为{shift.text}：{told or changed}"


def phrase_near(near: NearEdge, appraisal: Appraisal) -> str:
    """Who stands by an edge: `甲镇 东庄：得分(红星) 11.9分，线是12分，差一点`."""
    where = "正在线上" if near.distance == 0 else "刚过" if near.distance > 0 else "差一点"
    who = f"{appraisal.subjects.groups[near.subject]} {full_name(appraisal, near.subject)}"
    return f"{who}：{near.name} {near.value}，{near.step.title}的线是{near.edge}，{where}"


def describe_sensitivity(one: NumberSensitivity) -> dict[str, Any]:
    """A number of the rules as plain data. Stars and money are exact texts."""
    return {**describe_number(one.number), "less": _describe_shift(one.less), "more": _describe_shift(one.more)}


def describe_number(number: RuleNumber) -> dict[str, Any]:
    """Where a number stands, as plain data."""
    return {"file": number.place.file, "line": number.place.line, "clause": number.clause, "number": number.text}


def _describe_shift(shift: Shift | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    return {
        "number": shift.text,
        "stars_gained": show_number(shift.gained),
        "stars_lost": show_number(shift.lost),
        "raised": shift.raised,
        "lowered": shift.lowered,
        "undecided": shift.undecided,
        "money": show_number(shift.money),
        "subjects": shift.subjects,
    }


def describe_near(near: NearEdge, appraisal: Appraisal) -> dict[str, Any]:
    """Who stands by an edge, as plain data."""
    return {
        "group": appraisal.subjects.groups[near.subject],
        "name": full_name(appraisal, near.subject),
        "of": near.name,
        "value": near.value,
        "edge": near.edge,
        "distance": show_number(near.distance),
        "decides": near.step.title,
    }
