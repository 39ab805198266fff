"""How commands end, whatever happens in them: the exit status, and a Chinese sentence of what to do."""

import errno
from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner, Result

from stardb.cli.chinese_click import Command, Group


def ends(act: Callable[[], int]) -> Result:
    """A command that does something, as part of a group of its own."""
    group = Group(name="stardb", commands={"do": Command("do", callback=act)})
    return CliRunner().invoke(group, ["do"], prog_name="stardb")


def raising(error: BaseException) -> Callable[[], int]:
    def act() -> int:
        raise error

    return act


def test_a_command_ends_with_what_it_gives() -> None:
    assert [ends(lambda: 0).exit_code, ends(lambda: 1).exit_code] == [0, 1]


def test_what_nobody_foresaw_is_a_fault_of_stardb_and_said_so() -> None:
    done = ends(raising(ZeroDivisionError("1/0")))
    assert done.exit_code == 70
    assert "程序出错：ZeroDivisionError：1/0" in done.stderr
    assert "STARDB_DEBUG=1" in done.stderr


def test_with_stardb_debug_it_is_raised_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STARDB_DEBUG", "1")
    assert isinstance(ends(raising(ZeroDivisionError())).exception, ZeroDivisionError)


@pytest.mark.parametrize("error", [MemoryError(), RecursionError()])
def test_a_machine_too_small_is_no_fault_of_stardb(error: Exception) -> None:
    done = ends(raising(error))
    assert done.exit_code == 2
    assert "内存不够" in done.stderr


def test_a_file_that_cannot_be_written_is_named() -> None:
    done = ends(raising(OSError(errno.ENOSPC, "No space left on device", "结果.xlsx")))
    assert done.exit_code == 2
    assert "“结果.xlsx”读写不了" in done.stderr


def test_output_that_cannot_be_written_once_all_is_done_says_what_was_done() -> None:
    error = OSError(errno.EIO, "Input/output error")
    error.add_note("结果已经写好")
    done = ends(raising(error))
    assert done.exit_code == 1
    assert "结果已经写好，但是输出写不出去" in done.stderr


def test_a_name_longer_than_any_system_has_is_wrong_usage() -> None:
    done = ends(raising(OSError(errno.ENAMETOOLONG, "File name too long")))
    assert (done.exit_code, done.stderr) == (64, "用法有误：文件或文件夹的名称太长\n")


def test_an_interrupt_says_that_nothing_was_changed() -> None:
    done = ends(raising(click.Abort()))
    assert (done.exit_code, done.stderr) == (130, "已中断，没有改动\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--full"], "没有 --full 这个选项；是不是 --fell？"),
        (["--fell=1"], "--fell 后面不跟值"),
        (["--year"], "--year 要跟一个值"),
        (["--year", "1998"], "--year 的值不对：只能写 2022、2023"),
        (["多", "的"], "多写了"),
    ],
)
def test_wrong_usage_is_said_in_chinese(arguments: list[str], said: str) -> None:
    @click.command("do", cls=Command)
    @click.option("--fell", is_flag=True)
    @click.option("--year", type=click.Choice(["2022", "2023"]))
    def command(fell: bool, year: str | None) -> int:
        return 0

    group = Group(name="stardb", commands={"do": command})
    done = CliRunner().invoke(group, ["do", *arguments], prog_name="stardb")
    assert done.exit_code == 64
    assert done.stderr.startswith("用法有误：")
    assert said in done.stderr
