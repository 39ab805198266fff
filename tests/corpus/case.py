"""`Case`: one township's mail, and what a careful reader makes of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from corpus.scheme import CHECKED

from stardb.intake import ReadingOptions
from stardb.rulebook import TableSpec

Build: TypeAlias = Callable[[Path], None]
"""Writes one or more files below a folder."""

Shown: TypeAlias = Mapping[str, str | None]
"""Column -> its value as people read it; None is unknown."""


@dataclass(frozen=True)
class Fault:
    """A problem that must be told.

    codes: its code, or several that would do, as `D122/D133`; "" for any error or warning. at: the end of its place, such
    as `C5` or `检查.xlsx`. says: what its message, found, expected or remedy must hold.
    """

    codes: str
    at: str = ""
    says: str = ""


@dataclass(frozen=True)
class Case:
    """What arrives, and what is expected of it.

    says: the phrase of `phrases.PHRASES` it stands for. values: subject -> column -> value, in tables of one row a subject.
    rows: the same in tables of many rows. faults: the errors and warnings there must be, and no others; notes may be
    listed, and those that are not are free. left_out: rows left out by kind, where it matters. roster: the subjects on the
    county's roster, by default those that something is expected of; () if the mail has its own. secrets: what no message
    may show. missing, unknown: subjects without a row, and rows' subjects the roster lacks. office: the format LibreOffice
    turns the files into before they are read. meanwhile: what goes on in the folder while they are read.
    """

    name: str
    says: str
    build: Build
    values: Mapping[str, Shown] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Shown]] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    left_out: Mapping[str, int] | None = None
    roster: Sequence[str] | None = None
    tables: Mapping[str, TableSpec] = field(default_factory=lambda: CHECKED)
    options: ReadingOptions = field(default_factory=ReadingOptions)
    passwords: Sequence[str] = ()
    secrets: Sequence[str] = ()
    missing: Sequence[str] | None = None
    unknown: Sequence[str] | None = None
    office: str = ""
    meanwhile: Callable[[Path], AbstractContextManager[None]] = nullcontext
