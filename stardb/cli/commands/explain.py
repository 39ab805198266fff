"""`stardb explain`: why a subject has what it has."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, run_guarded
from stardb.cli.options import folder_option, format_option, period_option
from stardb.cli.other_questions import explain_cell, explain_code, explain_item
from stardb.cli.subject_choice import are_few, ask_back, check_scheme

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.scoring import Appraisal


@click.command(cls=Command)
@click.argument("name", metavar="名称")
@folder_option
@period_option
@click.option("--scheme", metavar="办法", help="只看这个办法（rules 下的文件名）")
@format_option("json")
def command(name: str, folder: Path, period: "Period | None", scheme: str | None, kind: str) -> int:
    """说明一个对象的星级、待遇从何而来，一直到单元格与条款。

    也可以问一个格做了什么（文件!工作表!格），一条规定、一栏、一个参数是什么（写它的名称），一个问题代码是什么意思（如 D121）。

    Show why: entitlement, level, star, indicator, value, cell; what a cell did, what a name or a code is.
    """

    def act() -> int:
        from stardb.problems import ProblemsError
        from stardb.scoring import find_items, find_subjects, is_called
        from stardb.workspace import appraise_latest

        told = explain_code(name, kind)
        if told is not None:
            return told
        workspace = open_to_write(folder, period)
        check_scheme(scheme, workspace.settings.schemes)
        made, problems = appraise_latest(workspace, period is not None)
        chosen = {key: appraisal for key, appraisal in made.items() if scheme in (None, key)}
        if not chosen:
            raise ProblemsError(problems)
        told = explain_cell(name, chosen, problems, kind)
        if told is not None:
            return told
        found = find_subjects(name, chosen.values())
        items = find_items(chosen.values(), name)
        if items and not any(is_called(name, appraisal, i) for appraisal, i in found):
            return explain_item(items, kind)
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
