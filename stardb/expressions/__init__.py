"""Expressions in rule files: text -> typed formula -> vectorised exact reckoning. Nothing is ever `eval`ed.

`parse` reads the text by a grammar, `check` types it against the names in scope, the `Formula` it gives evaluates on a frame.
"""

from stardb.expressions.checking import Symbol, Symbols, check
from stardb.expressions.formula import Formula, Frame
from stardb.expressions.parsing import ExpressionFault

__all__ = ["ExpressionFault", "Formula", "Frame", "Symbol", "Symbols", "check"]
