"""Which rule files have been run against their worked cases since they were last edited: `rules/.stardb-tested.json`.

A rule file whose cases fail, or were never run since it was changed, is told by `run`: it decides money.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from stardb.files import FileFault, read_bytes
from stardb.problems import Place, Problem, problem
from stardb.rulebook import CASES
from stardb.workspace.storage.replace_file import replace_file

TESTED = ".stardb-tested.json"
"""The file in the rules folder: rule file -> the digest of its text and its cases', and how many cases failed."""

_LIMIT = 2**22


def digest_suite(rules: bytes, cases: bytes) -> str:
    """What tells a rule file with its cases from every other wording of them."""
    return hashlib.sha256(hashlib.sha256(rules).digest() + hashlib.sha256(cases).digest()).hexdigest()


def note_tested(folder: Path, failures: Mapping[str, int]) -> None:
    """Note how many cases of some rule files (by name) fail, as the files now are. What cannot be written is not noted."""
    noted = _read(folder)
    for name, failed in failures.items():
        digest = _digest(folder, name)
        if digest:
            noted[name] = (digest, failed)
    data = {name: {"digest": digest, "failed": failed} for name, (digest, failed) in sorted(noted.items())}
    with suppress(OSError):
        replace_file(folder / TESTED, json.dumps(data, ensure_ascii=False, indent=1).encode())


def find_untested(root: Path, files: Iterable[str]) -> list[Problem]:
    """A warning for each rule file with cases that fail (W391), or were not run since it was edited (W392). files: from the workspace on."""
    folder, problems = root / "rules", []
    noted = _read(folder)
    for file in files:
        name = file.rpartition("/")[2]
        digest = _digest(folder, name)
        if not digest:
            continue
        tested, failed = noted.get(name, ("", 0))
        if tested != digest:
            problems.append(problem("W392", f"{name} 改过以后还没有跑过用例", Place(file), found=name))
        elif failed:
            message = f"{name} 有{failed}个用例算出来的与应得的不符"
            problems.append(problem("W391", message, Place(file), found=f"{failed}个", expected="全部相符"))
    return problems


def _digest(folder: Path, name: str) -> str:
    """The digest of a rule file and its cases; "" where there are no cases, or either cannot be read."""
    path = folder / name
    try:
        return digest_suite(read_bytes(path, _LIMIT), read_bytes(path.with_name(f"{path.stem}{CASES}"), _LIMIT))
    except FileFault:
        return ""


def _read(folder: Path) -> dict[str, tuple[str, int]]:
    try:
        given = json.loads(read_bytes(folder / TESTED, _LIMIT))
        return {str(name): (str(one["digest"]), int(one["failed"])) for name, one in given.items()}
    except (FileFault, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
