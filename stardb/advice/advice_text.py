"""Advice in Chinese: the one place where plans become sentences, for terminal and workbook; and as plain data for programs."""

from fractions import Fraction
from typing import Any

from stardb.advice.advise import Advice, AdvicePlan, Outlook, TargetAdvice
from stardb.advice.common_losses import IndicatorLoss
from stardb.advice.obstacles import PlannedChange
from stardb.quantity import Kind, show, show_number
from stardb.scoring import full_name


def phrase_change(advice: Advice, change: PlannedChange) -> str:
    """A change as what is to be done: `“卫生厕所普及率”由60%提高到85%`."""
    column = advice.columns[change.column]
    if column.kind is Kind.BOOL:
        return f"“{change.column}”由{column.show(change.old)}改为{column.show(change.new)}"
    rises = isinstance(change.old, Fraction) and isinstance(change.new, Fraction) and change.new > change.old
    verb = "提高到" if rises else "降到" if isinstance(change.new, Fraction) else "变为"
    return f"“{change.column}”由{column.show(change.old)}{verb}{column.show(change.new)}"


def phrase_plan(advice: Advice, plan: AdvicePlan) -> str:
    """What is to be done, what comes before all else first."""
    first = "；".join(phrase_change(advice, change) for change in plan.first)
    rest = "；".join(phrase_change(advice, change) for change in plan.changes)
    return "；".join(part for part in (f"先{first}" if first else "", rest) if part)


def phrase_effects(plan: AdvicePlan) -> str:
    """What comes of it: `红星 否→是，星数 0→1`."""
    return "，".join(f"{effect.name} {effect.before}→{effect.after}" for effect in plan.effects)


def phrase_obstacles(one: TargetAdvice, advice: Advice) -> str:
    """What stands before all else: `先解除：被列为软弱涣散党组织（软弱涣散 = 是）`; "" for nothing."""
    parts = []
    for obstacle in one.obstacles:
        lift = f"，办法是{phrase_change(advice, obstacle.lift)}" if obstacle.lift is not None else "，本期不能改变"
        parts.append(f"{obstacle.because}（{obstacle.when}）{lift}")
    told = [f"先解除：{'；'.join(parts)}"] if parts else []
    told += [f"先要得{'、'.join(one.required)}"] if one.required else []
    return "；".join(told)


def phrase_outlook(one: TargetAdvice) -> str:
    """Why there is no plan, or what a plan does not promise; "" where there is nothing to say."""
    if one.outlook is Outlook.OPEN:
        return "只说够得上，评不评得上还要看名额或排名" if one.target.is_shared else ""
    return {
        Outlook.FAR: "能改的改三样以内，还够不上",
        Outlook.FIXED: "没有本期还能改的栏",
        Outlook.BARRED: "前置的不能解除，改别的没有用",
        Outlook.UNDECIDED: "待定，先补齐或更正数据",
        Outlook.SHARED: "要看名额或排名，取决于别的对象",
    }[one.outlook]


def phrase_distance(one: TargetAdvice, advice: Advice) -> str:
    """How far it is: `差6.3分`; "" where that is not told."""
    if one.distance is None:
        return ""
    column = advice.appraisal.columns[one.target.measure]
    unit = column.unit or ("分" if column.kind is Kind.NUMBER else "")
    return f"差{show(column.kind, one.distance)}{unit}"


def find_shown_before(advice: Advice, one: TargetAdvice, k: int) -> str:
    """The target before this one, in the subject's list, that has the same plan: `文明幸福星的办法1`; "" for none."""
    for other in advice.targets[one.subject]:
        if other is one:
            break
        for number, plan in enumerate(other.plans, 1):
            if plan.every == one.plans[k].every:
                return f"{other.target.step.title}的办法{number}"
    return ""


def describe_advice(advice: Advice, i: int) -> dict[str, Any]:
    """A subject's advice as plain data. Numbers are exact texts, as people read them."""
    appraisal = advice.appraisal
    return {
        "scheme": appraisal.scheme.title,
        "period": appraisal.period.name,
        "group": appraisal.subjects.groups[i],
        "name": full_name(appraisal, i),
        "takes_part": bool(appraisal.rated[i]),
        "targets": [_describe_target(advice, one) for one in advice.targets.get(i, ())],
    }


def _describe_target(advice: Advice, one: TargetAdvice) -> dict[str, Any]:
    return {
        "target": one.target.step.title,
        "now": advice.appraisal.text(one.target.name, one.subject),
        "outlook": one.outlook.name.lower(),
        "distance": show_number(one.distance) if one.distance is not None else None,
        "rests_on_others": one.target.is_shared,
        "obstacles": [
            {
                "because": obstacle.because,
                "when": obstacle.when,
                "lift": _describe_change(advice, obstacle.lift) if obstacle.lift is not None else None,
            }
            for obstacle in one.obstacles
        ],
        "required": list(one.required),
        "plans": [
            {
                "first": [_describe_change(advice, change) for change in plan.first],
                "changes": [_describe_change(advice, change) for change in plan.changes],
                "points": show_number(plan.gain) if plan.gain is not None else None,
                "effects": [
                    {"name": effect.name, "before": effect.before, "after": effect.after} for effect in plan.effects
                ],
            }
            for plan in one.plans
        ],
        "text": phrase_outlook(one),
    }


def _describe_change(advice: Advice, change: PlannedChange) -> dict[str, str]:
    column = advice.columns[change.column]
    return {"column": change.column, "from": column.show(change.old), "to": column.show(change.new)}


def describe_loss(loss: IndicatorLoss) -> dict[str, Any]:
    """An indicator by which points are lost, as plain data."""
    return {
        "indicator": loss.indicator.title,
        "of": loss.indicator.of,
        "lost_by": len(loss.lost),
        "counted": loss.counted,
        "points": show_number(loss.points),
        "is_common": loss.is_common,
        "changeable": list(loss.changeable),
    }
