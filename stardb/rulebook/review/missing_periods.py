"""R484: a scheme is rated several times a year, and a record table does not say which period a row is of."""

from stardb.quantity import PARTS_OF_YEAR
from stardb.rulebook.scheme import Scheme
from stardb.yamlfile import YamlSource


def report_missing_periods(scheme: Scheme, source: YamlSource) -> None:
    """Report the tables of many rows all of whose rows count in every period of a year, without saying so."""
    if not any(kind in PARTS_OF_YEAR for kind in scheme.every):
        return
    for title, table in scheme.tables.items():
        if table.many and not table.result_of and not table.period and table.valid_for is None:
            message = f"“{title}”没有写 period，每一期都把各行全算进去"
            source.report("R484", message, ("tables", title), key=True, found=title, expected="period: 所属月 之类")
