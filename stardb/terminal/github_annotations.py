"""Problems as GitHub workflow commands, which put them on the lines of a pull request."""

from pathlib import Path

from stardb.problems import Problem, Severity
from stardb.safe_text import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def format_annotation(problem: Problem, folder: Path = Path()) -> str:
    """One workflow command. `folder` is the workspace as seen from where the command runs.

    A workbook has no lines: its sheet and cell stand in the message.
    """
    place = problem.place
    where = {"file": (folder / place.file).as_posix() if place.file else ""}
    if place.line:
        where |= {"line": str(place.line), "col": str(place.column)}
    where["title"] = f"{problem.code} {problem.title}"
    cell = "!".join(part for part in (place.sheet, place.cell) if part)
    remedy = f"\n办法：{problem.remedy}" if problem.remedy else ""
    said = f"{cell}：{problem.message}{remedy}" if cell else f"{problem.message}{remedy}"
    given = ",".join(f"{key}={_property(value)}" for key, value in where.items() if value)
    return f"::{_COMMANDS[problem.severity]} {given}::{_data(said)}"


def _data(text: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    return "%0A".join(visible(line).replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
