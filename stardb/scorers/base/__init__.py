"""What every clause and every step stands on: the scope it is bound in, what a bound one can do, and what it gives."""

from stardb.scorers.base.clause import Clause
from stardb.scorers.base.contested import Contested
from stardb.scorers.base.core import Core
from stardb.scorers.base.doubt import Doubt
from stardb.scorers.base.every import Every, describe_every, is_rated_in, read_every
from stardb.scorers.base.evidence import EvidenceSpec, name_evidence
from stardb.scorers.base.frame import AppraisalFrame, RowColumns, RowMaker
from stardb.scorers.base.output_types import read_hole
from stardb.scorers.base.outputs import Outputs, is_output_word
from stardb.scorers.base.past_periods import EarlierPeriod, EarlierPeriods
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import FEN, NONE, Rule, limit_to_periods
from stardb.scorers.base.scope import KINDS_WITH_NAME, MONTH_RATED, QUARTER_RATED, ClauseRefused, Periods, Scope
from stardb.scorers.base.scored import Branches, RowTrace, RowValidity, Scored

__all__ = [
    "FEN",
    "KINDS_WITH_NAME",
    "MONTH_RATED",
    "NONE",
    "QUARTER_RATED",
    "AppraisalFrame",
    "Branches",
    "Clause",
    "ClauseRefused",
    "Contested",
    "Core",
    "Doubt",
    "EarlierPeriod",
    "EarlierPeriods",
    "Every",
    "EvidenceSpec",
    "Outputs",
    "Periods",
    "Phrases",
    "RowColumns",
    "RowMaker",
    "RowTrace",
    "RowValidity",
    "Rule",
    "Scope",
    "Scored",
    "describe_every",
    "is_output_word",
    "is_rated_in",
    "limit_to_periods",
    "name_evidence",
    "read_every",
    "read_hole",
]
