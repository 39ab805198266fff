"""Collecting every fault of a template before giving up, each with the cell it stands in."""

from stardb.problems import Place, Problem, ProblemsError, problem

__all__ = ["BROKEN", "UNKNOWN", "WRONG", "Faults"]

BROKEN, WRONG, UNKNOWN = "T101", "T102", "T103"
_MOST = 200  # a template with more faults than this is the wrong file, not a file with faults


class Faults:
    """The faults of one template file, in the order found and each said once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []

    def add(self, code: str, message: str, sheet: str = "", cell: str = "", **parts: str) -> None:
        """Note one fault; `parts` are the found, expected and remedy of a `Problem`."""
        fault = problem(code, message, Place(self.file, sheet, cell), **parts)
        if fault not in self.found and len(self.found) < _MOST:
            self.found.append(fault)

    def stop(self) -> ProblemsError:
        """The error to raise, carrying all that was found so far."""
        return ProblemsError(self.found)

    def stop_if_any(self) -> None:
        """Raises ProblemsError if any fault was noted."""
        if self.found:
            raise self.stop()
