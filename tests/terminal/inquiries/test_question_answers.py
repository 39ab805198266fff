"""What is printed of a cell that holds for many: a dozen, and how many there are."""

from pathlib import Path

from rich.console import Console
from workspaces import SCHEME, judge, small

from stardb.scoring import find_cell_uses, read_cell_name
from stardb.terminal import print_cell_uses


def test_a_cell_that_holds_for_many_is_told_for_a_dozen(tmp_path: Path) -> None:
    names = [f"{number}号村" for number in range(15)]
    roster = [["乡镇", "村", "户数"], *(["甲镇", name, 80] for name in names)]
    checked = [["乡镇：甲镇", None, None], ["村", "收入(万元)", "换届"], *([name, 20, "是"] for name in names)]
    made = judge(small(tmp_path, SCHEME, roster, checked), keep=False)
    place = read_cell_name("检查.xlsx!检查表!A1")
    assert place is not None
    uses = find_cell_uses(made.values(), place)
    console = Console(width=200, record=True, file=(tmp_path / "said.txt").open("w", encoding="utf-8"))
    print_cell_uses(uses, [], console)
    said = console.export_text()
    assert len(uses) == 15
    assert "0号村 “乡镇”（检查表）：甲镇" in said
    assert "没有用来计算" in said
    assert "这一格管着 15 个对象，只列了前 12 个" in said
