"""`stardb init`: a workspace made."""

from pathlib import Path

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import run_guarded
from stardb.safe_text import as_argument, say


@click.command(cls=Command)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="带上样例县（岚县）的数据：书记星级、“五星”支部两部办法")
@click.option("--scheme", "schemes", metavar="办法", multiple=True, help="带上这部办法的样例数据（可多次）")
@click.option("--all-schemes", is_flag=True, help="带上全部办法的样例数据")
def command(folder: Path, sample: bool, schemes: tuple[str, ...], all_schemes: bool) -> int:
    """新建工作区：办法、报表模板，可带样例数据。

    Make a workspace.
    """
    from stardb.workspace import BARE, choose_contents, create_workspace

    def act() -> int:
        contents = choose_contents(sample, schemes, all_schemes)
        made = create_workspace(folder, contents)
        say(f"已建工作区 {folder}：{'、'.join(made)}")
        there = as_argument(folder)
        say(
            f"下一步：stardb run -C {there}"
            if contents != BARE
            else f"下一步：把工作簿放进 {folder / 'data' / '2022'}，再运行 stardb check -C {there}"
        )
        return 0

    return run_guarded(act)
