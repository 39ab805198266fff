"""The data validation of a column: its list or limit, with what is said beside the cell and on a mistake."""

from typing import Any

from stardb.forms.hints import hint, insistence, refusal
from stardb.forms.limits import YES_NO, limit
from stardb.forms.lists import Lists
from stardb.forms.sheet import FormColumn


def rule(column: FormColumn, cell: str, chosen: str, lists: Lists, closed: bool) -> dict[str, Any]:
    """What XlsxWriter takes as the validation of a column's cells.

    cell: the first of them. chosen: the cell beside it that its list hangs on, where it does. closed: whether only what is on
    the list of a roster may be picked.
    """
    said = {"ignore_blank": True, **hint(column)}
    if column.picks is not None:
        picks = column.picks
        source = lists.dependent(picks, chosen) if picks.of else lists.source(picks.words)
        return {"validate": "list", "source": source, **said, **(refusal(column) if closed else insistence(column))}
    words = YES_NO if column.spec.type == "yes_no" else column.spec.words
    if words:
        return {"validate": "list", "source": lists.source(words), **said, **refusal(column)}
    return {**limit(column, cell), **said, **refusal(column)}
