from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from workspaces import judged, sample  # noqa: F401

from stardb.cli import main


class Shell:
    """`stardb` called with arguments; fails a test where a traceback would have been shown."""

    def __call__(self, *arguments: object) -> Result:
        done = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="stardb")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert "Traceback" not in done.output
        return done


@pytest.fixture
def stardb() -> Shell:
    return Shell()


@pytest.fixture(scope="session")
def kept(sample: Path, judged: object) -> Path:  # noqa: F811
    """The sample county with 2022 and 2023 in its ledger. Only for reading."""
    return sample
