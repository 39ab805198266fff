"""The system tools some tests drive: a missing one skips the test, or fails it where STARDB_REQUIRE_TOOLS=1 (CI).

And how hypothesis and coverage are run.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from coverage import Coverage
from databases import Server, find_programs, run_server
from hypothesis import settings

# No test measures time: the machine may be busy, or measure coverage.
settings.register_profile("stardb", deadline=None)
settings.load_profile("stardb")


def pytest_sessionfinish() -> None:
    """Keep what this process measured: xdist may end a worker before it has come to write it down by itself."""
    if measured := Coverage.current():
        measured.stop()
        measured.save()


def require_tool(*names: str) -> str:
    """The path of the first of `names` there is; else the test is skipped or, where tools are required, failed."""
    for name in names:
        if path := shutil.which(name):
            return path
    return skip_or_fail(*names)


def skip_or_fail(*names: str) -> NoReturn:
    """Skip a test for want of a tool; fail it where tools are required."""
    message = f"needs {' or '.join(names)}; .ci/system-tools says how to get it"
    if os.environ.get("STARDB_REQUIRE_TOOLS") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium's path, for playwright's `executable_path`."""
    return require_tool("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The start of a LibreOffice command line; add e.g. `"--convert-to", "pdf", "--outdir", folder, file`."""
    path = require_tool("soffice", "libreoffice")
    # Its own profile: two LibreOffices on one profile wait for each other, and xdist runs several.
    profile: Path = tmp_path_factory.mktemp("libreoffice")
    return [path, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]


@pytest.fixture(scope="session")
def pdftotext() -> str:
    return require_tool("pdftotext")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own."""
    programs = find_programs()
    if programs is None:
        skip_or_fail("postgresql")
    with run_server(programs) as server:
        yield server
