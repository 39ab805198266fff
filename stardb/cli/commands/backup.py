"""`stardb backup`: all of a workspace in one file."""

from datetime import date
from pathlib import Path

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, report, run_guarded
from stardb.cli.options import folder_option, today_option
from stardb.interrupts import after
from stardb.safe_text import as_argument, say


@click.command(cls=Command)
@click.argument("file", metavar="[备份.zip]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@folder_option
@today_option
@click.option("--force", is_flag=True, help="同名的备份已经有了，换掉它")
def command(file: Path | None, folder: Path, today: date, force: bool) -> int:
    """把工作区连同台账备份成一个 zip 文件；不写文件名的，放进 backups/日期.zip。别人正在用也可以备份。

    Back up a whole workspace. 退出码：0 都在备份里；1 备份做了，但有的没有放进去或台账不符；2 没有做成；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import make_backup

        workspace = open_to_write(folder, None)
        made = make_backup(workspace, file or folder / "backups" / f"{today.isoformat()}.zip", force)
        with after("备份已经做好"):
            report(made.problems, notes=True)
            say(f"已备份到 {as_argument(made.path)}：{made.files} 个文件，{made.size:,} 字节")
            if made.head:
                say(f"台账最后一条记录：{made.head[:16]}")
            if made.has_key:
                say("里面有遮盖证号用的密钥 stardb.key 和 stardb.yaml 里的密码，要像它们一样保管，不要外传")
            say("private 里的账号、以前的备份不在里面")
        return 1 if made.problems else 0

    return run_guarded(act)
