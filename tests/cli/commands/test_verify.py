"""`stardb verify`: what it prints, its JSON and exit statuses."""

import json

import pytest
from yearly import yearly


@pytest.fixture
def closed(stardb, tmp_path):
    root = yearly(tmp_path / "县", "2022", "甲2 乙1")
    stardb("run", "-C", root)
    stardb("close", "2022", "-C", root)
    return root


def test_what_is_as_it_was_and_what_is_not(stardb, closed):
    done = stardb("verify", "-C", closed)
    assert (done.exit_code, "没有改动过" in done.stdout, done.stderr) == (0, True, "")
    assert "2个对象、6项结果全部一样" in done.stdout
    alone = stardb("verify", "2022.zip", "-C", closed)
    assert (alone.exit_code, "校验码" in alone.stdout) == (0, False)
    (closed / "results/2022/index.html").write_text("改了", encoding="utf-8")
    done = stardb("verify", "2022", "-C", closed, "--format", "json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["exit_status"]) == (1, 1)
    assert [(one["code"], one["place"]) for one in told["problem_list"]] == [("W329", "results/2022/index.html")]


def test_what_cannot_be_verified(stardb, closed):
    assert stardb("verify", "2021", "-C", closed).exit_code == 2
    assert stardb("verify", "没有.zip", "-C", closed).exit_code == 2
    assert stardb("verify", "去年", "-C", closed).exit_code == 64
    (closed / "archive/2022.zip").unlink()
    done = stardb("verify", "-C", closed)
    assert (done.exit_code, "W327" in done.stderr) == (2, True)


def test_nothing_closed_yet(stardb, tmp_path):
    root = yearly(tmp_path / "县", "2022", "甲2")
    stardb("run", "-C", root)
    done = stardb("verify", "-C", root)
    assert (done.exit_code, "还没有结转的时期，只核验了台账" in done.stdout) == (0, True)
