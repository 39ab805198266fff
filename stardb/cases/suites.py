"""Which rule files are meant, and the files of worked cases beside them."""

import os
from collections.abc import Iterable
from pathlib import Path

from stardb.dataclass import dataclass
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.rulebook import CASES
from stardb.yamlfile import read_yaml_text

_RULES = ".yaml"


@dataclass(frozen=True)
class Suite:
    """A rule file and its cases, as texts; `file` and `cases_file` are their names in messages. No cases: None."""

    file: str
    text: str
    cases_file: str
    cases: str | None


def find_suites(paths: Iterable[Path], root: Path) -> tuple[list[Suite], list[Problem]]:
    """The suites of some rule files, case files and folders (all that is in them), each once, in the order of their names.

    What cannot be read is among the problems. Files are called as they lie below `root`, where they do.
    """
    found: list[Suite] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(rule for given in paths for rule in _rules(given, root, problems)):
        text = _read(path, root, problems)
        beside = path.with_name(path.name.removesuffix(_RULES) + CASES)
        cases = _read(beside, root, problems) if os.path.lexists(beside) else None
        if text is not None:
            found.append(Suite(relative_name(path, root), text, relative_name(beside, root), cases))
    return found, problems


def relative_name(path: Path, root: Path) -> str:
    """A file's name in messages."""
    try:
        return Path(os.path.realpath(path)).relative_to(os.path.realpath(root)).as_posix()
    except ValueError:
        return path.as_posix()


def _rules(given: Path, root: Path, problems: list[Problem]) -> list[Path]:
    if given.is_dir():
        within = sorted(
            path for path in given.rglob(f"*{_RULES}") if not path.name.endswith(CASES) and not path.is_dir()
        )
        if not within:
            problems.append(
                problem("C100", f"“{relative_name(given, root)}”里没有办法文件", Place(relative_name(given, root)))
            )
        return within
    rule = given.with_name(given.name.removesuffix(CASES) + _RULES) if given.name.endswith(CASES) else given
    if rule.exists() and not rule.is_dir():
        return [rule]
    name = relative_name(rule, root)
    problems.append(problem("C100", f"没有“{name}”这个办法文件或文件夹", Place(name), found=name))
    return []


def _read(path: Path, root: Path, problems: list[Problem]) -> str | None:
    name = relative_name(path, root)
    try:
        return read_yaml_text(path, name)
    except ProblemsError as error:
        problems += error.problems
    return None
