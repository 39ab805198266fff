"""Binds names of earlier periods: 上年(星级), 任期内增加(星级), 连续年数(支部星).

What a result came to last year is data: a clause may read its own, 累计: {first: 本年, later: 上年(累计) + 本年}. Its kind must
then be known before the clause is bound: it is the kind for which the clause's formulas come to that same kind; the kind of
the clause's `unit` is tried first, then a plain number.
"""

from fractions import Fraction
from functools import partial

from stardb.expressions import ExpressionFault, KnownSymbols, Symbol, check, find_plain_kind
from stardb.quantity import Kind, UnreadableText, ValueRange, ranges, read_quantity
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.name_table import BUILTINS, TOTAL, Maker
from stardb.rulebook.document import PassStar, Star
from stardb.rulebook.past_names import GAIN, OF_EARLIER, RUN, PastName, list_past_names, read_past_name
from stardb.scorers.base import NONE, Clause, is_output_word, read_hole
from stardb.scorers.clauses import (
    YEARS,
    YEARS_ONLY,
    Bands,
    Choices,
    Decide,
    Distribute,
    FirstLater,
    FormulaClause,
    LastOf,
)

_KINDS = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.BOOL, Kind.DATE)


def declare_history(binder: Binder) -> None:
    """Declare every name of earlier periods there can be. The kind of a star, level or grade is known before it is bound."""
    document = binder.document
    known = dict.fromkeys((TOTAL, *document.scores), Symbol(Kind.NUMBER))
    known |= {name: symbol for name, star in document.stars.items() if (symbol := _find_star_symbol(star))}
    if document.level:
        words = tuple(document.level.rule.words)
        known[document.level.name] = Symbol(Kind.NUMBER, words, best=document.level.best)
    for item in [name for name in binder.names.makers if name not in BUILTINS and not name.endswith(")")]:
        for about in list_past_names(item):
            symbol = known.get(item) or _find_grade_symbol(binder, item)
            binder.names.makers[about.name] = partial(_bind_past, binder, about, symbol)
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
    """What binds 连续年数(达标, 此前年数), where both names are there; None for any other name."""
    about = read_past_name(name)
    if about is None or not about.before or not {about.item, about.before} <= binder.names.makers.keys():
        return None
    return partial(_bind_past, binder, about, None)


def _find_grade_symbol(binder: Binder, item: str) -> Symbol | None:
    """What the grade stands for where its clause gives nothing but words; None for all else."""
    grade = binder.document.grade
    if grade is None or grade.name != item:
        return None
    rule, given = grade.rule, list[object]()
    if isinstance(rule, Bands | Choices | Decide):
        cases = rule.bands if isinstance(rule, Bands) else rule.choices if isinstance(rule, Choices) else None
        given = list(cases.values()) if cases is not None else [entry.give for entry in rule.decide]  # type: ignore[union-attr]
        given += [rule.otherwise]
        given = [one for one in given if one is not None and read_hole(one) is None]
    elif isinstance(rule, Distribute):
        given = list(rule.distribute)
    words = dict.fromkeys([*given, *grade.grades, *([NONE] if rule.when is not None else [])])
    scope = binder.make_scope(item, ("grade",))
    if not given or not all(isinstance(word, str) and is_output_word(word, scope.symbols) for word in given):
        return None
    order = grade.grades or (given if isinstance(rule, Distribute) else ())
    return Symbol(Kind.CHOICE, tuple(str(word) for word in words), order=tuple(str(word) for word in order))


def _bind_past(binder: Binder, about: PastName, known: Symbol | None) -> Symbol:
    read = len(binder.names.in_progress) > 1  # something reads it
    now = about.relation in (GAIN, RUN)  # this year's value comes first
    own = (
        _find_own_symbol(binder, about.item)
        if known is None and not now and binder.names.is_binding(about.item)
        else None
    )
    symbol = own or (binder.names.bind(about.item) if known is None or (now and read) else known)
    if about.relation == GAIN and not symbol.kind.numeric:
        return Symbol(Kind.NUMBER, unfit=f"“{GAIN}”要用于数，“{about.item}”是{symbol.kind.value}")
    if about.relation == RUN and symbol.kind is not Kind.BOOL:
        return Symbol(Kind.NUMBER, unfit=f"“{RUN}”要用于条件或得与不得的星，“{about.item}”是{symbol.kind.value}")
    if about.before and (before := binder.names.bind(about.before)).kind is not Kind.NUMBER:
        unfit = f"“{RUN}”的第二项是台账以前已连续几年，是数，“{about.before}”是{before.kind.value}"
        return Symbol(Kind.NUMBER, unfit=unfit)
    if read:
        binder.history[about.name] = None
    binder.reaches[about.name] = _find_reach(binder, about, symbol)
    if about.relation == RUN:
        return Symbol(Kind.NUMBER, whole=True)
    unfit = symbol.unfit or (YEARS_ONLY if about.relation == YEARS else "")
    return Symbol(symbol.kind, symbol.choices, unfit=unfit, order=symbol.order, best=symbol.best)


def _find_reach(binder: Binder, about: PastName, symbol: Symbol) -> ValueRange:
    """What a value of earlier years can come to: anything by the rules of then, but no finer than it is now."""
    if about.relation == RUN:
        return ranges.counts()
    level = binder.document.level
    if (level and about.item == level.name) or about.item in binder.document.stars:
        return ValueRange(grain=Fraction(1))
    return (
        ValueRange(grain=binder.reaches.get(about.item, ranges.ANYTHING).grain)
        if symbol.kind.numeric
        else ranges.ANYTHING
    )


def _find_own_symbol(binder: Binder, item: str) -> Symbol | None:
    """What a clause reads as its own value of earlier periods; None where it is no formula, so that its kind is not known."""
    document = binder.document
    clause = document.values.get(item) or document.entitlements.get(item) or document.stars.get(item)
    texts = _list_formulas(clause)
    if not isinstance(clause, Clause) or not texts:
        return None
    scope, sound = binder.make_scope(item, ()), False
    for kind in sorted(_KINDS, key=lambda kind: kind is not _find_unit_kind(clause.unit)):
        own = {about.name: Symbol(kind) for about in list_past_names(item)}
        known = KnownSymbols(own, scope.symbols)
        try:
            found = [check(text, known, scope.own) for text in texts]
        except ExpressionFault:
            continue
        if all(formula.kind is kind or formula.value == 0 for formula in found):  # a bare 0 is of any kind
            return Symbol(kind)
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
    return BUILTINS[name]
