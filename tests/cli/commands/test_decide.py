"""`stardb decide`: what it says, writes and ends with."""

import json

from workspaces import small

GROUNDS = ["--because", "漏报", "--authority", "县委组织部", "--document", "组发〔2023〕3号"]


def test_what_is_decided_and_what_follows_is_printed(stardb, tmp_path):
    done = stardb("decide", "南庄", "红星=得星", "-C", small(tmp_path), *GROUNDS, "--date", "2023-01-09")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "裁定 1：乙镇/南庄 红星 未得星 → 得星（小星，2023-01-09）"
    assert "decisions/2022/裁定.xlsx!裁定!A" in done.stdout
    assert "等次 未获星 → 红星支部；奖补 0元/年 → 1000元/年" in done.stdout


def test_the_day_is_today_where_none_is_given(stardb, tmp_path):
    done = stardb("decide", "南庄", "红星=得星", "-C", small(tmp_path), *GROUNDS, "--today", "2023-02-03")
    assert "2023-02-03" in done.stdout


def test_what_is_refused_ends_with_2_and_leaves_nothing(stardb, tmp_path):
    done = stardb("decide", "南庄", "集体收人=10", "-C", small(tmp_path), *GROUNDS)
    assert done.exit_code == 2
    assert "相近的有“集体收入”" in done.stderr
    assert "裁定没有写" in done.stderr
    assert not (tmp_path / "decisions").exists()


def test_revoked(stardb, tmp_path):
    root = small(tmp_path)
    stardb("decide", "南庄", "红星=得星", "-C", root, *GROUNDS)
    done = stardb("decide", "--revoke", "1", "-C", root, *GROUNDS, "--date", "2023-03-01")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "裁定 2：撤销裁定 1（2023-03-01）"
    assert "红星 得星 → 未得" in done.stdout


def test_as_data(stardb, tmp_path):
    done = stardb("decide", "南庄", "红星=得星", "-C", small(tmp_path), *GROUNDS, "--format", "json")
    told = json.loads(done.stdout)
    assert (told["number"], told["subject"], told["exit_status"]) == ("1", "乙镇/南庄", 0)
    assert told["changes"][0]["subjects"][0]["name"] == "南庄"


def test_usage(stardb, tmp_path):
    root = small(tmp_path)
    assert stardb("decide", "南庄", "-C", root, *GROUNDS).exit_code == 64
    assert stardb("decide", "南庄", "红星", "-C", root, *GROUNDS).exit_code == 64
    assert stardb("decide", "南庄", "红星=得星", "--revoke", "1", "-C", root, *GROUNDS).exit_code == 64
    assert stardb("decide", "南庄", "红星=得星", "-C", root).exit_code == 64
    assert stardb("decide", "南庄", "红星=得星", "-C", root, *GROUNDS, "--date", "年底").exit_code == 64
