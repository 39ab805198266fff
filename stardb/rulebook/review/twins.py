"""R605: two clauses that give the same for the same, as a copied line does whose copy was never changed."""

import json
from typing import Any

from stardb.rulebook.review.walking import parts
from stardb.rulebook.scheme import Scheme
from stardb.rulebook.source import Path, Source
from stardb.scorers.part import as_typed

_ASIDE = frozenset(("basis", "note", "example"))
"""Keys that change nothing of what a clause gives."""


def report_twins(scheme: Scheme, source: Source) -> None:
    """Entitlements, and indicators of one head, that are the same; a note of its own says that a second is meant."""
    inputs = {step.place: step.rule.inputs for step in scheme.steps}
    for path, clauses in parts(source.data):
        if not _pays(path):
            continue
        first: dict[str, str] = {}
        for name, clause in clauses.items():
            place = source.place((*path, name), key=True)
            twin = first.setdefault(_content(name, clause, inputs.get(place, ())), name)
            if twin != name and _note(clause) in ("", _note(clauses[twin])):
                _report(name, twin, (*path, name), source)


def _pays(path: Path) -> bool:
    """Whether a mapping's clauses are added up, or paid, side by side."""
    match path:
        case (
            ("entitlements",) | ("scores" | "stars", _, "indicators" | "otherwise") | ("scores" | "stars", _, "sets", _)
        ):
            return True
    return False


def _report(name: str, twin: str, path: Path, source: Source) -> None:
    line = source.place((*path[:-1], twin), key=True).line
    message = f"“{name}”与“{twin}”（第{line}行）除依据外完全相同，同一件事会计两次"
    source.report("R605", message, path, key=True, found=name)


def _content(name: str, clause: Any, reads: tuple[str, ...]) -> str:
    whole = clause if isinstance(clause, dict) else {"formula": clause}
    if name in reads:
        whole = {"from": name, **whole}  # what a clause scores where it does not say
    kept = {key: value for key, value in whole.items() if key not in _ASIDE}
    return json.dumps([kept, reads], sort_keys=True, default=as_typed, ensure_ascii=False)


def _note(clause: Any) -> str:
    return str(clause.get("note") or "") if isinstance(clause, dict) else ""
