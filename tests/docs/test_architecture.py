"""The import rules of docs/rooms.yaml: nothing on the left imports anything on its right, and rooms are entered by their doors."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

ROOMS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "docs" / "rooms.yaml").read_text(encoding="utf-8")
)
ORDER = list(ROOMS)

PARSERS = re.compile(r"\b(?:XMLParser|iterparse|XMLPullParser|etree\.parse)\(")
"""What parses XML that may be anybody's; `etree.fromstring` without a parser is for our own."""


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """What a file imports, anywhere in it: the module, and the name taken from it ("" for the module itself)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from ((node.module or "", alias.name) for alias in node.names)


def every_import(root: Path) -> Iterator[tuple[Path, str, str, str]]:
    """Every import of every module of stardb: the file, its room, the module and the name imported."""
    package = root / "stardb"
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        yield from ((path.relative_to(root), room, module, name) for module, name in imports(path))


def entered(module: str, name: str) -> tuple[str, str]:
    """The room an import of stardb enters, and the way below it: ("books", "sheet"), ("books", "")."""
    whole = f"{module}.{name}" if module == "stardb" else module
    _, room, *below = whole.split(".")
    return room, ".".join(below)


def test_every_room_has_its_place(root: Path) -> None:
    package = root / "stardb"
    rooms = {path.name for path in package.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.stem for path in package.glob("*.py")} - {"__init__", "__main__"}
    assert rooms | modules == ROOMS.keys()


def test_nothing_imports_what_lies_to_its_right(root: Path) -> None:
    wrong = []
    for path, room, module, name in every_import(root):
        if module.split(".")[0] == "stardb" and room in ROOMS and (module, name) != ("stardb", "__version__"):
            other, _ = entered(module, name)
            may = {room, *ORDER[: ORDER.index(room)]} - {*ROOMS[room].get("may_not", ())}
            if other not in may:
                wrong.append(f"{path}: {module} {name}")
    assert wrong == []


def test_rooms_are_entered_by_their_doors(root: Path) -> None:
    """Another room's names come from its `__init__`, or from a door of its own that rooms.yaml names."""
    wrong = []
    for path, room, module, name in every_import(root):
        if module.startswith("stardb."):
            other, below = entered(module, name)
            if other != room and below and below not in ROOMS[other].get("doors", ()):
                wrong.append(f"{path}: from {module} import {name}")
    assert wrong == []


def test_doors_list_what_others_take(root: Path) -> None:
    """What other rooms import through a door stands in its `__all__`, and all of that is there."""
    wrong = []
    doors: set[str] = set()
    for path, room, module, name in every_import(root):
        if (
            module.startswith("stardb.")
            and entered(module, name)[0] != room
            and (root / module.replace(".", "/")).is_dir()
        ):
            doors.add(module)
            if name not in import_module(module).__all__:
                wrong.append(f"{path}: from {module} import {name}")
    assert wrong == []
    assert [
        (door, name) for door in doors for name in import_module(door).__all__ if not hasattr(import_module(door), name)
    ] == []


def test_each_room_imports_only_the_packages_it_stands_on(root: Path) -> None:
    wrong = []
    for path, room, module, _ in every_import(root):
        package = module.split(".")[0]
        if package not in {"stardb", *sys.stdlib_module_names, *ROOMS.get(room, {}).get("packages", ())}:
            wrong.append(f"{path}: {module}")
    assert wrong == []


def test_dataclasses_are_made_in_one_way(root: Path) -> None:
    """By `stardb.dataclass`: Python's own would take 0.1 s longer at every start."""
    made = {path for path, _, module, name in every_import(root) if (module, name) == ("dataclasses", "dataclass")}
    assert made == {Path("stardb/dataclass.py")}


NO_WORKBOOKS = ("stardb/workspace/backup/",)
"""What opens zip files that are no workbooks: backups of a workspace."""


def test_packages_are_opened_and_xml_is_parsed_in_one_room(root: Path) -> None:
    wrong = []
    for path, room, module, _ in every_import(root):
        if module == "zipfile" and path.as_posix().startswith(NO_WORKBOOKS):
            continue
        if room != "ooxml" and module.startswith(("zipfile", "xml.parsers", "xml.etree", "xml.dom")):
            wrong.append(f"{path}: {module}")
    for path in sorted((root / "stardb").rglob("*.py")):
        if path.parent.name != "ooxml" and PARSERS.search(path.read_text(encoding="utf-8")):
            wrong.append(f"{path}: a parser")
    assert wrong == []


def test_a_door_that_imports_lazily_gives_all_its_names(root: Path) -> None:
    """Its names stand in it three times: for type checkers, for those who look, and with where each comes from."""
    lazy = [
        path.parent
        for path in (root / "stardb").rglob("__init__.py")
        if "open_lazily(" in path.read_text(encoding="utf-8")
    ]
    assert len(lazy) > 3
    for door in lazy:
        module = import_module(".".join(door.relative_to(root).parts))
        names = {name for path_module, name in imports(door / "__init__.py") if path_module.startswith("stardb.")}
        assert names - {"open_lazily"} == {*module.__all__} - {"__version__"}
        assert [name for name in module.__all__ if not hasattr(module, name)] == []
        assert {path.stem for path in door.iterdir()} & {*module.__all__} == set(), (
            "a module would take the name's place"
        )


def test_nothing_is_known_by_its_address_in_memory(root: Path) -> None:
    calls = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in sorted((root / "stardb").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
    ]
    assert calls == []
