"""What is wrong with page templates: each fault once, with the template's file and line, all of them before giving up."""

import re
from collections.abc import Iterable
from types import TracebackType

from stardb.problems import Place, Problem, ProblemsError, problem

__all__ = ["BROKEN", "UNKNOWN", "WRONG", "PageFaults"]

BROKEN, WRONG, UNKNOWN = "T101", "T102", "T103"


class PageFaults:
    """The faults of a set of templates, in the order found. `lines` gives each file's text, line by line."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {}
        self.found: dict[tuple[str, str, int, str], Problem] = {}
        self.count = 0
        """How often a fault was added; one added again is not in `found` again."""

    def add(self, code: str, message: str, file: str, line: int = 1, *, found: str = "", remedy: str = "") -> None:
        """Note one fault; its column is where `found` stands in the line, else the first that is not blank."""
        place = Place(file, line=line, column=self._column(file, line, found)) if line else Place(file)
        remedy = remedy or _REMEDIES.get(code, "")
        self.count += 1
        self.found.setdefault((code, file, line, found), problem(code, message, place, found=found, remedy=remedy))

    def add_error(self, error: Exception) -> None:
        """Note what a template ran into, at the last line of a template that it passed through."""
        file, line = self.find_line(error)
        reason = "自己套自己，没有尽头" if isinstance(error, RecursionError) else str(error)
        self.add(WRONG, f"这一行无法执行：{reason}", file, line, found=type(error).__name__)

    def add_writing(self, message: str, file: str, line: int) -> None:
        """Note what Jinja could not read, in Chinese where it is one of the usual slips."""
        reason = next(
            (form.format(*hit.groups()) for slip, form in _SLIPS if (hit := re.search(slip, message))), message
        )
        self.add(WRONG, f"模板写法有误：{reason}", file, line)

    def find_line(self, error: Exception) -> tuple[str, int]:
        """The last line of a template that an error passed through; none gives no file and line 0."""
        passed = [(file, line) for file, line in _steps(error.__traceback__) if file in self.lines]
        return passed[-1] if passed else ("", 0)

    def stop_if_any(self) -> None:
        """Raises ProblemsError if any fault was added, in the order of their places."""
        if self.found:
            raise ProblemsError(sorted(self.found.values(), key=lambda fault: (fault.place, fault.code)))

    def _column(self, file: str, line: int, found: str) -> int:
        lines = self.lines.get(file, [])
        text = lines[line - 1] if line <= len(lines) else ""
        at = text.find(found) if found else -1
        return (at if at >= 0 else len(text) - len(text.lstrip())) + 1


def _steps(trace: TracebackType | None) -> Iterable[tuple[str, int]]:
    """The files and lines of a traceback; Jinja has already put the template's own in."""
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


_SLIPS = (
    (
        r"unknown tag '(\w+)'.*innermost block that needs to be closed is '(\w+)'",
        "“{0}”放错了地方或写错了，前面的“{1}”还没有结束",
    ),
    (r"unknown tag '(\w+)'", "没有“{0}”这个标签"),
    (r"[Uu]nexpected end of template.*block that needs to be closed is '(\w+)'", "到文件末尾，“{0}”还没有结束"),
    (
        r"[Uu]nexpected end of template|expected token '(?:end of \w+ \w+|\w+)', got 'end of template'",
        "到文件末尾还有没写完的标记",
    ),
    (r"expected token '(.+?)', got '(.+?)'", "写到“{1}”处读不通，这里应是“{0}”"),
    (r"unexpected '(.+?)'", "写到“{0}”处读不通"),
    (r"No filter named '(.+?)'", "没有“{0}”这个过滤器"),
    (r"No test named '(.+?)'", "没有“{0}”这个判断"),
)

_REMEDIES = {
    BROKEN: "从安装包恢复这个模板，或另存为 UTF-8 编码。",
    WRONG: "检查 {{ }}、{% %} 是否成对，{% for %} 与 {% endfor %}、{% if %} 与 {% endif %} 是否配齐。",
}
