"""What the front page of all results shows: the systems, and what each came to in each period."""

from stardb.dataclass import dataclass


@dataclass(frozen=True)
class ShareOfAll:
    """How many subjects have one word or level, as a part of a bar: where it begins and how long it is, in hundredths."""

    word: str
    count: int
    start: str
    width: str
    shade: int


@dataclass(frozen=True)
class FrontResult:
    """One system's result of one period. page: its first page; "" where there is none. reason: why nothing came out this time."""

    period: str
    short: str
    page: str
    book: str
    subject: str
    subjects: int
    decided: int
    undecided: int
    not_rated: int
    shares: tuple[ShareOfAll, ...]
    reason: str

    @property
    def state(self) -> str:
        """none, failed, open or done: how it is drawn."""
        if self.reason:
            return "failed"
        return "none" if not self.page else "open" if self.undecided else "done"


@dataclass(frozen=True)
class FrontSystem:
    """A system and its results of one year. main: what is shown in full, the year's or the latest; parts: months, quarters, halves."""

    title: str
    main: FrontResult
    parts: tuple[FrontResult, ...]


@dataclass(frozen=True)
class FrontYear:
    """One year. title: 2022年. failed: the results that did not come out, with their systems."""

    title: str
    systems: tuple[FrontSystem, ...]
    overviews: tuple[FrontResult, ...]


@dataclass(frozen=True)
class FrontFailure:
    """A system that was not rated in a period, and why."""

    title: str
    period: str
    reason: str


@dataclass(frozen=True)
class FrontPage:
    """The county's results, the latest year first."""

    county: str
    department: str
    years: tuple[FrontYear, ...]
    failures: tuple[FrontFailure, ...]
