"""What is not wrong with a rule file but should be seen: one check a file, on schemes that can be used."""

from stardb.rulebook.review.blanks import report_blanks
from stardb.rulebook.review.citations import report_citations
from stardb.rulebook.review.examples import report_examples
from stardb.rulebook.review.order import report_order
from stardb.rulebook.review.shares import report_shares
from stardb.rulebook.review.titles import report_titles
from stardb.rulebook.review.twins import report_twins
from stardb.rulebook.review.unused import report_unused
from stardb.rulebook.scheme import Scheme
from stardb.yamlfile import Source

__all__ = ["review"]


def review(scheme: Scheme, source: Source) -> None:
    """Add what should be seen of a sound scheme to its source's problems."""
    report_titles(scheme, source)
    report_blanks(source)
    report_examples(source)
    report_citations(source)
    report_unused(scheme, source)
    report_twins(scheme, source)
    report_order(source)
    report_shares(source)
