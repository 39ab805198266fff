"""A formula's text, cut by openpyxl's tokenizer into text that stays and references that move; once a template cell."""

from functools import lru_cache

from stardb.ooxml import parse_area
from stardb.rendering.workbook.formulas.argument_kinds import ADDITIVE, ARRAY_FORMULA, ArgumentKind, argument_kind_of
from stardb.rendering.workbook.formulas.cell_formula import CellFormula, Piece, SumCall
from stardb.rendering.workbook.formulas.references import Reference
from stardb.rendering.workbook.formulas.tokenizer import Token, Tokenizer, TokenizerError

__all__ = ["FormulaError", "parse_formula", "tokens_of"]


class FormulaError(Exception):
    """A formula that cannot be read."""


def tokens_of(text: str) -> list[Token]:
    """The tokens of a formula without its equals sign. Raises FormulaError for what is no formula."""
    try:
        return list(Tokenizer("=" + text).items)
    except (TokenizerError, IndexError, AttributeError, AssertionError) as error:
        raise FormulaError(text) from error


@lru_cache(maxsize=4096)
def parse_formula(text: str, is_array: bool = False) -> CellFormula:
    """Cut a formula (without its equals sign) into pieces. Raises FormulaError for what is no formula.

    is_array: whether it is an array formula, in which each reference stands for all its cells.
    """
    return CellFormula(_Cutter(tokens_of(text), is_array).cut())


class _Cutter:
    """Cuts the tokens of a formula: `levels` are the pieces of each call that is open, `functions` the calls' names."""

    def __init__(self, tokens: list[Token], is_array: bool) -> None:
        self.tokens = tokens
        self.functions: list[tuple[str, int]] = [(ARRAY_FORMULA, 0)] if is_array else []
        self.opened: list[str] = []
        self.levels: list[list[Piece]] = [[]]

    def cut(self) -> tuple[Piece, ...]:
        for index, token in enumerate(self.tokens):
            if token.subtype == Token.OPEN:
                self._open(token)
            elif token.subtype == Token.CLOSE:
                self._close(token)
            elif token.type == Token.SEP and token.subtype == Token.ARG and self.opened and self.opened[-1]:
                name, place = self.functions[-1]
                self.functions[-1] = name, place + 1
                self._add(token.value)
            elif token.type == Token.OPERAND and token.subtype == Token.RANGE and (area := parse_area(token.value)):
                self._add(Reference(area, argument_kind_of(self.functions, self._is_whole(index))))
            else:
                self._add(token.value)
        while len(self.levels) > 1:
            inner = self.levels.pop()
            self.levels[-1] += inner
        return tuple(self.levels[0])

    def _open(self, token: Token) -> None:
        value = token.value
        start, colon, name = value.rpartition(":") if token.type == Token.FUNC else ("", "", value)
        area = parse_area(start) if colon else None  # A1:INDEX( starts with a reference of its own
        if area is not None:
            self._add(Reference(area, ArgumentKind.FIRST))
            self._add(colon)
        function = (
            name.rstrip("(").upper().removeprefix("_XLFN.").removeprefix("_XLWS.") if token.type == Token.FUNC else ""
        )
        self.opened.append(function)
        if function:
            self.functions.append((function, 0))
        if function in ADDITIVE:
            self.levels.append([])
        self._add(name if area is not None else value)

    def _close(self, token: Token) -> None:
        self._add(token.value)
        function = self.opened.pop() if self.opened else ""
        if function:
            self.functions.pop()
        if function in ADDITIVE:
            inner = tuple(self.levels.pop())
            self.levels[-1].append(SumCall(inner))

    def _add(self, piece: Piece) -> None:
        pieces = self.levels[-1]
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        else:
            pieces.append(piece)

    def _is_whole(self, index: int) -> bool:
        """Whether the token is all of an argument, parentheses aside."""
        before, after = index - 1, index + 1
        while True:
            while before >= 0 and self.tokens[before].type == Token.WSPACE:
                before -= 1
            while after < len(self.tokens) and self.tokens[after].type == Token.WSPACE:
                after += 1
            if before < 0 or after >= len(self.tokens):
                return False
            left, right = self.tokens[before], self.tokens[after]
            if left.type == Token.PAREN and left.subtype == Token.OPEN and right.type == Token.PAREN:
                before, after = before - 1, after + 1
                continue
            starts = (left.subtype == Token.OPEN and left.type == Token.FUNC) or left.subtype == Token.ARG
            return starts and (
                right.subtype == Token.ARG or (right.subtype == Token.CLOSE and right.type == Token.FUNC)
            )
