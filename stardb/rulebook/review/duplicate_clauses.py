"""R605, R609: two clauses that give the same for the same, or count the same thing in the same way, as a copied line does."""

import json
from typing import Any

from stardb.rulebook.review.data_parts import walk_parts
from stardb.rulebook.scheme import Scheme
from stardb.yamlfile import YamlPath, YamlSource, number_as_text

_ASIDE = frozenset(("basis", "note", "example"))
"""Keys that change nothing of what a clause gives."""


def report_duplicates(scheme: Scheme, source: YamlSource) -> None:
    """Report entitlements, and indicators of one head, that are the same. A note of its own says that a second one is meant."""
    inputs = {step.path: step.rule.inputs for step in scheme.steps}
    for path, clauses in walk_parts(source.data):
        if not _is_paid_side_by_side(path):
            continue
        first: dict[str, str] = {}
        alike: dict[str, str] = {}
        for name, clause in clauses.items():
            reads = inputs.get((*path, name), ())
            twin = first.setdefault(_describe_content(name, clause, reads), name)
            other = alike.setdefault(_describe_way(name, clause, reads) or name, name)
            noted = _read_note(clause) not in ("", _read_note(clauses[twin if twin != name else other]))
            if twin != name and not noted:
                _report_same(name, twin, (*path, name), source)
            elif other != name and not noted:
                _report_similar(name, other, (*path, name), source)


def _is_paid_side_by_side(path: YamlPath) -> bool:
    """Whether a mapping's clauses are added up, or paid, side by side."""
    match path:
        case (
            ("entitlements",) | ("scores" | "stars", _, "indicators" | "otherwise") | ("scores" | "stars", _, "sets", _)
        ):
            return True
    return False


def _report_same(name: str, twin: str, path: YamlPath, source: YamlSource) -> None:
    line = source.place((*path[:-1], twin), key=True).line
    message = f"“{name}”与“{twin}”（第{line}行）除依据外完全相同，同一件事会计两次"
    source.report("R605", message, path, key=True, found=name)


def _report_similar(name: str, other: str, path: YamlPath, source: YamlSource) -> None:
    line = source.place((*path[:-1], other), key=True).line
    message = f"“{name}”与“{other}”（第{line}行）按同一栏、同一种办法计，只是得数不同，同一件事会计两次"
    source.report("R609", message, path, key=True, found=name)


_TELLING = ("yes", "choices", "bands", "per", "linear", "votes")
"""Scorers that say of each value what it brings."""


def _describe_way(name: str, clause: Any, reads: tuple[str, ...]) -> str:
    """What a clause looks at, when, and which cases it tells apart, but not what each brings; "" for one that adds things up."""
    if not isinstance(clause, dict) or not any(key in clause for key in _TELLING):
        return ""
    source = clause.get("from", name if name in reads else None)
    kept = {
        key: sorted(map(str, value)) if isinstance(value, dict) else ""
        for key, value in clause.items()
        if key in _TELLING
    }
    unit = clause.get("per")
    return json.dumps(
        [number_as_text(source), clause.get("when"), unit, kept],
        sort_keys=True,
        default=number_as_text,
        ensure_ascii=False,
    )


def _describe_content(name: str, clause: Any, reads: tuple[str, ...]) -> str:
    whole = clause if isinstance(clause, dict) else {"formula": clause}
    if name in reads:
        whole = {"from": name, **whole}  # what a clause scores where it does not say
    kept = {key: value for key, value in whole.items() if key not in _ASIDE}
    return json.dumps([kept, reads], sort_keys=True, default=number_as_text, ensure_ascii=False)


def _read_note(clause: Any) -> str:
    return str(clause.get("note") or "") if isinstance(clause, dict) else ""
