"""The entries of a topic are in the catalogue."""

from stardb.problems import CATALOGUE
from stardb.problems.entries.change_entries import CHANGES


def test_each_entry_stands_in_the_catalogue_once() -> None:
    assert [CATALOGUE[entry.code] for entry in CHANGES] == list(CHANGES)
    assert len({entry.code for entry in CHANGES}) == len(CHANGES)
