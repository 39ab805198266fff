"""The data validation of a column: its list or limit, with what is said beside the cell and on a mistake."""

from typing import Any

from stardb.forms.cell_limits import YES_NO, cell_limit
from stardb.forms.drop_down_lists import Lists
from stardb.forms.form_sheet import FormColumn
from stardb.forms.input_hints import input_hint, insistence, refusal


def validation_rule(column: FormColumn, cell: str, chosen: str, lists: Lists, closed: bool) -> dict[str, Any]:
    """What XlsxWriter takes as the validation of a column's cells.

    cell: the first of them. chosen: the cell beside it that its list hangs on, where it does. closed: whether only what is on
    the list of a roster may be picked.
    """
    said = {"ignore_blank": True, **input_hint(column)}
    if column.picks is not None:
        picks = column.picks
        source = lists.dependent(picks, chosen) if picks.of else lists.source(picks.words)
        return {"validate": "list", "source": source, **said, **(refusal(column) if closed else insistence(column))}
    words = YES_NO if column.spec.type == "yes_no" else tuple(column.spec.choices)
    if words:
        return {"validate": "list", "source": lists.source(words), **said, **refusal(column)}
    return {**cell_limit(column, cell), **said, **refusal(column)}
