"""The import rule of docs/architecture.md: nothing on the left imports anything on its right."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LINE = ("quantity", "expressions", "scorers", "rulebook", "ooxml", "books", "intake", "scoring")
BELOW = {"problems", "files", "interrupts"}
GROUND = {*BELOW, "shipped"}

MAY_IMPORT: dict[str, set[str]] = {
    **{room: set[str]() for room in GROUND},
    **{room: {*LINE[:place], *BELOW} for place, room in enumerate(LINE)},
    "cases": {*LINE, *BELOW},
    "ledger": {*LINE, *BELOW},
    "rendering": {*LINE, *BELOW},
    "forms": {*LINE, *BELOW},
    "returning": {*LINE[:-1], *BELOW},
    "workspace": {*LINE, *GROUND, "cases", "ledger", "rendering", "forms", "returning"},
    "terminal": {*LINE, *BELOW, "cases", "workspace"},
    "cli": {*LINE, *BELOW, "cases", "workspace", "terminal"},
}
"""Room: the rooms it may import."""

OTHERS: dict[str, set[str]] = {
    **{room: set[str]() for room in GROUND},
    "quantity": {"numpy"},
    "expressions": {"numpy", "lark"},
    "scorers": {"numpy", "pydantic"},
    "rulebook": {"numpy", "pydantic", "yaml"},
    "ooxml": {"lxml"},
    "books": {"lxml", "openpyxl", "msoffcrypto", "olefile"},
    "intake": {"numpy"},
    "scoring": {"numpy", "pandas"},
    "cases": {"numpy", "pandas", "pydantic"},
    "ledger": {"pandas", "sqlalchemy"},
    "rendering": {"numpy", "jinja2", "lxml", "openpyxl", "pypinyin"},
    "forms": {"xlsxwriter"},
    "returning": {"lxml", "xlsxwriter", "msoffcrypto"},
    "workspace": {"numpy", "pydantic"},
    "terminal": {"click", "rich"},
    "cli": {"click", "rich"},
}
"""Room: the packages of others it may import."""


PARSERS = re.compile(r"\b(?:XMLParser|iterparse|XMLPullParser|etree\.parse)\(")
"""What parses XML that may be anybody's; `etree.fromstring` without a parser is for our own."""


def imports(path: Path) -> Iterator[str]:
    """The modules a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "stardb" else [module]


def found(root: Path) -> Iterator[tuple[Path, str, str]]:
    """Every import of every module: the file, its room, what it imports."""
    package = root / "stardb"
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        yield from ((path.relative_to(root), room, module) for module in imports(path))


def test_every_room_has_its_place(root: Path) -> None:
    package = root / "stardb"
    rooms = {path.name for path in package.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.stem for path in package.glob("*.py")} - {"__init__", "__main__"}
    assert rooms | modules == MAY_IMPORT.keys() == OTHERS.keys()


def test_nothing_imports_what_lies_to_its_right(root: Path) -> None:
    wrong = []
    for path, room, module in found(root):
        if module.startswith("stardb."):
            other = module.split(".")[1]
            if other not in {*MAY_IMPORT.get(room, ()), room, "__version__"}:
                wrong.append(f"{path}: {module}")
    assert wrong == []


def test_each_room_imports_only_the_packages_it_stands_on(root: Path) -> None:
    wrong = []
    for path, room, module in found(root):
        package = module.split(".")[0]
        if package not in {"stardb", *sys.stdlib_module_names, *OTHERS.get(room, ())}:
            wrong.append(f"{path}: {module}")
    assert wrong == []


def test_packages_are_opened_and_xml_is_parsed_in_one_room(root: Path) -> None:
    wrong = []
    for path, room, module in found(root):
        is_guarded = module.startswith(("zipfile", "xml.parsers", "xml.etree", "xml.dom"))
        if room != "ooxml" and (is_guarded or module.startswith("stardb.ooxml.")):
            wrong.append(f"{path}: {module}")
    for path in sorted((root / "stardb").rglob("*.py")):
        if path.parent.name != "ooxml" and PARSERS.search(path.read_text(encoding="utf-8")):
            wrong.append(f"{path}: a parser")
    assert wrong == []


@pytest.mark.parametrize("room", LINE[:-1])
def test_the_page_tells_the_same_order(room: str, pages: dict[str, str]) -> None:
    line = next(text for text in pages["docs/architecture.md"].splitlines() if text.startswith("quantity ►"))
    assert f"{room} ► {LINE[LINE.index(room) + 1]}" in line
