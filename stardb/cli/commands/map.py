"""`stardb map`: which title is which column, settled once for all workbooks."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_folder, print_json, report, run_guarded
from stardb.cli.options import folder_option, format_option, period_option
from stardb.cli.progress import Progress
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.workspace import Inputs, Workspace


@click.command(cls=Command)
@click.argument("items", metavar="[表名 标题=栏名...]", nargs=-1)
@folder_option
@period_option
@click.option(
    "--sheet",
    "sheets",
    metavar="文件!表=表名",
    multiple=True,
    help="这张工作表是哪一张表；“=不用”是哪一张也不是，“=”是取消；可写几次",
)
@click.option("--list", "listing", is_flag=True, help="只列出要认的，不问")
@format_option("json")
def command(
    items: tuple[str, ...], sheets: tuple[str, ...], folder: Path, period: "Period | None", listing: bool, kind: str
) -> int:
    """认表头、认工作表：工作簿里的标题与栏名不同的，问是不是，记进 headers.yaml，以后照用。

    也可直接写：stardb map 党建信息表 支部书记姓名=书记；“标题=不是”是说哪一栏都不是，“标题=答案”是打分表以它为准，“标题=”是取消。
    哪张工作表是哪张表：stardb map --sheet "检查.xlsx!Sheet1=检查表"；文件名里的数字不论，明年照用。

    Settle which title is which column. 退出码：0 没有要认的了；1 还有；2 数据或设置读不出；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import read_inputs

        workspace = open_folder(folder, period)
        if items or sheets:
            return _put(workspace, items, sheets)
        with Progress(silent=kind != "text") as progress:
            found = read_inputs(workspace, progress, progress.ask)
        if not (found.filled_in and found.books.sheets):
            from stardb.problems import ProblemsError

            raise ProblemsError(found.problems)
        if listing or kind == "json" or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return _list(found, kind)
        return _ask(found)

    return run_guarded(act, kind)


def _list(found: "Inputs", kind: str) -> int:
    from stardb.terminal import console, mapping_data, print_open_questions
    from stardb.workspace import find_open_questions, report_unused_answers

    matters, notes = find_open_questions(found), tuple(report_unused_answers(found))
    status = 1 if matters.questions else 0
    if kind == "json":
        told = mapping_data(matters, found.workspace.headers.entries)
        print_json(told | {"problem_list": [p.as_dict() for p in notes], "exit_status": status})
        return status
    print_open_questions(matters, console())
    report(notes, notes=True)
    say(f"要认的 {len(matters.questions)} 处" if matters.questions else "没有要认的表头")
    return status


def _ask(found: "Inputs") -> int:
    from stardb.terminal import ask_person, console, print_answers, print_other_problems
    from stardb.workspace import Question, ask_questions, find_open_questions, read_again, save_answers

    to = console()
    matters, asked = find_open_questions(found), set[Question]()
    while fresh := [question for question in matters.questions if question not in asked]:
        asked |= {*fresh}
        changes = ask_questions(fresh, lambda question: ask_person(question, to))
        if not changes:
            break
        save_answers(found.workspace, changes)
        found = read_again(found)
        matters = find_open_questions(found)  # a sheet that is known now may lack other columns
        say("")
        say(f"记进 headers.yaml {len(changes)} 条：")
        print_answers([(*mark, column) for mark, column in changes.items()], to)
    print_other_problems(matters, to)
    say(f"还有 {len(matters.questions)} 处没有认" if matters.questions else "没有要认的表头了")
    return 1 if matters.questions else 0


def _put(workspace: "Workspace", items: tuple[str, ...], sheets: tuple[str, ...]) -> int:
    from stardb.terminal import console, print_answers
    from stardb.workspace import save_answers

    changes = _changes(workspace, items[0], items[1:]) if items else {}
    changes |= _read_assignments(workspace, sheets) if sheets else {}
    save_answers(workspace, changes)
    print_answers([(*mark, column) for mark, column in changes.items()], console())
    return 0


def _changes(workspace: "Workspace", table: str, pairs: tuple[str, ...]) -> "dict[tuple[str, str], str | None]":
    """What the arguments say. Raises click.UsageError where they name no table, column or entry there is."""
    from stardb.intake import ANSWER
    from stardb.workspace import NOT_ONE, is_answered, nearest_word

    context, known = click.get_current_context(), _known(workspace)
    _check_table(table, known)
    if not pairs:
        raise click.UsageError(f"“{table}”后面要写 标题=栏名", context)
    changes: dict[tuple[str, str], str | None] = {}
    for pair in pairs:
        title, sign, column = (part.strip() for part in pair.rpartition("="))
        if not sign or not title or not title.isprintable():
            raise click.UsageError(f"“{pair}”要写成 标题=栏名", context)
        if column not in ("", NOT_ONE, ANSWER, *known[table]):
            columns = "、".join(known[table])
            raise click.UsageError(
                f"“{table}”没有“{column}”这一栏{nearest_word(column, known[table])}，有{columns}", context
            )
        if not column and not is_answered(workspace, table, title):
            raise click.UsageError(f"“{table}”的“{title}”没有认过", context)
        changes[table, title] = None if not column else "" if column == NOT_ONE else column
    return changes


def _known(workspace: "Workspace") -> "dict[str, list[str]]":
    """The tables of the workspace's schemes and their columns. Raises ProblemsError where no scheme can be loaded."""
    from stardb.problems import ProblemsError
    from stardb.workspace import known_columns, load_schemes

    loaded = load_schemes(workspace).values()
    known = known_columns(item.scheme for item in loaded if item.scheme is not None)
    if not known:
        raise ProblemsError(problem for item in loaded for problem in item.problems)
    return known


def _check_table(table: str, known: "dict[str, list[str]]") -> None:
    from stardb.workspace import nearest_word

    if table not in known:
        message = f"没有“{table}”这张表{nearest_word(table, known)}，有{'、'.join(known)}"
        raise click.UsageError(message, click.get_current_context())


def _read_assignments(workspace: "Workspace", sheets: tuple[str, ...]) -> "dict[tuple[str, str], str | None]":
    """What `--sheet` says. Raises click.UsageError where it names no table, or not just one sheet there is."""
    from stardb.intake import sheets_of_entry
    from stardb.workspace import NOT_USED, SHEETS, assign_sheets, nearest_word, open_books

    context, known = click.get_current_context(), _known(workspace)
    with Progress(silent=False) as progress:
        books = open_books(workspace, progress, progress.ask)
    keys = [(sheet.file, sheet.name) for sheet in books.sheets]
    changes: dict[tuple[str, str], str | None] = {}
    for given in sheets:
        entry, sign, table = (part.strip() for part in given.rpartition("="))
        file, mark, name = entry.rpartition("!")
        if not (sign and mark and file and name and entry.isprintable()):
            raise click.UsageError(f"“{given}”要写成 文件!工作表=表名", context)
        if not table:
            if entry not in workspace.headers.sheets:
                raise click.UsageError(f"工作表“{entry}”没有认过", context)
            changes[SHEETS, entry] = None
            continue
        if table != NOT_USED:
            _check_table(table, known)
        meant = sheets_of_entry(entry, keys)
        if len(meant) != 1:
            names = [f"{file}!{sheet}" for file, sheet in meant or keys]
            what = (
                f"合于{len(meant)}张工作表，请写全：{'、'.join(names[:5])}"
                if meant
                else f"没有这张工作表{nearest_word(entry, names)}"
            )
            raise click.UsageError(f"“{entry}”{what}", context)
        changes |= assign_sheets(workspace, keys, entry, "" if table == NOT_USED else table)
    return changes
