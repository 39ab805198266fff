"""The benchmarks run, and all who take part come to the same. Nothing here measures time."""

import subprocess
import sys
from pathlib import Path

import pytest
from unmeasured import environment


@pytest.mark.slow
def test_the_benchmarks_run_and_all_agree(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick"],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for told in ("NumPy by hand", "calamine, bare lists", "XlsxWriter code", "render pages", "wall"):
        assert told in done.stdout
