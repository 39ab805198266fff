"""A run as it is kept in the ledger to be compared later, and a kept one read back."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress

from stardb import __version__
from stardb.comparison import (
    RatedState,
    make_read_cells,
    make_state,
    make_state_of_record,
    read_cells,
    read_state,
    write_cells,
    write_state,
)
from stardb.ledger import KeptRun, Ledger
from stardb.scoring import Appraisal
from stardb.workspace.inputs import Inputs

CELLS, STEPS = "cells", "steps"
"""The contents kept with a run: the cells that were read, and what every step came to."""


def make_kept_state(
    found: Inputs, ledger: Ledger, name: str, appraisal: Appraisal, *, is_kept: bool = True
) -> RatedState:
    """The state that a scheme's appraisal is, as the ledger calls its subjects.

    is_kept: it is to be kept, so that the key file is made where something private is to be hashed; where it is only looked at,
    none is made.
    """
    scheme, secret = appraisal.scheme, ledger.secret
    is_keyed = is_kept or secret.exists()
    store_key = ledger.keys(scheme).store_key if is_keyed else str
    hide = secret.digest if is_keyed else _hash
    cells = make_read_cells(
        found.intakes[name].tables, scheme.filled_in, found.books.sheets, lambda text: hide(text)[:_SHORT],
        lambda: secret.name,
    )  # fmt: skip
    return make_state(appraisal, store_key, cells, __version__)


_SHORT = 24


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def list_blobs(state: RatedState) -> dict[str, bytes]:
    """What is to be kept with a run."""
    cells = {} if state.cells is None else {CELLS: write_cells(state.cells)}
    return {**cells, STEPS: write_state(state)}


def read_kept_state(ledger: Ledger, kept: KeptRun, like: RatedState | None = None) -> RatedState | None:
    """A kept run as it was; of one of which only the results are kept, these alone, if `like` says what they are.

    None where nothing can be told.
    """
    run = kept.run
    rules = _read(ledger, {"rules": run.rules}, "rules") or b""
    steps, cells = _read(ledger, run.blobs, STEPS), _read(ledger, run.blobs, CELLS)
    state = None
    if steps is not None:
        state = read_state(steps, rules.decode(), None if cells is None else read_cells(cells), run.program)
    if state is None and like is not None:
        state = make_state_of_record(ledger.read_record(kept), like, run.period, rules.decode())
    return state


def _read(ledger: Ledger, blobs: Mapping[str, str], name: str) -> bytes | None:
    with suppress(KeyError):
        return ledger.read_blob(blobs[name])
    return None
