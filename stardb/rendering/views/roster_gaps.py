"""Who did not report, and whom no roster knows, as lines of a report."""

from collections import Counter
from collections.abc import Iterable, Sequence

from stardb.dataclass import dataclass
from stardb.intake import MissingSubject, UnknownSubject
from stardb.problems import Place

__all__ = ["MissingRow", "UnknownRow", "list_missing", "list_unknown"]


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A subject of the roster without a line in a table. place: its cell of the roster; None for a whole township."""

    group: str
    name: str
    table: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A name that stands in a table and not on the roster. nearest: the names of the roster most like it, joined."""

    group: str
    name: str
    table: str
    rows: int
    place: Place | None
    nearest: str


def list_missing(missing: Iterable[MissingSubject], groups: Sequence[str]) -> tuple[MissingRow, ...]:
    """Who is on the roster and in a table without a line; a township that sent none of it is one line.

    groups: the township of every subject.
    """
    members, lacking = Counter(groups), dict[tuple[str, str], list[MissingSubject]]()
    for one in missing:
        lacking.setdefault((one.group, one.table), []).append(one)
    order = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    rows: list[MissingRow] = []
    for (group, table), mine in sorted(lacking.items(), key=lambda item: order[item[0][0]]):
        if len(mine) == members[group] > 1:
            rows.append(MissingRow(group, f"全部{len(mine)}个", table, None))
        else:
            rows += [MissingRow(group, _own_name(one), table, one.place) for one in mine]
    return tuple(rows)


def list_unknown(unknown: Iterable[UnknownSubject]) -> tuple[UnknownRow, ...]:
    """Who stands in a table and not on the roster, with the names most like."""
    return tuple(
        UnknownRow(one.group, _own_name(one), one.table, one.rows, one.place, "、".join(one.nearest)) for one in unknown
    )


def _own_name(one: MissingSubject | UnknownSubject) -> str:
    """A subject's name without its township, which has a column of its own."""
    return one.title.removeprefix(f"{one.group}/")
