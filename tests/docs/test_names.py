"""One name, one meaning: no two public classes are called alike, no file name puzzles, no folder overflows; the glossary holds."""

import ast
from collections import Counter, defaultdict
from pathlib import Path

import pytest

SEVERAL = {"workbook", "sheet", "records", "cell_values", "cell_styles", "conditions", "conditional_rules"}
"""What each format of `books` has a file of: one name, since it is one thing."""
PUZZLING = [
    "crew",
    "parcel",
    "taking",
    "laying",
    "draft",
    "breakage",
    "walking",
    "written",
    "asked",
    "claims",
    "strangers",
    "cards",
    "sideways",
    "gathering",
    "handing",
    "rivals",
    "standing",
    "pot",
    "company",
    "desk",
    "trip",
    "doing",
    "placing",
]
MOST_FILES = 16
LISTS = {"stardb/cli/commands", "stardb/problems/entries"}
"""Folders of which each file is an entry of a list, looked up by its name: a command, the problems of a topic."""


def modules(root: Path) -> list[Path]:
    return [path for path in sorted((root / "stardb").rglob("*.py")) if path.name not in {"__init__.py", "__main__.py"}]


def test_no_two_public_classes_have_one_name(root: Path) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in modules(root):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(root).as_posix())
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


def test_a_file_name_serves_one_room(root: Path) -> None:
    """A command of `cli` and the function it calls may share theirs; a scorer's file is named by its keyword."""
    rooms: dict[str, set[str]] = defaultdict(set)
    for path in modules(root):
        room = path.relative_to(root / "stardb").parts[0]
        if room != "cli" and "clauses" not in path.parts and path.stem not in SEVERAL:
            rooms[path.stem].add(room)
    assert {name: found for name, found in rooms.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", PUZZLING)
def test_no_file_has_a_name_that_puzzled(name: str, root: Path) -> None:
    assert [path for path in modules(root) if path.stem == name] == []


def test_no_folder_holds_more_files_than_one_takes_in(root: Path) -> None:
    counts = Counter(path.parent.relative_to(root).as_posix() for path in modules(root))
    assert {folder: count for folder, count in counts.items() if count > MOST_FILES and folder not in LISTS} == {}


def test_nothing_reckons(root: Path) -> None:
    wrong = [
        f"{path.name}: {node.name}"
        for path in modules(root)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and "reckon" in node.name.lower()
    ]
    assert wrong == []


def test_the_glossary_names_what_the_code_has(root: Path) -> None:
    """Every class the glossary gives in code marks is one of stardb's."""
    page = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    named = {word for word in page.split("`")[1::2] if word.isidentifier() and word[0].isupper()}
    text = "\n".join(path.read_text(encoding="utf-8") for path in modules(root))
    assert {name for name in named if f"class {name}" not in text and f"{name} = " not in text} == set()
    rows = [line for line in page.splitlines() if line.startswith("| ")][2:]
    assert len({row.split("|")[1] for row in rows}) == len(rows)
