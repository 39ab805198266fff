"""Printing advice for people: each subject's targets and plans; what is lost in common."""

from collections.abc import Sequence

from rich.console import Console

from stardb.advice import (
    Advice,
    IndicatorLoss,
    TargetAdvice,
    find_shown_before,
    phrase_distance,
    phrase_effects,
    phrase_obstacles,
    phrase_outlook,
    phrase_plan,
)
from stardb.quantity import show_number
from stardb.scoring import full_name
from stardb.terminal.console_lines import line

_MOST_LOSSES = 10


def print_advice(advice: Advice, to: Console) -> None:
    """Every subject the advice is for: its targets, the cheapest first, and what brings it there."""
    appraisal = advice.appraisal
    to.print(line((f"{appraisal.scheme.title} {appraisal.period.title}", "bold")))
    for i in advice.left_out:
        to.print(
            line(
                (f"{appraisal.subjects.groups[i]} {full_name(appraisal, i)}", "bold"),
                f"  {appraisal.text(appraisal.scheme.chief, i)}",
            )
        )
    for i, targets in advice.targets.items():
        to.print(
            line(
                (f"{appraisal.subjects.groups[i]} {full_name(appraisal, i)}", "bold"),
                f"  {appraisal.text(appraisal.scheme.chief, i)}",
            )
        )
        if not targets:
            to.print(line("  没有可再提升的"))
        for one in targets:
            _print_target(advice, one, to)


def _print_target(advice: Advice, one: TargetAdvice, to: Console) -> None:
    now = advice.appraisal.text(one.target.name, one.subject)
    parts = [part for part in (phrase_distance(one, advice), phrase_outlook(one)) if part]
    to.print(line("  ", (one.target.step.title, "red"), f"（现在 {now}）{'，'.join(parts)}"))
    if told := phrase_obstacles(one, advice):
        to.print(line(f"    {told}"))
    for k, plan in enumerate(one.plans, 1):
        if same := find_shown_before(advice, one, k - 1):
            to.print(line(f"    办法{k}：同{same}"))
            continue
        to.print(line(f"    办法{k}：{phrase_plan(advice, plan)}"))
        to.print(line(f"      做到以后：{phrase_effects(plan)}"))


def print_common_losses(losses: Sequence[IndicatorLoss], to: Console) -> None:
    """The indicators that many lose points by; of long lists the first."""
    common = [loss for loss in losses if loss.is_common]
    to.print(line(f"共性问题 {len(common)} 个（失分的占五分之一以上）："))
    for loss in common[:_MOST_LOSSES]:
        told = f"  {loss.indicator.title}：{len(loss.lost)}个失分，占{show_number(round(loss.share * 100, 1))}%，共失{show_number(loss.points)}分"
        to.print(line(told + (f"；能改：{'、'.join(loss.changeable)}" if loss.changeable else "；本期改不了")))
    if len(common) > _MOST_LOSSES:
        to.print(line(f"  另有 {len(common) - _MOST_LOSSES} 个，写成工作簿（-o）里都有"))
