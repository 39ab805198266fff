"""click in Chinese: help headings, usage faults, and the exit statuses stardb promises."""

import codecs
import difflib
import errno
import gc
import os
import sys
import threading
from collections.abc import Sequence
from typing import Any

import click

from stardb.files import cause, remedy
from stardb.interrupts import Interrupted, stop_on_signals
from stardb.safe_text import say

USAGE = 64
"""Exit status for wrong usage (sysexits' EX_USAGE), so that 2 can mean that nothing could be produced."""

CRASHED = 70
"""Exit status for a fault of stardb's own (sysexits' EX_SOFTWARE)."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, or being told to stop."""

GARBAGE = 500_000, 10, 10
"""How many new things make Python look for garbage among them; by itself it does for each 700.

A command makes millions (importing makes 100,000, each cell and row one more) that stay to its end, and hardly one that
refers back to what holds it: looking takes an eighth of its time. Nothing is switched off, and who uses stardb from Python
keeps what is set there.
"""
_LAST_STREAM = 2
_BEGUN_ANEW = "STARDB_BEGUN_ANEW"

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """click's option --help, its own help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助"
        return option


class Group(click.Group):
    """The group of all commands: faults of usage end with 64 and a Chinese sentence; an interrupt with 130."""

    context_class = Context
    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]…", **kwargs})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """click's option --help, its own help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助"
        return option

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line and leave with its exit status: 64 for faults of usage, 130 for an interrupt."""
        _speak_utf8()
        gc.set_threshold(*GARBAGE)
        _open_streams()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(
                    errors="replace"
                )  # a GBK console cannot show every character; it must not fail on one
        if threading.current_thread() is threading.main_thread():
            stop_on_signals()
        try:
            _require_folder()
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.UsageError as error:
            if type(error).__name__ == "NoArgsIsHelpError":  # click 8.2 on: its words are the help itself
                click.echo(error.format_message(), err=True)
                sys.exit(USAGE)
            say(f"用法有误：{_describe(error)}", err=True)
            if error.ctx is not None:
                say(f"看帮助：{error.ctx.command_path} --help", err=True)
            sys.exit(USAGE)
        except click.ClickException as error:
            say(error.format_message(), err=True)
            sys.exit(2)
        except click.Abort as error:
            done = str(error.__cause__) if isinstance(error.__cause__, Interrupted) else ""
            say(f"已中断，{done or '没有改动'}", err=True)
            sys.exit(INTERRUPTED)
        except Exception as error:
            if os.environ.get("STARDB_DEBUG"):
                raise
            sys.exit(_report_crash(error))
        sys.exit(status if isinstance(status, int) else 0)


def _speak_utf8() -> None:
    """Begin anew in UTF-8 where the system knows only ASCII (the C locale): no file could have a Chinese name otherwise."""
    ascii_only = codecs.lookup(sys.getfilesystemencoding()).name == "ascii"
    if ascii_only and not os.environ.get(_BEGUN_ANEW) and sys.orig_argv[1:]:
        environment = os.environ | {_BEGUN_ANEW: "1", "PYTHONUTF8": "1"}
        os.execve(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]], environment)


def _open_streams() -> None:
    """Where output or errors were closed (`>&-`), let them go nowhere, and no file take their number."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        pass
    os.close(number)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # open until the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _require_folder() -> None:
    """Raises ClickException where the current folder is no more."""
    try:
        os.getcwd()
    except OSError as error:
        raise click.ClickException("当前文件夹已被删去或移走，请换到别的文件夹再运行") from error


def _report_crash(error: Exception) -> int:
    """Tell what nobody foresaw; the exit status. What comes of the machine or of what was given is no fault of stardb's."""
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        say("用法有误：文件或文件夹的名称太长", err=True)
        return USAGE
    if isinstance(error, OSError):
        name = f"“{os.fsdecode(error.filename)}”读写不了" if isinstance(error.filename, str | bytes) else "输出写不出去"
        done = "".join(f"{note}，但是" for note in getattr(error, "__notes__", ()))
        say(f"{done}{name}：{cause(error)}。{remedy(error)}", err=True)
        return 1 if done else 2
    if isinstance(error, MemoryError | RecursionError):
        say("内存不够，或文件里一层套一层太深，没有做完。请检查新改的办法、模板和数据。", err=True)
        return 2
    say(f"程序出错：{type(error).__name__}：{error}", err=True)
    say("这是 stardb 的缺陷。请设 STARDB_DEBUG=1 再运行一次，把全部输出发给维护者。", err=True)
    return CRASHED


def _describe(error: click.UsageError) -> str:
    """A fault of usage in Chinese; click's own words only where it says something not foreseen here."""
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项{_near(error.possibilities)}"
        case click.BadOptionUsage():
            wants = "要跟一个值" if "requires" in error.message else "后面不跟值"
            return f"{error.option_name} {wants}"
        case click.MissingParameter() if error.param is not None and error.ctx is not None:
            return f"缺少 {error.param.make_metavar(error.ctx)}"
        case click.BadParameter():
            name = error.param.opts[0] if error.param is not None else ""
            return f"{name} 的值不对：{_expect(error)}"
    message = error.format_message()
    if message.startswith("No such command") and isinstance(error.ctx, click.Context):
        given = message.split("'")[1]
        return f"没有 {given} 这个命令{_near(difflib.get_close_matches(given, _commands(error.ctx), 1))}"
    if message.startswith("Got unexpected"):
        return f"多写了“{message[message.find('(') + 1 : message.rfind(')')]}”"
    return "要写一个命令" if message.startswith("Missing command") else message


def _expect(error: click.BadParameter) -> str:
    if error.param is not None and isinstance(error.param.type, click.Choice):
        return f"只能写 {'、'.join(error.param.type.choices)}"
    if "is a directory" in error.message:
        return "要的是文件，这是一个文件夹"
    return "要的是文件夹，这是一个文件" if "is a file" in error.message else error.message


def _near(possible: Sequence[str] | None) -> str:
    return f"；是不是 {possible[0]}？" if possible else ""


def _commands(ctx: click.Context) -> list[str]:
    return ctx.command.list_commands(ctx) if isinstance(ctx.command, click.Group) else []
