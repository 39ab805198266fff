"""Years run and closed one after the other: a rule edited afterwards changes nothing of a closed year, nor what the next reads."""

import json
import subprocess
import sys

import pytest
from unmeasured import environment
from workspaces import results
from yearly import YEARLY, yearly

from stardb.ledger import LedgerEntry
from stardb.problems import ProblemsError
from stardb.workspace import (
    appraise,
    close_period,
    open_workspace,
    read_inputs,
    reopen_period,
    run,
    verify_closings,
)
from stardb.workspace.folder.open_ledger import open_ledger


def levels(outcome):
    made = outcome.appraisals["little"]
    return {made.subjects.names[i]: results(made, i)["星级"] for i in range(len(made.subjects))}


@pytest.fixture
def two_years(tmp_path):
    """2022 and 2023 run and closed; 甲 has 2 stars and then 1, 乙 1 and 1."""
    root = yearly(tmp_path / "县", "2022", "甲2 乙1")
    run(open_workspace(root))
    close_period(open_workspace(root))
    yearly(root, "2023", "甲1 乙1")
    run(open_workspace(root))
    close_period(open_workspace(root))
    return root


def test_the_next_year_reads_the_closed_levels_whatever_happens_to_the_rules(two_years):
    root = two_years
    before = {path: path.read_bytes() for path in (root / "results").glob("202[23]/**/*") if path.is_file()}
    twice = YEARLY.replace("per: 1星, each: 1, basis: 第二条", "per: 1星, each: 2, basis: 第二条")
    yearly(root, "2024", "甲1 乙2", twice.replace("valid_from: 2020-01-01", "valid_from: 2024-01-01"))
    outcome = run(open_workspace(root))
    assert levels(outcome) == {"甲某某": "5星", "乙某某": "6星"}  # 3 and 2 kept, and twice the stars of this year
    assert [one for one in outcome.problems if one.code in ("W201", "W202", "W203")] == []
    assert {path: path.read_bytes() for path in (root / "results").glob("202[23]/**/*") if path.is_file()} == before
    with pytest.raises(ProblemsError):
        run(open_workspace(root, "2023"))
    assert verify_closings(open_workspace(root), False).exit_status == 0


def test_of_a_closed_year_the_closed_run_counts_even_where_another_was_added(two_years):
    """By a stardb that knows no closing, say."""
    root = two_years
    yearly(root, "2023", "甲9 乙9")
    workspace = open_workspace(root, "2023")
    made, _ = appraise(read_inputs(workspace))
    ledger = open_ledger(workspace)
    ledger.place(ledger.keep([LedgerEntry(name, one, "数据") for name, one in made.items()]))
    yearly(root, "2024", "甲1 乙2")
    assert levels(run(open_workspace(root))) == {"甲某某": "4星", "乙某某": "4星"}


def test_a_year_that_a_closed_one_read_is_not_changed_though_it_is_open(tmp_path):
    root = yearly(tmp_path, "2022", "甲2")
    run(open_workspace(root))
    yearly(root, "2023", "甲1")
    run(open_workspace(root))
    close_period(open_workspace(root))
    with pytest.raises(ProblemsError) as caught:
        run(open_workspace(root, "2022"))
    assert [one.code for one in caught.value.problems] == ["W326"]
    assert "2023年度是照2022年度的结果算的" in caught.value.problems[0].message


def test_a_reopened_year_that_is_changed_makes_the_next_outdated(tmp_path):
    root = yearly(tmp_path, "2022", "甲2")
    run(open_workspace(root))
    close_period(open_workspace(root))
    yearly(root, "2023", "甲1")
    run(open_workspace(root))
    reopen_period(open_workspace(root, "2022"), "漏了一颗星")
    yearly(root, "2022", "甲3")
    outcome = run(open_workspace(root, "2022"))
    assert [one.found for one in outcome.problems if one.code == "W202"] == ["2023"]
    close_period(open_workspace(root, "2022"))
    with pytest.raises(ProblemsError) as caught:
        close_period(open_workspace(root, "2023"))
    assert [one.code for one in caught.value.problems] == ["W321"]
    assert "以前的结果" in caught.value.problems[0].message
    assert levels(run(open_workspace(root, "2023"))) == {"甲某某": "4星"}


def test_a_fresh_process_finds_it_identical_from_the_archive_alone(two_years, tmp_path):
    """Without ledger and key, somewhere else."""
    alone = tmp_path / "拷走的.zip"
    alone.write_bytes((two_years / "archive/2023.zip").read_bytes())
    command = [sys.executable, "-m", "stardb.cli", "verify", str(alone), "--format", "json"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert (done.returncode, told["exit_status"], told["archives"][0]["changed"]) == (0, 0, [])
    assert told["archives"][0]["is_rescored"]
