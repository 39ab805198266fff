"""All scorers, and how a clause's keyword picks one. A new scorer is one file and one line here."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import BeforeValidator, Discriminator, Tag

from stardb.scorers.across import Across
from stardb.scorers.bands import Bands
from stardb.scorers.brackets import Brackets
from stardb.scorers.choices import Choices
from stardb.scorers.chosen import Chosen
from stardb.scorers.clause import Clause
from stardb.scorers.cohort import Cohort
from stardb.scorers.decide import Decide
from stardb.scorers.deduct import Deduct
from stardb.scorers.distribute import Distribute
from stardb.scorers.first_later import FirstLater
from stardb.scorers.formula import Expression, Given
from stardb.scorers.grants import Grants
from stardb.scorers.linear import Linear
from stardb.scorers.matrix import Table
from stardb.scorers.part import TYPED, as_typed, told
from stardb.scorers.per import Per
from stardb.scorers.pot import Pot
from stardb.scorers.rows import ROW_CLAUSES
from stardb.scorers.shapes import ByKey
from stardb.scorers.split import Split
from stardb.scorers.stars import Earned
from stardb.scorers.tenure import Tenure
from stardb.scorers.votes import Votes
from stardb.scorers.yes import Yes

SCORERS: tuple[type[Clause], ...] = (
    *ROW_CLAUSES,
    Tenure,
    Across,
    Cohort,
    Pot,
    Split,
    Votes,
    Deduct,
    Decide,
    Distribute,
    Table,
    Brackets,
    Chosen,
    Bands,
    Linear,
    Per,
    Yes,
    FirstLater,
    Earned,
    Grants,
    Given,
    Expression,
    Choices,
)
"""In the order their keywords are looked for: `choices` last, for `best_of` and its like carry one too."""

KEYWORDS = tuple(scorer.keyword for scorer in SCORERS)


def keyword_of(clause: Any) -> str | None:
    """The keyword that says which scorer a clause is; None where it has none."""
    if isinstance(clause, Clause):
        return clause.keyword
    if isinstance(clause, dict):
        return next((keyword for keyword in KEYWORDS if keyword in clause), None)
    return None


def _spelled_out(clause: object) -> object:
    """A bare formula is short for `formula:`."""
    return {"formula": as_typed(clause)} if isinstance(clause, str | int | Fraction) else clause


if TYPE_CHECKING:
    AnyClause = Clause
else:
    AnyClause = Annotated[
        Union[tuple(Annotated[scorer, Tag(scorer.keyword)] for scorer in SCORERS)],  # noqa: UP007
        Discriminator(keyword_of),
        BeforeValidator(_spelled_out),
        ByKey(
            "条款",
            {scorer.keyword: (scorer.keyword,) for scorer in SCORERS},
            {scorer.keyword: f"{scorer.title}：{told(scorer)}" for scorer in SCORERS},
            {**TYPED, "description": "算式，是 formula 的简写"},
        ),
    ]
    """One clause, of whichever scorer."""

_NESTING: tuple[type[Clause], ...] = (*ROW_CLAUSES, Deduct)
for _scorer in _NESTING:
    _scorer.model_rebuild(_types_namespace={"AnyClause": AnyClause})
