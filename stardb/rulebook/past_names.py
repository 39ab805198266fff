"""Names of earlier periods, as expressions write them: 上年(星级), 往年(星级, 2), 任期内增加(星级)."""

from stardb.dataclass import dataclass
from stardb.scorers.clauses import FIRST_IN_TERM, RATED_BEFORE, RATED_EVER, YEARS

LAST, LATEST, BACK, GAIN, RUN = "上年", "上次", "往年", "任期内增加", "连续年数"

OF_EARLIER = (RATED_BEFORE, RATED_EVER, FIRST_IN_TERM)
"""The built-in names that hang on earlier periods."""

_FURTHEST = 5
"""How many periods back 往年 goes."""


@dataclass(frozen=True)
class PastName:
    """A name of earlier periods. relation: LAST, LATEST, BACK, GAIN, RUN or YEARS. item: of which result. back: how many periods ago.

    before: of a RUN, the name that tells how many years it had lasted before the ledger begins; "" where nothing does.
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


def list_past_names(item: str) -> tuple[PastName, ...]:
    """All the names of earlier periods that a result has by itself, without another name beside it."""
    back = (PastName(BACK, item, k) for k in range(2, _FURTHEST + 1))
    return (
        PastName(LAST, item),
        PastName(LATEST, item),
        *back,
        *(PastName(relation, item) for relation in (GAIN, RUN, YEARS)),
    )


def read_past_name(name: str) -> PastName | None:
    """The parts of a name of earlier periods; None for any other name."""
    relation, _, about = name.removesuffix(")").partition("(")
    if not about or not name.endswith(")"):
        return None
    if relation == BACK:
        item, _, back = about.rpartition(", ")
        return PastName(relation, item, int(back)) if item and back.isdecimal() else None
    if relation == RUN:
        item, _, before = about.partition(", ")
        return PastName(relation, item, before=before)
    return PastName(relation, about) if relation in (LAST, LATEST, GAIN, YEARS) else None
