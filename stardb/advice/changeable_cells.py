"""Which columns can still be changed within the period, in what steps, and to which values it is worth changing them."""

from collections.abc import Iterable
from fractions import Fraction

from stardb.advice.trials import CellValue
from stardb.dataclass import dataclass
from stardb.quantity import Kind, read_quantity, show
from stardb.rulebook import ColumnSpec, find_turning_points
from stardb.scoring import Appraisal

_BY_DEFAULT = ("number", "percent", "money", "yes_no")
_MOST_VALUES = 24
"""So many values of a column are tried at most."""


@dataclass(frozen=True)
class ChangeableColumn:
    """A column of which subjects' cells can still be changed.

    values: those at which some answer turns, those next to them, and the ends of what there is. step: of numbers, the least
    by which people change it. span: how far its values lie apart, by which changes of several columns are compared.
    """

    name: str
    kind: Kind
    values: tuple[CellValue, ...]
    unit: str = ""
    step: Fraction = Fraction(1)
    span: Fraction = Fraction(1)

    def show(self, value: CellValue | None) -> str:
        """A value of it as people read it."""
        return show(self.kind, value) + (self.unit if isinstance(value, Fraction) and self.kind is Kind.NUMBER else "")

    def measure(self, old: CellValue | None, new: CellValue) -> Fraction:
        """How large a change is, of what there is between the ends; of words, how far they stand apart in the list; 1 for truths."""
        if self.kind is Kind.CHOICE and old in self.values:
            return Fraction(abs(self.values.index(new) - self.values.index(old)), len(self.values))
        if isinstance(old, Fraction) and isinstance(new, Fraction) and not isinstance(old, bool):
            return abs(new - old) / self.span
        return Fraction(1)


def is_changeable(spec: ColumnSpec, is_roster: bool) -> bool:
    """Whether a column of a one-row table can still be changed within the period."""
    if spec.private or spec.kind in (Kind.TEXT, Kind.DATE, Kind.DURATION):
        return False
    return spec.changeable if spec.changeable is not None else spec.type in _BY_DEFAULT and not is_roster


def find_changeable(appraisal: Appraisal) -> dict[str, ChangeableColumn]:
    """The columns that can still be changed, by name, in the order of the rule file."""
    scheme = appraisal.scheme
    turns: dict[str, list[CellValue]] = {}
    for turn in find_turning_points(scheme):
        turns.setdefault(turn.name, []).append(turn.value)
    found = {}
    for title, spec in scheme.filled_in.items():
        table = appraisal.tables.single.get(title)
        for name, column in spec.columns.items() if table is not None else ():
            mine = scheme.columns.get(name, ("", None))[0] == title
            if mine and name not in spec.key and is_changeable(column, spec is scheme.roster):
                found[name] = _describe(name, column, turns.get(name, ()), appraisal)
    return found


def _describe(name: str, spec: ColumnSpec, turns: Iterable[CellValue], appraisal: Appraisal) -> ChangeableColumn:
    if spec.kind is Kind.BOOL:
        return ChangeableColumn(name, spec.kind, (True, False))
    if spec.kind is Kind.CHOICE:
        return ChangeableColumn(name, spec.kind, spec.words)
    column, reach = appraisal.columns[name], appraisal.scheme.reaches.get(name)
    held = {value for i in range(len(column)) if isinstance(value := column.at(i), Fraction)}
    edges = {value for value in turns if isinstance(value, Fraction) and not isinstance(value, bool)}
    step = find_step(spec, held | edges)
    low = reach.low if reach is not None else None
    high = reach.high if reach is not None else None
    ends = {end for end in (low, high) if end is not None}
    near = {edge + way * step for edge in edges for way in (-1, 0, 1)}
    extreme = {extreme(held) for extreme in (min, max)} if held else set()
    everything = sorted(
        value
        for value in near | extreme | ends
        if (low is None or value >= low) and (high is None or value <= high)
    )  # fmt: skip
    span = max((everything[-1] - everything[0], step)) if everything else step
    return ChangeableColumn(name, spec.kind, _thin_out(everything), spec.unit, step, span)


def _thin_out(values: list[Fraction]) -> tuple[Fraction, ...]:
    """The values, of very many every so-manieth and the last."""
    if len(values) <= _MOST_VALUES:
        return tuple(values)
    every = -(-len(values) // _MOST_VALUES)
    return tuple(dict.fromkeys((*values[::every], values[-1])))


def find_step(spec: ColumnSpec, values: Iterable[Fraction]) -> Fraction:
    """The least by which people change a number: one of what is counted, else one of the last place that is written, of two at most."""
    if spec.counts:
        return Fraction(1)
    unit = (
        Fraction(1, 100)
        if spec.kind is Kind.PERCENT
        else read_quantity(f"1{spec.unit}")[1]
        if spec.unit
        else Fraction(1)
    )
    places = max((_count_places(value / unit) for value in values), default=0)
    return unit * Fraction(1, 10**places)


def _count_places(value: Fraction) -> int:
    """How many places after the point a number has; 2 where it does not end."""
    return next((n for n in range(3) if 10**n % value.denominator == 0), 2)
