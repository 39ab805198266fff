"""docs/dependencies.md names the packages that pyproject.toml asks for, that the code imports, and that they bring along."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def named_in(page: str, heading: str) -> set[str]:
    """The packages in the first column of a section's table."""
    section = page.split(f"\n## {heading}")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)[1:]
    return {canonicalize_name(name) for row in rows for name in row.split(", ") if not set(row) <= {"-"}}


def asked_for(needs: Iterable[str]) -> set[str]:
    """The packages that requirements name for this machine, without those of extras."""
    found = map(Requirement, needs)
    return {canonicalize_name(one.name) for one in found if not one.marker or one.marker.evaluate({"extra": ""})}


def imported_by(folder: Path) -> Iterator[str]:
    """The distributions that the modules below a folder import, anywhere in them."""
    owners = packages_distributions()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            else:
                modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for top in {module.split(".")[0] for module in modules} - {"stardb", *sys.stdlib_module_names}:
                yield canonicalize_name(owners[top][0])


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, list[str]]:
    """What pyproject.toml asks for: `run`, and `postgresql` and `dev`, which are extras."""
    read = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return {"run": read["dependencies"], **read["optional-dependencies"]}


@pytest.fixture(scope="module")
def page(pages: dict[str, str]) -> str:
    return pages["docs/dependencies.md"]


def test_the_page_names_what_is_asked_for_at_run_time(page: str, project: dict[str, list[str]]) -> None:
    assert named_in(page, "At run time") == asked_for(project["run"])


def test_the_code_imports_all_that_is_asked_for_and_nothing_else(root: Path, project: dict[str, list[str]]) -> None:
    assert set(imported_by(root / "stardb")) == asked_for(project["run"]) | asked_for(project["postgresql"])


def test_the_page_names_what_the_ledger_in_a_database_asks_for(page: str, project: dict[str, list[str]]) -> None:
    assert named_in(page, "For the ledger in PostgreSQL") == asked_for(project["postgresql"])


def test_the_page_names_what_developers_ask_for(page: str, project: dict[str, list[str]]) -> None:
    assert named_in(page, "For development") == asked_for(project["dev"])


def test_the_page_names_what_is_brought_along(page: str, project: dict[str, list[str]]) -> None:
    paragraph = page.split("They bring along: ")[1].split("\n\n")[0]
    words = {canonicalize_name(word) for word in re.findall(r"[\w-]{3,}", paragraph)}
    todo = list(asked_for(project["run"]))
    missing = set()
    while todo:
        try:
            more = asked_for(requires(todo.pop()) or []) - asked_for(project["run"])
        except PackageNotFoundError:
            continue  # for another machine
        missing |= more - words
        todo += more
    assert missing == set()
