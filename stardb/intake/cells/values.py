"""One cell to one value, by the type of its column. A new type of column is one reader more in `READERS`.

A reader takes a cell that is neither blank nor a bool and gives its value, or raises `CellRefused` (or quantity's `UnreadableText`).
"""

import datetime as dt
import re
from collections.abc import Callable

from stardb.books import Cell, ConditionalDisplay, Control, NoValue, UnknownDisplay, cell_text
from stardb.intake.cells.amounts import read_duration, read_money, read_number, read_percent
from stardb.intake.cells.cell_context import CellContext, CellRefused, Value
from stardb.intake.cells.cell_words import read_answer, read_choice, read_id, read_text
from stardb.intake.cells.days import read_day, read_year
from stardb.intake.cells.percents import number_without_sign
from stardb.intake.masking import quoted
from stardb.quantity import UnreadableText

_ERROR_VALUE = re.compile(r"#(?:DIV/0!|REF!|N/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
_FORCED = re.compile(r"'([^']*)|=\"([^\"]*)\"", re.DOTALL)

_NO_DAYS = {
    "text": "文本格式的名称或编号",
    "number": "一个数",
    "percent": "一个百分比，如 85%",
    "money": "一个金额，如 12.5万元",
    "duration": "一段时间，如 3年6个月",
    "yes_no": "是或否",
}
"""What is expected where a day stands, by the type of the column."""
_MADE_A_DAY = "；这里是日期，像是键入的 3-5、5/1 被 Excel 改成的，把格设为“文本”或“常规”再填"

READERS: dict[str, Callable[[Cell, CellContext], Value]] = {
    "text": read_text,
    "number": read_number,
    "percent": read_percent,
    "money": read_money,
    "date": read_day,
    "year": read_year,
    "choice": read_choice,
    "yes_no": read_answer,
    "citizen_id": read_id,
    "duration": read_duration,
}


def read_cell(cell: Cell, context: CellContext) -> Value:
    """The value of a cell that is not blank. Raises CellRefused or UnreadableText."""
    if isinstance(cell, bool):
        cell = cell_text(cell)  # TRUE, which is no number
    if isinstance(cell, UnknownDisplay):
        raise CellRefused("D185", "照样显示的数，或文字", f"数字格式是{quoted(cell.code)}。")
    if isinstance(cell, ConditionalDisplay):
        raise CellRefused("D192", "看得出显示什么的格", f"条件格式可能{_under_condition(cell)}。")
    if isinstance(cell, Control):
        raise CellRefused("D216", "写在格里的字")
    if isinstance(cell, NoValue):
        formula = cell.text.startswith("=")
        raise (
            CellRefused("D126", "已算出结果的公式，或直接填数")
            if formula
            else CellRefused("D125", "算得出结果的公式，或直接填数")
        )
    if isinstance(cell, str) and "#" in cell and _ERROR_VALUE.fullmatch(cell.strip()):
        raise CellRefused("D125", "算得出结果的公式，或直接填数")
    if isinstance(cell, dt.date | dt.time | dt.timedelta) and not _may_be_day(context):
        raise UnreadableText(_NO_DAYS[context.spec.type] + _MADE_A_DAY)
    if context.doubt and number_without_sign(cell):
        raise CellRefused("D193", "写明单位的数，如 12.5万元", f"{context.doubt.reason}，分不清以哪个为准。")
    return READERS[context.spec.type](cell, context)


def _under_condition(cell: ConditionalDisplay) -> str:
    """What a conditional format may do to a cell."""
    if cell.is_drawn:
        return "只显示图标或数据条，不显示数"
    code = f"按“{cell.code}”显示" if cell.code else ""
    return "、".join(filter(None, (code, "加删除线" if cell.struck else ""))) or "改变它的显示"


def _may_be_day(context: CellContext) -> bool:
    """Whether a day is left to the reader: in a text it may stand, but not where it should tell whose a row is; and as a month."""
    if context.spec.part:
        return True
    return context.spec.type not in _NO_DAYS or (context.spec.type == "text" and not context.key)


def strip_text_prefix(cell: Cell) -> Cell:
    """A cell without what keeps its text from becoming a number: an apostrophe, or, in a .csv, `="0351"`."""
    if isinstance(cell, str) and cell[:1] in ("'", "=") and (forced := _FORCED.fullmatch(cell.strip())):
        return forced[1] or forced[2] or ""
    return cell
