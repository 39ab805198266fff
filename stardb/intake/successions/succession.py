"""`Succession`: what became of a subject, or of all below a township, on one day."""

from dataclasses import field
from datetime import date
from enum import Enum

from stardb.dataclass import dataclass
from stardb.problems import Place, Problem


class SuccessionKind(Enum):
    """What happened (类别)."""

    RENAMED = "改名"
    MERGED = "合并"
    SPLIT = "拆分"
    ENDED = "撤销"
    NEW = "新设"
    MOVED = "调整隶属"
    POSTED = "调任"
    LEFT = "离任"
    RETURNED = "返任"
    DIED = "去世"

    @property
    def is_end(self) -> bool:
        """Whether who is named is rated no more."""
        return self in (SuccessionKind.ENDED, SuccessionKind.LEFT, SuccessionKind.DIED)


@dataclass(frozen=True)
class Succession:
    """One change. before, after: keys as rosters have them, or how they begin (东村镇, for all below it).

    scheme: the rule file it is of, "" for all. continues: whose history goes on: which of `before` a merged one continues, or
    which of `after` continue the one that was split; () where nobody has said, `is_fresh` where nobody's does. place: the cell of 类别.
    """

    day: date
    change: SuccessionKind
    scheme: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    continues: tuple[str, ...] = ()
    is_fresh: bool = False
    place: Place = field(default_factory=Place)

    def tell(self) -> str:
        """All that it says, in one line."""
        parts = [self.before, self.after, self.continues]
        told = [self.day.isoformat(), self.change.value, self.scheme, *("、".join(one) for one in parts)]
        return "\t".join([*told, str(self.is_fresh)])


@dataclass(frozen=True)
class Successions:
    """All changes of a workspace, by day, and what is wrong with how they are written."""

    rows: tuple[Succession, ...] = ()
    problems: tuple[Problem, ...] = ()
