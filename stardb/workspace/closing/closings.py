"""Which periods are closed, by whom and when, as the ledger has it; and the refusal to change what is."""

from collections.abc import Sequence
from datetime import datetime

from stardb.dataclass import dataclass
from stardb.ledger import CLOSE, REOPEN, KeptEvent, Ledger
from stardb.problems import Place, ProblemsError, problem
from stardb.quantity import Period, UnreadableText, read_period

ARCHIVES = "archive"
"""The folder of archives, in the workspace."""

_GROUP = 8


@dataclass(frozen=True)
class ClosedRun:
    """A run that a closing holds: its scheme, its period, and the hash of its event."""

    scheme: str
    period: str
    hash: str


@dataclass(frozen=True)
class Closing:
    """One closing that still holds.

    archive, sha256: the archive's file name and digest. by: who closed it, on which machine. runs: what is closed. read: the
    runs of earlier periods that these were computed from.
    """

    number: int
    hash: str
    period: Period
    archive: str
    sha256: str
    by: str
    time: str
    runs: tuple[ClosedRun, ...] = ()
    read: tuple[ClosedRun, ...] = ()

    @property
    def day(self) -> str:
        """The day it was closed on, by this machine's time zone."""
        try:
            return datetime.fromisoformat(self.time).astimezone().date().isoformat()
        except ValueError:
            return self.time

    def has_read(self, period: Period) -> bool:
        """Whether its results were computed from those of a period, or of one within it."""
        return any(period.contains(read) for read in _read_names(self.read))


def list_closings(ledger: Ledger) -> list[Closing]:
    """The closings that hold, the oldest first: those not taken back by a reopening. Raises ProblemsError (W3..)."""
    found: dict[str, Closing] = {}
    for one in ledger.list_events():
        if one.event.kind == CLOSE:
            found[one.hash] = _read_closing(one)
        elif one.event.kind == REOPEN:
            found.pop(str(one.event.content.get("closing", "")), None)
    return list(found.values())


def list_reopened(ledger: Ledger) -> list[Closing]:
    """The closings that were taken back and whose archives are still kept, the oldest first. Raises ProblemsError (W3..)."""
    made = {
        one.archive: one for one in map(_read_closing, _list_closed(ledger))
    }  # a lost archive's name is given again
    held = {one.number for one in list_closings(ledger)}
    return [one for one in made.values() if one.number not in held]


def _list_closed(ledger: Ledger) -> list[KeptEvent]:
    return [one for one in ledger.list_events() if one.event.kind == CLOSE]


def find_closing(closings: Sequence[Closing], period: Period) -> Closing | None:
    """The closing that a period is closed by: its own, or that of a period it lies in."""
    covering = [one for one in closings if one.period.contains(period)]
    return next((one for one in covering if one.period == period), covering[-1] if covering else None)


def find_later_reader(closings: Sequence[Closing], period: Period) -> Closing | None:
    """A closing of another period whose results were computed from those of a period, or of one within it."""
    return next((one for one in closings if one.has_read(period) and not one.period.contains(period)), None)


def is_frozen(ledger: Ledger, period: Period) -> bool:
    """Whether a period's results may not be changed: it is closed, or a closed one was computed from them."""
    closings = list_closings(ledger)
    return find_closing(closings, period) is not None or find_later_reader(closings, period) is not None


def refuse_frozen(ledger: Ledger, period: Period, doing: str) -> None:
    """Raise ProblemsError (W320, W326) where a period's results may not be changed. doing: what was to be done (运行)."""
    closings = list_closings(ledger)
    closing = find_closing(closings, period)
    if closing is not None:
        inside = "" if closing.period == period else f"，{period.title}在里面"
        message = f"{closing.period.title}已于{closing.day}由 {closing.by} 结转{inside}，没有{doing}"
        remedy = (
            "评下一期的，用 --period 写明，或改 stardb.yaml 的 period；"
            f"确要改动的，先运行 stardb reopen {closing.period.name} --because 理由。"
        )
        place = Place(f"{ARCHIVES}/{closing.archive}")
        raise ProblemsError([problem("W320", message, place, found=period.name, remedy=remedy)])
    later = find_later_reader(closings, period)
    if later is not None:
        message = f"{later.period.title}是照{period.title}的结果算的，已于{later.day}由 {later.by} 结转，没有{doing}"
        remedy = f"确要改动的，先运行 stardb reopen {later.period.name} --because 理由；不重开的，在下一期用裁定更正。"
        place = Place(f"{ARCHIVES}/{later.archive}")
        raise ProblemsError([problem("W326", message, place, found=period.name, remedy=remedy)])


def group_hash(hash_: str) -> str:
    """A hash in groups of eight signs, to be read aloud and copied."""
    return " ".join(hash_[i : i + _GROUP] for i in range(0, len(hash_), _GROUP))


def _read_closing(one: KeptEvent) -> Closing:
    said = one.event.content
    return Closing(
        one.number,
        one.hash,
        one.event.rated_period,
        str(said.get("archive", "")),
        str(said.get("sha256", "")),
        str(said.get("by", "")),
        one.event.time,
        tuple(ClosedRun(*map(str, run)) for run in said.get("runs", ())),
        tuple(ClosedRun(*map(str, run)) for run in said.get("read", ())),
    )


def _read_names(runs: Sequence[ClosedRun]) -> list[Period]:
    found = []
    for one in runs:
        try:
            found.append(read_period(one.period))
        except UnreadableText:
            continue
    return found
