"""`stardb explain`: why a subject has what it has."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import USAGE, Command
from stardb.cli.common import open_to_write, print_json, run_guarded
from stardb.cli.options import folder_option, format_option, period_option
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.scoring import Appraisal

_MOST, _MOST_LISTED = 3, 30
"""So many subjects are explained at once; so many are listed where a name is too many's."""


@click.command(cls=Command)
@click.argument("name", metavar="村名或姓名")
@folder_option
@period_option
@click.option("--scheme", metavar="办法", help="只看这个办法（rules 下的文件名）")
@format_option("json")
def command(name: str, folder: Path, period: "Period | None", scheme: str | None, kind: str) -> int:
    """说明一个对象的星级、待遇从何而来，一直到单元格与条款。

    Show why: entitlement, level, star, indicator, value, cell.
    """

    def act() -> int:
        from stardb.problems import ProblemsError
        from stardb.scoring import find_subjects
        from stardb.workspace import appraise_latest

        workspace = open_to_write(folder, period)
        if scheme not in (None, *workspace.settings.schemes):
            known = "、".join(workspace.settings.schemes)
            raise click.UsageError(f"stardb.yaml 里没有 {scheme} 这个办法，有 {known}", click.get_current_context())
        made, problems = appraise_latest(workspace, period is not None)
        chosen = {key: appraisal for key, appraisal in made.items() if scheme in (None, key)}
        if not chosen:
            raise ProblemsError(problems)
        found = find_subjects(name, chosen.values())
        if 0 < _count(found) <= _MOST:
            return _explain(found, kind)
        return _ask_back(found, name, chosen, kind)

    return run_guarded(act, kind)


def _count(found: "list[tuple[Appraisal, int]]") -> int:
    """How many subjects were found; one that several schemes rate is one."""
    return len({(appraisal.subjects.groups[i], appraisal.subjects.names[i]) for appraisal, i in found})


def _explain(found: "list[tuple[Appraisal, int]]", kind: str) -> int:
    from stardb.scoring import describe_subject, explain
    from stardb.terminal import console, explanation_tree

    explanations = [explain(appraisal, i) for appraisal, i in found]
    if kind == "json":
        print_json({"subjects": [describe_subject(one) for one in explanations], "candidates": [], "exit_status": 0})
        return 0
    to = console()
    for one in explanations:
        to.print(explanation_tree(one))
    return 0


def _ask_back(found: "list[tuple[Appraisal, int]]", name: str, made: "dict[str, Appraisal]", kind: str) -> int:
    """Say that a name is nobody's, or too many's, and whose it may be."""
    from stardb.scoring import known_names, nearest_names

    near = [] if found else nearest_names(name, made.values())
    candidates = [(" ".join(known_names(a, i)), a.scheme.title) for a, i in found[:_MOST_LISTED]]
    if kind == "json":
        print_json({"subjects": [], "candidates": [*near, *dict(candidates)], "exit_status": USAGE})
        return USAGE
    if not found:
        hint = f"；相近的有：{'、'.join(near)}" if near else ""
        say(f"没有找到“{name}”{hint}", err=True)
        return USAGE
    say(f"“{name}”找到多个，请写得具体些（可加乡镇，如 东村镇/东村）：", err=True)
    for names, title in candidates:
        say(f"  {names}（{title}）", err=True)
    return USAGE
