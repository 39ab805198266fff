"""Binds names of earlier periods: 上年(星级), 任期内增加(星级), 连续年数(支部星).

What a result came to last year is data: a clause may read its own, 累计: {first: 本年, later: 上年(累计) + 本年}. Its kind must
then be known before the clause is bound: it is the kind for which the clause's formulas come to that same kind; the kind of
the clause's `unit` is tried first, then a plain number.
"""

from dataclasses import replace
from fractions import Fraction
from functools import partial

from stardb.expressions import Best, ExpressionFault, KnownSymbols, Symbol, check, find_plain_kind
from stardb.quantity import Kind, UnreadableText, ValueRange, ranges, read_quantity
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.name_table import BUILTINS, TOTAL, Maker
from stardb.rulebook.binding.past_kinds import explain_kinds
from stardb.rulebook.document import PassStar, Star
from stardb.rulebook.past_names import (
    GAIN,
    OF_EARLIER,
    RUN,
    RUNS,
    WITH_NOW,
    YEAR_TO_DATE,
    PastName,
    list_past_names,
    read_past_name,
)
from stardb.rulebook.rated_results import GRADE, LEVEL, RatedResult, list_rated
from stardb.scorers.base import NONE, Clause, is_output_word, read_hole
from stardb.scorers.clauses import (
    EACH,
    Bands,
    Choices,
    Decide,
    Distribute,
    FirstLater,
    FormulaClause,
    LastOf,
    explain_each,
)

_KINDS = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.BOOL, Kind.DATE)


def declare_history(binder: Binder) -> None:
    """Declare every name of earlier periods there can be. The kind of a star, level or grade is known before it is bound."""
    document = binder.document
    known = dict.fromkeys((TOTAL, *document.scores), Symbol(Kind.NUMBER))
    known |= {name: symbol for name, star in document.stars.items() if (symbol := _find_star_symbol(star))}
    known |= {result.name: symbol for result in list_rated(document) if (symbol := _find_rated_symbol(binder, result))}
    for item in [name for name in binder.names.makers if name not in BUILTINS and not name.endswith(")")]:
        for about in list_past_names(item):
            if not explain_kinds(about.relation, binder.every):
                binder.names.makers[about.name] = partial(_bind_past, binder, about, known.get(item))
    binder.names.derive = partial(_derive, binder)
    for name in OF_EARLIER:  # put last, so that what reads one is bound before it
        del binder.names.makers[name]
        binder.names.makers[name] = partial(_bind_builtin, binder, name)


def _find_star_symbol(star: Star) -> Symbol | None:
    """Whether a star is won or not, or counted, as far as that shows before it is bound."""
    if isinstance(star, PassStar):
        return Symbol(Kind.BOOL)
    kinds = {find_plain_kind(text) for text in _list_formulas(star)} or {
        None if isinstance(star, LastOf) else Kind.NUMBER
    }
    kind = kinds.pop()
    if kinds or kind is None:
        return None
    return Symbol(kind, best="highest" if kind is Kind.NUMBER else "")


def _derive(binder: Binder, name: str) -> Maker | None:
    """What binds a name that is there only where it is read; None for any other name.

    Such are 连续年数(达标, 此前年数), where both names are there, and one that asks for periods that are never rated, which then
    says so.
    """
    about = read_past_name(name)
    if about is None or not {about.item, about.before or about.item} <= binder.names.makers.keys():
        return None
    unfit = explain_kinds(about.relation, binder.every)
    if unfit:
        return lambda: Symbol(Kind.NUMBER, unfit=unfit)
    return partial(_bind_past, binder, about, None) if about.before else None


def _find_rated_symbol(binder: Binder, result: RatedResult) -> Symbol | None:
    """What a level, grade or rating stands for, as far as that shows before it is bound; None where it does not."""
    number = Symbol(Kind.NUMBER, result.choices, best="lowest" if result.is_falling else "highest")
    if result.key == LEVEL:
        return number
    symbol = _find_words_symbol(binder, result)
    cases = isinstance(result.clause.rule, Bands | Choices | Decide)
    return number if symbol is None and cases and result.key != GRADE else symbol


def _find_words_symbol(binder: Binder, result: RatedResult) -> Symbol | None:
    """What a grade stands for where its clause gives nothing but words; None for all else."""
    rule, given = result.clause.rule, list[object]()
    if isinstance(rule, Bands | Choices | Decide):
        cases = rule.bands if isinstance(rule, Bands) else rule.choices if isinstance(rule, Choices) else None
        given = list(cases.values()) if cases is not None else [entry.give for entry in rule.decide]  # type: ignore[union-attr]
        given += [rule.otherwise]
        given = [one for one in given if one is not None and read_hole(one) is None]
    elif isinstance(rule, Distribute):
        given = list(rule.distribute)
    lapses = rule.when is not None or rule.every
    words = dict.fromkeys([*given, *result.grades, *result.choices, *([NONE] if lapses else [])])
    scope = binder.make_scope(result.name, result.path)
    if not given or not all(isinstance(word, str) and is_output_word(word, scope.symbols) for word in given):
        return None
    order = result.grades or (given if isinstance(rule, Distribute) else ())
    return Symbol(Kind.CHOICE, tuple(str(word) for word in words), order=tuple(str(word) for word in order))


def _bind_past(binder: Binder, about: PastName, known: Symbol | None) -> Symbol:
    read = len(binder.names.in_progress) > 1  # something reads it
    now = about.relation in WITH_NOW  # this period's value comes first
    own = (
        _find_own_symbol(binder, about.item)
        if known is None and not now and binder.names.is_binding(about.item)
        else None
    )
    symbol = own or (binder.names.bind(about.item) if known is None or (now and read) else known)
    if about.relation in (GAIN, YEAR_TO_DATE) and not symbol.kind.numeric:
        return Symbol(Kind.NUMBER, unfit=f"“{about.relation}”要用于数，“{about.item}”是{symbol.kind.value}")
    if about.relation in RUNS and symbol.kind is not Kind.BOOL:
        unfit = f"“{about.relation}”要用于条件或得与不得的星，“{about.item}”是{symbol.kind.value}"
        return Symbol(Kind.NUMBER, unfit=unfit)
    if about.before and (before := binder.names.bind(about.before)).kind is not Kind.NUMBER:
        count = "年" if about.relation == RUN else "期"
        unfit = f"“{about.relation}”的第二项是台账以前已连续几{count}，是数，“{about.before}”是{before.kind.value}"
        return Symbol(Kind.NUMBER, unfit=unfit)
    if read:
        binder.history[about.name] = None
    binder.reaches[about.name] = _find_reach(binder, about, symbol)
    if about.relation in RUNS:
        return Symbol(Kind.NUMBER, whole=True)
    unfit = symbol.unfit or (explain_each(about.kind) if about.kind and about.relation == EACH[about.kind] else "")
    return Symbol(symbol.kind, symbol.choices, unfit=unfit, order=symbol.order, best=symbol.best)


def _find_reach(binder: Binder, about: PastName, symbol: Symbol) -> ValueRange:
    """What a value of earlier years can come to: anything by the rules of then, but no finer than it is now."""
    if about.relation in RUNS:
        return ranges.counts()
    levels = [result.name for result in list_rated(binder.document) if result.key == LEVEL]
    if about.item in levels or about.item in binder.document.stars:
        return ValueRange(grain=Fraction(1))
    return (
        ValueRange(grain=binder.reaches.get(about.item, ranges.ANYTHING).grain)
        if symbol.kind.numeric
        else ranges.ANYTHING
    )


def _find_own_symbol(binder: Binder, item: str) -> Symbol | None:
    """What a clause reads as its own value of earlier periods; None where it is no formula, so that its kind is not known."""
    document = binder.document
    rating = document.ratings.get(item)
    best: Best = rating.best if rating else ""
    others = document.values.get(item) or document.entitlements.get(item) or document.stars.get(item)
    clause = rating.rule if rating else others
    texts = _list_formulas(clause)
    if not isinstance(clause, Clause) or not texts:
        return None
    scope, sound = binder.make_scope(item, ()), False
    for kind in sorted(_KINDS, key=lambda kind: kind is not _find_unit_kind(clause.unit)):
        own = {about.name: Symbol(kind, best=best) for about in list_past_names(item)}
        known = KnownSymbols(own, scope.symbols)
        try:
            found = [check(text, known, scope.own) for text in texts]
        except ExpressionFault:
            continue
        if all(formula.kind is kind or formula.value == 0 for formula in found):  # a bare 0 is of any kind
            return Symbol(kind, best=best)
        sound = True
    unfit = f"“{item}”得的与它自己上年的不是一类" if sound else ""
    return Symbol(Kind.NUMBER, unfit=unfit)  # what is wrong with an unsound formula is told where it is bound


def _list_formulas(clause: object) -> tuple[str, ...]:
    if isinstance(clause, FirstLater):
        return (clause.first, clause.later)
    return (clause.formula,) if isinstance(clause, FormulaClause) else ()


def _find_unit_kind(unit: str) -> Kind:
    """The kind of number that a clause's `unit` counts: 元/年 is money."""
    try:
        return read_quantity(f"1{unit.partition('/')[0]}")[0]
    except UnreadableText:
        return Kind.NUMBER


def _bind_builtin(binder: Binder, name: str) -> Symbol:
    if len(binder.names.in_progress) > 1:
        binder.history[name] = None
    unfit = explain_kinds(name, binder.every)
    return replace(BUILTINS[name], unfit=unfit) if unfit else BUILTINS[name]
