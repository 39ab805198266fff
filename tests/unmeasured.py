"""For commands that tests start, whose lines need not be counted for coverage: benchmarks, and copies of the package."""

import os


def environment(**more: str) -> dict[str, str]:
    """This process's environment with `more` in it, in which coverage does not start."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")} | more
