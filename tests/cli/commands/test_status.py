"""`stardb status`: a table and the next steps, or JSON; it ends with 1 as long as something is to be done."""

import json

from click.testing import CliRunner
from workspaces import CHECKED, small

from stardb.cli import main


def test_what_is_missing_is_shown_with_what_to_do(tmp_path):
    root = small(tmp_path, checked=CHECKED[:3], more="due: 2022-07-10\n")
    done = CliRunner().invoke(main, ["status", "-C", str(root), "--today", "2022-07-01"])
    assert done.exit_code == 1
    assert "未报" in done.output
    assert "  乙镇 检查表未报（7月10日前）" in done.output.splitlines()


def test_a_whole_period_ends_with_0(tmp_path):
    done = CliRunner().invoke(main, ["status", "-C", str(small(tmp_path)), "--today", "2022-07-01"])
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "  都报齐了，没有问题，运行 stardb run"


def test_json_has_the_same_for_programs(tmp_path):
    root = small(tmp_path, checked=CHECKED[:3], more="due: 2022-07-10\n")
    done = CliRunner().invoke(main, ["status", "-C", str(root), "--today", "2022-07-11", "--format", "json"])
    told = json.loads(done.output)
    last = told["tables"][-1]
    assert (last["township"], last["missing"], last["due"], last["is_late"]) == ("乙镇", 1, "2022-07-10", True)
    assert told["next"] == [{"township": "乙镇", "text": "检查表未报（7月10日到期，已过1天）"}]


def test_a_folder_without_a_workspace_ends_with_2(tmp_path):
    assert CliRunner().invoke(main, ["status", "-C", str(tmp_path)]).exit_code == 2
