"""The rows of record tables that lie in the period rated: those of other periods do not exist for any clause."""

from collections.abc import Mapping
from dataclasses import field, replace

from stardb.dataclass import dataclass
from stardb.intake import Table, Tables, list_stretches
from stardb.quantity import Mask
from stardb.rulebook import Scheme


@dataclass(frozen=True, eq=False)
class WindowedTables:
    """The tables without the rows of other periods.

    outside: table -> the rows that are left out. unsure: table -> of which rows it is not known whether they belong. empty:
    table -> why nothing is known of it: nobody has a row in the period, and either the rules do not say that this means none,
    or no other table has a row of this part of the year either, so that nothing can have been reported yet.
    """

    tables: Tables
    outside: Mapping[str, Table] = field(default_factory=dict)
    unsure: Mapping[str, Mask] = field(default_factory=dict)
    empty: Mapping[str, str] = field(default_factory=dict)


def apply_windows(scheme: Scheme, tables: Tables) -> WindowedTables:
    """Leave out the rows that do not lie in the period a scheme is bound for, by what the tables say of when they are."""
    many, outside, unsure, gone = dict(tables.many), dict[str, Table](), dict[str, Mask](), list[str]()
    titles = [title for title in scheme.windows if title in tables.many]
    for title in titles:
        table = tables.many[title]
        inside = scheme.windows[title].find_inside(table.columns, len(table), list_stretches(table))
        left = inside.known & ~inside.data
        many[title], outside[title] = table.take(~left), table.take(left)
        if not inside.known.all():
            unsure[title] = ~inside.known[~left]
        gone += [title] if left.all() else []
    is_void = scheme.period.parent is not None and len(gone) == len(titles)
    silent = [title for title in gone if is_void or scheme.tables[title].none != "means_none"]
    empty = {title: f"{title}没有{scheme.windows[title].title}的行，谁的都没有" for title in silent}
    return WindowedTables(replace(tables, many=many), outside, unsure, empty)
