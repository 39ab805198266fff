"""From a document to a scheme: every name bound to what makes it, on demand, so that steps come out in order.

A name is bound when something first asks for it; asking for one that is being bound is a cycle. What cannot be bound is
reported once, and what depends on it is passed over in silence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from stardb.expressions import Formula, Symbol
from stardb.expressions import formula as make
from stardb.quantity import Column, Kind
from stardb.quantity.reading import EPOCH
from stardb.quantity.showing import decimal
from stardb.rulebook.document import Document, Effect, LevelVeto, PassStar, Quota
from stardb.rulebook.scheme import Constant, Role, Scheme, Step
from stardb.rulebook.source import Path, Source
from stardb.rulebook.specs import faults_of
from stardb.scorers.base import Clause, Rule
from stardb.scorers.first_later import RATED_BEFORE
from stardb.scorers.formula import ExpressionCore
from stardb.scorers.part import shown
from stardb.scorers.quota import WHOLE, QuotaCore
from stardb.scorers.scope import Refused, Scope
from stardb.scorers.stars import AwardCore, Ban, ScoreCore
from stardb.scorers.vetoes import LevelCore, Veto

ELIGIBLE, TOTAL = "参评条件", "总分"
LAST, GAIN = "上年", "任期内增加"
BUILTINS = {
    "考核年度": Symbol(Kind.NUMBER, shared=True),
    "考核日": Symbol(Kind.DATE, shared=True),
    RATED_BEFORE: Symbol(Kind.BOOL),
}

UNITS = {Role.INDICATOR: "分", Role.SCORE: "分", Role.TOTAL: "分", Role.STAR: "星", Role.BASE: "星", Role.LEVEL: "星"}
"""What a number counts, where the clause does not say."""

Maker = Callable[[], Symbol]


def bind(document: Document, source: Source, as_of: date) -> Scheme:
    """The scheme for one day; faults go to `source`, and what they touch is left out of the steps."""
    return Binder(document, source, as_of).scheme()


@dataclass
class _Names(Mapping[str, Symbol]):
    """The names of a scheme; looking one up binds it."""

    makers: dict[str, Maker]
    source: Source
    bound: dict[str, Symbol] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    open_: list[tuple[str, Path]] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Symbol:
        if name in self.bound:
            return self.bound[name]
        if name in self.failed:
            raise Refused
        if name not in self.makers:
            raise KeyError(name)
        if name in (opened for opened, _ in self.open_):
            self._report_cycle(name)
            raise Refused
        self.open_.append((name, self.paths.get(name, ())))
        try:
            self.bound[name] = self.makers[name]()
        except Refused:
            self.failed.add(name)
            raise
        finally:
            self.open_.pop()
        return self.bound[name]

    def _report_cycle(self, name: str) -> None:
        names = [opened for opened, _ in self.open_]
        ring = [*names[names.index(name) :], name]
        path = self.paths.get(name, ())
        self.source.report("R303", f"循环引用：{' → '.join(ring)}", path, key=True, found=" → ".join(ring))

    def __contains__(self, name: object) -> bool:
        return name in self.makers

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


class Binder:
    """Binds one document. `scheme()` is its one public act."""

    def __init__(self, document: Document, source: Source, as_of: date, lost: tuple[str, ...] = ()) -> None:
        """`lost` are names whose own parts cannot be read: what depends on one is passed over."""
        self.document, self.source, self.as_of, self.lost = document, source, as_of, lost
        self.steps: list[Step] = []
        self.constants: dict[str, Constant] = {}
        self.columns: dict[str, tuple[str, Kind]] = {}
        self.history: dict[str, None] = {}
        self.names = _Names({}, source)
        self.rows: dict[str, dict[str, Symbol]] = {}

    def scheme(self) -> Scheme:
        """Declare every name, bind them all, and hand over what came of it."""
        self._check_day()
        self._declare_tables()
        self._declare_parameters()
        self._declare_results()
        for name in list(self.names):
            self._try(lambda name=name: self.names[name])  # type: ignore[misc]
        document = self.document
        eligible = ELIGIBLE if ELIGIBLE in self.names.bound else ""
        return Scheme(
            title=document.scheme,
            subject=document.subject,
            basis=document.basis,
            note=document.note,
            file=self.source.file,
            text=self.source.text,
            as_of=self.as_of,
            tables=document.tables,
            columns=self.columns,
            constants=self.constants,
            steps=tuple(self.steps),
            history=tuple(self.history),
            term_start=max((day for day in document.term_from if day <= self.as_of), default=None),
            level=document.level.name if document.level else "",
            grade=document.grade.name if document.grade else "",
            total=TOTAL if TOTAL in self.names else "",
            eligible=eligible,
            eligible_because=document.eligible.because if document.eligible else "",
            grades=self._grades(),
        )

    def _grades(self) -> tuple[str, ...]:
        for step in self.steps:
            ranked = getattr(step.rule.core, "best_first", None)
            if step.role in (Role.BARE_GRADE, Role.GRADE) and ranked is not None:
                return tuple(ranked())
        return ()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refused:
            return

    def _check_day(self) -> None:
        document = self.document
        if self.as_of < document.valid_from or (document.valid_to and self.as_of > document.valid_to):
            upto = f"至{document.valid_to}" if document.valid_to else "起"
            self.source.report(
                "R501",
                f"考核日{self.as_of}不在办法的有效期（{document.valid_from}{upto}）内",
                ("valid_from",),
                found=str(self.as_of),
                expected=f"{document.valid_from}{upto}",
            )

    def _declare(self, name: str, path: Path, maker: Maker) -> None:
        if name in self.names.makers:
            first = self.source.place(self.names.paths.get(name, ()), key=True)
            where = f"，第{first.line}行已用" if name in self.names.paths else "，是内置名称"
            self.source.report("R304", f"“{name}”这个名称用了两次{where}", path, key=True, found=name)
            return
        self.names.makers[name] = maker
        self.names.paths[name] = path

    def _declare_tables(self) -> None:
        for name, symbol in BUILTINS.items():
            self.names.makers[name] = lambda symbol=symbol: symbol  # type: ignore[misc]
        for index, (title, table) in enumerate(self.document.tables.items()):
            self._check_table(index, title)
            symbols = {name: Symbol(spec.kind, spec.words, whole=spec.whole) for name, spec in table.columns.items()}
            if table.many:
                self.rows[title] = symbols
                continue
            for name, symbol in symbols.items():
                if name in self.columns and name in table.key:
                    continue
                self.columns[name] = (title, symbol.kind)
                self._declare(name, ("tables", title, "columns", name), lambda symbol=symbol: symbol)  # type: ignore[misc]

    def _check_table(self, index: int, title: str) -> None:
        table, path = self.document.tables[title], ("tables", title)
        wanted = [("key", name) for name in table.key]
        wanted += [("name", table.name), ("group", table.group)] if index == 0 else []
        for part, name in wanted:
            if name and name not in table.columns and name not in self.lost:
                self.source.report(
                    "R301", f"“{title}”没有“{name}”这一栏", (*path, part), found=name, expected="、".join(table.columns)
                )
        if index == 0 and table.many:
            self.source.report("R203", "第一张表是名册，一个对象一行，不能写 many", (*path, "many"))
        for name, spec in table.columns.items():
            if spec.type == "choice" and not spec.choices:
                self.source.report(
                    "R202", f"选项栏“{name}”没有写 choices", (*path, "columns", name), key=True, expected="choices"
                )
            for below, message in faults_of(name, spec):
                self.source.report(
                    "R203", message, (*path, "columns", name, *below), found=shown(getattr(spec, str(below[0])))
                )

    def _declare_parameters(self) -> None:
        for name, parameter in self.document.parameters.items():
            path: Path = ("parameters", name)
            self._declare(name, path, partial(self._constant, name, path, parameter))

    def _constant(self, name: str, path: Path, parameter: Any) -> Symbol:
        days = [day for day in parameter.values if day <= self.as_of]
        scope = self._scope(name, path)
        below: Path = ("values",) if (*path, "values") in self.source.values else ()
        if not days:
            raise scope.refuse(
                "R501",
                f"参数“{name}”在{self.as_of}还没有值",
                found=str(min(parameter.values)),
                expected=f"{self.as_of}或更早的日期",
            )
        day = max(days)
        kind, value = scope.any_amount(parameter.values[day], (*below, day.isoformat()))
        place = self.source.place((*path, *below, day.isoformat()))
        self.constants[name] = Constant(
            name, Column.constant(kind, value, 1), place, parameter.basis, parameter.example
        )
        return Symbol(kind, shared=True)

    def _declare_results(self) -> None:
        document = self.document
        for name, clause in document.values.items():
            self._declare_clause(name, ("values", name), clause, Role.VALUE)
        passing = [name for name, star in document.stars.items() if isinstance(star, PassStar)]
        for name, star in document.stars.items():
            path: Path = ("stars", name)
            if isinstance(star, PassStar):
                self._declare_star(name, path, star)
            else:
                self._declare_clause(name, path, star, Role.STAR)
        if passing:
            self._declare(TOTAL, ("stars",), lambda: self._total(passing))
        if document.eligible or any(veto.effect == "not_rated" for veto in document.vetoes):
            self._declare(ELIGIBLE, ("eligible",), self._eligible)
        if document.level:
            self._declare_level()
        elif any(veto.effect != "not_rated" for veto in document.vetoes):
            self.source.report("R202", "vetoes 是对星级的否决，要写 level", ("vetoes",), key=True, expected="level")
        if document.grade:
            self._declare_grade()
        elif document.quotas:
            self.source.report("R202", "quotas 是等次的名额，要写 grade", ("quotas",), key=True, expected="grade")
        for name, clause in document.entitlements.items():
            self._declare_clause(name, ("entitlements", name), clause, Role.ENTITLEMENT)
        for name in self.lost:
            score = name.startswith("得分(")  # of an indicator, or of a star: a number, whatever it was to be made of
            self.names.makers.setdefault(name, _a_number if score else _refused)
        self._declare_history()

    def _declare_history(self) -> None:
        """上年(X) for every result, 任期内增加(X) for every numeric one. A level or star is a number before it is bound."""
        document = self.document
        numbers = {name for name, star in document.stars.items() if not isinstance(star, PassStar)} | {TOTAL}
        numbers |= {document.level.name} if document.level else set()
        for name in [name for name in self.names.makers if name not in BUILTINS and not name.endswith(")")]:

            def kind(name: str = name) -> Symbol:
                return Symbol(Kind.NUMBER) if name in numbers else self.names[name]

            for head in (LAST, GAIN):
                self.names.makers[f"{head}({name})"] = lambda head=head, name=name, kind=kind: self._past(
                    head, name, kind()
                )  # type: ignore[misc]

    def _past(self, head: str, name: str, symbol: Symbol) -> Symbol:
        if len(self.names.open_) > 1:  # something reads it
            self.history[f"{head}({name})"] = None
            if head == GAIN:
                _ = self.names[name]  # this year's value comes first
        return Symbol(symbol.kind, symbol.choices)

    def _scope(self, name: str, start: Path, own: Mapping[str, str] | None = None) -> Scope:
        def report(code: str, message: str, path: Path = (), **parts: Any) -> None:
            full = (*start, *path)
            if full not in self.source.values and path and path[-1] in ("formula", "when"):
                full = start  # the short form: the formula is the value itself
            parts["key"] = parts.get("key", False) or not path
            self.source.report(code, message, full, **parts)

        shared = (*(name for name, symbol in BUILTINS.items() if symbol.shared), *self.document.parameters)
        return Scope(name, self.names, self.rows, report, self.as_of, own or {}, shared)

    def _declare_clause(self, name: str, path: Path, clause: Clause, role: Role) -> None:
        self._declare(name, path, lambda: self._clause(name, name, path, clause, role))

    def _clause(self, name: str, title: str, path: Path, clause: Clause, role: Role, of: str = "") -> Symbol:
        rule = clause.bind(self._scope(title, path), clause.unit or UNITS.get(role, ""))
        loose = isinstance(rule.core, ExpressionCore) and rule.core.source.loose
        full = decimal(clause.points) if clause.points is not None else ""
        self._step(name, title, role, rule, path, clause, of=of, full=full, unit=clause.unit)
        return Symbol(rule.kind, rule.choices, loose, whole=role in (Role.STAR, Role.BASE, Role.LEVEL))

    def _step(self, name: str, title: str, role: Role, rule: Rule, path: Path, said: Any, **parts: str) -> None:
        place = self.source.place(path, key=True)
        basis, note = getattr(said, "basis", ""), getattr(said, "note", "")
        self.steps.append(Step(name, title, role, rule, place, basis, note, getattr(said, "example", False), **parts))

    def _declare_star(self, name: str, path: Path, star: PassStar) -> None:
        scores = []
        for title, clause in star.indicators.items():
            result, below = f"得分({title})", (*path, "indicators", title)
            scores.append(result)
            self._declare(
                result,
                below,
                lambda result=result, title=title, below=below, clause=clause: self._clause(  # type: ignore[misc]
                    result, title, below, clause, Role.INDICATOR, name
                ),
            )
        self._check_full(path, star)
        self._declare(f"得分({name})", (*path, "full"), lambda: self._score(name, path, star, tuple(scores)))
        self._declare(name, path, lambda: self._award(name, path, star))

    def _check_full(self, path: Path, star: PassStar) -> None:
        points = [clause.points for clause in star.indicators.values()]
        if any(point is None for point in points):
            return
        total = sum((point for point in points if point is not None), Fraction(0))
        if total != star.full:
            self.source.report(
                "R404",
                f"各指标满分合计{decimal(total)}，与写明的{decimal(star.full)}不符",
                (*path, "full"),
                found=decimal(total),
                expected=decimal(star.full),
            )

    def _score(self, name: str, path: Path, star: PassStar, scores: tuple[str, ...]) -> Symbol:
        for score in scores:
            try:
                kind = self.names[score].kind
            except Refused:
                return Symbol(Kind.NUMBER)  # its fault is reported; what reads the score can still be looked at
            if kind is not Kind.NUMBER:
                raise self._scope(score, path).refuse("R305", f"“{score}”不是分数", ("indicators",), key=True)
        core = ScoreCore(scores, f"（满分{decimal(star.full)}）")
        self._step(
            f"得分({name})",
            f"{name}得分",
            Role.SCORE,
            Rule(core, unit="分"),
            (*path, "full"),
            None,
            of=name,
            full=decimal(star.full),
        )
        return Symbol(Kind.NUMBER)

    def _award(self, name: str, path: Path, star: PassStar) -> Symbol:
        scope = self._scope(name, path, {"得分": f"得分({name})"})
        award = scope.formula(star.award, ("award",), Kind.BOOL)
        for index, other in enumerate(star.requires):
            below: Path = ("requires",) if (*path, "requires", index) not in self.source.values else ("requires", index)
            if scope.formula(f"`{other}`", below).kind is not Kind.BOOL:
                raise scope.refuse("R305", f"“{other}”不是得与不得的星", below, found=other)
        bans = tuple(
            Ban(scope.formula(veto.when, ("veto", k, "when"), Kind.BOOL), veto.because)
            for k, veto in enumerate(star.veto)
        )
        core = AwardCore(name, award, tuple(star.requires), bans)
        self._step(name, name, Role.STAR, Rule(core), path, star, of=name)
        return Symbol(Kind.BOOL)

    def _total(self, stars: list[str]) -> Symbol:
        scores = tuple(f"得分({name})" for name in stars)
        for score in scores:
            _ = self.names[score]
        self._step(TOTAL, TOTAL, Role.TOTAL, Rule(ScoreCore(scores, ""), unit="分"), ("stars",), None)
        return Symbol(Kind.NUMBER)

    def _eligible(self) -> Symbol:
        document = self.document
        tests: list[Formula] = []
        if document.eligible:
            tests.append(self._scope(ELIGIBLE, ("eligible",)).formula(document.eligible.when, ("when",), Kind.BOOL))
        for k, veto in enumerate(document.vetoes):
            if veto.effect == "not_rated":
                tests.append(
                    make.negated(self._scope(ELIGIBLE, ("vetoes", k)).formula(veto.when, ("when",), Kind.BOOL))
                )
        core = ExpressionCore(tests[0] if len(tests) == 1 else make.chain(tuple(tests), all_of=True))
        self._step(ELIGIBLE, ELIGIBLE, Role.ELIGIBLE, Rule(core), ("eligible",), document.eligible)
        return Symbol(Kind.BOOL)

    def _declare_level(self) -> None:
        level = self.document.level
        assert level is not None
        path: Path = ("level",)
        vetoes = [(k, veto) for k, veto in enumerate(self.document.vetoes) if veto.effect != "not_rated"]
        if not vetoes:
            self._declare(level.name, path, lambda: self._number(level.name, level.name, level.rule, Role.LEVEL))
            return
        base = f"{level.name}(否决前)"
        self._declare(base, path, lambda: self._number(base, f"{level.name}（否决前）", level.rule, Role.BASE))
        self._declare(level.name, ("level", "name"), lambda: self._vetoed(level.name, base, vetoes))

    def _number(self, name: str, title: str, clause: Clause, role: Role) -> Symbol:
        symbol = self._clause(name, title, ("level",), clause, role)
        if symbol.kind is not Kind.NUMBER:
            raise self._scope(name, ("level",)).refuse("R305", f"星级应是数，这里是{symbol.kind.value}", ())
        return symbol

    def _vetoed(self, name: str, base: str, vetoes: list[tuple[int, LevelVeto]]) -> Symbol:
        _ = self.names[base]
        bound = []
        for k, veto in vetoes:
            when = self._scope(name, ("vetoes", k)).formula(veto.when, ("when",), Kind.BOOL)
            effect, amount = _effect(veto.effect)
            bound.append(Veto(when, effect, amount, veto.because))
        self._step(name, name, Role.LEVEL, Rule(LevelCore(base, tuple(bound)), unit="星"), ("vetoes",), None)
        return Symbol(Kind.NUMBER, whole=True)

    def _declare_grade(self) -> None:
        grade, quotas = self.document.grade, self.document.quotas
        assert grade is not None
        bare = [f"{grade.name}(名额前{'' if k == 0 else k + 1})" for k in range(len(quotas))]
        names = [*bare, grade.name]
        first = Role.BARE_GRADE if quotas else Role.GRADE
        title = f"{grade.name}（名额前）" if quotas else grade.name
        self._declare(names[0], ("grade",), lambda: self._clause(names[0], title, ("grade",), grade.rule, first))
        for k, quota in enumerate(quotas):
            role = Role.GRADE if k == len(quotas) - 1 else Role.BARE_GRADE
            path: Path = ("grade", "name") if k == len(quotas) - 1 else ("quotas", k)
            self._declare(
                names[k + 1],
                path,
                lambda k=k, quota=quota, role=role: self._quota(names[k + 1], grade.name, names[k], k, quota, role),  # type: ignore[misc]
            )

    def _quota(self, name: str, title: str, bare: str, k: int, quota: Quota, role: Role) -> Symbol:
        path: Path = ("quotas", k)
        if ELIGIBLE in self.names:
            _ = self.names[ELIGIBLE]  # who is rated must be known before places are shared out
        words = self.names[bare].choices
        scope = self._scope(name, path)
        for part, word in (("of", quota.of), ("overflow", quota.overflow)):
            if word not in words:
                raise scope.refuse("R301", f"没有“{word}”这个等次", (part,), found=word, expected="、".join(words))
        roster = next(iter(self.document.tables.values()))
        if quota.group not in (roster.group, WHOLE):
            raise scope.refuse("R301", f"只能按“{roster.group}”或“{WHOLE}”分组", ("group",), found=quota.group)
        kind, most = scope.any_amount(quota.at_most, ("at_most",))
        count = kind is Kind.NUMBER and most.denominator == 1
        if most < 0 or not (count or (kind is Kind.PERCENT and most <= 1)):
            raise scope.refuse(
                "R203", "at_most 写参评对象的百分之几(不超过100%)，或几个", ("at_most",), found=shown(quota.at_most)
            )
        order = tuple(self._order(text, index, path, scope) for index, text in enumerate(quota.order))
        core = QuotaCore(
            bare, quota.of, words, quota.overflow,
            most if kind is Kind.PERCENT else None, int(most), int(quota.at_least_one), quota.round, order, quota.ties, quota.group,
            ELIGIBLE if ELIGIBLE in self.names else "",
        )  # fmt: skip
        self._step(name, title, role, Rule(core), path, quota)
        return Symbol(Kind.CHOICE, words)

    def _order(self, text: str, index: int, path: Path, scope: Scope) -> Formula:
        below: Path = ("order", index) if (*path, "order", index) in self.source.values else ("order",)
        formula = scope.formula(text, below)
        if not formula.kind.numeric:
            message = f"先后要按数来排，“{text}”是{formula.kind.value}"
            raise scope.refuse("R305", message, below, found=formula.kind.value)
        return formula


def _a_number() -> Symbol:
    return Symbol(Kind.NUMBER)


def _refused() -> Symbol:
    raise Refused


def _effect(effect: Effect | str) -> tuple[Any, Fraction]:
    if isinstance(effect, Effect):
        for kind in ("cap", "set", "down"):
            amount = getattr(effect, kind)
            if amount is not None:
                return kind, amount
    return effect, Fraction(0)


def days_since_1970(day: date) -> int:
    """A date as the number quantity columns hold."""
    return (day - EPOCH).days
