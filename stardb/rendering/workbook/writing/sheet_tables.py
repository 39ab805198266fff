"""Tables (列表) on a sheet: their range follows the rows, their headings stay those of the header cells."""

from collections.abc import Mapping
from functools import partial

from lxml import etree

from stardb.ooxml import local_name, parse_area
from stardb.rendering.workbook.formulas.calculator import Calculator, NotCalculated
from stardb.rendering.workbook.formulas.references import Here
from stardb.rendering.workbook.row_layout import Layout, Trace
from stardb.rendering.workbook.templates.sheet_plan import Plan
from stardb.rendering.workbook.templates.template_faults import TemplateFaults
from stardb.rendering.workbook.writing.range_mover import move_formula

__all__ = ["keep_one_row", "move_table"]


def keep_one_row(root: etree._Element, plan: Plan, trace: Trace) -> None:
    """A table must have a row: where none of its rows was made, its first one is added to the trace, blank."""
    area = parse_area(root.get("ref", ""))
    if area is None:
        return
    top = area.top + int(root.get("headerRowCount", "1"))
    bottom = area.bottom - int(root.get("totalsRowCount", "0"))
    bands = [index for index, band in enumerate(plan.bands) if top <= band.first <= bottom]
    if bands and not any(emission.band in bands for emission in trace.emissions):
        after = [index for index, emission in enumerate(trace.emissions) if emission.band > bands[0]]
        trace.insert(after[0] if after else len(trace.emissions), bands[0])


def move_table(
    root: etree._Element, name: str, layouts: Mapping[str, Layout], calculator: Calculator, faults: TemplateFaults
) -> None:
    """Change a table part in place. name: its sheet's."""
    key = name.casefold()
    layout = layouts[key]
    for element in root.iter():
        kind = local_name(element)
        if kind in ("table", "autoFilter", "sortState", "sortCondition") and element.get("ref"):
            area = parse_area(element.get("ref", ""))
            runs = layout.runs(area.top, area.bottom) if area else ()
            if area and runs:
                element.set("ref", area.over(runs[0][0], runs[-1][1]))
        elif kind in ("calculatedColumnFormula", "totalsRowFormula") and element.text:
            note = partial(faults.add_scattered, sheet=name)
            element.text = move_formula(element.text, Here(key), layouts, note)
    area = parse_area(root.get("ref", ""))
    if area is not None and root.get("headerRowCount", "1") != "0":
        _name_columns(root, key, area.top, list(area.columns), calculator)


def _name_columns(root: etree._Element, key: str, row: int, columns: list[int], calculator: Calculator) -> None:
    """A table whose headings differ from its header cells is one Excel wants to repair."""
    elements = [found for found in root.iter() if local_name(found) == "tableColumn"]
    for element, column in zip(elements, columns, strict=False):
        try:
            value = calculator.cell(key, column, row)
        except NotCalculated:
            continue
        if isinstance(value, str):
            element.set("name", value.replace("\n", "_x000a_"))
