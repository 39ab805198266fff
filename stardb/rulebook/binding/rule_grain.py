"""How fine the numbers of a rule may be: whole fen, whole points, halves."""

from collections.abc import Mapping
from fractions import Fraction

from stardb.quantity import ValueRange, ranges
from stardb.rulebook.past_names import SINGLES, read_past_name
from stardb.scorers.base import Rule


def find_grain(rule: Rule, name: str, reaches: Mapping[str, ValueRange]) -> Fraction | None:
    """A number of which all that the rule gives is a whole multiple; None where none is known.

    Where the rule reads what it came to itself in an earlier year, that is first left out of account; what is found must then
    hold with it too.
    """
    own = [
        read
        for read in rule.inputs
        if (about := read_past_name(read)) and about.item == name and about.relation in SINGLES
    ]
    if not own:
        return rule.reach(reaches).grain
    found = rule.reach({**reaches, **dict.fromkeys(own, ValueRange(grain=Fraction(0)))}).grain
    if not found:
        return found
    again = rule.reach({**reaches, **dict.fromkeys(own, ValueRange(grain=found))}).grain
    return found if again is not None and ranges.is_multiple(again, found) else None
