"""Where the rows of a template went: which copies each has, and which copies a reference to it means.

A template's rows are cut into bands: one row, or a gap of rows the file does not mention. Running the template emits
bands one after another, some many times, some never; each emission holds the loop turn (`LoopTurn`) it came from.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from stardb.dataclass import dataclass
from stardb.ooxml import LAST_ROW, Run

__all__ = ["Band", "Emission", "Layout", "LoopTurn", "TooManyRows", "Trace"]


@dataclass(frozen=True)
class Band:
    """Template rows `first` to `last`, which stay together; `loops` are the loops around, outermost first."""

    first: int
    last: int
    loops: tuple[int, ...] = ()


class LoopTurn:
    """One turn of a loop: its output rows, and the turn of the loop around it."""

    __slots__ = ("first", "last", "loop", "parent")

    def __init__(self, loop: int, parent: "LoopTurn | None", first: int) -> None:
        self.loop, self.parent, self.first, self.last = loop, parent, first, LAST_ROW


class Emission(NamedTuple):
    """One band written to the output from row `row` on, with the values of its live cells."""

    band: int
    row: int
    values: tuple[object, ...]
    turn: LoopTurn | None


class TooManyRows(ValueError):
    """The template makes more rows than a sheet can hold."""


class Trace:
    """Listens while a sheet's program runs: `enter_loop`, `begin_turn`, `leave_loop` for loops and `emit` for rows."""

    def __init__(self, bands: Iterable[Band]) -> None:
        self._heights = [band.last - band.first + 1 for band in bands]
        self._around: list[LoopTurn | None] = []
        self._current: LoopTurn | None = None
        self.next = 1
        self.emissions: list[Emission] = []
        self.turns: dict[int, list[LoopTurn]] = {}

    def enter_loop(self, loop: int) -> None:
        """A loop begins."""
        self._around.append(self._current)
        self.turns.setdefault(loop, [])

    def begin_turn(self, loop: int) -> None:
        """A turn of the loop begins; the one before it has ended."""
        around = self._around[-1]
        self._close(around)
        self._current = LoopTurn(loop, around, self.next)
        self.turns[loop].append(self._current)

    def leave_loop(self) -> None:
        """The innermost loop has ended."""
        around = self._around.pop()
        self._close(around)
        self._current = around

    def _close(self, around: LoopTurn | None) -> None:
        if self._current is not None and self._current is not around:
            self._current.last = self.next - 1

    def emit(self, band: int, values: tuple[object, ...] = ()) -> None:
        """A band is written, with the values of its live cells. Raises TooManyRows."""
        self.emissions.append(Emission(band, self.next, values, self._current))
        self.next += self._heights[band]
        if self.next > LAST_ROW + 1:
            raise TooManyRows

    def insert(self, index: int, band: int) -> None:
        """Add a band without values before the emission at `index`; what stands below moves down."""
        row = self.emissions[index].row if index < len(self.emissions) else self.next
        height = self._heights[band]
        below = [emission._replace(row=emission.row + height) for emission in self.emissions[index:]]
        self.emissions[index:] = [Emission(band, row, (), None), *below]
        self.next += height
        for turn in [turn for turns in self.turns.values() for turn in turns]:
            turn.first += height if turn.first >= row else 0
            turn.last += height if turn.last >= row else 0


class Layout:
    """The map from template rows to output rows of one sheet. Rows past the template's last move by what it grew."""

    def __init__(self, bands: list[Band], trace: Trace, directives: dict[int, tuple[int, ...]] | None = None) -> None:
        self.bands = bands
        self.turns = trace.turns
        self._firsts = [band.first for band in bands]
        self._directives = directives or {}
        self._starts: list[list[int]] = [[] for _ in bands]
        for emission in trace.emissions:
            self._starts[emission.band].append(emission.row)
        self.last_template = max([band.last for band in bands] + list(self._directives), default=0)
        self.last = trace.next - 1
        self.blank = min(self.last + 1, LAST_ROW)
        self._whole: dict[Run, tuple[Run, ...]] = {}

    @classmethod
    def of_fixed_rows(cls) -> "Layout":
        """The layout of a sheet in which every row stays where it is."""
        return cls([], Trace([]))

    @property
    def has_moves(self) -> bool:
        """Whether any row is somewhere else than in the template."""
        return self.last != self.last_template or any(
            starts != [band.first] for band, starts in zip(self.bands, self._starts, strict=True)
        )

    def loops(self, row: int) -> tuple[int, ...]:
        """The loops around a template row."""
        index = bisect_right(self._firsts, row) - 1
        if index >= 0 and row <= self.bands[index].last:
            return self.bands[index].loops
        return self._directives.get(row, ())

    def scope(self, row: int, turn: LoopTurn | None) -> LoopTurn | None:
        """The innermost turn, out of `turn` and those around it, of a loop that also stands around `row`."""
        return _scope(self.loops(row), turn)

    def runs(self, top: int, bottom: int, turn: LoopTurn | None = None) -> tuple[Run, ...]:
        """Exactly the output rows of template rows `top` to `bottom`, as seen from `turn`, in contiguous stretches."""
        if turn is not None:
            return _merge(self._pieces(top, bottom, turn))
        key = (top, bottom)
        if key not in self._whole:
            self._whole[key] = _merge(self._pieces(top, bottom, None))
        return self._whole[key]

    def _pieces(self, top: int, bottom: int, turn: LoopTurn | None) -> Iterator[Run]:
        index = max(bisect_right(self._firsts, top) - 1, 0)
        while index < len(self.bands) and self.bands[index].first <= bottom:
            band, starts = self.bands[index], self._starts[index]
            low, high = max(top, band.first) - band.first, min(bottom, band.last) - band.first
            if low <= high:
                scope = _scope(band.loops, turn)
                if scope is not None:
                    starts = starts[bisect_left(starts, scope.first) : bisect_right(starts, scope.last)]
                for start in starts:
                    yield start + low, start + high
            index += 1
        if bottom > self.last_template:
            grown = self.last - self.last_template
            first = max(top, self.last_template + 1) + grown
            last = LAST_ROW if bottom == LAST_ROW else min(bottom + grown, LAST_ROW)
            if first <= last:
                yield first, last

    def copies(self, top: int, bottom: int) -> list[Run]:
        """The first and last output row of `top` to `bottom`, once for each turn of the loops around both."""
        around, others = self.loops(top), self.loops(bottom)
        shared = [loop for loop, other in zip(around, others, strict=False) if loop == other]
        turns: Iterable[LoopTurn | None] = self.turns.get(shared[-1], []) if shared else [None]
        found = (self.runs(top, bottom, turn) for turn in turns)
        return [(runs[0][0], runs[-1][1]) for runs in found if runs]

    def turn_at(self, row: int, out: int) -> LoopTurn | None:
        """The innermost turn in which the copy of template row `row` at output row `out` stands."""
        loops = self.loops(row)
        turns = self.turns.get(loops[-1], []) if loops else []
        index = bisect_right(turns, out, key=lambda turn: turn.first) - 1
        return turns[index] if index >= 0 else None

    def position(self, row: int) -> int:
        """Where what stood at a template row stands now; for a row that vanished, where the next one stands."""
        runs = self.runs(row, row) or self.runs(row, LAST_ROW)
        return runs[0][0] if runs else LAST_ROW


def _scope(loops: tuple[int, ...], turn: LoopTurn | None) -> LoopTurn | None:
    while turn is not None and turn.loop not in loops:
        turn = turn.parent
    return turn


def _merge(pieces: Iterable[Run]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for first, last in sorted(pieces):
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return tuple(runs)
