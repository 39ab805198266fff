"""Names of earlier periods, as expressions write them: 上年(星级), 上月(得分), 往年(星级, 2), 本年累计(得分), 任期内增加(星级)."""

from collections.abc import Mapping

from stardb.dataclass import dataclass
from stardb.quantity import Frequency
from stardb.scorers.clauses import EACH, FIRST_IN_TERM, RATED_BEFORE, RATED_EVER, RATED_LAST

LAST, BACK, RUN = "上年", "往年", "连续年数"
PREVIOUS, LAST_MONTH, LAST_QUARTER = "上期", "上月", "上季度"
YEAR_BEFORE, YEAR_TO_DATE, RUN_OF_PERIODS = "去年同期", "本年累计", "连续期数"
LATEST, GAIN = "上次", "任期内增加"

PREVIOUSES = (LAST, PREVIOUS, LAST_MONTH, LAST_QUARTER)
"""What a result came to in the period before: the year, the one of the same kind, the month, the quarter."""

SINGLES = (*PREVIOUSES, BACK, YEAR_BEFORE, LATEST)
"""What a result came to in one earlier period."""

RUNS = (RUN, RUN_OF_PERIODS)
"""For how many periods running something has held."""

WITH_NOW = (*RUNS, YEAR_TO_DATE, GAIN)
"""What counts the period that is rated, too."""

RELATIONS = (*SINGLES, *WITH_NOW, *EACH.values())
"""All the words that stand before a name of earlier periods."""

OF_EARLIER = (RATED_BEFORE, RATED_LAST, RATED_EVER, FIRST_IN_TERM)
"""The built-in names that hang on earlier periods."""

_KINDS: Mapping[str, Frequency] = {
    **dict.fromkeys((LAST, BACK, RUN, RATED_BEFORE), Frequency.YEAR),
    LAST_MONTH: Frequency.MONTH,
    LAST_QUARTER: Frequency.QUARTER,
    **{word: kind for kind, word in EACH.items()},
}
"""Which kind of periods a name is about; the others are about those of the kind that is rated."""

_FURTHEST = 5
"""How many periods back 往年 goes."""


@dataclass(frozen=True)
class PastName:
    """A name of earlier periods. relation: one of RELATIONS. item: of which result. back: how many periods ago.

    before: of a run, the name that tells how many periods it had lasted before the ledger begins; "" where nothing does.
    """

    relation: str
    item: str
    back: int = 1
    before: str = ""

    @property
    def name(self) -> str:
        """As an expression writes it: 上年(星级), 往年(星级, 2), 连续年数(达标, 此前年数)."""
        more = f", {self.back}" if self.relation == BACK else f", {self.before}" if self.before else ""
        return f"{self.relation}({self.item}{more})"

    @property
    def kind(self) -> Frequency | None:
        """Which kind of periods it is about; None for the kind that is rated."""
        return _KINDS.get(self.relation)


def list_past_names(item: str) -> tuple[PastName, ...]:
    """All the names of earlier periods that a result has by itself, without another name beside it."""
    back = (PastName(BACK, item, k) for k in range(2, _FURTHEST + 1))
    return (*(PastName(relation, item) for relation in RELATIONS if relation != BACK), *back)


def read_past_name(name: str) -> PastName | None:
    """The parts of a name of earlier periods; None for any other name."""
    relation, _, about = name.removesuffix(")").partition("(")
    if not about or not name.endswith(")") or relation not in RELATIONS:
        return None
    if relation == BACK:
        item, _, back = about.rpartition(", ")
        return PastName(relation, item, int(back)) if item and back.isdecimal() else None
    if relation in RUNS:
        item, _, before = about.partition(", ")
        return PastName(relation, item, before=before)
    return PastName(relation, about)


def is_past_name(name: str) -> bool:
    """Whether a name is of earlier periods, be it of a result or of who was rated."""
    return name in OF_EARLIER or read_past_name(name) is not None


def find_line_kind(name: str) -> Frequency | None:
    """Which kind of periods a name of earlier periods is about; None for the kind that is rated."""
    about = read_past_name(name)
    return _KINDS.get(about.relation if about is not None else name)
