"""A command imports what it needs and no more: what people wait for before anything happens."""

import subprocess
import sys
from pathlib import Path

import pytest
from unmeasured import environment

_PROBE = """
import contextlib, io, sys
from stardb.cli import main
sys.argv = ["stardb", *sys.argv[1:]]
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main()
print(*sys.modules)
"""


def imported(*arguments: str) -> set[str]:
    """The modules there are when a command has ended."""
    command = [sys.executable, "-c", _PROBE, *arguments]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_wait_for_no_package_but_click(option: str) -> None:
    there = imported(option)
    assert "click" in there
    assert not there & {"numpy", "pandas", "pydantic", "yaml", "lark", "lxml", "jinja2", "rich"}


@pytest.mark.parametrize("options", [[], ["--format", "json"]], ids=["text", "json"])
def test_a_run_imports_only_what_it_uses(options: list[str], tmp_path: Path) -> None:
    """Of openpyxl one file, loaded by itself; what encrypts, writes forms, marks copies, runs worked cases or reads other formats is not used."""
    imported("init", str(tmp_path / "县"), "--sample")
    there = imported("run", "-C", str(tmp_path / "县"), *options)
    assert {"pandas", "pydantic", "lxml"} <= there
    assert not there & {
        "openpyxl",
        "pypinyin",
        "xlsxwriter",
        "msoffcrypto",
        "cryptography",
        "stardb.cases",
        "stardb.forms.form_writer",
        "stardb.returning.marked_copy",
        "stardb.books.formats.xls.workbook",
        "stardb.books.formats.ods.workbook",
        "stardb.books.formats.html.html_page",
        "olefile",
        "psycopg",
        "http.client",
        "asyncio",
    }
