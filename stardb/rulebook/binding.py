"""From a document to a scheme: every name bound to what makes it, on demand, so that steps come out in order.

A name is bound when something first asks for it; asking for one that is being bound is a cycle. What cannot be bound is
reported once, and what depends on it is passed over in silence.
"""

from contextlib import suppress
from datetime import date
from functools import partial

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.rulebook.desk import Desk
from stardb.rulebook.document import Document, PassStar
from stardb.rulebook.grading import declare_grade
from stardb.rulebook.inputs import declare_parameters, declare_tables
from stardb.rulebook.names import BUILTINS, ELIGIBLE, GAIN, LAST, TOTAL
from stardb.rulebook.ranking import declare_level, eligible
from stardb.rulebook.scheme import Role, Scheme
from stardb.rulebook.source import Path, Source
from stardb.rulebook.starring import declare_star, total
from stardb.scorers.scope import Refused


def bind(document: Document, source: Source, as_of: date, lost: tuple[str, ...] = ()) -> Scheme:
    """The scheme for one day; faults go to `source`, and what they touch is left out of the steps.

    `lost` are names whose own parts cannot be read: what depends on one is passed over.
    """
    return _scheme(Desk(document, source, as_of, lost))


def _scheme(desk: Desk) -> Scheme:
    """Declare every name, bind them all, and hand over what came of it."""
    _check_day(desk)
    declare_tables(desk)
    declare_parameters(desk)
    _declare_results(desk)
    for name in list(desk.names):
        with suppress(Refused):
            desk.names[name]
    document = desk.document
    eligible = ELIGIBLE if ELIGIBLE in desk.names.bound else ""
    return Scheme(
        title=document.scheme,
        subject=document.subject,
        basis=document.basis,
        note=document.note,
        file=desk.source.file,
        text=desk.source.text,
        as_of=desk.as_of,
        tables=document.tables,
        columns=desk.columns,
        constants=desk.constants,
        steps=tuple(desk.steps),
        history=tuple(desk.history),
        term_start=max((day for day in document.term_from if day <= desk.as_of), default=None),
        level=document.level.name if document.level else "",
        grade=document.grade.name if document.grade else "",
        total=TOTAL if TOTAL in desk.names else "",
        eligible=eligible,
        eligible_because=document.eligible.because if document.eligible else "",
        grades=_grades(desk),
    )


def _grades(desk: Desk) -> tuple[str, ...]:
    for step in desk.steps:
        if step.role in (Role.BARE_GRADE, Role.GRADE):
            return step.rule.core.best_first()
    return ()


def _check_day(desk: Desk) -> None:
    document = desk.document
    if desk.as_of < document.valid_from or (document.valid_to and desk.as_of > document.valid_to):
        upto = f"至{document.valid_to}" if document.valid_to else "起"
        desk.source.report(
            "R501",
            f"考核日{desk.as_of}不在办法的有效期（{document.valid_from}{upto}）内",
            ("valid_from",),
            found=str(desk.as_of),
            expected=f"{document.valid_from}{upto}",
        )


def _declare_results(desk: Desk) -> None:
    document = desk.document
    for name, clause in document.values.items():
        desk.declare_clause(name, ("values", name), clause, Role.VALUE)
    passing = [name for name, star in document.stars.items() if isinstance(star, PassStar)]
    for name, star in document.stars.items():
        path: Path = ("stars", name)
        if isinstance(star, PassStar):
            declare_star(desk, name, path, star)
        else:
            desk.declare_clause(name, path, star, Role.STAR)
    if passing:
        desk.declare(TOTAL, ("stars",), lambda: total(desk, passing))
    if document.eligible or any(veto.effect == "not_rated" for veto in document.vetoes):
        desk.declare(ELIGIBLE, ("eligible",), partial(eligible, desk))
    if document.level:
        declare_level(desk)
    elif any(veto.effect != "not_rated" for veto in document.vetoes):
        desk.source.report("R202", "vetoes 是对星级的否决，要写 level", ("vetoes",), key=True, expected="level")
    if document.grade:
        declare_grade(desk)
    elif document.quotas:
        desk.source.report("R202", "quotas 是等次的名额，要写 grade", ("quotas",), key=True, expected="grade")
    for name, clause in document.entitlements.items():
        desk.declare_clause(name, ("entitlements", name), clause, Role.ENTITLEMENT)
    for name in desk.lost:
        score = name.startswith("得分(")  # of an indicator, or of a star: a number, whatever it was to be made of
        desk.names.makers.setdefault(name, _a_number if score else _refused)
    _declare_history(desk)


def _declare_history(desk: Desk) -> None:
    """上年(X) for every result, 任期内增加(X) for every numeric one. A level or star is a number before it is bound."""
    document = desk.document
    numbers = {name for name, star in document.stars.items() if not isinstance(star, PassStar)} | {TOTAL}
    numbers |= {document.level.name} if document.level else set()
    for name in [name for name in desk.names.makers if name not in BUILTINS and not name.endswith(")")]:

        def kind(name: str = name) -> Symbol:
            return Symbol(Kind.NUMBER) if name in numbers else desk.names[name]

        for head in (LAST, GAIN):
            desk.names.makers[f"{head}({name})"] = lambda head=head, name=name, kind=kind: _past(
                desk, head, name, kind()
            )  # type: ignore[misc]


def _past(desk: Desk, head: str, name: str, symbol: Symbol) -> Symbol:
    if len(desk.names.open_) > 1:  # something reads it
        desk.history[f"{head}({name})"] = None
        if head == GAIN:
            _ = desk.names[name]  # this year's value comes first
    return Symbol(symbol.kind, symbol.choices)


def _a_number() -> Symbol:
    return Symbol(Kind.NUMBER)


def _refused() -> Symbol:
    raise Refused
