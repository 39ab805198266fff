"""One kind of problem, as the catalogue has it."""

from enum import Enum

from stardb.dataclass import dataclass


class Severity(Enum):
    """How much a problem matters: an error keeps something from being decided, a warning wants a look, a note informs."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True)
class Entry:
    """One kind of problem: its stable code, its title, why it matters and how it is usually mended (all Chinese)."""

    code: str
    severity: Severity
    title: str
    meaning: str
    remedy: str
