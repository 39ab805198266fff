"""How problems are printed: township, file, kind; the same fault of a column once; many lines only counted."""

import io
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console

from stardb.problems import Place, Problem, problem
from stardb.terminal.problem_printing import print_problems


def printed(problems: Sequence[Problem], notes: bool = True, order: Sequence[str] = ()) -> str:
    out = io.StringIO()
    print_problems(problems, Console(file=out, width=1000), notes, order)
    return out.getvalue()


def fault(cell: str, code: str = "D122", file: str = "一.xlsx", group: str = "甲镇") -> Problem:
    return replace(problem(code, f"{cell}读不懂", Place(file, "表", cell), found="[3~5]"), group=group)


def test_townships_then_files_then_kinds() -> None:
    told = printed(
        [fault("C1", group="乙镇", file="二.xlsx"), fault("A1", "D141"), fault("A2")], order=("甲镇", "乙镇")
    )
    marks = ["【甲镇】错误 1，警告 1", "一.xlsx", "警告 D141 表!A1", "错误 D122 表!A2", "【乙镇】错误 1", "二.xlsx"]
    at = [told.index(mark) for mark in marks]
    assert at == sorted(at)


def test_without_townships_no_heading_divides() -> None:
    assert "【" not in printed([fault("A1", group="")])


def test_the_same_fault_of_a_column_is_told_once_with_its_cells() -> None:
    told = printed([fault(f"C{row}") for row in range(5, 17)])
    assert "错误 D122 表!C5、C6、C7 等 12 格 填写的内容读不懂，如：C5读不懂" in told
    assert told.count("办法：") == 1
    assert "现为：[3~5]" in told


def test_more_than_five_lines_of_a_kind_in_a_file_are_counted() -> None:
    told = printed([fault(f"{letter}1") for letter in "ABCDEFG"] + [fault("A1", file="二.xlsx")])
    assert told.count("错误 D122") == 6  # five of the first file and the second's one
    assert "… D122 另有 2 处" in told


def test_notes_are_counted_alone_where_they_are_not_wanted() -> None:
    told = printed([fault("A1", "D144"), fault("A1")], notes=False)
    assert "D144" not in told
    assert "【甲镇】错误 1\n" in told
    assert "另有提示 1 条" in told
