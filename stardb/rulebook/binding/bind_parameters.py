"""Binds what is one value for all: parameters, as of the day or as their mean over a year in which they changed; the term's ends."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial

from stardb.expressions import Symbol
from stardb.quantity import Column, Kind, ranges, show
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.name_table import BUILTINS
from stardb.rulebook.document import Parameter
from stardb.rulebook.parameter_changes import (
    describe_stretches,
    find_changes,
    split_year,
    weigh_stretches,
)
from stardb.rulebook.periods.term import TERM_FIRST, TERM_LAST, find_term
from stardb.rulebook.scheme import Constant
from stardb.scorers.base import ClauseRefused, Scope
from stardb.yamlfile import YamlPath


def declare_parameters(binder: Binder) -> None:
    """Declare the name of every parameter."""
    for name, parameter in binder.document.parameters.items():
        path: YamlPath = ("parameters", name)
        binder.declare(name, path, partial(_bind_parameter, binder, name, path, parameter))


def _bind_parameter(binder: Binder, name: str, path: YamlPath, parameter: Parameter) -> Symbol:
    until = min(binder.as_of, binder.period.last) if parameter.yearly else binder.as_of
    days = [day for day in parameter.values if day <= until]
    scope = binder.make_scope(name, path)
    below: YamlPath = ("values",) if (*path, "values") in binder.source.values else ()
    if not days:
        raise scope.refuse(
            "R501",
            f"参数“{name}”在{binder.as_of}还没有值",
            found=str(min(parameter.values)),
            expected=f"{binder.as_of}或更早的日期",
        )
    day = max(days)
    if parameter.yearly and day.year != binder.period.year:
        raise scope.refuse(
            "R502",
            f"参数“{name}”每年都要重定，{binder.period.year}年的还没有写，最近的是自{day}起的",
            (*below, day.isoformat()),
            key=True,
            found=str(day),
            expected=f"{binder.period.year}年内、不晚于{binder.as_of}的日期",
        )
    kind, value = scope.read_any_amount(parameter.values[day], (*below, day.isoformat()))
    place = binder.source.place((*path, *below, day.isoformat()))
    dated = [scope.read_any_amount(given, (*below, other.isoformat())) for other, given in parameter.values.items()]
    kinds = {found for found, worth in dated if worth} or {kind}  # a bare 0 is of the kind of the others
    if len(kinds) > 1:
        told = "、".join(sorted(kind.value for kind in kinds))
        raise scope.refuse("R305", f"参数“{name}”各年的数不是一类：{told}", below, key=not below, found=told)
    kind = kinds.pop()
    known = {other: worth for other, (_, worth) in zip(parameter.values, dated, strict=True)}
    value, how = _find_value(parameter, known, kind, scope, below)
    column = Column.constant(kind, value, 1)
    binder.constants[name] = Constant(name, column, place, parameter.basis, parameter.example, how)
    binder.reaches[name] = ranges.just(value)
    return Symbol(kind, shared=True)


def _find_value(
    parameter: Parameter, values: Mapping[date, Fraction], kind: Kind, scope: Scope, below: YamlPath
) -> tuple[Fraction, str]:
    """The value for the year: that of the day rated on, or where it is so written the mean over the year, and how it was made."""
    as_of = scope.as_of
    held = {day: value for day, value in values.items() if not parameter.yearly or day.year == scope.period.year}
    changes = find_changes(list(held), as_of, parameter.yearly)
    last = values[max(day for day in values if day <= as_of)]
    if not changes or parameter.within == "year_end":
        return last, ""
    if parameter.within is None:
        told = "、".join(f"{day}起{show(kind, values[day])}" for day in changes)
        message = f"参数“{scope.name}”在{as_of.year}年里变了（{told}），没有写这一年怎么算，按考核日的算"
        remedy = "写 within: day（按天折算）、month（按月折算）或 year_end（按考核日的）"
        at: YamlPath = (*below, changes[0].isoformat())
        scope.report("R457", message, at, key=True, found=str(changes[0]), remedy=remedy)
        return last, ""
    by_month = parameter.within == "month"
    _refuse_within(parameter, held, changes, scope, below)
    stretches = split_year(held, as_of, by_month=by_month)
    return weigh_stretches(stretches), describe_stretches(kind, stretches, by_month=by_month)


def _refuse_within(
    parameter: Parameter, held: Mapping[date, Fraction], changes: Sequence[date], scope: Scope, below: YamlPath
) -> None:
    """Refuse a mean over a year that had no value at its beginning, or by month where the value changed within one."""
    first = date(scope.as_of.year, 1, 1)
    if not parameter.yearly and not any(day <= first for day in held):
        message = f"参数“{scope.name}”在{first}还没有值，不能折算"
        raise scope.refuse("R501", message, ("within",), found=str(min(held)), expected=f"{first}或更早的日期")
    odd = next((day for day in changes if day.day != 1), None)
    if parameter.within == "month" and odd is not None:
        message = f"按月折算的，要自某月1日起变，写的是{odd}"
        remedy = "改成月初的日期，或写 within: day"
        raise scope.refuse("R203", message, (*below, odd.isoformat()), key=True, found=str(odd), remedy=remedy)


def declare_term(binder: Binder) -> None:
    """Declare both ends of the term; put last, so that what reads one is bound before it."""
    for name in (TERM_FIRST, TERM_LAST):
        del binder.names.makers[name]
        binder.names.makers[name] = partial(_bind_end, binder, name)


def _bind_end(binder: Binder, name: str) -> Symbol:
    """An end of the term. Where something reads it and the rule file does not tell it, that is reported at what reads it."""
    first, last = find_term(binder.document.term_from, binder.as_of)
    if len(binder.names.in_progress) < 2:
        return BUILTINS[name]  # nothing reads it
    path = binder.names.in_progress[-2][1]
    if first is None:
        message = f"用了“{name}”，不知道{binder.as_of}在哪一届"
        binder.source.report("R455", message, path, key=True, found=name, expected="term_from")
        raise ClauseRefused
    if name == TERM_LAST and last is None:
        message = f"用了“{name}”，没有写下一届自何日起，遇到时待定"
        binder.source.report("R456", message, path, key=True, found=name)
    return BUILTINS[name]
