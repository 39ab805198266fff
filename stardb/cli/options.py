"""The options that commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

folder_option = click.option(
    "-C",
    "folder",
    metavar="文件夹",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("."),
    help="工作区文件夹（默认当前文件夹）",
)


def _check_period(_: click.Context, __: click.Parameter, period: str | None) -> str | None:
    from stardb.workspace import find_period_fault

    if period is not None and (fault := find_period_fault(period)):
        raise click.BadParameter(fault)
    return period


period_option = click.option("--period", metavar="年度", callback=_check_period, help="考核年度（默认按 stardb.yaml）")


def format_option(*kinds: str) -> Callable[[Any], Any]:
    """`--format`: text for people, or one of the kinds a program reads."""
    return click.option(
        "--format", "kind", metavar="格式", type=click.Choice(["text", *kinds]), default="text", help=_FORMATS[kinds]
    )


_FORMATS = {
    ("json",): "text 给人看（默认），json 供程序读取",
    ("json", "github"): "text 给人看（默认），json 供程序读取，github 标在合并请求的行上",
}
