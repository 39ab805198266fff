"""Formulas whose references follow the rows they name.

A formula is cut by openpyxl's tokenizer into text that stays and references that move, once for each template cell;
written anew for each copy. What a reference means, seen from one copy of the row it stands in:

- rows around which the same loops stand: those of the same turn (`D5` in row 5 is this copy's own);
- rows of another loop, or with `$`: all their copies (`SUM(D5:D5)` below the block, `RANK(D5,$D$5:$D$5)` in it);
- a range with one `$` end runs from the one to the other (`SUM(D$5:D5)` is a running total);
- rows of which no copy was made: a blank row below the sheet's last, so that sums are 0 and nothing is #REF!;
- where a function takes one cell, a cell of repeated rows is refused; where it takes one area and the copies lie apart,
  a function that counts or sums is written once for each stretch, and any other is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from stardb.ooxml import LAST_ROW, Area, Run, parse_area
from stardb.rendering.workbook.formulas.argument_kinds import ADDITIVE, ARRAY_FORMULA, ArgumentKind, argument_kind_of
from stardb.rendering.workbook.row_layout import Layout, LoopTurn

__all__ = ["CellFormula", "FormulaError", "Here", "Reference", "ScatteredError", "parse_formula", "tokens_of"]

_MOST_ARGUMENTS = 200


class FormulaError(Exception):
    """A formula that cannot be read."""


class ScatteredError(Exception):
    """A reference that cannot mean all the copies of its rows where it stands. The message, for people, says why."""


@dataclass(frozen=True)
class Here:
    """Where a formula stands: its sheet (folded), template row, output row and loop turn.

    `relative` says that the spreadsheet itself applies the formula to many rows (conditional formats, validation): a
    reference without `$` then keeps its distance. `whole` says that a cell that stands in no function means all its
    copies, as in a name or a chart; `outline` that one range is wanted even where other rows lie between, `union` that
    several ranges may stand side by side.
    """

    sheet: str = ""
    row: int = 0
    out: int = 0
    turn: LoopTurn | None = None
    relative: bool = False
    whole: bool = False
    outline: bool = False
    union: bool = False


@dataclass(frozen=True)
class Reference:
    """A reference in a formula; `takes` says what may stand in its place when the rows it names are repeated."""

    area: Area
    takes: ArgumentKind = ArgumentKind.FREE

    def runs(self, here: Here, layouts: Mapping[str, Layout]) -> tuple[Run, ...]:
        """The output rows meant, in stretches; empty if no copy was made."""
        area, name = self.area, self.area.sheet.casefold() or here.sheet
        layout = layouts.get(name)
        if layout is None:
            return ((area.top, area.bottom),)
        own = name == here.sheet
        if own and here.relative and not (area.fixed_top and area.fixed_bottom):
            return (_kept_distance(area, here, layout),)
        top = None if area.fixed_top else here.turn
        bottom = None if area.fixed_bottom else here.turn
        if not own or (top is None and bottom is None):
            runs = layout.runs(area.top, area.bottom)
        elif area.fixed_top == area.fixed_bottom and layout.scope(area.top, top) is layout.scope(area.bottom, bottom):
            runs = layout.runs(area.top, area.bottom, top)
        else:
            starts, ends = layout.runs(area.top, area.bottom, top), layout.runs(area.top, area.bottom, bottom)
            runs = ((starts[0][0], ends[-1][1]),) if starts and ends else ()
        if area.single and runs and self._means_one(here):
            return ((runs[0][0], runs[0][0]),)
        return runs

    def written(self, here: Here, layouts: Mapping[str, Layout], stretch: Run | None = None) -> str:
        """The reference as it reads in this copy; over one `stretch` of its rows if that is given.

        Raises ScatteredError where it cannot mean all its copies.
        """
        area = self.area
        if area.top == area.bottom == here.row and not (area.prefix or area.fixed_top or area.fixed_bottom):
            return area.over(here.out, here.out)
        if self.takes is ArgumentKind.ONE and area.single and self.is_repeated(here, layouts):
            raise ScatteredError(f"{self.text} 所在的行会重复，这里只能用一个单元格")
        runs = self.runs(here, layouts)
        if not runs:
            layout = layouts[area.sheet.casefold() or here.sheet]
            return area.over(layout.blank, layout.blank)
        if len(runs) == 1:
            return area.over(*runs[0])
        if stretch is not None and self.is_split:
            return area.over(*stretch)
        if here.outline or self.takes is ArgumentKind.SEARCH:
            return area.over(runs[0][0], runs[-1][1])
        parts = ",".join(area.over(*run) for run in runs)
        if self.takes is ArgumentKind.PARTS or (self.takes is ArgumentKind.MANY and len(runs) > _MOST_ARGUMENTS):
            return f"({parts})"
        if self.takes is ArgumentKind.MANY or here.union:
            return parts
        raise ScatteredError(f"{self.text} 的各份之间隔着别的行，这里只能用相连的一片")

    @property
    def text(self) -> str:
        """The reference as the template has it."""
        return self.area.over(self.area.top, self.area.bottom)

    @property
    def is_split(self) -> bool:
        """Whether a call may be written once for each stretch of the reference's rows."""
        return self.takes in (ArgumentKind.RANGE, ArgumentKind.ARRAY)

    def is_repeated(self, here: Here, layouts: Mapping[str, Layout]) -> bool:
        """Whether its row is repeated within the turn of the loop in which the formula stands."""
        area, name = self.area, self.area.sheet.casefold() or here.sheet
        layout = layouts.get(name)
        own = name == here.sheet
        if layout is None or (own and here.relative and not area.fixed_top):
            return False
        around, turn = set(), here.turn if own and not area.fixed_top else None
        while turn is not None:
            around.add(turn.loop)
            turn = turn.parent
        return not around.issuperset(layout.loops(area.top))

    def _means_one(self, here: Here) -> bool:
        return self.takes in (ArgumentKind.ONE, ArgumentKind.FIRST) or (
            self.takes is ArgumentKind.FREE and not here.whole
        )


def _kept_distance(area: Area, here: Here, layout: Layout) -> Run:
    """The rows for a reference the spreadsheet itself moves along, seen from the first row it is applied to."""
    around = layout.loops(here.row)

    def moved(row: int, fixed: bool, end: int) -> int:
        if fixed or not around or layout.loops(row) == around:
            runs = layout.runs(row, row, None if fixed else here.turn)
            return runs[end][end] if runs else layout.blank
        return min(max(row - here.row + here.out, 1), LAST_ROW)

    top, bottom = moved(area.top, area.fixed_top, 0), moved(area.bottom, area.fixed_bottom, -1)
    return min(top, bottom), max(top, bottom)


@dataclass(frozen=True)
class SumCall:
    """A call of a function that counts or sums: over rows that lie apart, it is the sum of itself over each stretch."""

    pieces: "tuple[Piece, ...]"

    def written(self, here: Here, layouts: Mapping[str, Layout]) -> str:
        """The call, or several with `+` between."""
        split = [ref for ref in _references(self.pieces) if ref.is_split]
        stretches = {runs for ref in split if len(runs := ref.runs(here, layouts)) > 1}
        if not stretches:
            return _written(self.pieces, here, layouts)
        is_nested = any(isinstance(piece, SumCall) for piece in self.pieces)
        is_even = all(ref.area.single or len(ref.runs(here, layouts)) > 1 for ref in split)
        if len(stretches) > 1 or is_nested or not is_even:
            raise ScatteredError(f"{split[0].text} 的各份之间隔着别的行，这里只能用相连的一片")
        calls = [_written(self.pieces, here, layouts, stretch) for stretch in stretches.pop()]
        return f"({'+'.join(calls)})"


Piece = str | Reference | SumCall


def _written(pieces: "tuple[Piece, ...]", here: Here, layouts: Mapping[str, Layout], stretch: Run | None = None) -> str:
    return "".join(
        piece
        if isinstance(piece, str)
        else piece.written(here, layouts, stretch)
        if isinstance(piece, Reference)
        else piece.written(here, layouts)
        for piece in pieces
    )


def _references(pieces: "tuple[Piece, ...]") -> Iterator[Reference]:
    return (piece for piece in _flat(pieces) if isinstance(piece, Reference))


def _flat(pieces: "tuple[Piece, ...]") -> "Iterator[str | Reference]":
    for piece in pieces:
        yield from _flat(piece.pieces) if isinstance(piece, SumCall) else (piece,)


def _text(pieces: "tuple[Piece, ...]") -> str:
    return "".join(p if isinstance(p, str) else p.text if isinstance(p, Reference) else _text(p.pieces) for p in pieces)


def _copied(pieces: "tuple[Piece, ...]", rows: int, columns: int) -> "tuple[Piece, ...]":
    return tuple(
        piece
        if isinstance(piece, str)
        else Reference(piece.area.moved(rows, columns), piece.takes)
        if isinstance(piece, Reference)
        else SumCall(_copied(piece.pieces, rows, columns))
        for piece in pieces
    )


@dataclass(frozen=True)
class CellFormula:
    """A formula without its equals sign, in pieces."""

    pieces: tuple[Piece, ...]

    @cached_property
    def references(self) -> list[Reference]:
        return [*_references(self.pieces)]

    @property
    def flat(self) -> "list[str | Reference]":
        """All pieces, those of calls among them."""
        return [*_flat(self.pieces)]

    @property
    def text(self) -> str:
        """The formula as the template has it."""
        return _text(self.pieces)

    def written(self, here: Here, layouts: Mapping[str, Layout]) -> str:
        """The formula as it reads at `here`. Raises ScatteredError where a reference cannot mean all its copies."""
        return _written(self.pieces, here, layouts)

    def overreaching(self, here: Here, layouts: Mapping[str, Layout]) -> list[Reference]:
        """The areas that are searched as one although other rows lie between the copies of their rows."""
        return [ref for ref in self.references if ref.takes is ArgumentKind.SEARCH and len(ref.runs(here, layouts)) > 1]

    def copied(self, rows: int, columns: int) -> "CellFormula":
        """The formula as a shared formula means it, that many rows down and columns to the right."""
        return CellFormula(_copied(self.pieces, rows, columns))


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
