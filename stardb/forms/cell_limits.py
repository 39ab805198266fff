"""What a cell of a column may hold: the rule Excel checks, how numbers are shown, and what is said of both."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from stardb.forms.form_cells import FIRST_DAY, digits, in_unit
from stardb.forms.form_sheet import FormColumn
from stardb.intake import OPEN_WORDS, CellContext, read_cell, usual_bounds
from stardb.quantity import show, show_number, tidy, to_date

Limit: TypeAlias = Mapping[str, Any]
"""A data validation as XlsxWriter takes it."""

FORMATS = {
    "number": "General",
    "year": "0",
    "percent": "0.00%",  # 85 typed into it is 85%
    "money": "#,##0.00##",
    "date": "yyyy-mm-dd",
}
"""Type of column -> number format; text for all others, so that nothing is made of 001 or 3-5."""

TEXT = "@"
YES_NO = ("是", "否")

_ANY = Fraction(10**12)

# ISO 7064 MOD 11-2: the weight of place i is 2^(18-i) modulo 11. No array constants: Excel refuses them in a validation.
_ID_RULE = (
    '=AND(LEN({0})=18,MID("10X98765432",MOD(SUMPRODUCT(MID({0},ROW($1:$17),1)*2^(18-ROW($1:$17))),11)+1,1)'
    "=UPPER(RIGHT({0},1)))"
)


def number_format(column: FormColumn) -> str:
    """How Excel shows the column's cells."""
    if column.spec.type == "duration":
        return "General" if column.unit else TEXT
    return FORMATS.get(column.spec.type, TEXT)


def cell_limit(column: FormColumn, cell: str) -> Limit:
    """The rule for a column whose first cell to be filled in is `cell`; lists are for the writer to give."""
    spec = column.spec
    if spec.type == "date":
        first, last = (to_date(bound) for bound in _bounds(column) or ())
        return _between("date", max(first, FIRST_DAY), last)
    if spec.type == "citizen_id":
        return {"validate": "custom", "value": _ID_RULE.format(cell)}
    if spec.kind.numeric and (spec.type != "duration" or column.unit):
        low, high = _bounds(column) or (Fraction(0) if spec.counts else -_ANY, _ANY)
        if spec.number_words:
            return {"validate": "custom", "value": _number_or_word(column, cell, low, high)}
        return _between(
            "integer" if spec.counts else "decimal", _plain(in_unit(low, column)), _plain(in_unit(high, column))
        )
    return {"validate": "any"}


def _number_or_word(column: FormColumn, cell: str, low: Fraction, high: Fraction) -> str:
    """The formula that holds for a number within bounds, and for the words that may stand in its place."""
    ends = [f"{cell}{sign}{digits(in_unit(end, column))}" for sign, end in ((">=", low), ("<=", high))]
    whole = [f"{cell}=INT({cell})"] if column.spec.counts else []
    words = ('{}="{}"'.format(cell, word.replace('"', '""')) for word in column.spec.spellings)
    # IF, as AND and OR compute all their parts: INT of a word is an error
    return f"=IF(ISNUMBER({cell}),AND({','.join([*ends, *whole])}),OR({','.join(words)}))"


def describe_limit(column: FormColumn) -> str:
    """What to fill in, in words: `0至100之间的整数（人）`."""
    words = "、".join(column.spec.number_words)
    return _describe_number(column) + (f"；或填 {words}" if words else "")


def _describe_number(column: FormColumn) -> str:
    spec, bounds = column.spec, _bounds(column)
    if column.picks is not None or spec.type in ("choice", "yes_no"):
        return "从下拉列表中选"
    if spec.type == "citizen_id":
        return "18位身份证号，末位的 X 大写"
    if spec.type == "date":
        still = "；至今的留空" if tidy(spec.blank or "") in OPEN_WORDS else ""
        return f"日期，如 2022-6-18{_range(column, bounds)}{still}"
    if spec.type == "year":
        return f"四位年份，如 2022{_range(column, bounds)}"
    if spec.type == "percent":
        return f"百分数，键入 85 就是 85%{_range(column, bounds)}"
    if spec.type == "duration" and not column.unit:
        return f"时长，如 3年6个月{_range(column, bounds)}"
    if not spec.kind.numeric:
        return ""
    unit = f"，以{column.unit}为单位，只填数" if column.unit else ""
    return f"{'整数' if spec.counts else '数'}{_range(column, bounds)}{unit}"


def _range(column: FormColumn, bounds: tuple[Fraction, Fraction] | None) -> str:
    if bounds is None:
        return ""
    low, high = (
        show_number(bound) if column.spec.type in ("number", "year") else show(column.spec.kind, bound)
        for bound in bounds
    )
    return f"，{low}至{high}之间"


def _bounds(column: FormColumn) -> tuple[Fraction, Fraction] | None:
    """The least and greatest value: what the rule says, or what is usual, and the full mark; None where there is neither."""
    spec = column.spec
    asked = CellContext(spec, spec.unit)
    low, high = (Fraction(read_cell(bound, asked)) for bound in spec.between) if spec.between else (None, None)
    if column.full is not None:
        low = max(low or Fraction(0), Fraction(0))
        high = column.full if high is None else min(high, column.full)
    if low is None or high is None:
        usual = usual_bounds(spec.type, column.last)
        return (Fraction(usual[0]), Fraction(usual[1])) if usual else None
    return low, high


def _between(kind: str, low: Any, high: Any) -> Limit:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)
