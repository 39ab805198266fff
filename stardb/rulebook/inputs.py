"""What a scheme reads: its tables and parameters, checked and taken up as names."""

from functools import partial
from typing import Any

from stardb.expressions import Symbol
from stardb.quantity import Column, name_text, ranges
from stardb.rulebook.desk import Desk
from stardb.rulebook.idle import column_reach
from stardb.rulebook.names import BUILTINS
from stardb.rulebook.scheme import Constant
from stardb.rulebook.specs import faults_of
from stardb.rulebook.tables import COUNTY, DEFAULT_OWNER
from stardb.scorers.base import Periods
from stardb.yamlfile import YamlPath, show_value


def declare_tables(desk: Desk) -> None:
    for name, symbol in BUILTINS.items():
        desk.names.makers[name] = lambda symbol=symbol: symbol  # type: ignore[misc]
    for index, (title, table) in enumerate(desk.document.tables.items()):
        _check_table(desk, index, title)
        symbols = {name: Symbol(spec.kind, spec.words, whole=spec.counts) for name, spec in table.columns.items()}
        if table.many:
            desk.periods[title] = Periods(tuple(table.period), table.repeats == "ask")
            for name in symbols:
                desk.names.reserved(name, ("tables", title, "columns", name))
            desk.rows[title] = symbols
            desk.rows_reach[title] = {name: column_reach(spec) for name, spec in table.columns.items()}
            continue
        for name, symbol in symbols.items():
            if name in desk.columns and name in table.key:
                continue
            desk.columns[name] = (title, symbol.kind)
            desk.reaches[name] = column_reach(table.columns[name])
            desk.declare(name, ("tables", title, "columns", name), lambda symbol=symbol: symbol)  # type: ignore[misc]


def _check_table(desk: Desk, index: int, title: str) -> None:
    table, path = desk.document.tables[title], ("tables", title)
    wanted = [] if table.result_of else [("key", name) for name in table.key]
    if table.result_of:
        _check_borrowed(desk, index, title)
    wanted += [("name", table.name), ("group", table.group)] if index == 0 else []
    wanted += [("period", name) for name in table.period]
    for part, name in wanted:
        if name and name not in table.columns and name not in desk.lost:
            desk.source.report(
                "R301", f"“{title}”没有“{name}”这一栏", (*path, part), found=name, expected="、".join(table.columns)
            )
    if index == 0 and table.many:
        desk.source.report("R203", "第一张表是名册，一个对象一行，不能写 many", (*path, "many"))
    _check_filling(desk, title)
    roster = next(iter(desk.document.tables.values()))
    shared = not table.many and set(table.key) <= roster.columns.keys()  # a village's row is all its cadres'
    if not (table.result_of or shared) and len(table.key) != len(roster.key):
        told, expected = "、".join(table.key), "、".join(roster.key)
        message = f"“{title}”按{told}认对象，名册按{expected}，对不上"
        desk.source.report(
            "R203", message, (*path, "key"), found=told, expected=f"{len(roster.key)}栏，与名册的次序相同"
        )
    _check_names(desk, title)
    for name, spec in table.columns.items():
        if spec.type == "choice" and not spec.choices:
            desk.source.report(
                "R202", f"选项栏“{name}”没有写 choices", (*path, "columns", name), key=True, expected="choices"
            )
        for below, message in faults_of(name, spec):
            desk.source.report(
                "R203", message, (*path, "columns", name, *below), found=show_value(getattr(spec, str(below[0])))
            )


def _check_filling(desk: Desk, title: str) -> None:
    """Whether keys that only some tables have stand where they may, and who fills the table in is known."""
    table, path = desk.document.tables[title], ("tables", title)
    if not table.many:
        for key in (key for key in ("period", "repeats") if key in table.model_fields_set):
            message = f"{key} 只用于 many: true 的表，“{title}”一个对象一行"
            desk.source.report("R203", message, (*path, key), key=True, found=key)
    columns = next(iter(desk.document.tables.values())).columns
    if table.owner not in (DEFAULT_OWNER, COUNTY, *columns):
        message = f"owner 写 乡镇、县，或名册里的一栏；名册没有“{table.owner}”这一栏"
        expected = "、".join((DEFAULT_OWNER, COUNTY, *columns))
        desk.source.report("R301", message, (*path, "owner"), found=table.owner, expected=expected)


def _check_names(desk: Desk, title: str) -> None:
    """No two columns of a table go by one name: a header with it would be the first's, and the other would have none."""
    columns = desk.document.tables[title].columns
    path: YamlPath = ("tables", title, "columns")
    owners: dict[str, str] = {}
    for name in columns:
        if (first := owners.setdefault(name_text(name), name)) != name:
            message = f"“{title}”的“{name}”与“{first}”只有写法不同，表头上分不清"
            desk.source.report("R203", message, (*path, name), key=True, found=name, expected="各栏不同的名称")
    for name, spec in columns.items():
        for k, alias in enumerate(spec.aliases):
            first = owners.setdefault(name_text(alias), name)
            if first != name:
                what = "的名称" if name_text(first) == name_text(alias) else "的别名"
                message = f"“{title}”里“{alias}”既是“{name}”的别名，又是“{first}”{what}，表头上分不清"
                at: YamlPath = (*path, name, "aliases", k)
                at = at if at in desk.source.values else at[:-1]
                desk.source.report("R203", message, at, found=alias, expected="一个写法只归一栏")


def _check_borrowed(desk: Desk, index: int, title: str) -> None:
    """A table of another scheme's results: one row a subject, found by columns of the roster."""
    table, path = desk.document.tables[title], ("tables", title)
    roster = next(iter(desk.document.tables.values()))
    if index == 0 or table.many:
        desk.source.report("R203", "取自别的办法的结果，不能是名册，也不能写 many", (*path, "result_of"))
    for name in table.key:
        if name not in roster.columns:
            message = f"“{title}”按“{name}”找对象，名册没有这一栏"
            desk.source.report("R301", message, (*path, "key"), found=name, expected="、".join(roster.columns))


def declare_parameters(desk: Desk) -> None:
    for name, parameter in desk.document.parameters.items():
        path: YamlPath = ("parameters", name)
        desk.declare(name, path, partial(_constant, desk, name, path, parameter))


def _constant(desk: Desk, name: str, path: YamlPath, parameter: Any) -> Symbol:
    days = [day for day in parameter.values if day <= desk.as_of]
    scope = desk.scope(name, path)
    below: YamlPath = ("values",) if (*path, "values") in desk.source.values else ()
    if not days:
        raise scope.refuse(
            "R501",
            f"参数“{name}”在{desk.as_of}还没有值",
            found=str(min(parameter.values)),
            expected=f"{desk.as_of}或更早的日期",
        )
    day = max(days)
    if parameter.yearly and day.year != desk.as_of.year:
        raise scope.refuse(
            "R502",
            f"参数“{name}”每年都要重定，{desk.as_of.year}年的还没有写，最近的是自{day}起的",
            (*below, day.isoformat()),
            key=True,
            found=str(day),
            expected=f"{desk.as_of.year}年内、不晚于{desk.as_of}的日期",
        )
    kind, value = scope.any_amount(parameter.values[day], (*below, day.isoformat()))
    place = desk.source.place((*path, *below, day.isoformat()))
    dated = [scope.any_amount(given, (*below, other.isoformat())) for other, given in parameter.values.items()]
    kinds = {found for found, worth in dated if worth} or {kind}  # a bare 0 is of the kind of the others
    if len(kinds) > 1:
        told = "、".join(sorted(kind.value for kind in kinds))
        raise scope.refuse("R305", f"参数“{name}”各年的数不是一类：{told}", below, key=not below, found=told)
    kind = kinds.pop()
    desk.constants[name] = Constant(name, Column.constant(kind, value, 1), place, parameter.basis, parameter.example)
    desk.reaches[name] = ranges.just(value)
    return Symbol(kind, shared=True)
