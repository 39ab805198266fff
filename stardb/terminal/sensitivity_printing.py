"""Printing which numbers of the rules change most, and who stands within a hair of an edge."""

from collections.abc import Sequence

from rich.console import Console

from stardb.advice import NearEdge, Sensitivity, phrase_near, phrase_shift
from stardb.terminal.console_lines import line


def print_sensitivity(found: Sensitivity, near: Sequence[NearEdge], most: int, by_money: bool, to: Console) -> None:
    """A scheme's numbers, those first that change most stars (`by_money`: most money), no more than `most`; then who stands by an edge."""
    appraisal = found.appraisal
    telling = [one for one in found.numbers if one.changes_something]
    if by_money:
        telling = sorted((one for one in telling if one.money), key=lambda one: one.money, reverse=True)
    to.print(line((f"{appraisal.scheme.title} {appraisal.period.title}", "bold")))
    tried = len(found.numbers)
    skipped = f"，{len(found.skipped)}个试不了" if found.skipped else ""
    to.print(
        line(
            f"办法里的数试了{tried}个{skipped}；加减末位一个单位，{'钱数' if by_money else '结果'}有变化的{len(telling)}个："
        )
    )
    for one in telling[:most]:
        number = one.number
        to.print(line("  ", (f"{number.place.file}:{number.place.line}", "dim"), f" {number.clause} {number.text}"))
        for shift in (one.less, one.more):
            if shift is not None:
                to.print(line(f"    {phrase_shift(shift)}"))
    if len(telling) > most:
        to.print(line(f"  另有{len(telling) - most}个，加 --most {len(telling)} 全部列出"))
    to.print(line(f"在线上或只差一点的{len(near)}处，公布前再核一遍：" if near else "没有在线上或只差一点的"))
    for each in near:
        to.print(line(f"  {phrase_near(each, appraisal)}"))
