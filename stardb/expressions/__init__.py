"""Expressions in rule files: text -> typed formula -> vectorised exact computation. Nothing is ever `eval`ed.

`check` reads the text by a grammar and types it against the names in scope; the `Formula` it gives evaluates on a frame.
"""

from stardb.expressions.builders import any_of, by_goodness, constant, word_for_number
from stardb.expressions.causes import find_causes
from stardb.expressions.checking import check
from stardb.expressions.formula import Formula, Frame, Reaches
from stardb.expressions.functions import FUNCTIONS
from stardb.expressions.kind_rules import take_kind
from stardb.expressions.parsing import ExpressionFault, find_plain_kind
from stardb.expressions.symbols import Best, KnownSymbols, Symbol, Symbols, nearest

__all__ = [
    "FUNCTIONS",
    "Best",
    "ExpressionFault",
    "Formula",
    "Frame",
    "KnownSymbols",
    "Reaches",
    "Symbol",
    "Symbols",
    "any_of",
    "by_goodness",
    "check",
    "constant",
    "find_causes",
    "find_plain_kind",
    "nearest",
    "take_kind",
    "word_for_number",
]
