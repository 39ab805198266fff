"""`stardb menu`, or `stardb` alone on a terminal: the commands by number, for who does not type their names."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from stardb.cli.chinese_click import Command
from stardb.cli.menu_items import OPEN_RESULTS, MenuItem, list_items
from stardb.cli.options import folder_option
from stardb.safe_text import say

_FRONT_PAGE = Path("results") / "index.html"


@click.command(cls=Command)
@folder_option
def command(folder: Path) -> int:
    """列出各项工作，按数字选；在终端里只打 stardb，也是这个。

    The commands as a numbered menu.
    """
    group = click.get_current_context().find_root().command
    assert isinstance(group, click.Group)
    while True:
        items = [*_list_known(group, folder)]
        _show(items, folder)
        number = _ask("选几（0 退出）")
        if number in (None, "", "0"):
            return 0
        chosen = (
            items[int(number) - 1] if number.isascii() and number.isdigit() and 0 < int(number) <= len(items) else None
        )
        if chosen is None:
            say(f"没有“{number}”这一项，请打 0 到 {len(items)} 的数字")
        elif chosen is OPEN_RESULTS:
            _open_results(folder)
        else:
            _perform(group, chosen, folder)


def _list_known(group: click.Group, folder: Path) -> Iterator[MenuItem]:
    """What can be done here: in a workspace, or before there is one."""
    known = group.list_commands(click.get_current_context())
    for item in list_items((folder / "stardb.yaml").is_file()):
        if item is OPEN_RESULTS or item.arguments[0] in known:
            yield item


def _show(items: list[MenuItem], folder: Path) -> None:
    say("")
    say(f"工作区：{folder if str(folder) != '.' else Path(os.path.abspath(folder)).name}")
    for number, item in enumerate(items, 1):
        name = f"（stardb {' '.join(item.arguments)}）" if item.arguments else ""
        say(f"{number:>3}  {item.title}{name}")
    say("  0  退出")


def _ask(question: str) -> str | None:
    """The answer; None where there is no more to read."""
    click.echo(f"{question}：", nl=False)
    try:
        return input().strip()
    except EOFError:
        click.echo()
        return None


def _perform(group: click.Group, item: MenuItem, folder: Path) -> None:
    """Ask what the command needs, and run it; however it ends, the menu comes back."""
    if item.to_confirm and _ask(item.to_confirm) not in ("是", "y", "Y", "yes"):
        say("不做了")
        return
    answers = []
    for question in item.questions:
        answer = _ask(question)
        if not answer:
            say("没有写，不做了")
            return
        answers.append(answer)
    place = ["-C", str(folder)] if item.is_of_workspace else []
    say(f"── stardb {' '.join([*item.arguments, *answers])}")
    with suppress(SystemExit):
        group.main([*item.arguments, *place, "--", *answers], prog_name="stardb")


def _open_results(folder: Path) -> None:
    page = folder / _FRONT_PAGE
    if page.is_file():
        click.launch(str(page))
        say(f"已在浏览器里打开 {page}；没有打开的，双击这个文件")
    else:
        say("还没有结果，先评定")
