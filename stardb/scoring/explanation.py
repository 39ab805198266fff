"""Why: from any result back to the cells and clauses it came from, out of what scoring recorded, nothing reckoned anew."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from stardb.intake.table import Table
from stardb.problems import Place
from stardb.quantity.showing import decimal, show_at
from stardb.rulebook import Role, Step
from stardb.scorers.first_later import RATED_BEFORE, RATED_EVER
from stardb.scorers.stars import SHORT, AwardCore
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.finding import called
from stardb.scoring.remembered import remembered

ABOVE = "（依据见上）"


@dataclass(frozen=True)
class Explanation:
    """One result of one subject and what it rests on.

    title, value: what it is and what it came to. sentence: why. basis: the clause. rule: the place in the rule file.
    cell: the cell it was read from. missing: what more would have been needed, one a line. children: what it was made of.
    """

    title: str
    value: str
    sentence: str = ""
    basis: str = ""
    note: str = ""
    example: bool = False
    role: str = ""
    unit: str = ""
    rule: str = ""
    cell: str = ""
    missing: tuple[str, ...] = ()
    children: tuple["Explanation", ...] = field(default_factory=tuple)

    def lines(self, depth: int = 0) -> Iterator[tuple[int, "Explanation"]]:
        """The tree in reading order with depths, for printing."""
        yield depth, self
        for child in self.children:
            yield from child.lines(depth + 1)


def explain(appraisal: Appraisal, i: int) -> Explanation:
    """The whole explanation of subject i: its entitlements, level and stars down to the cells, each made plain once."""
    teller = _Teller(appraisal, i)
    scheme = appraisal.scheme
    total = (Role.TOTAL,) if scheme.of_role(Role.HEAD) else ()
    roles = (Role.ENTITLEMENT, Role.GRADE, Role.LEVEL, *total, Role.STAR)
    wanted = [*(step for role in roles for step in scheme.of_role(role)), *scheme.published]
    if not appraisal.rated[i]:
        wanted = list(scheme.of_role(Role.ELIGIBLE))
    elif scheme.eligible:
        wanted += scheme.of_role(Role.ELIGIBLE)
    children = tuple(teller.told(step.name) for step in wanted if step.name not in teller.seen)
    title = " ".join(part for part in (appraisal.subjects.groups[i], called(appraisal, i)) if part)
    return Explanation(title, headline(appraisal, i), basis=appraisal.scheme.title, children=children)


def counted(appraisal: Appraisal, i: int) -> set[str]:
    """The names that counted towards subject i's published results; what another case would have read is not among them."""
    steps = {step.name: step for step in appraisal.scheme.steps}
    todo = [step.name for step in appraisal.result_steps()]
    if appraisal.scheme.eligible:
        todo.append(appraisal.scheme.eligible)
    names: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in names:
            names.add(name)
            if name in steps:
                todo += steps[name].rule.reads(appraisal.scored[name], i)
    return names


def headline(appraisal: Appraisal, i: int) -> str:
    """What a subject came to in a word: its grade, else its level or total; 不参评 or 待定."""
    return appraisal.text(appraisal.scheme.chief, i)


class _Teller:
    """Tells the tree of one subject; a name told once is only named again."""

    def __init__(self, appraisal: Appraisal, i: int) -> None:
        self.appraisal, self.i = appraisal, i
        self.seen: set[str] = set()
        self.steps = {step.name: step for step in appraisal.scheme.steps}

    def told(self, name: str) -> Explanation:
        if name in self.steps:
            return self._step(self.steps[name])
        if name.endswith("()"):
            return self._rows(name.removesuffix("()"))
        if name in self.appraisal.scheme.constants:
            return self._constant(name)
        if name in self.appraisal.scheme.columns:
            return self._cell(name)
        return self._past(name)

    def _step(self, step: Step) -> Explanation:
        appraisal, i = self.appraisal, self.i
        scored = appraisal.scored[step.name]
        value = show_at(scored.column, i)
        role = step.role.value
        if step.name in self.seen:
            return Explanation(step.title, value, ABOVE, role=role, unit=step.unit)
        self.seen.add(step.name)
        sentence = step.rule.sentence(scored, appraisal.columns, i)
        eligible = appraisal.scheme.eligible
        if step.role is Role.ENTITLEMENT and eligible and not appraisal.columns[eligible].known[i]:
            sentence = f"是否参评未定，待定（{sentence}）"
        asked = step.rule.reads(scored, i)
        children = tuple(self.told(name) for name in asked if name not in (RATED_BEFORE, RATED_EVER))
        return Explanation(
            step.title, value, sentence, step.basis, step.note, step.example, role, step.unit,
            rule=str(step.place), missing=self._missing(step), children=children,
        )  # fmt: skip

    def _missing(self, step: Step) -> tuple[str, ...]:
        """For a head, a star not earned for want of points, a count of stars: what would bring more, the most first."""
        core, scored = step.rule.core, self.appraisal.scored[step.name]
        if isinstance(core, AwardCore):
            short = scored.branch[self.i] > 0 and scored.branch[self.i] & SHORT
            return lacking(self.appraisal, f"得分({core.star})", self.i) if short else ()
        if step.role is Role.HEAD:
            return lacking(self.appraisal, step.name, self.i)
        advice = step.rule.better(scored, self.appraisal.columns, self.i) if step.role is Role.STAR else ""
        return (advice,) if advice else ()

    def _rows(self, title: str) -> Explanation:
        table = self.appraisal.tables.many.get(title)
        if table is None:
            return Explanation(title, "", "没有收到这张表")
        rows = table.rows_of(self.i)
        roles = self._row_roles(title)
        if title in self.seen:
            return Explanation(title, f"{len(rows)}行", ABOVE)
        self.seen.add(title)
        children = tuple(self._row(table, row, roles.get(row, "")) for row in rows)
        return Explanation(title, f"{len(rows)}行", "" if rows else self._without_rows(table), children=children)

    def _without_rows(self, table: Table) -> str:
        if table.twice is not None and table.twice[self.i]:
            return "报了两份，没有读"
        return "没有收到" if table.lacking is not None and table.lacking[self.i] else "没有记录"

    def _row_roles(self, title: str) -> dict[int, str]:
        roles: dict[int, list[str]] = {}
        for name, scored in self.appraisal.scored.items():
            for trace in scored.rows:
                if trace.table == title:
                    for row in self.appraisal.tables.many[title].rows_of(self.i):
                        roles.setdefault(row, []).append(f"{name}：{trace.roles[int(trace.role[row])]}")
        return {row: "；".join(told) for row, told in roles.items()}

    def _row(self, table: Table, row: int, role: str) -> Explanation:
        spec = self.appraisal.scheme.tables[table.name]
        shown = [name for name, column in spec.columns.items() if not column.private and name in table.columns]
        values = "，".join(f"{name} {show_at(table.columns[name], row)}" for name in shown)
        place = table.place(row, shown[0])
        where = f"{place.file}!{place.sheet}!第{int(table.row[row])}行" if place else ""
        return Explanation(f"{table.name}第{int(table.row[row])}行", values, role, cell=where)

    def _constant(self, name: str) -> Explanation:
        constant = self.appraisal.scheme.constants[name]
        value = show_at(constant.column, 0)
        return Explanation(
            name, value, "参数", constant.basis, example=constant.example, role="参数", rule=str(constant.place)
        )

    def _cell(self, name: str) -> Explanation:
        title, _ = self.appraisal.scheme.columns[name]
        table, column = self.appraisal.tables.single.get(title), self.appraisal.columns[name]
        place = table.place(self.i, name) if table is not None else None
        other = self.appraisal.scheme.tables[title].result_of
        sentence = f"“{other}”{self.appraisal.period}年度的结果" if other else ""
        if not column.known[self.i] and not other:
            sentence = "空白或读不出" if place else f"没有“{title}”的数据"
        private = self.appraisal.scheme.tables[title].columns[name].private
        value = "（不显示）" if private else show_at(column, self.i)
        return Explanation(name, value, sentence, role="数据", cell=str(place or Place()))

    def _past(self, name: str) -> Explanation:
        value, sentence = show_at(self.appraisal.columns[name], self.i), remembered(name, self.appraisal, self.i)
        return Explanation(name, value, sentence, role="台账" if sentence else "系统")


def lacking(appraisal: Appraisal, score: str, i: int) -> tuple[str, ...]:
    """What more a sum of indicators could have had, indicator by indicator, the greatest loss first."""
    losses, scheme = [], appraisal.scheme
    whole = scheme.step(score)
    own = whole.rule.reads(appraisal.scored[score], i) if whole else ()
    for step in scheme.of_role(Role.INDICATOR):
        if step.name not in own or not step.rule.high:
            continue
        scored = appraisal.scored[step.name]
        got = scored.column.at(i)
        if not isinstance(got, Fraction) or got == step.rule.high:
            continue
        lost = step.rule.high - got
        advice = step.rule.better(scored, appraisal.columns, i)
        losses.append((-lost, step.title, advice))
    return tuple(
        f"{title}失{decimal(-loss)}分{'：' if advice else ''}{advice}" for loss, title, advice in sorted(losses)
    )
