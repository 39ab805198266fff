"""`stardb explain`: why a subject has what it has."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, run_guarded
from stardb.cli.options import folder_option, format_option, period_option
from stardb.cli.subject_choice import are_few, ask_back, check_scheme

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.scoring import Appraisal


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
        check_scheme(scheme, workspace.settings.schemes)
        made, problems = appraise_latest(workspace, period is not None)
        chosen = {key: appraisal for key, appraisal in made.items() if scheme in (None, key)}
        if not chosen:
            raise ProblemsError(problems)
        found = find_subjects(name, chosen.values())
        return _explain(found, kind) if are_few(found) else ask_back(found, name, chosen, kind)

    return run_guarded(act, kind)


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
