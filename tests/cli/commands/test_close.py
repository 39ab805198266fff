"""`stardb close`: what it prints, its JSON, and wrong usage."""

import json

from yearly import yearly


def test_closing_says_what_was_closed_and_what_to_file(stardb, tmp_path):
    root = yearly(tmp_path / "县", "2022", "甲2 乙？")
    assert stardb("run", "-C", root).exit_code == 1
    refused = stardb("close", "2022", "-C", root)
    assert (refused.exit_code, "W322" in refused.stderr) == (2, True)
    done = stardb("close", "2022", "-C", root, "--leave", "乙某某", "--because", "正在核查")
    assert done.exit_code == 0
    assert "2022年度已经结转" in done.stdout
    assert "连年晋星  2022年度 书记 2，其中待定 1" in done.stdout
    assert "待定也结转的：乙某某" in done.stdout
    groups = done.stdout.splitlines()[-1].split()
    assert ([len(group) for group in groups], set("".join(groups)) <= set("0123456789abcdef")) == ([8] * 8, True)
    again = stardb("run", "-C", root)
    assert (again.exit_code, "W320" in again.stderr, "stardb reopen 2022" in again.stderr) == (2, True, True)


def test_json(stardb, tmp_path):
    root = yearly(tmp_path / "县", "2022", "甲2")
    stardb("run", "-C", root)
    told = json.loads(stardb("close", "2022", "-C", root, "--format", "json").stdout)
    assert (told["period"], told["archive"], told["left"], len(told["head"])) == ("2022", "archive/2022.zip", [], 64)
    refused = json.loads(stardb("close", "2022", "-C", root, "--format", "json").stdout)
    assert ([one["code"] for one in refused["problem_list"]], refused["exit_status"]) == (["W320"], 2)


def test_whom_to_leave_needs_a_reason(stardb, tmp_path):
    done = stardb("close", "2022", "-C", tmp_path, "--leave", "乙某某")
    assert (done.exit_code, "--because" in done.stderr) == (64, True)
    assert stardb("close", "去年", "-C", tmp_path).exit_code == 64
