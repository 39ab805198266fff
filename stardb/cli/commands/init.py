"""`stardb init`: a workspace made."""

from pathlib import Path

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import run_guarded
from stardb.safe_text import as_argument, say


@click.command(cls=Command)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="带上样例县（岚县）的数据")
def command(folder: Path, sample: bool) -> int:
    """新建工作区：办法、报表模板，可带样例数据。

    Make a workspace.
    """
    from stardb.workspace import create_workspace

    def act() -> int:
        made = create_workspace(folder, sample)
        say(f"已建工作区 {folder}：{'、'.join(made)}")
        there = as_argument(folder)
        say(
            f"下一步：stardb run -C {there}"
            if sample
            else f"下一步：把工作簿放进 {folder / 'data' / '2022'}，再运行 stardb check -C {there}"
        )
        return 0

    return run_guarded(act)
