"""Who stands within a hair of an edge: whose number is no further from where an answer turns than one of its last printed digit."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from stardb.advice.changeable_cells import find_step
from stardb.dataclass import dataclass
from stardb.quantity import Column, Kind, show
from stardb.rulebook import Scheme, Step, find_computed_edges, find_turning_points
from stardb.scorers.clauses import LinearCore, PerCore
from stardb.scoring import Appraisal


@dataclass(frozen=True)
class NearEdge:
    """A number that stands by an edge.

    name: what it is called. value, edge: as people read them. distance: how far apart, 0 on the edge itself; it is above the edge
    where positive. step: what turns there.
    """

    subject: int
    name: str
    value: str
    edge: str
    distance: Fraction
    step: Step


def find_near_edges(appraisal: Appraisal) -> tuple[NearEdge, ...]:
    """Everybody's numbers by an edge, subject by subject. Numbers of things that come whole are left out, and those in proportion."""
    found = {}
    for name, column, edge, step, hair in _list_edges(appraisal):
        for i in range(len(column)):
            value = column.at(i) if appraisal.rated[i] else None
            if not isinstance(value, Fraction):
                continue
            at = edge if edge is not None else _find_multiple(value, step)
            if at is not None and abs(value - at) <= hair:
                told = show(column.kind, value) + column.unit, show(column.kind, at) + column.unit
                found[i, name, at] = NearEdge(i, name, *told, value - at, step)
    return tuple(found[key] for key in sorted(found, key=lambda key: key[0]))


def _find_multiple(value: Fraction, step: Step) -> Fraction | None:
    """The whole number of units, one at least, that is nearest to a value of which each unit counts."""
    core = step.rule.core
    unit = core.unit.number if isinstance(core, PerCore) else None
    return None if not unit else max(round(value / unit), 1) * unit


def _list_edges(appraisal: Appraisal) -> Iterator[tuple[str, Column, Fraction | None, Step, Fraction]]:
    """Every edge: what is compared, its values, the edge (None: every whole unit), what turns there, and how near is near."""
    scheme = appraisal.scheme
    steps = {step.name for step in scheme.steps if step.rule.is_due}
    for turn in find_turning_points(scheme):
        is_number = isinstance(turn.value, Fraction)
        if turn.step.name not in steps or not is_number or isinstance(turn.step.rule.core, LinearCore):
            continue
        column = appraisal.columns.get(turn.name) if turn.name in turn.step.rule.inputs else None  # not of a row
        hair = None if column is None else _find_hair(scheme, turn.name, column)
        if column is not None and hair is not None:
            assert isinstance(turn.value, Fraction)
            each = isinstance(turn.step.rule.core, PerCore)
            yield turn.name, column, None if each else turn.value, turn.step, hair
    for edge in find_computed_edges(scheme):
        is_known = all(name in appraisal.columns for name in edge.left.names)  # not of a row
        if edge.step.name in steps and edge.right is None and is_known:
            column = edge.left.evaluate(appraisal.frame)
            hair = _read_hair(column)
            if hair is not None and not isinstance(edge.step.rule.core, LinearCore | PerCore):
                yield edge.left.text, column, edge.value, edge.step, hair


def _find_hair(scheme: Scheme, name: str, column: Column) -> Fraction | None:
    """One of the last digit that a name's values are written with; None for what comes whole, and what is no number."""
    if name not in scheme.columns:
        return _read_hair(column)
    spec = scheme.tables[scheme.columns[name][0]].columns[name]
    if not spec.kind.numeric or spec.counts:
        return None
    return Fraction(1) if spec.kind is Kind.DURATION else find_step(spec, _list_values(column))


def _read_hair(column: Column) -> Fraction | None:
    """The same of a result: a month of a length of time; None where all its values are whole numbers, as counts and stars are."""
    if not column.kind.numeric:
        return None
    if column.kind is Kind.DURATION:
        return Fraction(1)
    unit = Fraction(1, 100) if column.kind is Kind.PERCENT else Fraction(1)
    places = max((_count_places(value / unit) for value in _list_values(column)), default=0)
    return unit / 10**places if places else None


def _count_places(value: Fraction) -> int:
    return next((n for n in range(3) if 10**n % value.denominator == 0), 2)


def _list_values(column: Column) -> Iterable[Fraction]:
    values = (column.at(i) for i in range(len(column)))
    return [value for value in values if isinstance(value, Fraction)]
