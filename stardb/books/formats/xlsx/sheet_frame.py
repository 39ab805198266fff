"""`SheetFrame`: what a worksheet says of itself besides its cells: merges, hidden rows and columns, prompts, print headers."""

from collections.abc import Mapping

from stardb.books.conditional_formats.display_rules import DisplayChange
from stardb.books.errors import damage_error
from stardb.books.formats.xlsx.conditional_rules import XlsxRuleReader, parse_area
from stardb.books.raw.sheet_metadata import Prompt, plain_print_line
from stardb.ooxml import Spot

_YES = frozenset({"1", "true"})
_NO = frozenset({"0", "false"})
_COLUMNS = 16_384

PRINT_LINES = frozenset(f"{which}{where}" for which in ("odd", "even", "first") for where in ("Header", "Footer"))
"""The elements that hold what is printed over and under each page."""

Attributes = Mapping[str, str]


class SheetFrame:
    """Takes the elements of a worksheet that hold no cells. changes: what its conditional formats may change, by number."""

    def __init__(self, changes: Mapping[int, DisplayChange]) -> None:
        self.conditional = XlsxRuleReader(changes)
        self.merges: list[tuple[Spot, Spot]] = []
        self.hidden_rows: list[range] = []
        self.hides_zeros = False
        self.prompts: list[Prompt] = []
        self.print_lines: list[str] = []
        self._prompt, self._takes_prompt = "", False
        self._views = 0
        self._columns: list[tuple[range, bool]] = []
        self._hides_others = False

    def add(self, name: str, attributes: Attributes) -> None:
        """Takes an element by its local name."""
        match name:
            case "mergeCell":
                self._add_merge(attributes.get("ref", ""))
            case "col":
                self._add_columns(attributes)
            case "sheetView":
                self._views += 1
                self.hides_zeros = self.hides_zeros or (self._views == 1 and attributes.get("showZeros") in _NO)
            case "sheetFormatPr":
                self._hides_others = _is_nought(attributes.get("defaultColWidth"))
            case "dataValidation":
                self._takes_prompt = True
                self._prompt = "\n".join(filter(None, map(attributes.get, ("promptTitle", "prompt"))))
                self.add_text("sqref", attributes.get("sqref", ""))
            case "conditionalFormatting":
                self._takes_prompt = False
                self.conditional.add(name, attributes)
            case _:
                self.conditional.add(name, attributes)

    def add_text(self, name: str, text: str) -> None:
        """Takes the text of an element: a line printed on each page, a rule's formula, the cells of a rule or a prompt."""
        if name in PRINT_LINES:
            self.print_lines += filter(None, [plain_print_line(text)])
        elif name == "formula" or not self._takes_prompt:
            self.conditional.add_text(name, text)
        elif self._prompt and text:
            areas = (parse_area(reference) for reference in text.split())
            self.prompts.append(Prompt(self._prompt, tuple(area for area in areas if area)))
            self._prompt = ""

    def add_row(self, row: int, attributes: Attributes) -> None:
        """Takes a row, which is hidden, or has no height."""
        if attributes.get("hidden") in _YES or ("ht" in attributes and _is_nought(attributes["ht"])):
            self.hidden_rows.append(range(row, row + 1))

    def hidden_columns(self) -> list[range]:
        """The columns that are hidden, or have no width."""
        found = [columns for columns, is_hidden in self._columns if is_hidden]
        if self._hides_others:
            last = 0
            for columns in sorted((columns for columns, _ in self._columns), key=lambda columns: columns.start):
                found.append(range(last, max(columns.start, last)))
                last = max(last, columns.stop)
            found.append(range(last, max(_COLUMNS, last)))
        return [columns for columns in found if columns]

    def _add_merge(self, reference: str) -> None:
        """Takes merged cells, be they whole rows (`1:3`) or columns (`A:C`)."""
        area = parse_area(reference)
        if area is None:
            raise damage_error()
        self.merges.append(area)

    def _add_columns(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isdecimal() and last.isdecimal() and len(first) < 8 and len(last) < 8):
            return
        is_hidden = attributes.get("hidden") in _YES or _is_nought(attributes.get("width"))
        self._columns.append((range(int(first) - 1, int(last)), is_hidden))


def _is_nought(text: str | None) -> bool:
    """Whether a size is nought."""
    try:
        return text is not None and float(text) == 0
    except ValueError:
        return False
