"""click in Chinese: help headings, usage faults, and the exit statuses stardb promises."""

import sys
from typing import Any

import click

USAGE = 64
"""Exit status for wrong usage (sysexits' EX_USAGE), so that 2 can mean that nothing could be produced."""

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")


class Context(click.Context):
    """click's context, with Chinese headings."""

    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is Chinese."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助"
        return option


class Group(click.Group):
    """The group of all commands: faults of usage end with 64 and a Chinese sentence; an interrupt with 130."""

    context_class = Context
    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助"
        return option

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a GBK console cannot show every character; it must not fail on one
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.UsageError as error:
            click.echo(f"用法有误：{_told(error)}", err=True)
            if error.ctx is not None:
                click.echo(f"看帮助：{error.ctx.command_path} --help", err=True)
            sys.exit(USAGE)
        except click.ClickException as error:
            click.echo(error.format_message(), err=True)
            sys.exit(2)
        except click.Abort:
            click.echo("已中断，结果没有改动", err=True)
            sys.exit(130)
        sys.exit(status if isinstance(status, int) else 0)


def _told(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"；是不是 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        return f"缺少 {name}"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param is not None else ""
        return f"{name} 的值不对：{error.message}"
    message = error.format_message()
    if message.startswith("No such command"):
        return f"没有 {message.split(chr(39))[1]} 这个命令"
    if message.startswith(("Got unexpected", "Missing command")):
        return "多写了参数" if message.startswith("Got") else "要写一个命令"
    return message
