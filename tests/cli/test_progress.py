"""What is being done shows on a terminal, and nowhere else."""

from cli.terminal import converse
from workspaces import CHECKED, small, write_book


def test_on_a_terminal_files_are_counted_and_elsewhere_nothing_is_said(stardb, tmp_path):
    root = small(tmp_path)
    for number in range(3):
        write_book(root / f"data/2022/{number}.xlsx", {"检查表": [CHECKED[0], ["甲镇", f"{number}庄", 1, "是"]]})
    said, _ = converse(["check", "-C", root], term="xterm")
    assert "读工作簿" in said
    assert "4/4" in said
    assert "读工作簿" not in converse(["check", "-C", root, "--format", "json"], term="xterm")[0]
    assert "读工作簿" not in stardb("check", "-C", root).output


def test_rows_that_are_no_data_are_counted_by_kind(stardb, tmp_path):
    root = small(tmp_path, checked=[*CHECKED, ["合计", "", 41.9, ""], ["填表人：张某某", "", "", ""]])
    for command in ("check", "run"):
        assert "未计入的行：合计行 1，签字与说明 1" in stardb(command, "-C", root).stdout
    assert "未计入" not in stardb("check", "-C", small(tmp_path / "另")).output
