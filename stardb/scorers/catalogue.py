"""All scorers, and how a clause's keyword picks one. A new scorer is one file of `clauses/` and one line here."""

from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import BeforeValidator, Discriminator, Tag

from stardb.scorers.base.clause import Clause, EveryScorer
from stardb.yamlfile import WORD_SCHEMA, ByKey, join_docstring, number_as_text

_FILES = (
    "rows.best_of",
    "rows.worst_of",
    "rows.sum_of",
    "rows.mean_of",
    "rows.count_of",
    "rows.share_of",
    "rows.last_of",
    "rows.first_of",
    "rows.tenure",
    "years.over_years",
    "points.combine",
    "groups.cohort",
    "groups.fund_split",
    "direct.split",
    "points.votes",
    "points.deduct",
    "selection.decide",
    "groups.distribute",
    "groups.prizes",
    "selection.lookup_table",
    "points.brackets",
    "points.chosen",
    "selection.bands",
    "points.linear",
    "points.per",
    "selection.yes",
    "selection.first_later",
    "direct.earned",
    "direct.grants",
    "direct.amount",
    "direct.formula",
    "selection.choices",
)
"""The files of `clauses/`, each with one scorer, in the order their keywords are looked for in a clause.

The more particular stand first: `brackets` before `per`, which it may have as a key of its own; `choices` last.
"""


def _scorer(file: str) -> type[Clause]:
    """The scorer a file of `clauses/` defines. Raises ValueError where it does not define just one."""
    module = import_module(f"stardb.scorers.clauses.{file}")
    own = (value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__)
    (scorer,) = (one for one in own if issubclass(one, Clause))
    return scorer


SCORERS = tuple(map(_scorer, _FILES))
"""Every scorer, in the order their keywords are looked for."""

KEYWORDS = tuple(scorer.keyword for scorer in SCORERS)


def keyword_of(clause: Any) -> str | None:
    """The keyword that says which scorer a clause is; None where it has none."""
    if isinstance(clause, Clause):
        return clause.keyword
    if isinstance(clause, dict):
        return next((keyword for keyword in KEYWORDS if keyword in clause), None)
    return None


def _expand_short_form(clause: object) -> object:
    """A bare formula is short for `formula:`."""
    return {"formula": number_as_text(clause)} if isinstance(clause, str | int | Fraction) else clause


if TYPE_CHECKING:
    AnyClause = Clause
else:
    AnyClause = Annotated[
        Union[tuple(Annotated[scorer, Tag(scorer.keyword)] for scorer in SCORERS)],  # noqa: UP007
        Discriminator(keyword_of),
        BeforeValidator(_expand_short_form),
        ByKey(
            "条款",
            {scorer.keyword: (scorer.keyword,) for scorer in SCORERS},
            {scorer.keyword: f"{scorer.title}：{join_docstring(scorer)}" for scorer in SCORERS},
            {**WORD_SCHEMA, "description": "算式，是 formula 的简写"},
        ),
    ]
    """One clause, of whichever scorer."""

EveryScorer.union = AnyClause
