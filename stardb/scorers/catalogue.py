"""All scorers, and how a clause's keyword picks one. A new scorer is one file and one line here."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import BeforeValidator, Discriminator, Tag

from stardb.scorers.bands import Bands
from stardb.scorers.base import Clause
from stardb.scorers.choices import Choices
from stardb.scorers.first_later import FirstLater
from stardb.scorers.formula import Expression, Given
from stardb.scorers.grants import Grants
from stardb.scorers.linear import Linear
from stardb.scorers.part import as_typed
from stardb.scorers.per import Per
from stardb.scorers.rows import BestOf, CountOf, SumOf
from stardb.scorers.stars import Earned
from stardb.scorers.tenure import Tenure
from stardb.scorers.votes import Votes
from stardb.scorers.yes import Yes

SCORERS: tuple[type[Clause], ...] = (
    BestOf,
    SumOf,
    CountOf,
    Tenure,
    Votes,
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
    ]
    """One clause, of whichever scorer."""
