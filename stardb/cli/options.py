"""The options that commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from stardb.quantity import Period

folder_option = click.option(
    "-C",
    "folder",
    metavar="文件夹",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("."),
    help="工作区文件夹（默认当前文件夹）",
)


def read_period_option(_: click.Context, __: click.Parameter, given: str | None) -> "Period | None":
    """The period that an option or an argument names; None where it is not given."""
    if given is None:
        return None
    from stardb.quantity import EXPECTED_PERIOD, UnreadableText, read_period

    try:
        return read_period(given)
    except UnreadableText as error:
        raise click.BadParameter(f"{error}；要写{EXPECTED_PERIOD}") from error


period_option = click.option(
    "--period",
    metavar="时期",
    callback=read_period_option,
    help="哪一期：2022，2022H1，2022Q2，2022-06（默认按 stardb.yaml）",
)


period_argument = click.argument("period", metavar="时期", callback=read_period_option)
"""A period that must be named."""


def _read_today(_: click.Context, __: click.Parameter, given: str | None) -> date:
    """The day given, else the computer's: nowhere else is the clock read."""
    if given is None:
        return date.today()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise click.BadParameter("日期写成 2022-07-01") from error


today_option = click.option(
    "--today",
    metavar="日期",
    callback=_read_today,
    help="当作今天是哪一天（默认按电脑的日期）；只影响提示和评哪几期，不影响结果",
)


def format_option(*kinds: str) -> Callable[[Any], Any]:
    """`--format`: text for people, or one of the kinds a program reads."""
    return click.option(
        "--format", "kind", metavar="格式", type=click.Choice(["text", *kinds]), default="text", help=_FORMATS[kinds]
    )


_FORMATS = {
    ("json",): "text 给人看（默认），json 供程序读取",
    ("json", "github"): "text 给人看（默认），json 供程序读取，github 标在合并请求的行上",
}
