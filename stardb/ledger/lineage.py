"""What today's subjects were called earlier, as the changes (沿革) say it: on each day one name, none, or nobody knows which."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from stardb.dataclass import dataclass
from stardb.intake import Succession, SuccessionKind


@dataclass(frozen=True)
class Traced:
    """The names a subject may have had on a day: none where there was no such subject.

    unsettled: the merger or split of which nobody has said whose history goes on.
    """

    names: tuple[str, ...]
    unsettled: Succession | None = None


class Lineage:
    """The changes of one scheme until the day on which it is rated, by which keys are followed back.

    today: the day up to which changes have happened.
    """

    def __init__(self, successions: Sequence[Succession], today: date) -> None:
        self.rows = tuple(sorted((one for one in successions if one.day <= today), key=lambda one: one.day))
        self._after = frozenset(name for one in self.rows for name in one.after)

    def is_touched(self, key: str) -> bool:
        """Whether any change is of a subject, or of what it belongs to, under its name of today."""
        return any(name in self._after for name in _list_above(key))

    def trace(self, key: str, day: date) -> Traced:
        """What a subject of today was called on a day."""
        names = [key]
        if not self.is_touched(key):
            return Traced((key,))
        for changed, rows in groupby(reversed(self.rows), lambda one: one.day):
            if changed <= day:
                break
            found, at_once = list[str](), [*rows]
            for name in names:
                before, unsettled = _go_back_a_day(at_once, name, _ANY)
                if unsettled is not None:
                    return Traced((), unsettled)
                found += before
            names = list(dict.fromkeys(found))
        return Traced(tuple(names))

    def list_all_names(self, key: str) -> tuple[str, ...]:
        """All names a subject has had, the latest first."""
        days = [one.day for one in reversed(self.rows)]
        earlier = (name for day in days for name in self.trace(key, _day_before(day)).names)
        return tuple(dict.fromkeys((key, *earlier)))

    def find_end(self, name: str, since: date = date.min) -> Succession | None:
        """The change after a day by which a subject of that name, or all it belonged to, came to be rated no more under it."""
        ended = None
        for one in self.rows:
            if one.day <= since:
                continue
            if _find_above(name, one.after):
                ended = None
            elif _ends(one, name):
                ended = one
        return ended


def _ends(one: Succession, name: str) -> bool:
    """Whether a name that stands in `before` is taken up by nobody who is followed by it."""
    if one.change.is_end:
        return bool(_find_above(name, one.before))
    return one.change in (SuccessionKind.MERGED, SuccessionKind.SPLIT) and name in one.before and name not in one.after


_ANY = 1000
"""More parts than any key has."""


def _go_back_a_day(rows: Sequence[Succession], name: str, limit: int) -> tuple[list[str], Succession | None]:
    """The names before all changes of a day, or the one that leaves them open.

    The changes are at once: who took over another's name did not have the name that the other took. But a village that was
    renamed goes with its township that was, too: after the change of a name with so many parts only one of fewer is looked for.
    """
    touching = [(above.count("/") + 1, one) for one in rows if (above := _find_above(name, one.after))]
    count, one = max(
        ((count, one) for count, one in touching if count < limit), key=lambda pair: pair[0], default=(0, None)
    )
    if one is None:
        return [name], None
    before, is_settled = _go_back(one, name)
    if not is_settled:
        return [], one
    found = list[str]()
    for earlier in before:
        names, unsettled = _go_back_a_day(rows, earlier, count)
        if unsettled is not None:
            return [], unsettled
        found += names
    return found, None


def _go_back(one: Succession, name: str) -> tuple[list[str], bool]:
    """The names before a change of who is called `name` after it, and whether that is settled."""
    above = _find_above(name, one.after)
    below = name[len(above) :]
    if one.change is SuccessionKind.NEW:
        return [], True
    if one.change is SuccessionKind.RETURNED:
        return [name], True
    if below or one.change not in (SuccessionKind.MERGED, SuccessionKind.SPLIT):
        return [before + below for before in one.before], True
    if one.is_fresh:
        return [], True
    if not one.continues:
        return [], False
    if one.change is SuccessionKind.MERGED:
        return [*one.continues], True
    return ([*one.before], True) if name in one.continues else ([], True)


def _find_above(name: str, among: Sequence[str]) -> str:
    """The name itself, or what it belongs to, that is among some; "" where none is."""
    return next((one for one in _list_above(name) if one in among), "")


def _list_above(name: str) -> list[str]:
    """A name and all that it belongs to, the longest first."""
    parts = name.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts), 0, -1)]


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
