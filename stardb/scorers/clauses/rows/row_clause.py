"""`best_of`, `worst_of`, `sum_of`, `mean_of`, `count_of`, `last_of`, `first_of`: from a subject's many rows to one value.

P02, P04, P10, P19, P21, P41, P42: which rows count, what each is worth, and how they come together.
"""

from dataclasses import replace
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from stardb.expressions import Formula
from stardb.quantity import Kind, UnreadableText, ranges, read_date
from stardb.scorers.base.clause import Clause, InnerClause
from stardb.scorers.base.core import Core
from stardb.scorers.base.numbers import whole
from stardb.scorers.base.output_types import Output, read_hole
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.scorers.clauses.direct.formula import FormulaCore
from stardb.scorers.clauses.rows.again import Again
from stardb.scorers.clauses.rows.expect import Expect
from stardb.scorers.clauses.rows.one_per import OnePer
from stardb.scorers.clauses.rows.row_sentences import Way
from stardb.scorers.clauses.rows.rows_core import RowsCore
from stardb.scorers.clauses.selection.choices import Choices, ChoicesCore
from stardb.scorers.kit.rows.row_filter import RowFilter
from stardb.scorers.kit.rows.row_once import Once
from stardb.scorers.kit.rows.row_scope import bind_of_row, bind_ordering, refuse_no_column
from stardb.scorers.kit.rows.validity import HEED, Heed, bind_validity
from stardb.yamlfile import Word, show_value

_TRUTHS = ("是", "否")


class RowClause(Clause):
    """What they all have in common: which rows, and what is given where there is none."""

    way: ClassVar[Way]
    chooses: ClassVar[str] = "where"
    """The key that says which rows are looked at."""

    where: Word | None = Field(None, description="只计符合条件的行")
    valid: Heed | None = Field(None, description=HEED)
    one_per: OnePer | None = Field(
        None, description="同一事由（这些栏都相同）只计一行，取哪行看 keep；长的写法见下，可写先于 where、按什么比"
    )
    expect: Expect | None = Field(
        None,
        description="应有几行，如四个季度写 4、到考核日为止的月数写 月份(考核日)；多了少了都待定（缺的行不论补成什么都不影响的，照定）；先看 where、one_per；"
        "表写了 period 的，数的是不同的时期，如十二个不同的月；至少几行、数别的，写 {at_least: 2, different: 走访批次}",
    )
    otherwise: Output | None = Field(
        None,
        description="一行也没有时的得数；不写的，取最高、取最低、合计、计数为 0，其余的和写了 expect 的待定；原文没有规定的写 待定",
    )

    def core(self, scope: Scope) -> Core:
        table = getattr(self, self.keyword)
        rows = scope.row_scope(table, self.keyword)
        row_filter = self._bind_filter(table, rows)
        held = rows if row_filter.where is None else rows.narrow(row_filter.where)
        worth = self._worth(table, held)
        outer = scope.subject_names(table, (*(worth.inputs if worth else ()), *row_filter.inputs))
        otherwise = self._otherwise(scope, worth.kind if worth else Kind.NUMBER)
        covered = worth.reach(held.reaches) if worth else ranges.ANYTHING
        opened = worth.core.open_cases(held.reaches) if worth else ()
        hole = read_hole(self.otherwise)
        return RowsCore(table, self.way, worth, row_filter, otherwise, outer, covered, opened, hole)

    def _worth(self, table: str, rows: Scope) -> Rule | None:
        """What each row is worth; None where rows are only counted."""
        return None

    def _bind_filter(self, table: str, rows: Scope) -> RowFilter:
        """Which rows count, by the keys this way of gathering has."""
        again: Again | None = getattr(self, "again", None)
        keep, by = (getattr(self, key, None) for key in ("keep", "by"))
        chosen: str | None = getattr(self, self.chooses)
        where = rows.bind_formula(chosen, (self.chooses,), Kind.BOOL) if chosen is not None else None
        drop, best = self._whole("drop", rows) or 0, self._whole("best", rows) or 0
        if drop and best:
            message = "去掉最高最低（drop）与只取最高的几行（best）写一种"
            raise rows.refuse("R421", message, ("best",), key=True, found="drop、best")
        return RowFilter(
            where,
            self._bind_once(self.one_per, keep, table, rows) if self.one_per is not None else None,
            self.expect.bind(table, rows) if self.expect is not None else None,
            again.bind(table, rows) if again is not None else None,
            drop,
            best,
            bind_ordering(by, ("by",), table, rows) if by is not None else None,
            bind_validity(rows, table, self.valid),
        )

    def _bind_once(self, given: OnePer, keep: str | None, table: str, rows: Scope) -> Once:
        """Which of several rows of one matter counts; rows that are worth no number need something to be compared by."""
        needs_by = self.way in ("last", "first") or (self.way == "count" and given.before_where)
        return given.bind(table, rows, keep=keep, needs_by=needs_by)

    def _whole(self, key: str, rows: Scope) -> int | None:
        given = getattr(self, key, None)
        return whole(None if given is None else Fraction(given), key, rows)

    def _otherwise(self, scope: Scope, kind: Kind) -> Fraction | str | None:
        if self.otherwise is None:
            zero = self.way in ("best", "worst", "sum", "count") and self.expect is None
            return Fraction(0) if zero else None
        if read_hole(self.otherwise) is not None:
            return None
        if kind.numeric:
            return scope.read_amount(self.otherwise, kind, ("otherwise",))
        if kind is Kind.DATE:
            return self._day(scope)
        if kind is Kind.BOOL:
            return self._truth(scope)
        return show_value(self.otherwise)

    def _day(self, scope: Scope) -> Fraction:
        try:
            return Fraction(read_date(show_value(self.otherwise)))
        except UnreadableText as error:
            message = f"“{show_value(self.otherwise)}”应为{error}"
            raise scope.refuse("R203", message, ("otherwise",), found=show_value(self.otherwise)) from error

    def _truth(self, scope: Scope) -> Fraction:
        if self.otherwise not in _TRUTHS:
            message = f"得的是是否，otherwise 写 是 或 否，写的是“{show_value(self.otherwise)}”"
            raise scope.refuse("R203", message, ("otherwise",), found=show_value(self.otherwise), expected="是 或 否")
        return Fraction(self.otherwise == "是")


class WorthClause(RowClause):
    """Those that look at what each row is worth."""

    from_: Word | None = Field(None, alias="from", description="每行按哪一栏或算式")
    choices: dict[str, Output] | None = Field(
        None, min_length=1, description="该栏各选项值多少；写了 where 的可不写全，没写到的行待定"
    )
    each: InnerClause | None = Field(None, description="每行怎么计：任一计分方式，代替 from、choices")

    def _worth(self, table: str, rows: Scope) -> Rule | None:
        path: tuple[str, ...] = ("from",)
        if self.each is not None:
            path = ("each",)
            rule = self._of_each(self.each, rows)
        elif self.choices is not None:
            rule = Rule(self._of_choices(rows))
        else:
            rule = Rule(FormulaCore(self._source(rows)))
            if rule.kind is Kind.CHOICE and self.way not in ("last", "first"):
                raise rows.refuse(
                    "R405", f"选项“{'、'.join(rule.choices)}”没有写值多少", path, expected="、".join(rule.choices),
                    remedy="用 choices 写明各选项值多少",
                )  # fmt: skip
        if not rule.kind.numeric and self.way not in ("last", "first"):
            raise rows.refuse("R305", f"每行要有一个数，这里是{rule.kind.value}", path, found=rule.kind.value)
        if self.way != "sum" or not all(name in rows.fixed for name in rule.inputs):
            refuse_no_column(rule.inputs, path, table, rows)
        return rule

    def _source(self, rows: Scope) -> Formula:
        if self.from_ is None:
            message = f"{self.keyword} 要写每行按哪一栏"
            raise rows.refuse("R202", message, (self.keyword,), key=True, expected="from 或 each")
        return rows.bind_formula(self.from_, ("from",))

    def _of_each(self, each: Clause, rows: Scope) -> Rule:
        for key in ("from", "choices"):
            if (self.from_ if key == "from" else self.choices) is not None:
                message = f"写了 each，就不写 {key}"
                raise rows.refuse("R204", message, (key,), key=True, found=key, expected="each 里写明每行怎么计")
        return bind_of_row(each, rows, "each")

    def _of_choices(self, rows: Scope) -> Core:
        """The short form: `choices` over `from`. Where rows are chosen, words they cannot hold may be left out."""
        self._source(rows)
        given = self.choices or {}
        open_ = self.where is not None and bool(given)
        other = next((one for one in given.values() if read_hole(one) is None), None) if open_ else None
        core = Choices.model_validate({"from": self.from_, "choices": given, "otherwise": other}).core(rows)
        if not open_ or not isinstance(core, ChoicesCore):
            return core
        outputs = replace(core.outputs, formulas=core.outputs.formulas[:-1], words=core.outputs.words[:-1])
        return replace(core, otherwise=False, outputs=outputs)
