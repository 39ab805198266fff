"""A state as bytes, and read back."""

from pathlib import Path

from comparing import make_county, rate

from stardb.comparison import compare_states, read_cells, read_state, write_cells, write_state


def test_what_is_read_back_is_what_was_written_to_the_byte(tmp_path: Path) -> None:
    state = rate(make_county(tmp_path))
    assert state.cells is not None
    kept, cells = write_state(state), write_cells(state.cells)
    back = read_state(kept, state.rules, read_cells(cells))
    assert back is not None
    assert back.cells is not None
    assert (write_state(back), write_cells(back.cells)) == (kept, cells)
    assert compare_states(state, back).is_same


def test_the_same_workbooks_give_the_same_bytes(tmp_path: Path) -> None:
    make_county(tmp_path)
    assert write_state(rate(tmp_path)) == write_state(rate(tmp_path))


def test_a_form_of_a_later_version_is_not_read(tmp_path: Path) -> None:
    kept = write_state(rate(make_county(tmp_path))).replace(b'{"form":1', b'{"form":2', 1)
    assert read_state(kept, "", None) is None
