"""`ConditionalFormats`: what the cells of a sheet show under its conditional formats."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from stardb.books.conditional_formats.display_rules import NO_CHANGE, Area, DisplayChange, DisplayRule
from stardb.books.display.cell_look import CellLook, display_cell
from stardb.books.display.displayed_cells import ConditionalDisplay
from stardb.books.display.rich_text import Rich
from stardb.books.errors import UnreadableFile
from stardb.books.remarks import CellRemark
from stardb.books.sheet import Cell, cell_text

RULE_LIMIT = 10_000
"""The most rules of a sheet that matter to what is read."""
EFFORT_LIMIT = 5_000_000
"""How many rules are tried on the cells of a sheet, all together: that takes some seconds."""

Displayed = tuple[Cell, CellRemark | None]
Row = Mapping[int, Cell | Rich]
"""The values of a row by their columns."""
NO_ROW: Row = {}
Show = Callable[[DisplayChange], Displayed]


class ConditionalFormats:
    """The rules of a sheet that change what its cells show. Raises UnreadableFile where there are too many to try them all."""

    def __init__(self, rules: Iterable[DisplayRule] = ()) -> None:
        found = [rule for rule in rules if rule.is_relevant and rule.areas]
        if len(found) > RULE_LIMIT:
            raise _excess_error(f"条件格式超过{RULE_LIMIT}条")
        changes = any(rule.change != NO_CHANGE for rule in found)
        self._rules = sorted(found, key=lambda rule: rule.priority) if changes else []
        self._effort = 0
        self._row, self._row_rules = -1, list[tuple[Area, DisplayRule]]()

    def __bool__(self) -> bool:
        """Whether any of them may change what is shown."""
        return bool(self._rules)

    def display_at(
        self, row: int, column: int, cell: Cell | Rich, look: CellLook, base1904: bool, beside: Row = NO_ROW
    ) -> Displayed | None:
        """The cell that is read of a value in this place, and the remark on it, if any; None where no rule concerns it.

        beside: the values of its row by column, where rules may test them.
        """
        rules = self.rules_at(row, column)
        if not rules or cell == "":
            return None
        return self.choose_display(
            rules, cell, lambda change: display_cell(cell, change.apply(look), base1904), base1904, beside
        )

    def rules_at(self, row: int, column: int) -> list[DisplayRule]:
        """The rules that concern a cell, each once, in order. Cells mostly come row by row."""
        if row != self._row:
            self._count(sum(len(rule.areas) for rule in self._rules))
            self._row = row
            self._row_rules = [
                (area, rule) for rule in self._rules for area in rule.areas if area[0][0] <= row <= area[1][0]
            ]
        self._count(len(self._row_rules))
        return [*dict.fromkeys(rule for (first, last), rule in self._row_rules if first[1] <= column <= last[1])]

    def choose_display(
        self, rules: Sequence[DisplayRule], cell: Cell | Rich, show: Show, base1904: bool, beside: Row = NO_ROW
    ) -> Displayed:
        """What is read of a value that these rules concern. show: gives what would be read of it with a change.

        Where it depends on a test whose outcome is not known, it is a `ConditionalDisplay`.
        """
        plain, found = show(NO_CHANGE), list[tuple[DisplayChange, Displayed]]()
        for change in self._possible_changes(rules, cell, base1904, beside):
            drawn = _display_drawn(cell) if change.is_drawn else None
            found.append((change, drawn or show(change)))
        if all(_is_same(displayed, found[0][1]) for _, displayed in found[1:]):
            return plain if _is_same(plain, found[0][1]) else found[0][1]
        change = next(change for change, displayed in found if not _is_same(displayed, plain))
        return ConditionalDisplay(_stored_text(cell), change.code, bool(change.struck), change.is_drawn), None

    def _possible_changes(
        self, rules: Sequence[DisplayRule], cell: Cell | Rich, base1904: bool, beside: Row
    ) -> list[DisplayChange]:
        """Every change that may be made of the cell, going by the outcomes of the tests that are not known."""
        going, stopped = {NO_CHANGE: None}, dict[DisplayChange, None]()
        for rule in rules:
            holds = rule.holds(cell, beside, base1904)
            if holds is False:
                continue
            self._count(len(going))
            changed = dict.fromkeys(change.add(rule.change) for change in going)
            if rule.stops:
                stopped |= changed
                changed = {}
            going = changed if holds else going | changed
        return [*(going | stopped)]

    def _count(self, effort: int) -> None:
        self._effort += effort
        if self._effort > EFFORT_LIMIT:
            raise _excess_error("条件格式多得反常")


NO_FORMATS = ConditionalFormats()
"""The formats of a sheet that has none."""


def _display_drawn(cell: Cell | Rich) -> Displayed | None:
    """What is read of a number that a bar or an icon stands for; None for what is shown beside it."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return ConditionalDisplay(_stored_text(cell), None, False, True), None
    return None


def _stored_text(cell: Cell | Rich) -> str:
    return cell.text if isinstance(cell, Rich) else cell_text(cell)


def _is_same(one: Displayed, other: Displayed) -> bool:
    """Whether both give the same value; they may still differ in how many of its digits are on the screen."""
    return one == other and getattr(one[0], "parts", None) == getattr(other[0], "parts", None)


def _excess_error(found: str) -> UnreadableFile:
    return UnreadableFile("D155", f"里的{found}，没有读", found, "一张表能用得着的条件格式")
