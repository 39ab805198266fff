"""From a form to its result: who has no row in a table that must have one, and who ticks that there is none."""

from itertools import count

import pytest
from openpyxl import load_workbook

from stardb.intake import NONE_TITLE
from stardb.quantity import read_period
from stardb.workspace import appraise, choose_contents, create_workspace, make_forms, open_workspace, read_inputs

SCHEME = "community-worker-grades"
TABLE = "社区工作经历"


@pytest.fixture
def returned(tmp_path):
    """A workspace to which the forms of 城东街道 are returned as they went out: the roster, and what was on record."""
    root = tmp_path / "县"
    create_workspace(root, choose_contents(False, (SCHEME,)))
    made = make_forms(open_workspace(root, read_period("2023")), None, False, True)
    form = next(name for name in made.files if "城东" in name)
    for path in (root / "data/2023").iterdir():
        path.unlink()
    (root / "data/2023" / form).write_bytes((root / made.folder / form).read_bytes())
    return root, root / "data/2023" / form


def rate(root):
    """The problems of absence, and what the one without a row comes to: his state and why."""
    found = read_inputs(open_workspace(root, read_period("2023")))
    appraisal = appraise(found)[0][SCHEME]
    told = [p for p in found.problems if p.code in ("D225", "D227", "D148")]
    someone = appraisal.subjects.names.index("程某某")
    return told, appraisal.state[someone], [one.title for one in found.intakes[SCHEME].missing]


def fill(path, **cells):
    """Fill the first empty row of the records for the one who has none."""
    book = load_workbook(path)
    roster, sheet = book["社区工作者名册"], book[TABLE]
    titles = {str(cell.value).lstrip("*"): cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    key = next(
        value
        for row in roster.iter_rows(values_only=True)
        if "程某某" in row
        for value in row
        if isinstance(value, str) and len(value) == 18
    )
    row = next(r for r in count(5) if sheet.cell(r, titles["身份证号"]).value is None)
    for title, value in {"身份证号": key, **cells}.items():
        sheet.cell(row, titles[title]).value = value
    book.save(path)


def test_a_worker_without_a_row_is_undecided_and_missing(returned):
    told, state, missing = rate(returned[0])
    assert [p.code for p in told] == ["D225"]
    assert state == 1  # undecided: not 不在社区工作
    assert missing == ["城东街道/程某某"]


def test_a_worker_who_ticks_that_there_is_none_takes_no_part(returned):
    root, path = returned
    fill(path, **{NONE_TITLE: "√"})
    assert rate(root) == ([], 2, [])


def test_a_worker_who_ticks_none_and_has_one_is_undecided(returned):
    root, path = returned
    fill(path, **{NONE_TITLE: "是", "起": "2020-01-01"})
    told, state, _ = rate(root)
    assert [p.code for p in told] == ["D227"]
    assert state == 1
