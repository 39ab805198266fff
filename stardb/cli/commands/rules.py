"""`stardb rules`: a rule file in words beside what it rests on."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_folder, run_guarded, write_file
from stardb.cli.options import folder_option, period_option
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.quantity import Period

_KINDS = (".html", ".docx")


@click.command(cls=Command)
@click.argument("name", metavar="办法")
@folder_option
@period_option
@click.option(
    "-o",
    "target",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写成 .html 或 .docx 文件，供存档、签字",
)
@click.option("--force", is_flag=True, help="文件已经有了的，覆盖")
def command(name: str, folder: Path, period: "Period | None", target: Path | None, force: bool) -> int:
    """把一部办法的各条写成文字，与依据并列；写 -o 的，成一个文件，供存档、签字。

    A rule file in words, each clause beside its basis.
    """

    def act() -> int:
        from stardb.terminal import console, print_rule_document
        from stardb.workspace import make_rule_document, render_rule_document

        context = click.get_current_context()
        if target is not None and target.suffix.lower() not in _KINDS:
            raise click.UsageError(f"“{target}”要写成 .html 或 .docx", context)
        if target is not None and target.exists() and not force:
            raise click.UsageError(f"{target} 已经有了，没有覆盖；要覆盖的加 --force", context)
        workspace = open_folder(folder, period)
        document = make_rule_document(workspace, name)
        if target is None:
            print_rule_document(document, console())
            return 0
        write_file(target, render_rule_document(workspace, document, target.suffix.lower()))
        say(f"已写 {target}：{document.title}，版本 {document.version}")
        return 0

    return run_guarded(act)
