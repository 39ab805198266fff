"""`stardb restore`: a backup made a workspace again."""

from pathlib import Path

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import run_guarded
from stardb.cli.options import folder_option
from stardb.interrupts import after
from stardb.safe_text import as_argument, say


@click.command(cls=Command)
@click.argument("file", metavar="备份.zip", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@folder_option
@click.option("--to-file", is_flag=True, help="台账原来在 PostgreSQL 里的，恢复成文件 stardb.sqlite")
def command(file: Path, folder: Path, to_file: bool) -> int:
    """把备份恢复到一个空文件夹里：逐个文件核对，再核验台账；有一处不符，就什么也不恢复。

    Restore a backup into an empty folder. 退出码：0 恢复好了；2 没有恢复；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import restore_backup

        restored = restore_backup(file, Path.cwd() if folder == Path() else folder, to_file)
        with after("备份已经恢复"):
            say(f"已恢复“{restored.county}”的工作区到 {as_argument(folder)}：{restored.files} 个文件，逐个核对相符")
            if restored.head:
                where = "数据库里" if restored.in_database else "stardb.sqlite 里"
                say(f"台账在{where}，核验相符，最后一条记录：{restored.head[:16]}")
        return 0

    return run_guarded(act)
