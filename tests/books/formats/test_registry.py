"""The inner rooms of books: only formats know formats, and a format knows no other."""

import ast
from pathlib import Path

import pytest

import stardb.books
from stardb.books.formats import registry

BOOKS = Path(stardb.books.__file__).parent
FORMATS = "stardb.books.formats"
SHARED = {"file_format", "decoding", "css", "excel_package", "excel_binary"}
"""What several formats use."""
PARTS = {"mhtml": {"html"}}
"""A web archive holds web pages."""


def imported_formats(file: Path) -> set[str]:
    """The files and folders of formats that a file imports from."""
    modules = [
        node.module or "" for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
    ]
    return {module.split(".")[3] for module in modules if module.startswith(f"{FORMATS}.")}


@pytest.mark.parametrize("folder", ["display", "conditional_formats", "raw"])
def test_only_formats_know_formats(folder):
    assert {file.name: found for file in (BOOKS / folder).glob("*.py") if (found := imported_formats(file))} == {}


def test_a_format_knows_no_other():
    for file in (BOOKS / "formats").rglob("*.py"):
        own = file.relative_to(BOOKS / "formats").parts[0].removesuffix(".py")
        if own not in ("registry", "__init__"):
            assert imported_formats(file) <= {own} | SHARED | PARTS.get(own, set()), file


def test_every_file_name_that_is_looked_at_belongs_to_a_format():
    assert {
        *(".xlsx", ".xlsm", ".et", ".xlsb", ".xls", ".ods", ".fods", ".csv", ".tsv"),
        *(".txt", ".xml", ".htm", ".html", ".mht", ".mhtml"),
    } == registry.SUFFIXES
