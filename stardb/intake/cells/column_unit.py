"""The unit of a column's numbers without one: the title's, that of the whole table, or the rule's.

A title's own goes before one stated for the whole table, which is common: `单位：万元` over `人均收入（元）`. Two stated for the whole
table that differ are neither. What is stated beside the cells gives none, but makes another doubtful.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stardb.intake.cells.amounts import unit_kind
from stardb.intake.cells.cell_context import ForeignUnit, UnitDoubt
from stardb.intake.cells.unit_statements import UnitStatement
from stardb.intake.headers.unit_labels import DOUBTFUL, UnitLabel
from stardb.intake.masking import quoted
from stardb.intake.matching.match import Match
from stardb.problems import Problem, problem
from stardb.quantity import Kind, is_measure, measures_alike, unit_ratio, unit_value
from stardb.rulebook import ColumnSpec

_MARKS = "分"
"""A title's `(分)` tells its full marks, whatever the column holds."""


class ColumnUnit(NamedTuple):
    """A column's unit, and why it is not sure; None where it is."""

    unit: str
    doubt: UnitDoubt | None = None


def column_unit(name: str, spec: ColumnSpec, match: Match) -> ColumnUnit:
    """The unit of bare numbers: the title's own, else a fitting one of a title above, of the table, or the rule's.

    A title with the unit of something else is doubtful where the unit decides the size: of money, shares, times, measures.
    """
    if not _has_unit(spec):
        return ColumnUnit("")
    heading = match.header.headings[match.columns[name]]
    own = next((unit for unit in (heading.unit, heading.parent_unit) if unit and _fits(unit, spec)), "")
    told = _table_units(spec, match)
    if own:
        return ColumnUnit(own)
    sure = next((unit for unit, label in told if label.sure), "")
    decides = spec.kind is not Kind.NUMBER or is_measure(spec.unit)
    foreign = _foreign_unit(heading.unit, spec) if decides else None
    doubt = UnitDoubt(foreign) if foreign else _contradiction(sure or spec.unit, told)
    return ColumnUnit(sure or spec.unit, doubt)


def _has_unit(spec: ColumnSpec) -> bool:
    return spec.kind.numeric and spec.type not in ("year", "date")


def _has_own(name: str, spec: ColumnSpec, match: Match) -> bool:
    """Whether a column's title has a unit of its own."""
    heading = match.header.headings[match.columns[name]]
    return any(unit and _fits(unit, spec) for unit in (heading.unit, heading.parent_unit))


def _table_units(spec: ColumnSpec, match: Match) -> list[tuple[str, UnitLabel]]:
    """The units stated for the table that may be this column's, with their labels: those of the nearest labels that state any."""
    groups = ([(u, label) for label in labels for u in label.units if _may_concern(u, spec)] for labels in match.units)
    return next(filter(None, groups), [])


def _contradiction(unit: str, told: list[tuple[str, UnitLabel]]) -> UnitDoubt | None:
    """What contradicts a unit stated for the table, or the rule's: another one, or one that is not understood."""
    other = next((label for other, label in told if not _is_same(other, unit)), None)
    if other is None:
        return None
    same = next((label for one, label in told if _is_same(one, unit) and label is not other), None)
    return UnitDoubt(labels=(same, other) if same else (other,))


def units_by_row(
    name: str, spec: ColumnSpec, match: Match, rows: Sequence[int], statements: Iterable[UnitStatement]
) -> dict[int, ColumnUnit]:
    """The unit of the cells of a column in each row of which something else than the column's own unit is stated beside it."""
    own, has_own = column_unit(name, spec, match), _has_own(name, spec, match)
    found: dict[int, ColumnUnit] = {}
    for statement in statements if _has_unit(spec) and not own.doubt else ():
        concerns = statement.is_of(name, match.columns[name], spec) and not (statement.is_whole and has_own)
        if concerns and (unit := _unit_under(statement.label, spec, own)):
            found |= dict.fromkeys(rows if statement.rows is None else statement.rows, unit)
    return found


def _unit_under(label: UnitLabel, spec: ColumnSpec, own: ColumnUnit) -> ColumnUnit | None:
    """What the unit of some cells is where this is stated of them; None if it stays as it is."""
    other = next((unit for unit in label.units if _may_concern(unit, spec) and not _is_same(unit, own.unit)), "")
    if spec.kind is Kind.PERCENT and not own.unit:
        return ColumnUnit(other) if other else None
    return ColumnUnit(own.unit, UnitDoubt(labels=(label,))) if other else None


def _is_same(one: str, other: str) -> bool:
    return one == other or (
        not DOUBTFUL.fullmatch(one) and unit_value(one) == unit_value(other) and bool(unit_ratio(one, other))
    )


def _fits(unit: str, spec: ColumnSpec) -> bool:
    """Whether a title's own unit is one of the column's: 万人 and 人, 公里 and 米; not 户 and 人."""
    if unit == spec.unit:
        return True
    return unit_kind(unit) is spec.kind and (spec.kind is not Kind.NUMBER or unit_ratio(unit, spec.unit) is not None)


def _may_concern(unit: str, spec: ColumnSpec) -> bool:
    """Whether a unit stated for the whole table may be that of this column: `单位：万人、户` says nothing of 次数."""
    if DOUBTFUL.fullmatch(unit):
        return spec.kind is Kind.MONEY
    return unit_kind(unit) is spec.kind and (spec.kind is not Kind.NUMBER or measures_alike(unit, spec.unit))


def title_unit_note(
    name: str, spec: ColumnSpec, match: Match, statements: Iterable[UnitStatement] = ()
) -> Problem | None:
    """A note where a title has another unit than is stated for the whole table."""
    told = _table_units(spec, match)
    if _has_unit(spec) and _has_own(name, spec, match):
        labels = (statement.label for statement in statements if statement.is_whole)
        told = told or [(unit, label) for label in labels for unit in label.units if _may_concern(unit, spec)]
    if not told:
        return None
    taken = column_unit(name, spec, match).unit
    if any(_is_same(unit, taken) for unit, _ in told):
        return None
    message = f"{quoted(name)}的表头写着单位{quoted(taken)}，而{told[0][1].quote}，以表头为准。"
    place = match.sheet.place(match.header.bottom, match.columns[name])
    return problem("D194", message, place, found=told[0][1].text, expected=taken)


def _foreign_unit(own: str, spec: ColumnSpec) -> ForeignUnit | None:
    """A title's own unit where it is none of the column's; `(分)` may be its marks."""
    if not own or own == _MARKS or _fits(own, spec):
        return None
    return ForeignUnit(own, spec.unit, None if unit_kind(own) is spec.kind else spec.kind)


def wrong_unit_problem(name: str, spec: ColumnSpec, match: Match, taken: str) -> Problem | None:
    """A title's unit that is none of the column's."""
    foreign = _foreign_unit(match.header.headings[match.columns[name]].unit, spec)
    if not spec.kind.numeric or spec.type == "year" or foreign is None:
        return None
    message = f"{quoted(name)}的表头写着单位{quoted(foreign.own)}，{foreign.reason}，没有采用。"
    place = match.sheet.place(match.header.bottom, match.columns[name])
    return problem("D116", message, place, found=foreign.own, expected=taken)
