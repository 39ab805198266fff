"""What a rule file may say: the models of its sections, and checks of a section by itself."""

from stardb.rulebook.document.column_checks import find_column_faults, read_stage_limit
from stardb.rulebook.document.column_reach import find_column_reach
from stardb.rulebook.document.conditions import Condition
from stardb.rulebook.document.document import Document
from stardb.rulebook.document.eligible_section import Eligibility
from stardb.rulebook.document.grade_section import DirectLevel, EqualRating, Grade, RatedClause, StarLevel
from stardb.rulebook.document.list_section import Listing
from stardb.rulebook.document.parameter_section import Parameter
from stardb.rulebook.document.quota_section import Quota
from stardb.rulebook.document.score_section import Head, IndicatorGroup, Indicators, list_indicator_sets
from stardb.rulebook.document.stage_section import StageUse
from stardb.rulebook.document.star_section import PassStar, Star, StarVeto
from stardb.rulebook.document.table_section import (
    COUNTED,
    COUNTY,
    DEFAULT_OWNER,
    KINDS,
    TAKES_PART,
    ColumnSpec,
    RowsOf,
    TableSpec,
    Validity,
    list_comparable,
    pair_stage_columns,
)
from stardb.rulebook.document.veto_section import Effect, ResultVeto

__all__ = [
    "COUNTED",
    "COUNTY",
    "DEFAULT_OWNER",
    "KINDS",
    "TAKES_PART",
    "ColumnSpec",
    "Condition",
    "DirectLevel",
    "Document",
    "Effect",
    "Eligibility",
    "EqualRating",
    "Grade",
    "Head",
    "IndicatorGroup",
    "Indicators",
    "Listing",
    "Parameter",
    "PassStar",
    "Quota",
    "RatedClause",
    "ResultVeto",
    "RowsOf",
    "StageUse",
    "Star",
    "StarLevel",
    "StarVeto",
    "TableSpec",
    "Validity",
    "find_column_faults",
    "find_column_reach",
    "list_comparable",
    "list_indicator_sets",
    "pair_stage_columns",
    "read_stage_limit",
]
