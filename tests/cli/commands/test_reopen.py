"""`stardb reopen`: a reason is asked for, and what to do next is said."""

from yearly import yearly


def test_reopening_says_what_to_do_next(stardb, tmp_path):
    root = yearly(tmp_path / "县", "2022", "甲2")
    stardb("run", "-C", root)
    refused = stardb("reopen", "2022", "-C", root, "--because", "试试")
    assert (refused.exit_code, "W325" in refused.stderr) == (2, True)
    stardb("close", "2022", "-C", root)
    assert stardb("reopen", "2022", "-C", root).exit_code == 64
    assert stardb("reopen", "2022", "-C", root, "--because", " ").exit_code == 64
    done = stardb("reopen", "2022", "-C", root, "--because", "漏了一颗星")
    assert (done.exit_code, "stardb run --period 2022" in done.stdout) == (0, True)
    assert stardb("run", "-C", root).exit_code == 0
