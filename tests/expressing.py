"""Evaluates one expression over a few hand-made columns."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from stardb.expressions import Frame, KnownSymbols, Symbol, check
from stardb.quantity import Column, Kind
from stardb.quantity.logic import truth

GRADES = ("优秀", "合格", "基本合格", "不合格")

NAMES: Mapping[str, Symbol] = {
    "甲": Symbol(Kind.NUMBER),
    "乙": Symbol(Kind.NUMBER),
    "得分": Symbol(Kind.NUMBER),
    "年度": Symbol(Kind.NUMBER),
    "收入": Symbol(Kind.MONEY),
    "支出": Symbol(Kind.MONEY),
    "率": Symbol(Kind.PERCENT),
    "年限": Symbol(Kind.DURATION),
    "起": Symbol(Kind.DATE),
    "止": Symbol(Kind.DATE),
    "考核日": Symbol(Kind.DATE),
    "身份证号": Symbol(Kind.TEXT),
    "等次": Symbol(Kind.CHOICE, GRADES),
    "上次等次": Symbol(Kind.CHOICE, (*GRADES, "不定等次")),
    "姓名": Symbol(Kind.TEXT),
    "软弱涣散": Symbol(Kind.BOOL),
    "按期换届": Symbol(Kind.BOOL),
    "村(社区)": Symbol(Kind.NUMBER),
    "三会、一课（次）": Symbol(Kind.NUMBER),
    "“四会”运行": Symbol(Kind.NUMBER),
    "上年(星级)": Symbol(Kind.NUMBER),
    "往年(星级, 2)": Symbol(Kind.NUMBER),
    "任期内增加(等次)": Symbol(Kind.NUMBER, unfit="“任期内增加”要用于数，“等次”是选项"),
    "得分(群众评议)": Symbol(Kind.NUMBER),
    "2022年得分": Symbol(Kind.NUMBER),
}


def column(name: str, value: Any) -> Column:
    """One subject's value of a name, None unknown."""
    symbol = NAMES[name]
    if symbol.kind is Kind.CHOICE:
        return Column.from_codes(symbol.choices, np.array([-1 if value is None else symbol.choices.index(value)]))
    if symbol.kind is Kind.TEXT:
        return Column.words([value])
    if symbol.kind is Kind.BOOL:
        return truth(np.array([bool(value)]), np.array([value is not None]))
    return Column.of(symbol.kind, [value])


def formula(text: str) -> Any:
    """The typed formula of a text over NAMES."""
    return check(text, KnownSymbols(NAMES))


def value(text: str, **given: Any) -> Any:
    """What an expression comes to for one subject; names not given are unknown. Keys may stand for odd names: see NAMES."""
    return valued(text, given)


def valued(text: str, given: Mapping[str, Any]) -> Any:
    """The same with names that are no Python words."""
    columns = {name: column(name, given.get(name)) for name in NAMES}
    return formula(text).evaluate(Frame(1, columns)).at(0)
