"""Tests are found by the name of what they test: tests/ mirrors stardb/, as CONTRIBUTING.md says."""

from pathlib import Path

BESIDE = {"corpus", "data", "digests", "docs", "published"}
"""Folders of tests that cross all rooms: files as people send them, the sample's data, results, docs, regulations."""


def test_a_folder_of_tests_is_named_as_the_room_it_tests(root: Path) -> None:
    folders = {path.parent.relative_to(root / "tests") for path in (root / "tests").rglob("test_*.py")}
    assert [
        str(one) for one in sorted(folders) if not (root / "stardb" / one).is_dir() and str(one) not in BESIDE
    ] == []


def test_every_room_has_its_tests(root: Path) -> None:
    """In the folder of its path, or, for an inner room, in files of its name: tests/books/formats/test_xls*.py."""
    package, tests = root / "stardb", root / "tests"
    folders = {path.parent.relative_to(package) for path in package.rglob("*.py") if path.name != "__init__.py"}
    folders.discard(Path())
    without = [
        str(one)
        for one in sorted(folders)
        if not any((tests / one).rglob("test_*.py")) and not any((tests / one.parent).glob(f"test_{one.name}*.py"))
    ]
    assert without == []
