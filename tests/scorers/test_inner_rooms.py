"""The rooms within scorers: each stands on those before it alone, so that a clause is read without all the others."""

import ast
from pathlib import Path

import stardb.scorers

STANDS_ON = {"base": {"base"}, "kit": {"base", "kit"}, "steps": {"base", "kit", "steps"}}
STANDS_ON["clauses"] = {"base", "kit", "clauses"}
STANDS_ON["catalogue"] = {"base", "kit", "clauses"}


def test_inner_rooms_stand_on_those_before_them_alone() -> None:
    package, wrong = Path(stardb.scorers.__file__).parent, []
    for path in package.rglob("*.py"):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if room != "__init__" and module.startswith("stardb.scorers"):
                other = module.removeprefix("stardb.scorers").strip(".").partition(".")[0]
                wrong += [] if other in STANDS_ON[room] else [f"{path.relative_to(package)}: {module}"]
    assert wrong == []
