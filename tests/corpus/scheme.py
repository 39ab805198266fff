"""What the corpus is read with: a roster of villages, and an inspection table of the columns a case needs."""

from typing import Any

from stardb.rulebook import TableSpec

VILLAGE = {"type": "text", "required": True, "aliases": ["村名", "行政村", "村(社区)"]}
TOWNSHIP = {"type": "text", "required": True, "aliases": ["乡镇名称"]}
PLACE = {"乡镇": TOWNSHIP, "村": VILLAGE}

COLUMNS: dict[str, dict[str, Any]] = {
    "党员": {"type": "number", "unit": "人", "between": ["0", "1000"], "aliases": ["党员人数", "党员数"]},
    "收入": {"type": "money", "unit": "万元", "aliases": ["村集体收入", "村集体经济收入"]},
    "合格率": {"type": "percent", "between": ["0%", "100%"]},
    "换届": {"type": "yes_no", "aliases": ["是否按期换届"]},
    "三会一课": {"type": "number", "between": ["0", "10"]},
    "等次": {"type": "choice", "choices": {"优秀": ["优", "A"], "合格": ["称职", "B"], "不合格": ["差", "C"]}},
}
USUAL = ("党员", "收入", "合格率", "换届")

ROSTER = TableSpec.model_validate(
    {"key": ["乡镇", "村"], "name": "村", "group": "乡镇", "columns": {**PLACE, "名册序号": {"type": "number"}}}
)


def table(key: list[str], many: bool = False, **columns: dict[str, Any]) -> TableSpec:
    """A table keyed by some of its columns."""
    return TableSpec.model_validate({"key": key, "many": many, "columns": columns})


def checked(*names: str, many: bool = False, **others: dict[str, Any]) -> dict[str, TableSpec]:
    """The roster, and an inspection table of the usual columns of these names and of others."""
    columns = {**PLACE, **{name: COLUMNS[name] for name in names}, **others}
    return {"名册": ROSTER, "检查表": table(["乡镇", "村"], many, **columns)}


CHECKED = checked(*USUAL)
