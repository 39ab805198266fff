"""A listing (名单) as it is bound: whom or which rows it names, under which words, in which order."""

from contextlib import suppress
from typing import TYPE_CHECKING

from stardb.dataclass import dataclass
from stardb.expressions import Formula, nearest
from stardb.quantity import Frequency, Kind
from stardb.scorers.base import ClauseRefused, Scope, is_rated_in

if TYPE_CHECKING:
    from stardb.rulebook.binding.binder import Binder
    from stardb.rulebook.document import Listing


@dataclass(frozen=True, eq=False)
class BoundListing:
    """A list of subjects, or of the rows of a record table.

    table: "" for subjects. by: the word under which each stands; None where all stand together. where: who is on it; None for all
    who are rated, or all rows. order: the greater the earlier, by the first that differs; empty for the order of the roster. columns: what is told of each.
    every: of which kinds of periods it is made; () for all.
    """

    title: str
    table: str
    columns: tuple[str, ...]
    by: Formula | None = None
    where: Formula | None = None
    order: tuple[Formula, ...] = ()
    every: tuple[Frequency, ...] = ()
    basis: str = ""
    note: str = ""

    def is_due(self, kind: Frequency) -> bool:
        """Whether it is made in a period of a kind."""
        return not self.every or is_rated_in(self.every, kind)


def bind_listings(binder: "Binder") -> tuple[BoundListing, ...]:
    """The listings of the document; what does not hold is reported, and such a listing is left out."""
    found = []
    for title, said in binder.document.listings.items():
        with suppress(ClauseRefused):
            found.append(_bind(binder, title, said))
    return tuple(found)


def _bind(binder: "Binder", title: str, said: "Listing") -> BoundListing:
    scope = binder.make_scope("", ("listings", title))
    rows = scope.row_scope(said.of, "of") if said.of is not None else scope
    by = rows.bind_formula(said.by, ("by",)) if said.by is not None else None
    if by is not None and by.kind not in (Kind.CHOICE, Kind.BOOL, Kind.TEXT):
        raise scope.refuse("R305", f"名单按词分段，“{by.text}”是{by.kind.value}", ("by",), found=by.kind.value)
    where = rows.bind_formula(said.where, ("where",), Kind.BOOL) if said.where is not None else None
    order = tuple(_bind_order(rows, text, k, len(said.order)) for k, text in enumerate(said.order))
    columns = _list_columns(binder, said, scope)
    return BoundListing(title, said.of or "", columns, by, where, order, said.every or (), said.basis, said.note)


def _bind_order(rows: Scope, text: str, k: int, size: int) -> Formula:
    path = ("order", k) if size > 1 else ("order",)
    order = rows.bind_formula(text, path)
    if order.kind.numeric or order.kind is Kind.DATE:
        return order
    message = f"排先后要有一个数或日期，“{order.text}”是{order.kind.value}"
    raise rows.refuse("R305", message, path, found=order.kind.value)


def _list_columns(binder: "Binder", said: "Listing", scope: Scope) -> tuple[str, ...]:
    """What is told of each: the columns named; of rows all that are not private where none is."""
    document = binder.document
    if said.of is None:
        spec = next(iter(document.tables.values()))
        known = (*binder.names, *spec.columns)
    else:
        spec = document.tables[said.of]
        known = (*spec.columns, *spec.computed)
    for k, name in enumerate(said.columns):
        path = ("columns", k) if len(said.columns) > 1 else ("columns",)
        if name not in known and name not in binder.lost:
            raise scope.refuse("R301", f"没有“{name}”{nearest(name, known)}", path, found=name)
        if name in spec.columns and spec.columns[name].private:
            message = f"“{name}”一栏不公开（private: true），不能列在名单里"
            raise scope.refuse("R442", message, path, found=name, remedy="从 columns 里删去；可以公开的，去掉 private")
        if said.of is None and name in binder.names:
            binder.names.bind(name)
    if said.columns or said.of is None:
        return tuple(said.columns)
    hidden = {name for name, column in spec.columns.items() if column.private}
    return tuple(name for name in known if name not in {*spec.key, *hidden, said.by})
