from pathlib import Path

import pytest
from databases import Server
from workspaces import judged, sample  # noqa: F401

from stardb.ledger import Ledger, Owner

COUNTY = Owner("小县")


@pytest.fixture
def in_file(tmp_path: Path) -> Ledger:
    """A ledger that will be kept in a file."""
    return Ledger(tmp_path / "stardb.sqlite", COUNTY)


@pytest.fixture
def in_database(tmp_path: Path, postgresql: Server) -> Ledger:
    """A ledger that will be kept in a database."""
    return Ledger(tmp_path / "stardb.sqlite", COUNTY, postgresql.make_database())


@pytest.fixture(params=["in_file", "in_database"])
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """One of each, one after the other."""
    found: Ledger = request.getfixturevalue(request.param)
    return found
