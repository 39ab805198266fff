"""The cells that were read: by what they show, private ones never in the clear."""

from pathlib import Path

from comparing import BOOK, compare_with, make_county, rate
from workspaces import set_cell

from stardb.comparison import describe_changes, phrase_cell, write_cells


def test_a_private_cell_is_kept_as_a_hash_and_told_only_as_changed(tmp_path: Path) -> None:
    before = rate(make_county(tmp_path))
    assert before.cells is not None
    assert "13912345678" not in write_cells(before.cells).decode()
    set_cell(tmp_path / "data/2022" / BOOK, "检查表", "G2", "13999999999")
    changes = compare_with(before, tmp_path)
    (cell,) = changes.inputs.cells
    assert cell.is_private
    assert phrase_cell(cell) == f"电话 改动了（不显示），data/2022/{BOOK}!检查表!G2"
    told = str(describe_changes(changes))
    assert "139" not in told
    assert "hmac" not in told


def test_cells_hashed_with_another_key_are_not_said_to_differ(tmp_path: Path) -> None:
    before = rate(make_county(tmp_path))
    changes = compare_with(before, tmp_path)
    assert not changes.inputs.is_private_unknown
    from stardb.comparison import compare_states

    other = compare_states(before, rate(tmp_path, secret="b"))
    assert other.inputs.is_private_unknown
    assert other.inputs.cells == ()


def test_a_cell_shows_what_is_seen(tmp_path: Path) -> None:
    """0.5 in place of 18 is told as it is written."""
    before = rate(make_county(tmp_path))
    set_cell(tmp_path / "data/2022" / BOOK, "检查表", "C2", 0.5)
    (cell,) = compare_with(before, tmp_path).inputs.cells
    assert (cell.column, cell.before, cell.after) == ("收入", "18", "0.5")
