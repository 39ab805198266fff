"""What `stardb check` remarks on rule files that can be used: one finding a file."""

from stardb.rulebook.review.duplicate_clauses import report_duplicates
from stardb.rulebook.review.empty_keys import report_empty_keys
from stardb.rulebook.review.example_values import report_examples
from stardb.rulebook.review.missing_basis import report_missing_basis
from stardb.rulebook.review.missing_none import report_missing_none
from stardb.rulebook.review.missing_periods import report_missing_periods
from stardb.rulebook.review.missing_tie_break import report_missing_tie_breaks
from stardb.rulebook.review.quota_shares import report_quota_shares
from stardb.rulebook.review.sheet_titles import report_titles
from stardb.rulebook.review.step_order import report_step_order
from stardb.rulebook.review.unused_names import report_unused
from stardb.rulebook.review.unused_validity import report_unused_validity
from stardb.rulebook.scheme import Scheme
from stardb.yamlfile import YamlSource

__all__ = ["review"]


def review(scheme: Scheme, source: YamlSource) -> None:
    """Add what should be seen of a sound scheme to the problems of its source."""
    report_titles(scheme, source)
    report_empty_keys(source)
    report_examples(source)
    report_missing_basis(source)
    report_unused(scheme, source)
    report_unused_validity(scheme, source)
    report_duplicates(scheme, source)
    report_step_order(source)
    report_quota_shares(source)
    report_missing_tie_breaks(source)
    report_missing_none(scheme, source)
    report_missing_periods(scheme, source)
