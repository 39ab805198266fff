"""`stardb`: the group of all commands, each found by the name of its file."""

import re
import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from stardb import __version__
from stardb.cli import commands
from stardb.cli.chinese_click import Group

_SECTIONS = {
    "收表": ("init", "next", "forms", "status", "check", "map", "return"),
    "评定": ("run", "explain", "diff", "advise", "sensitivity"),
    "定案": ("decide", "objections", "close", "reopen", "verify", "backup", "restore"),
    "办法": ("rules", "test", "schema"),
}
"""The commands in the order of a year's work; one that is in none of these stands under `_OTHERS`."""

_OTHERS = "其他"


class CommandFolder(Group):
    """The commands of the folder `commands`; of a command's file nothing is imported before the command is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Alone on a terminal it is the menu; where nobody could answer, the help."""
        is_answered = sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()
        return super().parse_args(ctx, args or (["menu"] if is_answered else []))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted(_files())

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with its first sentence, in the sections of a year's work."""
        known = self.list_commands(ctx)
        named = {name for names in _SECTIONS.values() for name in names}
        sections = {**_SECTIONS, _OTHERS: tuple(name for name in known if name not in named)}
        width = max(map(len, known))
        for title, names in sections.items():
            rows = [(name.ljust(width), self._describe(ctx, name)) for name in names if name in known]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def _describe(self, ctx: click.Context, name: str) -> str:
        """What a command does, in so many words as its help begins with."""
        command = self.get_command(ctx, name)
        return re.split("[：；。（]", (command.help or "").lstrip())[0] if command is not None else ""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        file = _files().get(cmd_name)
        if file is None:
            return None
        found: click.Command = import_module(f"{commands.__name__}.{file}").command
        found.name = cmd_name
        return found


def _files() -> dict[str, str]:
    """Each command's name -> the name of its file."""
    return {module.name.rstrip("_"): module.name for module in iter_modules(commands.__path__)}


@click.group(cls=CommandFolder)
@click.version_option(__version__, prog_name="stardb", message="%(prog)s %(version)s", help="显示版本")
def main() -> None:
    """党支部与书记星级考核：读检查表，按办法计星，出结果与待遇。

    Rates Party branches and secretaries from inspection spreadsheets by the county's own rules.
    """
