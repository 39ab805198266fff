"""Charts: their series follow the rows, and the values stored with them are those of the report."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from lxml import etree

from stardb.ooxml import local_name
from stardb.rendering.workbook.formulas.calculator import Calculator, NotCalculated
from stardb.rendering.workbook.formulas.formula_parser import FormulaError, parse_formula
from stardb.rendering.workbook.formulas.references import Here, ScatteredError
from stardb.rendering.workbook.report_values import CellValue, clean_text, decimal_text
from stardb.rendering.workbook.row_layout import Layout
from stardb.rendering.workbook.templates.template_faults import TemplateFaults
from stardb.rendering.workbook.writing.range_mover import move_formula

__all__ = ["move_chart"]

_CACHES = ("numCache", "strCache", "multiLvlStrCache", "dlblRangeCache", "lvl")
_MOST_PARTS = 200


def move_chart(
    root: etree._Element, layouts: Mapping[str, Layout], calculator: Calculator, faults: TemplateFaults
) -> None:
    """Rewrite every series' reference in a chart part and refresh, or drop, the values stored with it."""
    for element in [found for found in root.iter() if local_name(found) in ("f", "sqref") and found.text]:
        try:
            formula = parse_formula(element.text or "")
        except FormulaError:
            continue
        references = formula.references
        here = Here(whole=not any(local_name(parent) == "tx" for parent in element.iterancestors()))
        runs = references[0].runs(here, layouts) if len(references) == len(formula.pieces) == 1 else ()
        if len(runs) > _MOST_PARTS:
            _note_scattered(
                faults, formula.text, ScatteredError(f"各份之间隔着别的行，分成了 {len(runs)} 段，图表画不了")
            )
        if len(runs) > 1:
            text = "(" + ",".join(references[0].area.over(*run) for run in runs) + ")"
        else:
            text = move_formula(element.text or "", here, layouts, partial(_note_scattered, faults))
        values = None
        if len(references) == len(formula.pieces) == 1:
            values = _values(references[0].area.sheet.casefold(), text, calculator)
        element.text = text
        _refresh(element, values)


def _note_scattered(faults: TemplateFaults, formula: str, error: ScatteredError) -> None:
    faults.add_scattered(f"图表里的 {formula}", error)


def _values(sheet: str, text: str, calculator: Calculator) -> list[CellValue] | None:
    """The values of the cells a reference covers, in its order; None if any is not known."""
    values: list[CellValue] = []
    try:
        for reference in parse_formula(text).references:
            area = reference.area
            for row in range(area.top, area.bottom + 1):
                values += [calculator.cell(sheet, column, row) for column in area.columns]
    except NotCalculated:
        return None
    return values


def _refresh(reference: etree._Element, values: list[CellValue] | None) -> None:
    parent = reference.getparent()
    for cache in list(parent) if parent is not None else []:
        name = local_name(cache)
        if name not in _CACHES or parent is None:
            continue
        if values is None or name not in ("numCache", "strCache"):
            parent.remove(cache)
            continue
        for child in list(cache):
            if local_name(child) in ("ptCount", "pt"):
                cache.remove(child)
        namespace = etree.QName(cache).namespace
        at = 1 if len(cache) and local_name(cache[0]) == "formatCode" else 0
        count = etree.Element(etree.QName(namespace, "ptCount"), val=str(len(values)))
        cache.insert(at, count)
        for index, value in enumerate(values):
            shown = _cache_text(value, name == "numCache")
            if shown:
                point = etree.Element(etree.QName(namespace, "pt"), idx=str(index))
                etree.SubElement(point, etree.QName(namespace, "v")).text = shown
                at += 1
                cache.insert(at, point)


def _cache_text(value: CellValue, number: bool) -> str:
    if isinstance(value, bool):
        return str(int(value)) if number else str(value).upper()
    if isinstance(value, Decimal):
        return decimal_text(value)
    return "" if number or value is None else clean_text(value)
