"""Collecting every fault of a template before giving up, each with the cell it stands in."""

from stardb.ooxml import PackageError, column_number, split_cell
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.rendering.workbook.formulas.references import ScatteredError

__all__ = ["BROKEN", "LINKED", "OVERREACHING", "UNCALCULATED", "UNKNOWN", "WRONG", "TemplateFaults"]

SCATTERED = "要全部，用 SUM、COUNTIF 等函数的范围（如 C4:C4）；要第一行，写 INDEX(C4:C4,1)；隔着的行可一并写进范围（如 C4:C5）。"
"""What people can do about a reference that cannot mean all its copies."""
BROKEN, WRONG, UNKNOWN = "T101", "T102", "T103"
LINKED, UNCALCULATED, OVERREACHING = "T110", "T111", "T112"
_OLE = b"\xd0\xcf\x11\xe0"
_NO_XLSX = "从 Excel/WPS 另存为 .xlsx 后再用。"
_MOST = 200  # a template with more faults than this is the wrong file, not a file with faults


class TemplateFaults:
    """The faults of one template file, in the order found, each once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []
        self.notes: list[Problem] = []
        self.sheets: dict[str, int] = {}  # the order of the sheets, once known

    def add(self, code: str, message: str, sheet: str = "", cell: str = "", **parts: str) -> None:
        """Note one fault; `parts` are the found, expected and remedy of a `Problem`."""
        fault = problem(code, message, Place(self.file, sheet, cell), **parts)
        if fault not in self.found and len(self.found) < _MOST:
            self.found.append(fault)

    def note(self, code: str, message: str, sheet: str = "", cell: str = "", **parts: str) -> None:
        """Note what should be known of a template that works."""
        one = problem(code, message, Place(self.file, sheet, cell), **parts)
        if one not in self.notes and len(self.notes) < _MOST:
            self.notes.append(one)

    def add_scattered(self, formula: str, error: ScatteredError, sheet: str = "", cell: str = "") -> None:
        """Note a formula that cannot mean all the copies of the rows it names."""
        self.add(WRONG, f"{formula}：{error}", sheet, cell, found=formula, remedy=SCATTERED)

    def to_error(self) -> ProblemsError:
        """The error to raise, carrying all that was found so far, in the order of the places."""
        return ProblemsError(sorted(self.found, key=self._order))

    def _order(self, fault: Problem) -> tuple[int, int, int]:
        letters, row = split_cell(fault.place.cell)
        column = column_number(letters) if letters.isascii() else 0
        return self.sheets.get(fault.place.sheet, -1), row, column

    def to_package_error(self, error: PackageError) -> ProblemsError:
        """The error to raise for a template whose package cannot be read."""
        if error.part:
            self.add(BROKEN, f"模板里的 {error.part} 读不了：{error.reason}", found=error.part)
        else:
            self.add(BROKEN, f"模板不是完好的 .xlsx：{error.reason}", found=error.reason, expected=".xlsx 文件")
        return self.to_error()

    def stop_if_no_package(self, data: bytes) -> None:
        """Raises ProblemsError for a template that is an old or an encrypted workbook."""
        if data.startswith(_OLE):
            message = "模板是旧式 .xls 或加了密码的工作簿，不是 .xlsx"
            self.add(BROKEN, message, found=".xls 或加密文件", expected=".xlsx 文件", remedy=_NO_XLSX)
            raise self.to_error()

    def stop_if_any(self) -> None:
        """Raises ProblemsError if any fault was noted."""
        if self.found:
            raise self.to_error()
