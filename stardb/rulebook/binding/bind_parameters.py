"""Binds parameters: each is the number that holds on the day of the appraisal."""

from functools import partial

from stardb.expressions import Symbol
from stardb.quantity import Column, ranges
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.document import Parameter
from stardb.rulebook.scheme import Constant
from stardb.yamlfile import YamlPath


def declare_parameters(binder: Binder) -> None:
    """Declare the name of every parameter."""
    for name, parameter in binder.document.parameters.items():
        path: YamlPath = ("parameters", name)
        binder.declare(name, path, partial(_bind_parameter, binder, name, path, parameter))


def _bind_parameter(binder: Binder, name: str, path: YamlPath, parameter: Parameter) -> Symbol:
    days = [day for day in parameter.values if day <= binder.as_of]
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
    if parameter.yearly and day.year != binder.as_of.year:
        raise scope.refuse(
            "R502",
            f"参数“{name}”每年都要重定，{binder.as_of.year}年的还没有写，最近的是自{day}起的",
            (*below, day.isoformat()),
            key=True,
            found=str(day),
            expected=f"{binder.as_of.year}年内、不晚于{binder.as_of}的日期",
        )
    kind, value = scope.read_any_amount(parameter.values[day], (*below, day.isoformat()))
    place = binder.source.place((*path, *below, day.isoformat()))
    dated = [scope.read_any_amount(given, (*below, other.isoformat())) for other, given in parameter.values.items()]
    kinds = {found for found, worth in dated if worth} or {kind}  # a bare 0 is of the kind of the others
    if len(kinds) > 1:
        told = "、".join(sorted(kind.value for kind in kinds))
        raise scope.refuse("R305", f"参数“{name}”各年的数不是一类：{told}", below, key=not below, found=told)
    kind = kinds.pop()
    binder.constants[name] = Constant(name, Column.constant(kind, value, 1), place, parameter.basis, parameter.example)
    binder.reaches[name] = ranges.just(value)
    return Symbol(kind, shared=True)
