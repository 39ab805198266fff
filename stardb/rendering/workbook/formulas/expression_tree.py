"""The part of the formula language whose results are calculated here, parsed into a tree.

Numbers, texts, references, names, + - * / & and comparisons, unary minus, %, parentheses, and calls. Anything else is left
to the spreadsheet.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from stardb.dataclass import dataclass
from stardb.ooxml import parse_area
from stardb.rendering.workbook.formulas.cell_formula import CellFormula
from stardb.rendering.workbook.formulas.formula_parser import tokens_of
from stardb.rendering.workbook.formulas.references import Reference
from stardb.rendering.workbook.formulas.tokenizer import Token

__all__ = ["Binary", "Call", "DefinedName", "Node", "parse_expression"]


@dataclass(frozen=True)
class Binary:
    """An operator between two values."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Call:
    """A function and its arguments; None is an argument left out."""

    function: str
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True)
class DefinedName:
    """A name of the workbook."""

    text: str


Node = Decimal | str | bool | None | Reference | DefinedName | Binary | Call
_BINDS = {
    **dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), 1),
    "&": 2,
    **dict.fromkeys("+-", 3),
    **dict.fromkeys("*/", 4),
}
_BELOW_MINUS = 5
_NAME = re.compile(r"[^\W\d][\w.]*")


class _NotUnderstood(Exception):
    """Not within the part understood here."""


@lru_cache(maxsize=4096)
def parse_expression(formula: CellFormula) -> Node | None:
    """The formula as a tree; None if it holds anything not understood here."""
    try:
        parser = _Parser(formula)
        node = parser.expression(0)
        return node if parser.peek() is None else None
    except (_NotUnderstood, RecursionError):
        return None


class _Parser:
    def __init__(self, formula: CellFormula) -> None:
        self.tokens = [token for token in tokens_of(formula.text) if token.type != Token.WSPACE]
        self.references: Iterator[Reference] = iter(formula.references)
        self.at = 0

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> Token:
        token = self.peek()
        if token is None:
            raise _NotUnderstood
        self.at += 1
        return token

    def expression(self, binding: int) -> Node:
        left = self.operand()
        while token := self.peek():
            if token.type == Token.OP_POST:
                self.take()
                left = Binary("/", left, Decimal(100))
            elif token.type == Token.OP_IN:
                binds = _BINDS.get(token.value)
                if binds is None:
                    raise _NotUnderstood
                if binds <= binding:
                    break
                self.take()
                left = Binary(token.value, left, self.expression(binds))
            else:
                break
        return left

    def operand(self) -> Node:
        token = self.take()
        if token.type == Token.OP_PRE:
            inner = self.expression(_BELOW_MINUS)
            return inner if token.value == "+" else Binary("-", Decimal(0), inner)
        if token.type == Token.OPERAND:
            return self.plain(token)
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            inner = self.expression(0)
            self.close()
            return inner
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            return self.call(token.value.rstrip("(").upper().removeprefix("_XLFN.").removeprefix("_XLWS."))
        raise _NotUnderstood

    def plain(self, token: Token) -> Node:
        if token.subtype == Token.NUMBER:
            return Decimal(token.value)
        if token.subtype == Token.TEXT:
            return str(token.value[1:-1]).replace('""', '"')
        if token.subtype == Token.LOGICAL:
            return bool(token.value.upper() == "TRUE")
        if token.subtype == Token.RANGE and parse_area(token.value):
            return next(self.references)
        if token.subtype == Token.RANGE and _NAME.fullmatch(token.value):
            return DefinedName(token.value)
        raise _NotUnderstood

    def call(self, function: str) -> Node:
        arguments: list[Node] = []
        while (token := self.peek()) and token.subtype != Token.CLOSE:
            is_empty = token.type == Token.SEP
            arguments.append(None if is_empty else self.expression(0))
            if (after := self.peek()) and after.type == Token.SEP and after.subtype == Token.ARG:
                self.take()
                if (last := self.peek()) and last.subtype == Token.CLOSE:
                    arguments.append(None)
        self.close()
        return Call(function, tuple(arguments))

    def close(self) -> None:
        if self.take().subtype != Token.CLOSE:
            raise _NotUnderstood
