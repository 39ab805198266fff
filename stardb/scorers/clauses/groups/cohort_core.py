"""One number for each group, of its subjects or of their rows: the mean, the sum, the share and the like."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, bounds, ranges, show, take_square_root
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scored import UNKNOWN, Branches, RowTrace, Scored
from stardb.scorers.clauses.groups.group_numbers import compute_by_group, number_column
from stardb.scorers.clauses.groups.rank import explain_undecided
from stardb.scorers.clauses.groups.statistic_ends import RISING, find_statistic_ends
from stardb.scorers.clauses.groups.statistics import Statistic
from stardb.scorers.clauses.groups.table_rows import TableRows
from stardb.scorers.kit.members import GroupedValues, Members, to_subjects

GIVEN, OPEN, FEW, AGREED = range(4)


@dataclass(frozen=True, eq=False)
class CohortCore(Core):
    """Bound. Branch: GIVEN · OPEN somebody of the group is undecided · FEW too few count · AGREED it is the same whatever is undecided · -1 own group unknown.

    `rooted`: the step and the way of rounding a standard deviation. `at`: the share of a percentile. `rows`: the table whose rows
    are counted up; None where the subjects are. `each`: what a value of `source` can come to.
    """

    source: Formula
    members: Members
    leave_out: bool
    least: int
    take: str
    kind: Kind
    statistic: Statistic
    inexact: bool
    at: Fraction = Fraction(0)
    rooted: tuple[Fraction, str] | None = None
    weight: Formula | None = None
    rows: TableRows | None = None
    each: ValueRange = ranges.ANYTHING

    @property
    def needs_rounding(self) -> bool:
        return self.inexact

    @property
    def inputs(self) -> tuple[str, ...]:
        if self.rows is not None:
            return (f"{self.rows.table}()", *self.rows.outer)
        return tuple(dict.fromkeys((*self._own, *self.members.inputs)))

    @property
    def _own(self) -> tuple[str, ...]:
        return (*self.source.names, *(self.weight.names if self.weight is not None else ()))

    def reach(self, reaches: Reaches) -> ValueRange:
        found = self.each if self.rows is not None else self.source.reach(reaches)
        if self.take == "count":
            return ranges.counts()
        if self.take == "share":
            return ValueRange(Fraction(0), Fraction(1))
        if self.take == "sum":
            return ValueRange(Fraction(0) if found.low is not None and found.low >= 0 else None, grain=found.grain)
        if self.take in ("stdev", "variance"):
            return ValueRange(Fraction(0), grain=self.rooted[0] if self.rooted else None)
        one_of_them = self.take in ("smallest", "largest") or (self.take == "percentile" and not self.inexact)
        return ValueRange(found.low, found.high, grain=found.grain if one_of_them else None)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        return self.inputs if self.rows is not None else tuple(dict.fromkeys((*self._own, *self.members.reads)))

    def score(self, frame: AppraisalFrame) -> Scored:
        traces: tuple[RowTrace, ...] = ()
        if self.rows is not None:
            found, groups, trace = self.rows.collect(self.members, self.source, self.weight, frame)
            traces = (trace,)
        else:
            found = self.members.collect(self.source, frame, self.weight)
            groups = found.groups
        values = self._compute(found)
        branch = np.where(found.sizes < self.least, FEW, GIVEN)
        branch[[value is None for value in values]] = FEW
        branch[(found.pending if self.leave_out else found.undecided) > 0] = OPEN
        given = [value if case == GIVEN else None for value, case in zip(values, branch, strict=True)]
        facts = {"counted": to_subjects(found.sizes, groups), "open": to_subjects(found.undecided, groups)}
        column = number_column(self.kind, given)
        if self.rooted is not None:
            column = take_square_root(column, *self.rooted, self.kind)
        if self.rows is None and self.weight is None and self.take in RISING and (branch == OPEN).any():
            column = self._bound(column, branch, found, frame)
            branch[(branch == OPEN) & column.known] = AGREED
        return Scored(column.take(groups), to_subjects(branch, groups, UNKNOWN), traces, facts=facts)

    def _bound(self, column: Column, branch: Branches, found: GroupedValues, frame: AppraisalFrame) -> Column:
        """The statistics, those of groups of which something is unknown between their ends."""
        heads = self.take == "count" and self.source.kind is not Kind.BOOL
        low, high = find_statistic_ends(
            found, self.source.evaluate(frame), self.statistic, self.least, self.leave_out, heads, self.kind
        )
        return bounds.with_ends(column, low.mask(branch == OPEN), high.mask(branch == OPEN))

    def _compute(self, found: GroupedValues) -> list[Fraction | None]:
        """The statistic of each group; the variance where it is to be rooted."""
        if self.take == "count" and self.source.kind is not Kind.BOOL:
            return [Fraction(int(size)) for size in found.sizes]
        scale = found.values.scale
        assert isinstance(scale, int)
        below = scale**2 if self.take in ("variance", "stdev") else scale
        values = compute_by_group(found, self.least, self.statistic)
        return [None if value is None else value / below for value in values]

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        return (0,) if scored.branch[i] in (GIVEN, AGREED) else ()

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        case = int(scored.branch[i])
        if self.rows is not None:
            return self._tell_rows(scored, columns, i)
        if case not in (GIVEN, AGREED):
            return explain_undecided(self.members, self.least, scored, columns, i)
        how = "不论怎样都一样" if case == AGREED else "没有计入"
        left = f"（另有{scored.facts['open'][i]}个未知，{how}）" if scored.facts["open"][i] else ""
        group_phrase = f"{self.members.describe_group(columns, i)}计入{scored.facts['counted'][i]}个{left}"
        rounded = f"（取到{show(self.kind, self.rooted[0])}）" if self.rooted is not None else ""
        return f"{group_phrase}，{self._what()}{rounded}为{scored.show_core(i)}"

    def _tell_rows(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        assert self.rows is not None
        case, counted, open_ = int(scored.branch[i]), int(scored.facts["counted"][i]), int(scored.facts["open"][i])
        if case == UNKNOWN:
            return f"{self.members.group_title}未知，待定"
        group = f"{self.members.describe_group(columns, i)}的“{self.rows.table}”"
        if case == OPEN:
            return f"{group}还有{open_}处未知（没有报来，或有的行计不计入、数值未知），待定"
        if case == FEW:
            return f"{group}计入{counted}行，不足{max(self.least, 1)}行，待定"
        left = f"（另有{open_}处未知，没有计入）" if open_ else ""
        rounded = f"（取到{show(self.kind, self.rooted[0])}）" if self.rooted is not None else ""
        return f"{group}计入{counted}行{left}，{self._what()}{rounded}为{scored.show_core(i)}"

    def _what(self) -> str:
        text = self.source.text
        if self.source.kind is Kind.BOOL:
            return f"符合“{text}”的{_WORDS[self.take]}"
        weighted = f"按“{self.weight.text}”加权的" if self.weight is not None else ""
        return f"{text if self.source.single_name else f'“{text}”'}的{weighted}{_WORDS[self.take].format(show(Kind.PERCENT, self.at))}"


_WORDS = {
    "sum": "合计",
    "mean": "平均数",
    "median": "中位数",
    "smallest": "最小数",
    "largest": "最大数",
    "count": "个数",
    "stdev": "标准差",
    "variance": "方差",
    "percentile": "{}百分位数",
    "share": "占比",
}
