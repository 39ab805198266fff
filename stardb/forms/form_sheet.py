"""`FormSheet`: one sheet of a form, as it is to be written."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import TypeAlias

from stardb.dataclass import dataclass
from stardb.intake import title_of
from stardb.quantity import Kind, unit_value
from stardb.rulebook import ColumnSpec

Value: TypeAlias = Fraction | str | bool | None
"""A value as `Column.at` gives it; None is unknown and left blank."""

_UNITED = (Kind.NUMBER, Kind.MONEY, Kind.DURATION)
"""What is filled in in a unit. A percent is not: its cells are formatted as percents, and say so themselves."""


@dataclass(frozen=True)
class Picks:
    """What may be picked in a column, from a list.

    owners: whose each word is, if what may be picked depends on what was picked in the columns `of`: a person's ID numbers
    on the name; of several columns an owner is all their words in a row. Words of one owner stand together.
    """

    words: tuple[str, ...]
    of: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormColumn:
    """One column of a form.

    given: its cells are filled in already and locked. hint: what is said beside a cell that is being filled in, beyond what
    its type tells. full: the full mark of what takes its value for points. last: the last day of the period. width: how wide it
    is, where not as usual; long texts then take several lines.
    """

    name: str
    spec: ColumnSpec
    given: bool = False
    hint: str = ""
    full: Fraction | None = None
    picks: Picks | None = None
    last: dt.date | None = None
    width: int = 0

    @property
    def unit(self) -> str:
        """The unit of bare numbers in its cells: the one its name ends with, else the rule's."""
        if self.spec.kind not in _UNITED:
            return ""
        own = title_of(self.name).unit
        if own and unit_value(own)[0] is self.spec.kind:
            return own
        return self.spec.unit or ("元" if self.spec.kind is Kind.MONEY else "")

    @property
    def title(self) -> str:
        """What its header cell says: the name and, on a line of its own, the unit in brackets."""
        return f"{self.name}\n（{self.unit}）" if self.unit not in ("", title_of(self.name).unit) else self.name


@dataclass(frozen=True)
class FormSheet:
    """One sheet of a form: a table of one or more schemes, for one township.

    versions: scheme -> version of its rule file (see `FormId`). label: a column and its value for all rows, above the
    table. rows: the values of the rows that have some, column by column. spare: how many empty rows follow them.
    closed: whether only what is on a list may be picked; else the clerk is asked and may insist. frozen: how many columns
    stay in sight. township: whose it is, where it is one township's. origin: the files of the form's own period that its rows
    were taken from. how: what is said above all notes in place of the usual line on the colours of cells. examples: rows that
    show how to fill in the others, and are not read. is_open: whether people may lay the sheet out as they like, so that
    nothing is locked.
    """

    table: str
    versions: Mapping[str, str]
    title: str
    columns: tuple[FormColumn, ...]
    rows: Sequence[Sequence[Value]] = ()
    spare: int = 0
    label: tuple[str, str] | None = None
    notes: tuple[str, ...] = field(default=())
    closed: bool = True
    frozen: int = 0
    township: str = ""
    origin: tuple[str, ...] = ()
    how: str = ""
    examples: Sequence[Sequence[Value]] = ()
    is_open: bool = False
