"""What the numbers of the rules decide in a workspace: read once, and nothing is written."""

import pytest
from workspaces import SCHEME, small

from stardb.problems import ProblemsError
from stardb.workspace import find_latest_sensitivity, open_workspace


def test_nothing_is_written(tmp_path):
    root = small(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    outcome = find_latest_sensitivity(open_workspace(root), True)
    assert len(outcome.numbers["little"].numbers) == 13
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path.name != "stardb.sqlite"}
    assert {path: text for path, text in before.items() if path in after} == after


def test_rules_that_do_not_load_are_a_problem(tmp_path):
    with pytest.raises(ProblemsError):
        find_latest_sensitivity(open_workspace(small(tmp_path, SCHEME.replace("full: 20", "full: 十"))), True)
