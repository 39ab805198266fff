"""`Objection`: one objection (异议) to a result, as people wrote it down, and how far it has come."""

from datetime import date
from enum import Enum

from stardb.dataclass import dataclass
from stardb.problems import Place


class Conclusion(Enum):
    """What was concluded of an objection (结论)."""

    UPHELD = "成立"
    PARTLY = "部分成立"
    REJECTED = "不成立"
    WITHDRAWN = "撤回"

    @property
    def needs_decision(self) -> bool:
        """Whether something has to be decided of it."""
        return self in (Conclusion.UPHELD, Conclusion.PARTLY)


@dataclass(frozen=True)
class Objection:
    """One row of the table 异议.

    number: 编号, unique within a period. person: who objected; private. scheme: which rule file, "" where none is named.
    subject: the key as the roster has it; title: what the subject is called. matter: 事由. deadline: the day it is to be answered
    by, None where that is not known; term: what is written of it. handling: 办理情况. decision: the number of the decision it led
    to, "" for none. place: the cell of 编号.
    """

    number: str
    received: date
    person: str
    scheme: str
    subject: str
    title: str
    matter: str
    deadline: date | None
    term: str
    handling: str
    outcome: Conclusion | None
    answered: date | None
    decision: str
    place: Place

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to be done: it was answered, or taken back."""
        return self.answered is not None or self.outcome is Conclusion.WITHDRAWN
