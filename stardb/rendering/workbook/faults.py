"""Collecting every fault of a template before giving up, each with the cell it stands in."""

from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.rendering.workbook.references import column_number, split_cell

__all__ = ["BROKEN", "UNKNOWN", "WRONG", "Faults"]

BROKEN, WRONG, UNKNOWN = "T101", "T102", "T103"
_MOST = 200  # a template with more faults than this is the wrong file, not a file with faults


class Faults:
    """The faults of one template file, in the order found and each said once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []
        self.sheets: dict[str, int] = {}  # the order of the sheets, once known

    def add(self, code: str, message: str, sheet: str = "", cell: str = "", **parts: str) -> None:
        """Note one fault; `parts` are the found, expected and remedy of a `Problem`."""
        fault = problem(code, message, Place(self.file, sheet, cell), **parts)
        if fault not in self.found and len(self.found) < _MOST:
            self.found.append(fault)

    def stop(self) -> ProblemsError:
        """The error to raise, carrying all that was found so far, in the order of the places."""
        return ProblemsError(sorted(self.found, key=self._order))

    def _order(self, fault: Problem) -> tuple[int, int, int]:
        letters, row = split_cell(fault.place.cell)
        column = column_number(letters) if letters.isascii() else 0
        return self.sheets.get(fault.place.sheet, -1), row, column

    def stop_if_any(self) -> None:
        """Raises ProblemsError if any fault was noted."""
        if self.found:
            raise self.stop()
