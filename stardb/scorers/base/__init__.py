"""What every clause and every step stands on: a part of a rule file, the scope it is bound in, what a bound one can do, and what it gives."""

from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import Reckoning
from stardb.scorers.base.json_shapes import AMONG, NAMED, ByKey, or_short
from stardb.scorers.base.part import TYPED, Amount, Bounds, Flag, Names, Number, Part, Word, WordBounds, as_typed, shown
from stardb.scorers.base.rule import FEN, NONE, Rule
from stardb.scorers.base.scope import Periods, Refused, Scope
from stardb.scorers.base.scored import Branches, Scored

__all__ = [
    "AMONG",
    "FEN",
    "NAMED",
    "NONE",
    "TYPED",
    "Amount",
    "Bounds",
    "Branches",
    "ByKey",
    "Clause",
    "Core",
    "Flag",
    "Names",
    "Number",
    "Part",
    "Periods",
    "Reckoning",
    "Refused",
    "Rule",
    "Scope",
    "Scored",
    "Word",
    "WordBounds",
    "as_typed",
    "or_short",
    "shown",
]
