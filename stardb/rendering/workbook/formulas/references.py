"""References of formulas that follow the rows they name.

What a reference means, seen from one copy of the row it stands in:

- rows around which the same loops stand: those of the same turn (`D5` in row 5 is this copy's own);
- rows of another loop, or with `$`: all their copies (`SUM(D5:D5)` below the block, `RANK(D5,$D$5:$D$5)` in it);
- a range with one `$` end runs from the one to the other (`SUM(D$5:D5)` is a running total);
- rows of which no copy was made: a blank row below the sheet's last, so that sums are 0 and nothing is #REF!;
- where a function takes one cell, a cell of repeated rows is refused; where it takes one area and the copies lie apart,
  a function that counts or sums is written once for each stretch, and any other is refused.
"""

from collections.abc import Mapping

from stardb.dataclass import dataclass
from stardb.ooxml import LAST_ROW, Area, Run
from stardb.rendering.workbook.formulas.argument_kinds import ArgumentKind
from stardb.rendering.workbook.row_layout import Layout, LoopTurn

__all__ = ["Here", "Reference", "ScatteredError"]

_MOST_ARGUMENTS = 200


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
    """A reference in a formula; `kind` says what may stand in its place when the rows it names are repeated."""

    area: Area
    kind: ArgumentKind = ArgumentKind.FREE

    def runs(self, here: Here, layouts: Mapping[str, Layout]) -> tuple[Run, ...]:
        """The output rows that it stands for, in stretches; empty if there is no copy."""
        area, name = self.area, self.area.sheet.casefold() or here.sheet
        layout = layouts.get(name)
        if layout is None:
            return ((area.top, area.bottom),)
        own = name == here.sheet
        if own and here.relative and not (area.fixed_top and area.fixed_bottom):
            return (_rows_at_same_distance(area, here, layout),)
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

    def text_at(self, here: Here, layouts: Mapping[str, Layout], stretch: Run | None = None) -> str:
        """The reference as it reads in this copy; over one `stretch` of its rows if that is given.

        Raises ScatteredError where it cannot mean all its copies.
        """
        area = self.area
        if area.top == area.bottom == here.row and not (area.prefix or area.fixed_top or area.fixed_bottom):
            return area.over(here.out, here.out)
        if self.kind is ArgumentKind.ONE and area.single and self.is_repeated(here, layouts):
            raise ScatteredError(f"{self.text} 所在的行会重复，这里只能用一个单元格")
        runs = self.runs(here, layouts)
        if not runs:
            layout = layouts[area.sheet.casefold() or here.sheet]
            return area.over(layout.blank, layout.blank)
        if len(runs) == 1:
            return area.over(*runs[0])
        if stretch is not None and self.is_split:
            return area.over(*stretch)
        if here.outline or self.kind is ArgumentKind.SEARCH:
            return area.over(runs[0][0], runs[-1][1])
        parts = ",".join(area.over(*run) for run in runs)
        if self.kind is ArgumentKind.PARTS or (self.kind is ArgumentKind.MANY and len(runs) > _MOST_ARGUMENTS):
            return f"({parts})"
        if self.kind is ArgumentKind.MANY or here.union:
            return parts
        raise ScatteredError(f"{self.text} 的各份之间隔着别的行，这里只能用相连的一片")

    @property
    def text(self) -> str:
        """The reference as the template has it."""
        return self.area.over(self.area.top, self.area.bottom)

    @property
    def is_split(self) -> bool:
        """Whether a call may be written once for each stretch of the reference's rows."""
        return self.kind in (ArgumentKind.RANGE, ArgumentKind.ARRAY)

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
        return self.kind in (ArgumentKind.ONE, ArgumentKind.FIRST) or (
            self.kind is ArgumentKind.FREE and not here.whole
        )


def _rows_at_same_distance(area: Area, here: Here, layout: Layout) -> Run:
    """The rows for a reference the spreadsheet itself moves along, seen from the first row it is applied to."""
    around = layout.loops(here.row)

    def new_row(row: int, fixed: bool, end: int) -> int:
        if fixed or not around or layout.loops(row) == around:
            runs = layout.runs(row, row, None if fixed else here.turn)
            return runs[end][end] if runs else layout.blank
        return min(max(row - here.row + here.out, 1), LAST_ROW)

    top, bottom = new_row(area.top, area.fixed_top, 0), new_row(area.bottom, area.fixed_bottom, -1)
    return min(top, bottom), max(top, bottom)
