"""Scorers (计分方式): the small set of ways by which columns become points, stars, levels and money.

`clauses` has them, one file each: keyword and fields, checks, computation, sentences; `catalogue` lists them. `base` is
what each stands on, `kit` what several share, `steps` what becomes a step without being a clause: sums, stars, vetoes,
quotas. `base`, `kit`, `clauses` and `steps` are doors of their own.
"""

from stardb.scorers.base import Every
from stardb.scorers.catalogue import KEYWORDS, SCORERS, AnyClause, keyword_of

__all__ = ["KEYWORDS", "SCORERS", "AnyClause", "Every", "keyword_of"]
