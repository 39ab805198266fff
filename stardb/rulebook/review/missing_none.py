"""R495: a record table that decides who takes part, without a word on those who have no row in it."""

from stardb.rulebook.binding.table_uses import find_deciding_tables
from stardb.rulebook.scheme import Scheme
from stardb.yamlfile import YamlSource


def report_missing_none(scheme: Scheme, source: YamlSource) -> None:
    """Report each table filled in that `eligible` reads and of which it is not said what no row means."""
    deciding = find_deciding_tables(scheme)
    for title, spec in scheme.filled_in.items():
        if title in deciding and spec.many and spec.none is None:
            message = f"参评与否要看“{title}”，没有写一行也没有的是缺报还是没有（none），按缺报，待定"
            source.report("R495", message, ("tables", title), key=True, found=title)
