"""`reopen_period`: written down, and only while no later closed period was computed from it."""

import pytest
from monthly import monthly, report
from yearly import yearly

from stardb.ledger import REOPEN
from stardb.problems import ProblemsError
from stardb.workspace import close_period, open_workspace, reopen_period, run, run_due
from stardb.workspace.folder.open_ledger import open_ledger


def refusal(root, period):
    with pytest.raises(ProblemsError) as caught:
        reopen_period(open_workspace(root, period), "试试")
    (one,) = caught.value.problems
    assert one.code == "W325"
    return one.message, one.expected


def test_it_is_written_down_with_its_reason(tmp_path):
    root = yearly(tmp_path, "2022", "甲2")
    run(open_workspace(root))
    close_period(open_workspace(root))
    opened = reopen_period(open_workspace(root), "漏了一颗星")
    (event,) = open_ledger(open_workspace(root)).list_events(REOPEN)
    assert (event.event.content["because"], event.event.period, event.hash) == ("漏了一颗星", "2022", opened.head)
    assert (root / opened.archive).exists()
    run(open_workspace(root))


def test_not_what_is_not_closed(tmp_path):
    root = yearly(tmp_path, "2022", "甲2")
    run(open_workspace(root))
    assert refusal(root, "2022")[0] == "2022年度没有结转，不用重开"


def test_not_what_a_later_closed_period_has_read(tmp_path):
    root = yearly(tmp_path, "2022", "甲2")
    run(open_workspace(root))
    close_period(open_workspace(root))
    yearly(root, "2023", "甲1")
    run(open_workspace(root))
    close_period(open_workspace(root))
    message, expected = refusal(root, "2022")
    assert "2023年度是照2022年度的结果算的" in message
    assert expected.startswith("stardb reopen 2023")
    reopen_period(open_workspace(root, "2023"), "先开后一年")
    reopen_period(open_workspace(root, "2022"), "再开这一年")


def test_a_month_closed_with_its_year_is_opened_with_it(tmp_path):
    root = monthly(tmp_path / "县")
    report(root, "2022-01", [["东庄", 1, 0], ["西庄", 1, 0]])
    run_due(open_workspace(root))
    close_period(open_workspace(root, "2022-01"))
    close_period(open_workspace(root))
    message, expected = refusal(root, "2022-01")
    assert (message.startswith("2022年度是照2022年1月的结果算的"), "reopen 2022 " in expected) == (True, True)
    reopen_period(open_workspace(root), "年")
    reopen_period(open_workspace(root, "2022-01"), "月")
