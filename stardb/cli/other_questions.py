"""What `stardb explain` can say of beside subjects: a cell, a name of the rules, a code of a problem."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from stardb.cli.chinese_click import USAGE
from stardb.cli.common import print_json
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.problems import Problem
    from stardb.scoring import Appraisal, ItemUse

_CODE = re.compile(r"[A-Z][0-9]{3}")


def explain_code(query: str, kind: str) -> int | None:
    """Tell what a problem's code means; the exit status. None for what is no code."""
    from stardb.problems import CATALOGUE

    entry = CATALOGUE.get(query.strip().upper())
    if entry is None or not _CODE.fullmatch(query.strip().upper()):
        return None
    if kind == "json":
        print_json(
            {
                "code": entry.code,
                "severity": entry.severity.value,
                "title": entry.title,
                "meaning": entry.meaning,
                "remedy": entry.remedy,
                "exit_status": 0,
            }
        )
    else:
        say(f"{entry.code} {entry.title}（{entry.severity.value}）")
        say(f"  {entry.meaning}")
        say(f"  办法：{entry.remedy}")
    return 0


def explain_cell(query: str, made: "Mapping[str, Appraisal]", problems: "Sequence[Problem]", kind: str) -> int | None:
    """Tell what a cell did; the exit status. None for what is no name of a cell."""
    from stardb.scoring import find_cell_uses, read_cell_name
    from stardb.terminal import cell_uses_data, console, print_cell_uses

    place = read_cell_name(query)
    if place is None:
        return None
    uses = find_cell_uses(made.values(), place)
    mine = [
        one
        for one in problems
        if (one.place.sheet, one.place.cell) == (place.sheet, place.cell)
        and (one.place.file == place.file or one.place.file.endswith(f"/{place.file}"))
    ]
    if kind == "json":
        status = 0 if uses or mine else USAGE
        print_json(
            {"cells": cell_uses_data(uses), "problem_list": [one.as_dict() for one in mine], "exit_status": status}
        )
        return status
    if not uses and not mine:
        say(f"没有哪部办法用到“{query}”：不是数据格，或者文件、工作表、格没有写对（写成 文件!工作表!格）", err=True)
        return USAGE
    print_cell_uses(uses, mine, console())
    return 0


def explain_item(items: "Sequence[ItemUse]", kind: str) -> int:
    """Tell what a name of the rules is; the exit status."""
    from stardb.terminal import console, items_data, print_items

    if kind == "json":
        print_json({"items": items_data(items), "exit_status": 0})
    else:
        print_items(items, console())
    return 0
