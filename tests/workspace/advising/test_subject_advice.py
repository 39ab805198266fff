"""The advice of a workspace: of its latest period, by one scheme or all, and nothing written where nothing was asked for."""

import pytest
from workspaces import SCHEME, small

from stardb.problems import ProblemsError
from stardb.workspace import advise_latest, open_workspace


def test_one_village_alone_is_advised_as_among_all(tmp_path):
    workspace = open_workspace(small(tmp_path))
    everybody, one = advise_latest(workspace, True), advise_latest(workspace, True, "南庄")
    assert [*everybody.advice["little"].targets] == [0, 1, 2]
    assert [*one.advice["little"].targets] == [2]
    plans = [outcome.advice["little"].targets[2][0].plans for outcome in (everybody, one)]
    assert [[plan.every for plan in each] for each in plans] == [[{"收入": 100_000}]] * 2  # 9.9万元 to 10万元: 6 points


def test_a_name_that_is_several_villages_is_asked_back(tmp_path):
    outcome = advise_latest(open_workspace(small(tmp_path)), True, "庄", most=2)
    assert outcome.advice == {}
    assert len(outcome.found or []) == 3


def test_nothing_scored_is_a_problem_and_nothing_is_written(tmp_path):
    root = small(tmp_path / "县", SCHEME.replace("full: 20", "full: 十"))
    with pytest.raises(ProblemsError):
        advise_latest(open_workspace(root), True, to=tmp_path / "建议.xlsx")
    assert not (tmp_path / "建议.xlsx").exists()
