"""What is known while a document is bound: its names so far, and its steps in the order in which they come out."""

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from stardb.dataclass import dataclass
from stardb.expressions import Symbol
from stardb.quantity import PENDING, Kind, Period, ValueRange, ranges, show, show_number
from stardb.rulebook.binding.name_table import Maker, NameTable
from stardb.rulebook.binding.rule_grain import find_grain
from stardb.rulebook.document import Document
from stardb.rulebook.rated_results import list_rated
from stardb.rulebook.result_kinds import ResultKind
from stardb.rulebook.review.unreachable_cases import report_unreachable
from stardb.rulebook.scheme import Constant, Role, Step
from stardb.scorers.base import FEN, Clause, ClauseRefused, Periods, Rule, Scope
from stardb.scorers.clauses import FormulaCore, Split, bind_part
from stardb.yamlfile import YamlPath, YamlSource

UNITS = {
    Role.INDICATOR: "分",
    Role.SCORE: "分",
    Role.HEAD: "分",
    Role.TOTAL: "分",
    Role.STAR: "星",
    Role.BASE: "星",
    Role.LEVEL: "星",
}
"""What a number counts, where the clause does not say."""

_WITH_PARTS = (Role.VALUE, Role.ENTITLEMENT)
"""The roles in which what each payer bears is a name of its own."""

_SHOWN_AS_WORDS = (Role.GRADE, Role.BARE_GRADE, Role.RATING, Role.BARE_RATING, Role.ENTITLEMENT)
"""The roles of results that words stand for."""

STATES = {
    PENDING: "待定的写 undecided_when，其余待定的写 otherwise: 待定",
    "不参评": "不参评的写进 eligible，或 vetoes 的 not_rated",
}
"""What a result is shown as that has no value, and how a rule comes to it."""


@dataclass(frozen=True)
class BareResult:
    """What is to be said of a result on which vetoes bear: its rule before them, and the other parts of its step."""

    title: str
    role: Role
    rule: Rule
    path: YamlPath
    said: Any
    parts: Mapping[str, str]


def name_before_vetoes(name: str) -> str:
    """What a result is called before vetoes: 总分(否决前), 得分(民主测评·否决前)."""
    return f"{name[:-1]}·否决前)" if name.endswith(")") else f"{name}(否决前)"


class Binder:
    """Binds the clauses of one document and collects its steps.

    lost: names whose own parts cannot be read. rows: table of many rows -> its columns; rows_reach: -> what these can hold;
    periods: -> how its rows tell their period; computed: -> the rules of its computed columns; validity: -> what binds how long
    its rows count. columns: name of a column -> its table and kind. history: the names of earlier
    periods that some step reads, in order. vetoed: results on which vetoes bear (level and grade apart) -> what binds them after
    these; before_vetoes: what their own clauses made. aside: name -> what the step that makes it is to be called instead;
    roles_aside: -> the role it would have had.
    """

    def __init__(
        self, document: Document, source: YamlSource, period: Period, as_of: date, lost: tuple[str, ...] = ()
    ) -> None:
        self.document, self.source, self.lost = document, source, lost
        self.period, self.as_of = period, as_of
        self.every = document.every
        self.steps: list[Step] = []
        self.row_steps: list[Step] = []
        self.constants: dict[str, Constant] = {}
        self.columns: dict[str, tuple[str, Kind]] = {}
        self.history: dict[str, None] = {}
        self.names = NameTable({}, source)
        self.rows: dict[str, Mapping[str, Symbol]] = {}
        self.computed: dict[str, dict[str, Rule]] = {}
        self.validity: dict[str, Callable[[], Rule]] = {}
        self.periods: dict[str, Periods] = {}
        self.aliases: dict[str, str] = {}
        self.aside: dict[str, str] = {}
        self.roles_aside: dict[str, Role] = {}
        self.reaches: dict[str, ValueRange] = {}
        self.rows_reach: dict[str, dict[str, ValueRange]] = {}
        self.vetoed: Mapping[str, Maker] = {}
        self.before_vetoes: dict[str, BareResult] = {}

    def declare(self, name: str, path: YamlPath, maker: Maker) -> None:
        """Declare a name and what binds it; of a result that vetoes bear on, also what it was before them.

        path: where the rule file writes it.
        """
        if name in self.vetoed:
            self.names.declare(name_before_vetoes(name), path, maker)
            maker = self.vetoed[name]
        self.names.declare(name, path, maker)

    def find_rule(self, name: str, path: YamlPath) -> Rule:
        """The rule of the result `name`, which is bound first. Raises ClauseRefused where the name is another's, which has been reported."""
        self.names.bind(name)
        found = next((step.rule for step in self.steps if step.name == name), None)
        if found is None or self.names.paths.get(name) != path:
            raise ClauseRefused
        return found

    def add_alias(self, short: str, name: str) -> None:
        """Let a short name stand for a name; for none where it would stand for two."""
        self.aliases[short] = name if short not in self.aliases else ""

    def put_aside(self, name: str, word: str, maker: Maker) -> str:
        """Let what makes a name make `name(word)` instead, and something else make the name. Gives what it was made as."""
        kept = f"{name}({word})"
        self.declare(kept, self.names.paths[name], self.names.makers[name])
        self.names.makers[name] = maker
        self.aside[name] = kept
        return kept

    def make_scope(self, name: str, start: YamlPath, own: Mapping[str, str] | None = None) -> Scope:
        """What a clause at `start` may read. own: short names that only this clause has."""

        def report(code: str, message: str, path: YamlPath = (), **parts: Any) -> None:
            full = (*start, *path)
            while full not in self.source.values and len(full) > len(start) and full[-1] in ("formula", "when", 0):
                full = full[:-1]  # the short form: the formula is the value itself, one item a list
            parts["key"] = parts.get("key", False) or not path
            self.source.report(code, message, full, **parts)

        short = {short: long for short, long in self.aliases.items() if long and short not in self.names}
        return Scope(
            name, self.names, self.rows, report, self.as_of, self.period, self.every, {**short, **(own or {})}, self.reaches, self.constants,
            self.periods, self.rows_reach, self.columns, bool(self.document.term_from),
            self.computed, self.validity,
        )  # fmt: skip

    def declare_clause(self, name: str, path: YamlPath, clause: Clause, role: Role) -> None:
        """Declare a clause under its own name, and the part of each payer where it is a `split`."""
        self.declare(name, path, lambda: self.bind_clause(name, name, path, clause, role))
        if isinstance(clause, Split) and role in _WITH_PARTS:
            for payer in clause.payers:
                self.declare(
                    f"{name}({payer})",
                    (*path, "payers", payer),
                    partial(self._bind_part, name, payer, path, clause, role),
                )

    def bind_clause(
        self, name: str, title: str, path: YamlPath, clause: Clause, role: Role, of: str = "",
        narrowed: Callable[[Rule], Rule] = lambda rule: rule, own: Mapping[str, str] | None = None,
        later_words: tuple[str, ...] | None = None,
    ) -> Symbol:  # fmt: skip
        """Bind a clause and add its step. Gives what its name stands for.

        of: the head or star it belongs to. narrowed: makes its rule one for those it is for. own: names that stand for others in
        it. later_words: of a level or grade, the words that what comes after can give. Raises ClauseRefused, having reported it.
        """
        if isinstance(clause, Split) and role not in _WITH_PARTS:
            message = "split 只用于 values、entitlements：各方所担要各成一项"
            raise self.make_scope(title, path).refuse("R305", message, ("split",), key=True, found="split")
        scope = replace(self.make_scope(title, path, own), later_words=later_words)
        rule = clause.bind(scope, clause.unit or self._usual_unit(role))
        self._check_outcome(rule, title, path, role)
        self._check_even(rule, title, path, role)
        rule = self._mark_paid(rule, title, path, role, clause.note)
        loose = isinstance(rule.core, FormulaCore) and rule.core.source.loose
        full = show_number(clause.points) if clause.points is not None else ""
        self.add_step(name, title, role, narrowed(rule), path, clause, of=of, full=full, unit=clause.unit)
        whole = rule.whole or role in (Role.STAR, Role.BASE, Role.LEVEL)
        star = role is Role.STAR and rule.kind is Kind.NUMBER
        return Symbol(rule.kind, rule.choices, loose, whole=whole, star=star, best="highest" if star else "")

    def _usual_unit(self, role: Role) -> str:
        """What a number of a role counts where the clause does not say; a level counts stars only where it is one of stars."""
        for result in list_rated(self.document):
            if role in (Role.BASE, Role.LEVEL) and result.role is Role.LEVEL:
                return UNITS[role] if result.find_kind(Kind.NUMBER) is ResultKind.STARS else ""
        return UNITS.get(role, "")

    def _check_even(self, rule: Rule, title: str, path: YamlPath, role: Role) -> None:
        """Report points or money that may not come out even and are not said to be rounded (R202)."""
        if role not in (Role.INDICATOR, Role.ENTITLEMENT) or not rule.core.needs_rounding or rule.step is not None:
            return
        grain = find_grain(rule, title, self.reaches) if rule.kind is Kind.MONEY else None
        if grain is None or not ranges.is_multiple(grain, FEN):
            message = f"“{title}”的得数可能除不尽，要写明怎么取整"
            remedy = "加 round，如 round: 0.01元、1元" if rule.kind is Kind.MONEY else "加 round，如 round: 0.1"
            self.make_scope(title, path).report("R202", message, expected="round", remedy=remedy)

    def _mark_paid(self, rule: Rule, title: str, path: YamlPath, role: Role, note: str) -> Rule:
        """The rule, marked as paid where it is; reported where what is paid or published may not be whole fen (R480).

        A note on a published value says that it is only on the way to what is paid.
        """
        pays = role is Role.ENTITLEMENT
        published = role is Role.VALUE and title in self.document.publish and not note
        if rule.kind is not Kind.MONEY or not (pays or published):
            return rule
        grain = find_grain(rule, title, self.reaches)
        told = rule.core.needs_rounding and rule.step is None and pays
        if not told and (grain is None or not ranges.is_multiple(grain, FEN)):
            written = rule.step is not None and not ranges.is_multiple(rule.step, FEN)
            message = (
                f"“{title}”取整到{show(Kind.MONEY, rule.step or FEN)}，比分还细"
                if written
                else f"“{title}”的得数可能不是整分，没有写怎么取整"
            )
            below: YamlPath = ("round",) if written else ()
            remedy = (
                "写 round: 0.01元，或 0.1元、1元"
                if written
                else "加 round: 0.01元（或 0.1元、1元）；件数、天数等只填整数的栏写 whole: true"
            )
            self.make_scope(title, path).report("R480", message, below, expected="整分的金额", remedy=remedy)
        return replace(rule, paid=pays)

    def _check_outcome(self, rule: Rule, title: str, path: YamlPath, role: Role) -> None:
        """Refuse a star that is neither a number nor a condition, and words that would be taken for undecided or not rated."""
        scope = self.make_scope(title, path)
        if role is Role.STAR and rule.kind not in (Kind.NUMBER, Kind.BOOL):
            message = f"星要么得几颗（数），要么得不得（条件），这里是{rule.kind.value}"
            raise scope.refuse("R305", message, found=rule.kind.value, expected="数，或条件，如 支部过硬 = 是")
        if role in _SHOWN_AS_WORDS or rule.words:
            for word in set(STATES) & set(rule.choices):
                raise scope.refuse("R203", f"得数不能叫“{word}”", found=word, remedy=STATES[word])

    def _bind_part(self, whole: str, payer: str, path: YamlPath, clause: Split, role: Role) -> Symbol:
        """Add the step of what one payer bears of a clause's result."""
        made = name_before_vetoes(whole) if whole in self.vetoed else whole
        rule = bind_part(whole, payer, self.find_rule(made, path))
        if whole in self.vetoed:
            rule = replace(rule, when=None)  # a veto may give what the clause itself does not
        below = (*path, "payers", payer)
        self.add_step(f"{whole}({payer})", f"{whole}·{payer}", role, rule, below, clause, unit=clause.unit)
        return Symbol(rule.kind)

    def add_step(self, name: str, title: str, role: Role, rule: Rule, path: YamlPath, said: Any, **parts: str) -> None:
        """Add a bound rule to the steps, as what it makes before vetoes where some bear on it.

        said: the part of the document that has its basis and note.
        """
        if name not in self.vetoed:
            self.append_step(name, title, role, rule, path, said, **parts)
            return
        self.before_vetoes[name] = BareResult(title, role, rule, path, said, parts)
        parts = {key: told for key, told in parts.items() if key in ("of", "unit")}
        bare = name_before_vetoes(name)
        self.append_step(bare, f"{title}（否决前）", Role.VALUE, rule, path, said, **parts)
        self.reaches[bare] = replace(
            self.reaches[bare], grain=find_grain(rule, name, self.reaches)
        )  # it reads last year's

    def append_step(
        self, name: str, title: str, role: Role, rule: Rule, path: YamlPath, said: Any, **parts: str
    ) -> None:
        """Add a step under a name as it is."""
        place = self.source.place(path, key=True)
        basis, note = getattr(said, "basis", ""), getattr(said, "note", "")
        reach = replace(rule.reach(self.reaches), grain=find_grain(rule, name, self.reaches))
        if name in self.aside:
            kept = self.aside.pop(name)
            self.roles_aside[kept] = role
            name, title = kept, f"{title}（{kept[len(name) + 1 : -1]}）"
            role = Role.BASE if role is Role.LEVEL else Role.VALUE
        self.reaches[name] = reach
        report_unreachable(rule, path, self.reaches, self.constants, self.source)
        number = list(self.names.paths).index(name) if name in self.names.paths else 0
        self.steps.append(
            Step(
                name, title, role, rule, place, basis, note, getattr(said, "example", False), path=path, number=number,
                evidence=getattr(said, "evidence", None) if role is Role.INDICATOR else None, **parts,
            )
        )  # fmt: skip

    def add_step_in_place(self, name: str, rule: Rule, kept: Step) -> None:
        """Add what comes out in the place of a step that was put aside as `kept`."""
        parts = {"of": kept.of, "full": kept.full, "unit": kept.unit, "weight": kept.weight}
        self.append_step(name, name, self.roles_aside[kept.name], rule, kept.path, kept, **parts)

    def add_row_step(self, name: str, table: str, role: Role, rule: Rule, path: YamlPath, said: Any) -> None:
        """Add what a rule computes of every row of a many-row table. said: the part of the document that has its basis and note."""
        reaches = ChainMap(self.rows_reach[table], self.reaches)
        self.rows_reach[table][name] = rule.reach(reaches)
        report_unreachable(rule, path, reaches, self.constants, self.source)
        self.computed[table][name] = rule
        place, title = self.source.place(path, key=True), role.value if role is Role.VALIDITY else name
        basis, note = getattr(said, "basis", ""), getattr(said, "note", "")
        unit = getattr(said, "unit", "")
        said_as_example = getattr(said, "example", False)
        step = Step(name, title, role, rule, place, basis, note, said_as_example, unit, table=table, path=path)
        self.row_steps.append(step)
