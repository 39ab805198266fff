"""`stardb return`: what it writes, says and ends with."""

from workspaces import CHECKED, small


def test_the_workbooks_returned_are_listed_with_how_much_is_wrong(stardb, tmp_path):
    root = small(tmp_path, checked=[CHECKED[0], ["甲镇", "东庄", "二十左右", "是"], *CHECKED[2:]])
    done = stardb("return", "-C", root)
    assert done.exit_code == 0
    assert "returns/2022" in done.stdout
    assert "  检查.xlsx（错误 1，警告 0，提示 0）" in done.stdout.splitlines()
    assert (root / "returns" / "2022" / "检查.xlsx").is_file()


def test_where_all_is_right_nothing_is_written(stardb, tmp_path):
    done = stardb("return", "-C", small(tmp_path))
    assert done.exit_code == 0
    assert "不用退的 1 个" in done.stdout
    assert not (tmp_path / "returns").exists()


def test_outside_of_a_workspace(stardb, tmp_path):
    assert stardb("return", "-C", tmp_path).exit_code == 2
