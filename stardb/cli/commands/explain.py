"""`stardb explain`: why a subject has what it has."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import USAGE, Command
from stardb.cli.common import open_to_write, run_guarded
from stardb.cli.options import folder_option, period_option
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.scoring import Appraisal


@click.command(cls=Command)
@click.argument("name", metavar="村名或姓名")
@folder_option
@period_option
@click.option("--scheme", metavar="办法", help="只看这个办法（rules 下的文件名）")
def command(name: str, folder: Path, period: str | None, scheme: str | None) -> int:
    """说明一个对象的星级、待遇从何而来，一直到单元格与条款。

    Show why: entitlement, level, star, indicator, value, cell.
    """

    def act() -> int:
        from stardb.problems import ProblemsError
        from stardb.scoring import find_subjects
        from stardb.workspace import appraise, read

        workspace = open_to_write(folder, period)
        if scheme not in (None, *workspace.settings.schemes):
            known = "、".join(workspace.settings.schemes)
            raise click.UsageError(f"stardb.yaml 里没有 {scheme} 这个办法，有 {known}", click.get_current_context())
        made, problems = appraise(read(workspace))
        chosen = {key: appraisal for key, appraisal in made.items() if scheme in (None, key)}
        if not chosen:
            raise ProblemsError(problems)
        return _explain(find_subjects(name, chosen.values()), name, chosen)

    return run_guarded(act)


def _explain(found: "list[tuple[Appraisal, int]]", name: str, made: "dict[str, Appraisal]") -> int:
    from stardb.scoring import explain as explain_one
    from stardb.scoring import known_names, nearest_names
    from stardb.terminal import console, explanation_tree

    if not found:
        near = nearest_names(name, made.values())
        hint = f"；相近的有：{'、'.join(near)}" if near else ""
        say(f"没有找到“{name}”{hint}", err=True)
        return USAGE
    if len({(a.subjects.groups[i], a.subjects.names[i]) for a, i in found}) > 3:
        say(f"“{name}”找到多个，请写得具体些（可加乡镇，如 东村镇/东村）：", err=True)
        for a, i in found[:30]:
            say(f"  {' '.join(known_names(a, i))}（{a.scheme.title}）", err=True)
        return USAGE
    to = console()
    for appraisal, i in found:
        to.print(explanation_tree(explain_one(appraisal, i)))
    return 0
