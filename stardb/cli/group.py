"""`stardb`: the group all commands are in."""

import click

from stardb import __version__
from stardb.cli.commands import Group


@click.group(cls=Group)
@click.version_option(__version__, prog_name="stardb", message="%(prog)s %(version)s", help="显示版本")
def main() -> None:
    """党支部与书记星级考核：读检查表，按办法计星，出结果与待遇。

    Rates Party branches and secretaries from inspection spreadsheets by the county's own rules.
    """
