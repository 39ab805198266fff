"""Workbooks with a password: given in stardb.yaml, asked for on a terminal, never asked for elsewhere."""

from pathlib import Path

import pytest
from cli.terminal import converse
from locking import lock
from workspaces import CHECKED, ROSTER, small, write_book


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """The roster open, the sheets of two townships locked, with one password."""
    root = small(tmp_path)
    data = root / "data/2022"
    write_book(data / "检查.xlsx", {"名册": ROSTER})
    for name, rows in (("甲镇", CHECKED[:3]), ("乙镇", [CHECKED[0], CHECKED[3]])):
        write_book(data / f"{name}.xlsx", {"检查表": rows})
        lock(data / f"{name}.xlsx", "2022密")
    return root


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_password_is_asked_for_once_for_all_files_it_opens(county, command):
    said, status = converse([command, "-C", county], [("“data/2022/乙镇.xlsx”已加密", "2022密\n")])
    assert status == 0
    assert said.count("请输入打开密码") == 1
    assert "2022密" not in said


def test_an_empty_answer_skips_the_file_and_the_next_is_asked_for(county):
    said, status = converse(["check", "-C", county], [("乙镇.xlsx”已加密", "\n"), ("甲镇.xlsx”已加密", "错\n")])
    assert status == 1
    assert said.count("请输入打开密码") == 2
    assert said.count("D102") == 2


def test_where_nobody_can_answer_nothing_is_asked(stardb, county):
    done = stardb("check", "-C", county)
    assert done.exit_code == 1
    assert "请输入" not in done.output
    assert done.stderr.count("错误 D102") == 2


def test_passwords_of_the_settings_are_tried_first(stardb, county):
    with (county / "stardb.yaml").open("a", encoding="utf-8") as settings:
        settings.write("passwords: [123456, 2022密]\n")
    assert stardb("check", "-C", county).exit_code == 0
    assert converse(["check", "-C", county], [])[1] == 0
