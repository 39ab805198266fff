"""`stardb schema`: the JSON Schema of rule files, for editors."""

from pathlib import Path

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import write_text


@click.command(cls=Command)
@click.option("-o", "to", metavar="文件", type=click.Path(dir_okay=False, path_type=Path), help="写到这个文件里")
def command(to: Path | None) -> int:
    """规则文件的 JSON Schema，供编辑器提示与检查。

    Write the JSON Schema of a rule file.
    """
    from stardb.rulebook import schema_text

    if to is None:
        click.echo(schema_text(), nl=False)
        return 0
    write_text(to, schema_text())
    return 0
