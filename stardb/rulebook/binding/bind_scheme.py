"""From a document to a scheme: every name is declared, then all are bound, each when it is first needed.

What needs a name binds it; needing one that is being bound is a cycle. So the steps come out in an order in which each has
what it needs. What cannot be bound is reported once, and what depends on it is left out without a word.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from stardb.expressions import Best, Symbol, nearest
from stardb.quantity import Kind, Period
from stardb.rulebook.binding.bind_eligibility import bind_eligibility
from stardb.rulebook.binding.bind_evidence import declare_evidence, make_evidence_table
from stardb.rulebook.binding.bind_heads import declare_heads
from stardb.rulebook.binding.bind_parameters import declare_parameters, declare_term
from stardb.rulebook.binding.bind_stars import declare_star
from stardb.rulebook.binding.bind_tables import declare_tables
from stardb.rulebook.binding.bind_vetoes import bind_result_vetoes, check_vetoes, list_vetoed
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.history_names import declare_history
from stardb.rulebook.binding.levels.bind_level_grade import declare_rated
from stardb.rulebook.binding.name_table import TOTAL
from stardb.rulebook.binding.past_kinds import check_past_kinds
from stardb.rulebook.binding.table_uses import find_table_uses
from stardb.rulebook.document import Document, PassStar
from stardb.rulebook.document.key_aliases import share_key_aliases
from stardb.rulebook.document.stretch_ends import mark_stretch_ends
from stardb.rulebook.listing import bind_listings
from stardb.rulebook.periods.row_windows import make_window
from stardb.rulebook.periods.term import find_term
from stardb.rulebook.rated_results import RatedResult, find_rated, list_rated
from stardb.rulebook.scheme import Rating, Role, Scheme, Step
from stardb.scorers.base import ClauseRefused, Rule
from stardb.scorers.clauses import FormulaCore
from stardb.scorers.kit import ELIGIBLE, RowWindow
from stardb.yamlfile import YamlPath, YamlSource

_COMING_TO = ("stars", "scores", "level", "grade", "ratings", "entitlements")
"""The sections one of which a scheme must have."""


def bind_scheme(
    document: Document, source: YamlSource, period: Period, as_of: date | None = None, lost: tuple[str, ...] = ()
) -> Scheme:
    """The scheme of a document, for one period. as_of: the day it is rated on; None for the one the document derives.

    What does not hold is reported to `source`, and what rests on it is left out of the steps. lost: names whose own parts
    cannot be read; what needs one is left out too.
    """
    scheme = _scheme(Binder(document, source, period, as_of or document.rated_on.find_day(period), lost))
    return replace(scheme, tables=find_table_uses(scheme))


def _scheme(binder: Binder) -> Scheme:
    """Declare every name, bind them all, and make the scheme of the steps."""
    _check_day(binder)
    declare_tables(binder)
    declare_evidence(binder)
    declare_parameters(binder)
    _declare_results(binder)
    for name in list(binder.names):
        with suppress(ClauseRefused):
            binder.names.bind(name)
    _bind_rows(binder)
    check_past_kinds(binder)
    published_columns, listings = _bind_published_columns(binder), bind_listings(binder)
    document, ratings = binder.document, _list_ratings(binder)
    eligible = ELIGIBLE if ELIGIBLE in binder.names.symbols else ""
    return Scheme(
        title=document.scheme,
        subject=document.subject,
        basis=document.basis,
        note=document.note,
        file=binder.source.file,
        text=binder.source.text,
        period=binder.period,
        as_of=binder.as_of,
        every=document.every,
        tables={
            **mark_stretch_ends(share_key_aliases(document.tables), binder.source.data),
            **make_evidence_table(binder),
        },
        columns=binder.columns,
        constants=binder.constants,
        steps=tuple(binder.steps),
        history=tuple(binder.history),
        term_start=find_term(document.term_from, binder.as_of)[0],
        term_end=find_term(document.term_from, binder.as_of)[1],
        valid_from=document.valid_from,
        level=document.level.name if document.level else "",
        grade=document.grade.name if document.grade else "",
        total=TOTAL if TOTAL in binder.names else "",
        eligible=eligible,
        grades=_list_grades(ratings, document),
        ratings=ratings,
        states={str(word): name for word, name in document.states.items()},
        publish=tuple(document.publish),
        reaches=binder.reaches,
        row_steps=tuple(binder.row_steps),
        rows_reach=binder.rows_reach,
        published_columns=published_columns,
        windows=_make_windows(binder),
        listings=listings,
    )


def _make_windows(binder: Binder) -> dict[str, RowWindow]:
    """Which rows count of each table that says when they are."""
    made = {title: make_window(table, binder.period) for title, table in binder.document.tables.items()}
    return {title: window for title, window in made.items() if window is not None}


def _bind_rows(binder: Binder) -> None:
    """Bind whatever of the rows of tables no clause has asked for."""
    for names in binder.rows.values():
        for name in names:
            with suppress(ClauseRefused):
                names[name]
    for bind in binder.validity.values():
        with suppress(ClauseRefused):
            bind()


def _list_grades(ratings: Mapping[str, Rating], document: Document) -> tuple[str, ...]:
    """The words a grade may be, best first."""
    return ratings[document.grade.name].words if document.grade else ()


def _list_ratings(binder: Binder) -> dict[str, Rating]:
    """The level, the grade and the ratings, by name; those that cannot be bound too."""
    return {result.name: _make_rating(binder, result) for result in list_rated(binder.document)}


def _make_rating(binder: Binder, result: RatedResult) -> Rating:
    best: Best = "lowest" if result.is_falling else "highest"
    with suppress(ClauseRefused):
        symbol = binder.names.bind(result.name)
        words = dict.fromkeys((*symbol.order, *symbol.choices)) if symbol.kind is Kind.CHOICE else ()
        return Rating(result.name, tuple(words), best, result.find_kind(symbol.kind), symbol.order)
    return Rating(result.name, (), best, result.find_kind(Kind.NUMBER))


def _check_day(binder: Binder) -> None:
    document = binder.document
    if binder.as_of < document.valid_from or (document.valid_to and binder.as_of > document.valid_to):
        upto = f"至{document.valid_to}" if document.valid_to else "起"
        binder.source.report(
            "R501",
            f"考核日{binder.as_of}不在办法的有效期（{document.valid_from}{upto}）内",
            ("valid_from",),
            found=str(binder.as_of),
            expected=f"{document.valid_from}{upto}",
        )


def _declare_results(binder: Binder) -> None:
    document = binder.document
    vetoed = list_vetoed(document)
    binder.vetoed = {name: partial(bind_result_vetoes, binder, vetoes, name) for name, vetoes in vetoed.items()}
    for name, clause in document.values.items():
        binder.declare_clause(name, ("values", name), clause, Role.VALUE)
    _check_sections(binder)
    declare_heads(binder)
    for name, star in document.stars.items():
        path: YamlPath = ("stars", name)
        if isinstance(star, PassStar):
            declare_star(binder, name, path, star)
        else:
            binder.declare_clause(name, path, star, Role.STAR)
    barring = [k for k, veto in enumerate(document.vetoes) if veto.effect == "not_rated"]
    if document.eligible or barring:
        where: YamlPath = ("eligible",) if document.eligible else ("vetoes", barring[0], "effect")
        binder.declare(ELIGIBLE, where, partial(bind_eligibility, binder))
    check_vetoes(binder)
    for result in list_rated(document):
        declare_rated(binder, result)
    _check_quotas(binder)
    for name, clause in document.entitlements.items():
        binder.declare_clause(name, ("entitlements", name), clause, Role.ENTITLEMENT)
    for name in binder.lost:
        score = name.startswith("得分(")  # of an indicator, or of a star: a number, whatever it was to be made of
        binder.names.makers.setdefault(name, _bind_number if score else _refuse)
        for payer in _find_payers(name, binder.source.data):
            binder.names.makers.setdefault(f"{name}({payer})", _refuse)
    declare_history(binder)
    declare_term(binder)


def _check_quotas(binder: Binder) -> None:
    """Report quotas that are on nothing, or not clearly on one rating."""
    document, rated = binder.document, list_rated(binder.document)
    if document.quotas and not rated:
        binder.source.report("R202", "quotas 是等次的名额，要写 grade", ("quotas",), key=True, expected="grade")
    for k, quota in enumerate(document.quotas if rated else ()):
        told = "、".join(result.key for result in rated)
        if quota.on is None and find_rated(None, rated) is None:
            message = "有几样并列的评定，要用 on 写明是哪一样的名额"
            binder.source.report("R202", message, ("quotas", k), key=True, expected=told)
        elif find_rated(quota.on, rated) is None:
            message = f"没有“{quota.on}”这样评定{nearest(str(quota.on), [result.key for result in rated])}"
            binder.source.report("R301", message, ("quotas", k, "on"), found=str(quota.on), expected=told)


def _find_payers(name: str, data: Any) -> tuple[str, ...]:
    """Who was to bear the parts of a clause that cannot be read, as far as it names them."""
    sections = (data.get(section) for section in ("values", "entitlements"))
    clauses = (section.get(name) for section in sections if isinstance(section, dict))
    payers = (clause.get("payers") for clause in clauses if isinstance(clause, dict))
    return tuple(str(payer) for given in payers if isinstance(given, dict) for payer in given)


def _check_sections(binder: Binder) -> None:
    """Report a document without any result (R202)."""
    document = binder.document
    if not any(getattr(document, section) for section in _COMING_TO) and not binder.lost:
        told = "、".join(_COMING_TO)
        binder.source.report("R202", f"办法至少要写 {told} 中的一节", (), key=True, expected=told)


def _bind_published_columns(binder: Binder) -> tuple[Step, ...]:
    """The published columns of tables with one row a subject, as steps of their own; what cannot be published is reported."""
    document, found = binder.document, []
    records = [title for title, table in document.tables.items() if table.many]
    known = (*document.values, *binder.columns, *records)
    for k, name in enumerate(document.publish):
        path: YamlPath = ("publish", k) if ("publish", k) in binder.source.values else ("publish",)
        if name not in known and name not in binder.lost:
            message = f"没有“{name}”这个取值、栏或记录表{nearest(name, known)}"
            expected = "values 里的取值、一个对象一行的表的栏，或 many: true 的表"
            binder.source.report("R301", message, path, found=name, expected=expected)
        elif name in binder.columns and name not in document.values:
            title, _ = binder.columns[name]
            spec = document.tables[title].columns[name]
            if spec.private:
                message = f"“{title}”的“{name}”一栏不公开（private: true），不能随结果公布"
                binder.source.report(
                    "R442", message, path, found=name, remedy="从 publish 里删去；可以公开的，去掉 private"
                )
            rule = Rule(FormulaCore(binder.make_scope(name, path).bind_source(None)))
            place = binder.source.place(("tables", title, "columns", name), key=True)
            found.append(Step(name, name, Role.VALUE, rule, place, note=spec.note, unit=spec.unit))
    return tuple(found)


def _bind_number() -> Symbol:
    return Symbol(Kind.NUMBER)


def _refuse() -> Symbol:
    raise ClauseRefused
