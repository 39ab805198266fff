"""`one_per`: of several rows of one matter one counts (同一事由只计一行)."""

from fractions import Fraction
from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue

from stardb.scorers.base.scope import Scope
from stardb.scorers.kit.rows.row_once import Once
from stardb.scorers.kit.rows.row_scope import bind_columns, bind_ordering
from stardb.yamlfile import Flag, Names, Part, Word, YamlPath, or_short


class OnePer(Part):
    """同一事由：这些栏都相同的几行只计一行。只写栏名的是短写。"""

    same: Names = Field(min_length=1, description="这些栏都相同的算同一事由")
    before_where: Flag = Field(
        False,
        description="true：先在全部的行里留一行，再看 where，如直接判级的行挤掉同一事由的扣分行；不写则先看 where",
    )
    keep: Literal["best", "worst", "first", "last"] = Field(
        "best", description="留哪一行：by 最大的 best、最小的 worst，最早的 first、最后的 last"
    )
    by: Word | None = Field(None, description="按什么比：一栏或算式；best、worst 不写则按每行的得数")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        return {"same": value} if isinstance(value, str | int | Fraction | list) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return or_short(core, handler, "same")

    def bind(self, table: str, rows: Scope, *, keep: str | None = None, needs_by: bool = False) -> Once:
        """Bound to the columns of a table. keep: what stands beside it. needs_by: no row is worth a number to go by.

        Raises ClauseRefused, having reported what does not hold.
        """
        if keep is not None and self.model_fields_set - {"same"}:
            message = "one_per 写了长的写法，keep 写在它里面"
            raise rows.refuse("R421", message, ("keep",), key=True, found=keep, expected="one_per: {…, keep: …}")
        path: YamlPath = ("one_per", "same") if self.model_fields_set - {"same"} else ("one_per",)
        same = bind_columns(self.same, path, table, rows)
        which = keep or self.keep
        by = bind_ordering(self.by, ("one_per", "by"), table, rows) if self.by is not None else None
        if by is None and (needs_by or which in ("first", "last")):
            message = "同一事由留哪一行，没有写按什么比"
            raise rows.refuse("R445", message, ("one_per",), key=True, found=which, expected="by: 一栏或算式")
        return Once(same, which in ("best", "last"), by, self.before_where)
