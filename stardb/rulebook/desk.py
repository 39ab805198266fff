"""The desk a scheme is bound at: its document, its names so far, and the steps as they come out in order."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.quantity.showing import decimal
from stardb.rulebook.document import Document
from stardb.rulebook.names import Maker, Names
from stardb.rulebook.scheme import Constant, Role, Step
from stardb.rulebook.source import Path, Source
from stardb.scorers.base import Clause, Rule
from stardb.scorers.formula import ExpressionCore
from stardb.scorers.scope import Scope

UNITS = {Role.INDICATOR: "分", Role.SCORE: "分", Role.TOTAL: "分", Role.STAR: "星", Role.BASE: "星", Role.LEVEL: "星"}
"""What a number counts, where the clause does not say."""


class Desk:
    """What is known while one document is bound. `lost` are names whose own parts cannot be read."""

    def __init__(self, document: Document, source: Source, as_of: date, lost: tuple[str, ...] = ()) -> None:
        self.document, self.source, self.as_of, self.lost = document, source, as_of, lost
        self.steps: list[Step] = []
        self.constants: dict[str, Constant] = {}
        self.columns: dict[str, tuple[str, Kind]] = {}
        self.history: dict[str, None] = {}
        self.names = Names({}, source)
        self.rows: dict[str, dict[str, Symbol]] = {}

    def declare(self, name: str, path: Path, maker: Maker) -> None:
        """Take up a name and what binds it."""
        self.names.declare(name, path, maker)

    def scope(self, name: str, start: Path, own: Mapping[str, str] | None = None) -> Scope:
        """What a clause at `start` sees; `own` maps a bare name to another."""

        def report(code: str, message: str, path: Path = (), **parts: Any) -> None:
            full = (*start, *path)
            if full not in self.source.values and path and path[-1] in ("formula", "when"):
                full = start  # the short form: the formula is the value itself
            parts["key"] = parts.get("key", False) or not path
            self.source.report(code, message, full, **parts)

        return Scope(name, self.names, self.rows, report, self.as_of, own or {})

    def declare_clause(self, name: str, path: Path, clause: Clause, role: Role) -> None:
        """Take up a clause whose result bears the name it is written under."""
        self.declare(name, path, lambda: self.clause(name, name, path, clause, role))

    def clause(self, name: str, title: str, path: Path, clause: Clause, role: Role, of: str = "") -> Symbol:
        """Bind a clause and put it among the steps."""
        rule = clause.bind(self.scope(title, path), clause.unit or UNITS.get(role, ""))
        if role in (Role.INDICATOR, Role.ENTITLEMENT) and rule.core.fine and rule.step is None:
            message = f"“{title}”的算式里有除法或百分比，得数可能除不尽，要写明怎么取整"
            self.scope(title, path).report(
                "R202", message, expected="round", remedy="加 round，如 round: 1元、round: 0.1"
            )
        loose = isinstance(rule.core, ExpressionCore) and rule.core.source.loose
        full = decimal(clause.points) if clause.points is not None else ""
        self.step(name, title, role, rule, path, clause, of=of, full=full, unit=clause.unit)
        return Symbol(rule.kind, rule.choices, loose, whole=role in (Role.STAR, Role.BASE, Role.LEVEL))

    def step(self, name: str, title: str, role: Role, rule: Rule, path: Path, said: Any, **parts: str) -> None:
        """Put a bound rule among the steps; `said` is the part of the document that has its basis and note."""
        place = self.source.place(path, key=True)
        basis, note = getattr(said, "basis", ""), getattr(said, "note", "")
        self.steps.append(Step(name, title, role, rule, place, basis, note, getattr(said, "example", False), **parts))
