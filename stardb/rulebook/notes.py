"""What is not wrong with a rule file but should be seen: examples still in force, clauses without a citation."""

from typing import Any

from stardb.rulebook.document import Document
from stardb.rulebook.scheme import Scheme
from stardb.rulebook.source import Path, Source


def report_notes(document: Document, scheme: Scheme, source: Source) -> None:
    """Add R601 for every example in force and R602 for every scored clause that cites nothing."""
    for path, part in _parts(source.data, ()):
        if part.get("example") is True:
            source.report("R601", f"“{_called(path)}”的数值是示例", path, key=True, found=_called(path))
        if _must_cite(path) and not part.get("basis"):
            source.report("R602", f"“{_called(path)}”没有写依据", path, key=True, found=_called(path), expected="basis")


def _parts(node: Any, path: Path) -> list[tuple[Path, dict[str, Any]]]:
    found = []
    if isinstance(node, dict):
        if path:
            found.append((path, node))
        for key, child in node.items():
            found += _parts(child, (*path, key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            found += _parts(child, (*path, index))
    return found


def _must_cite(path: Path) -> bool:
    """Heads, stars, indicators, vetoes, quotas, entitlements: whatever gives or takes something."""
    match path:
        case ("scores" | "stars" | "vetoes" | "quotas" | "entitlements", _):
            return True
        case ("scores" | "stars", _, "indicators" | "otherwise" | "veto", _):
            return True
        case ("scores" | "stars", _, "sets", _, _):
            return True
    return False


_SILENT = ("indicators", "sets", "otherwise")

_SECTIONS = {
    "vetoes": "否决",
    "quotas": "名额",
    "veto": "一票否决",
    "eligible": "参评条件",
    "level": "星级",
    "grade": "等次",
}


def _called(path: Path) -> str:
    words = [_SECTIONS.get(str(step), str(step)) for step in path if isinstance(step, str) and step not in _SILENT]
    words = words[1:] if len(words) > 1 else words
    return "·".join(words) + (f"第{path[-1] + 1}条" if path and isinstance(path[-1], int) else "")
