"""The built-in table 沿革: one row a change."""

from functools import cache

from stardb.intake.successions.succession import SuccessionKind
from stardb.rulebook import TableSpec

SUCCESSIONS = "沿革"
"""The table's name."""

DAY, CHANGE, SCHEME, BEFORE, AFTER, CONTINUES, BASIS = "日期", "类别", "办法", "原", "现", "续接", "依据"

FRESH = "无"
"""What is written for 续接 where nobody's history goes on."""


@cache
def succession_spec() -> TableSpec:
    """The table's columns as intake reads them."""
    text = {"type": "text"}
    columns = {
        DAY: {"type": "date", "between": ["1949-10-01", "2099-12-31"], "aliases": ["生效日期", "变更日期"]},
        CHANGE: {
            "type": "choice",
            "choices": [one.value for one in SuccessionKind],
            "required": True,
            "aliases": ["变更类别"],
        },
        SCHEME: {**text, "aliases": ["办法名称"]},
        BEFORE: {**text, "aliases": ["原名", "原来"]},
        AFTER: {**text, "aliases": ["现名", "现在"]},
        CONTINUES: {**text, "aliases": ["续接谁"]},
        BASIS: {**text, "aliases": ["依据文号", "文号"]},
    }
    return TableSpec.model_validate({"key": [CHANGE], "many": True, "repeats": "count", "columns": columns})
