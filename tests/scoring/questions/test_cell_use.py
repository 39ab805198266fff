"""What a cell did: found by its name, followed to every result of its subject's that it counted towards."""

from pathlib import Path

import pytest
from workspaces import judge, set_cell, small

from stardb.scoring import find_cell_uses, read_cell_name, show_cell_value

PLACE = "检查.xlsx!检查表!C2"


def use_of(root: Path, text: str = PLACE):
    place = read_cell_name(text)
    assert place is not None
    (use,) = find_cell_uses(judge(root, keep=False).values(), place)
    return use


def test_a_cell_is_followed_to_the_money(tmp_path: Path) -> None:
    use = use_of(small(tmp_path))
    assert (use.appraisal.subjects.keys[use.subject], use.column, show_cell_value(use)) == (
        "甲镇/东庄",
        "收入",
        "20万元",
    )
    assert [step.title for step in use.steps] == ["集体收入", "红星得分", "总分", "红星", "星数", "等次", "奖补"]


@pytest.mark.parametrize(
    "text", ["data/2022/检查.xlsx!检查表!C2", "检查.xlsx ！检查表！ $c$2", "data\\2022\\检查.xlsx!检查表!C2"]
)
def test_ways_to_write_a_cell(tmp_path: Path, text: str) -> None:
    assert use_of(small(tmp_path), text).place.cell == "C2"


@pytest.mark.parametrize("text", ["C2", "检查.xlsx!C2", "检查.xlsx!检查表!第2行", "东庄", "a!b!"])
def test_what_is_no_name_of_a_cell(text: str) -> None:
    assert read_cell_name(text) is None


@pytest.mark.parametrize("cell", ["C1", "Z9", "A99"])
def test_a_cell_that_no_table_reads_is_nobodys(tmp_path: Path, cell: str) -> None:
    place = read_cell_name(f"检查.xlsx!检查表!{cell}")
    assert place is not None
    assert find_cell_uses(judge(small(tmp_path), keep=False).values(), place) == []


def test_a_blank_cell_leaves_what_it_counts_towards_undecided(tmp_path: Path) -> None:
    root = small(tmp_path)
    set_cell(root / "data/2022/检查.xlsx", "检查表", "C2", None)
    use = use_of(root)
    assert show_cell_value(use) == "待定"
    assert use.steps[0].title == "集体收入"
