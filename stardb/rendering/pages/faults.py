"""What is wrong with page templates: each fault once, with the template's file and line, all of them before giving up."""

from collections.abc import Iterable
from types import TracebackType

from stardb.problems import Place, Problem, ProblemsError, problem

__all__ = ["BROKEN", "UNKNOWN", "WRONG", "Faults"]

BROKEN, WRONG, UNKNOWN = "T101", "T102", "T103"


class Faults:
    """The faults of a set of templates, in the order found. `lines` gives each file's text, line by line."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {}
        self.found: dict[tuple[str, str, int, str], Problem] = {}

    def __len__(self) -> int:
        return len(self.found)

    def add(self, code: str, message: str, file: str, line: int = 1, *, found: str = "", remedy: str = "") -> None:
        """Note one fault; its column is where `found` stands in the line, else the first that is not blank."""
        place = Place(file, line=line, column=self._column(file, line, found)) if line else Place(file)
        remedy = remedy or _REMEDIES.get(code, "")
        self.found.setdefault((code, file, line, found), problem(code, message, place, found=found, remedy=remedy))

    def add_error(self, error: Exception) -> None:
        """Note what a template ran into, at the last line of a template that it passed through."""
        file, line = self._passed(error.__traceback__)
        self.add(WRONG, f"这一行无法执行：{error}", file, line, found=type(error).__name__)

    def stop_if_any(self) -> None:
        """Raises ProblemsError if any fault was noted, in the order of their places."""
        if self.found:
            raise ProblemsError(sorted(self.found.values(), key=lambda fault: (fault.place, fault.code)))

    def _column(self, file: str, line: int, found: str) -> int:
        lines = self.lines.get(file, [])
        text = lines[line - 1] if line <= len(lines) else ""
        at = text.find(found) if found else -1
        return (at if at >= 0 else len(text) - len(text.lstrip())) + 1

    def _passed(self, trace: TracebackType | None) -> tuple[str, int]:
        passed = [(file, line) for file, line in _steps(trace) if file in self.lines]
        return passed[-1] if passed else ("", 0)


def _steps(trace: TracebackType | None) -> Iterable[tuple[str, int]]:
    """The files and lines of a traceback; Jinja has already put the template's own in."""
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


_REMEDIES = {
    BROKEN: "从安装包恢复这个模板，或另存为 UTF-8 编码。",
    WRONG: "检查 {{ }}、{% %} 是否成对，{% for %} 与 {% endfor %}、{% if %} 与 {% endif %} 是否配齐。",
}
