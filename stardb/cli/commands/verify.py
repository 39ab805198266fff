"""`stardb verify`: ledger, archives and results held against what was written down, and computed again."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, report, run_guarded
from stardb.cli.options import folder_option, format_option
from stardb.cli.progress import Progress

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.workspace import VerifyOutcome


@click.command(cls=Command)
@click.argument("target", metavar="[时期或归档.zip]", required=False, default="")
@folder_option
@format_option("json")
def command(target: str, folder: Path, kind: str) -> int:
    """核验台账、归档、结果有没有改动过，照归档重算是不是一样。不写时期的，核验已结转的各期；写归档文件的，只核验它。

    Verify ledger, archives and results. 退出码：0 一样；1 有不同；2 核验不了；64 用法有误。
    """
    is_file = target.lower().endswith(".zip")
    period = None if is_file or not target else _read_period(target)

    def act() -> int:
        with Progress(silent=kind != "text") as progress:
            if is_file:
                from stardb.workspace import verify_archive

                outcome = verify_archive(_find(target, folder), progress, progress.ask)
            else:
                from stardb.workspace import verify_closings

                workspace = open_to_write(folder, period)
                outcome = verify_closings(workspace, period is not None, progress, progress.ask)
        return _print(outcome, kind)

    return run_guarded(act, kind)


def _find(target: str, folder: Path) -> Path:
    """The file as it lies here, or in the workspace, or among its archives."""
    places = (Path(target), folder / target, folder / "archive" / target)
    return next((path for path in places if path.exists()), Path(target))


def _read_period(target: str) -> "Period":
    from stardb.quantity import EXPECTED_PERIOD, UnreadableText, read_period

    try:
        return read_period(target)
    except UnreadableText as error:
        context = click.get_current_context()
        raise click.UsageError(f"{error}；要写{EXPECTED_PERIOD}，或一个归档文件（.zip）", context) from error


def _print(outcome: "VerifyOutcome", kind: str) -> int:
    from stardb.terminal import console, print_verification, verification_data

    if kind == "json":
        print_json(verification_data(outcome))
    else:
        report(outcome.problems, notes=True)
        print_verification(outcome, console())
    return outcome.exit_status
