"""How long a row of a table counts (有效期): from which day on, and for how long or until which day."""

from collections.abc import Mapping

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Column, Kind, Mask, calendar, logic, show_at
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.kit.rows.validity import END, END_KNOWN, EXPIRED, NOT_YET, START, START_KNOWN, VALID, read_validity

_LABELS = {VALID: "在有效期内", EXPIRED: "已过有效期"}


@dataclass(frozen=True, eq=False)
class ValidityCore(Core):
    """Bound: whether a row counts on the day of the appraisal. Branch: VALID, EXPIRED, NOT_YET, UNKNOWN.

    start: since when; None: since ever. lasts: for how long from then. until: through which day; one of the two.
    """

    start: Formula | None
    lasts: Rule | None
    until: Formula | None
    kind: Kind = Kind.BOOL

    @property
    def inputs(self) -> tuple[str, ...]:
        names = (*(self.start.names if self.start else ()), *(self.until.names if self.until else ()))
        return tuple(dict.fromkeys((*names, *(self.lasts.inputs if self.lasts else ()))))

    @property
    def cases(self) -> tuple[str, ...]:
        return (*_LABELS.values(), *self._lengths)

    @property
    def _lengths(self) -> tuple[str, ...]:
        """The cases of the clause that says for how long, where there are several."""
        cases = self.lasts.core.cases if self.lasts else ()
        return cases if len(cases) > 1 else ()

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        own = (int(scored.branch[i]),) if scored.branch[i] in _LABELS else ()
        if not self._lengths or self.lasts is None:
            return own
        return (*own, *(len(_LABELS) + case for case in self.lasts.core.cases_of(scored.parts[0], i)))

    def score(self, frame: AppraisalFrame) -> Scored:
        size = frame.size
        length = self.lasts.score(frame) if self.lasts else None
        start = self.start.evaluate(frame) if self.start else _ever(size)
        end = self._find_end(frame, start, length.column if length else None)
        today = Column.constant(Kind.DATE, frame.today, size)
        begun, over = logic.compare(start, "≤", today), logic.compare(end, "≤", today)
        valid = logic.both(begun, logic.negation(over))
        branch = np.where(
            valid.known, np.where(valid.data, VALID, np.where(logic.certainly(over), EXPIRED, NOT_YET)), UNKNOWN
        )
        facts = {
            START: start.data.astype(np.int64), START_KNOWN: start.known.astype(np.int64),
            END: end.data.astype(np.int64), END_KNOWN: end.known.astype(np.int64),
        }  # fmt: skip
        return Scored(valid, branch, facts=facts, parts=(length,) if length else ())

    def _find_end(self, frame: AppraisalFrame, start: Column, length: Column | None) -> Column:
        """The first day on which each row does not count any more; open where it counts still."""
        if length is not None:
            end, ever = calendar.move_day(start, length, 1), _is_forever(length)
            return Column(Kind.DATE, np.where(ever, calendar.OPEN, end.data), end.known | ever)
        assert self.until is not None
        last = self.until.evaluate(frame)
        return Column(Kind.DATE, np.where(last.data >= calendar.OPEN, calendar.OPEN, last.data + 1), last.known)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases = Phrases(columns, i)
        missing = [formula for formula in (self.start, self.until) if formula and not phrases.is_known(formula)]
        if missing and scored.branch[i] == UNKNOWN:
            return phrases.say_missing(missing[0])
        validity = read_validity(scored)
        start, last = show_at(validity.start, i) if validity.start.known[i] else "", validity.show_last_day(i)
        if scored.branch[i] == UNKNOWN and self.lasts is not None:
            return f"有效期多长不能判定：{self.lasts.sentence(scored.parts[0], columns, i)}"
        since = f"自{start}起" if start and self.start else ""
        how_long = f"，有效期{scored.parts[0].show_core(i)}" if self.lasts is not None and since else ""
        upto = f"到{last}止" if last else "一直有效"
        told = {VALID: "考核日在有效期内", EXPIRED: "考核日已过有效期", NOT_YET: "考核日尚未生效"}
        return f"{since}{how_long}{'，' if since else ''}{upto}，{told[int(scored.branch[i])]}"


FOREVER = ("长期", "长期有效", "永久", "永久有效")
"""The words that may stand in place of a length of time, of what does not expire."""


def _is_forever(length: Column) -> Mask:
    """Where a word says that a row does not expire."""
    if length.word is None:
        return np.zeros(len(length), bool)
    says = np.array([*(word in FOREVER for word in length.choices), False])
    return says[length.word]


_EVER = -10_000_000
"""Before every day there is."""


def _ever(size: int) -> Column:
    return Column.constant(Kind.DATE, _EVER, size)
