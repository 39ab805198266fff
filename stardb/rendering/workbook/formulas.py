"""Formulas whose references follow the rows they name.

A formula is cut by openpyxl's tokenizer into text that stays and references that move, once for each template cell;
written anew for each copy. What a reference means, seen from one copy of the row it stands in:

- rows around which the same loops stand: those of the same turn (`D5` in row 5 is this copy's own);
- rows of another loop, or with `$`: all their copies (`SUM(D5:D5)` below the block, `RANK(D5,$D$5:$D$5)` in it);
- a range with one `$` end runs from the one to the other (`SUM(D$5:D5)` is a running total);
- rows of which no copy was made: a blank row below the sheet's last, so that sums are 0 and nothing is #REF!.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from stardb.ooxml import LAST_ROW, Area, Run, parse_area
from stardb.rendering.workbook.layout import Layout, Turn

__all__ = ["Formula", "FormulaError", "Here", "Reference", "parse_formula", "tokens_of"]

# Functions that take any number of areas as arguments, and those that take one area in several parts in parentheses.
_MANY = frozenset(
    {
        *("SUM", "COUNT", "COUNTA", "AVERAGE", "AVERAGEA", "MIN", "MAX", "MINA", "MAXA", "PRODUCT", "MEDIAN"),
        *("STDEV", "STDEVP", "STDEV.S", "STDEV.P", "VAR", "VARP", "VAR.S", "VAR.P", "GEOMEAN", "HARMEAN"),
        *("DEVSQ", "SUMSQ", "SUBTOTAL", "AGGREGATE", "AND", "OR"),
    }
)
_PARTS = frozenset({"RANK", "RANK.EQ", "RANK.AVG", "LARGE", "SMALL"})
_MOST_ARGUMENTS = 200


class FormulaError(Exception):
    """A formula that cannot be read."""


@dataclass(frozen=True)
class Here:
    """Where a formula stands: its sheet (folded), template row, output row and loop turn.

    `relative` says that the spreadsheet itself applies the formula to many rows (conditional formats, validation): a
    reference without `$` then keeps its distance. `outline` asks for one range even where other rows lie between.
    """

    sheet: str = ""
    row: int = 0
    out: int = 0
    turn: Turn | None = None
    relative: bool = False
    outline: bool = False


@dataclass(frozen=True)
class Reference:
    """A reference in a formula; `takes` says what its function allows when it falls apart: "many", "parts" or ""."""

    area: Area
    takes: str = ""

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
        if area.single and not self.takes and runs:
            return ((runs[0][0], runs[0][0]),)
        return runs

    def written(self, here: Here, layouts: Mapping[str, Layout]) -> str:
        """The reference as it reads in this copy."""
        area = self.area
        if area.top == area.bottom == here.row and not (area.prefix or area.fixed_top or area.fixed_bottom):
            return area.over(here.out, here.out)
        runs = self.runs(here, layouts)
        if not runs:
            layout = layouts[area.sheet.casefold() or here.sheet]
            return area.over(layout.blank, layout.blank)
        if len(runs) == 1:
            return area.over(*runs[0])
        if here.outline or not self.takes:
            return area.over(runs[0][0], runs[-1][1])
        parts = ",".join(area.over(*run) for run in runs)
        return parts if self.takes == "many" and len(runs) <= _MOST_ARGUMENTS else f"({parts})"


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
class Formula:
    """A formula without its equals sign, in pieces."""

    pieces: tuple[str | Reference, ...]

    @cached_property
    def references(self) -> list[Reference]:
        return [piece for piece in self.pieces if isinstance(piece, Reference)]

    @property
    def text(self) -> str:
        """The formula as the template has it."""
        return "".join(
            piece if isinstance(piece, str) else piece.area.over(piece.area.top, piece.area.bottom)
            for piece in self.pieces
        )

    def written(self, here: Here, layouts: Mapping[str, Layout]) -> str:
        """The formula as it reads at `here`."""
        return "".join([piece if isinstance(piece, str) else piece.written(here, layouts) for piece in self.pieces])

    def copied(self, rows: int, columns: int) -> "Formula":
        """The formula as a shared formula means it, that many rows down and columns to the right."""
        return Formula(
            tuple(
                piece if isinstance(piece, str) else Reference(piece.area.moved(rows, columns), piece.takes)
                for piece in self.pieces
            )
        )


def tokens_of(text: str) -> list[Token]:
    """The tokens of a formula without its equals sign. Raises FormulaError for what is no formula."""
    try:
        return list(Tokenizer("=" + text).items)
    except (TokenizerError, IndexError, AttributeError, AssertionError) as error:
        raise FormulaError(text) from error


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> Formula:
    """Cut a formula (without its equals sign) into pieces. Raises FormulaError for what is no formula."""
    pieces: list[str | Reference] = []
    functions: list[str] = []
    tokens = tokens_of(text)
    for index, token in enumerate(tokens):
        value = token.value
        if token.subtype == Token.OPEN:
            start, colon, name = value.rpartition(":") if token.type == Token.FUNC else ("", "", value)
            area = parse_area(start) if colon else None  # A1:INDEX( starts with a reference of its own
            pieces += [value] if area is None else [Reference(area), colon + name]
            functions.append(name.rstrip("(").upper().removeprefix("_XLFN.").removeprefix("_XLWS."))
        elif token.subtype == Token.CLOSE:
            pieces.append(value)
            if functions:
                functions.pop()
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE and (area := parse_area(value)):
            pieces.append(Reference(area, _takes(functions, tokens, index)))
        else:
            pieces.append(value)
    return Formula(tuple(_joined(pieces)))


def _takes(functions: list[str], tokens: list[Token], index: int) -> str:
    """What the function around the token at `index` does with several areas, if the token is a whole argument of it."""
    before = next((t for t in reversed(tokens[:index]) if t.type != Token.WSPACE), None)
    after = next((t for t in tokens[index + 1 :] if t.type != Token.WSPACE), None)
    if not functions or before is None or after is None:
        return ""
    whole = (before.subtype in (Token.OPEN, Token.ARG)) and (after.subtype in (Token.CLOSE, Token.ARG))
    if not whole or before.type not in (Token.FUNC, Token.SEP):
        return ""
    return "many" if functions[-1] in _MANY else "parts" if functions[-1] in _PARTS else ""


def _joined(pieces: list[str | Reference]) -> list[str | Reference]:
    """Neighbouring texts as one."""
    joined: list[str | Reference] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
