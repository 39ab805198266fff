"""`due` of stardb.yaml, and what cannot be."""

from datetime import date

import pytest
from workspaces import small

from stardb.problems import ProblemsError
from stardb.workspace import open_workspace


def _due(root, more, period=None):
    small(root, more=f"stages: [自评, 镇评]\ndue: {more}\n")
    workspace = open_workspace(root, period)
    return workspace.find_due("自评"), workspace.find_due()


def test_days_without_a_period_are_those_of_the_settings(tmp_path):
    assert _due(tmp_path, "{自评: 2022-06-30}") == (date(2022, 6, 30), None)
    assert _due(tmp_path, "{自评: 2022-06-30}", "2023") == (None, None)
    assert _due(tmp_path, "{2023: {自评: 2023-06-30}}", "2023") == (date(2023, 6, 30), None)
    assert _due(tmp_path, "2022-06-30") == (None, date(2022, 6, 30))


@pytest.mark.parametrize(
    ("written", "message"),
    [("{自平: 2022-06-30}", "是不是“自评”"), ("{自评: 6月底}", "写成 2024-06-30"), ("六月底", "写成 2024-06-30")],
)
def test_what_is_no_stage_or_no_day_is_told_at_its_line(tmp_path, written, message):
    with pytest.raises(ProblemsError) as told:
        _due(tmp_path, written)
    (one,) = told.value.problems
    assert message in one.message
    assert (one.code, one.place.line) == ("R203", 5)
