"""The workbook part: which sheets there are, and the names, settings and stored results that belong to all of them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from lxml import etree

from stardb.ooxml import (
    MAIN,
    TYPES,
    EditablePackage,
    MissingPart,
    NoWorkbook,
    SheetPart,
    find_workbook,
    list_sheets,
    local_name,
)
from stardb.rendering.workbook.formulas.cell_formula import CellFormula
from stardb.rendering.workbook.formulas.formula_parser import FormulaError, parse_formula
from stardb.rendering.workbook.formulas.references import Here, ScatteredError
from stardb.rendering.workbook.row_layout import Layout
from stardb.rendering.workbook.templates.template_faults import BROKEN, TemplateFaults

__all__ = ["TemplateWorkbook"]

_ONE_RANGE = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_AFTER_CALCULATION = (  # what the schema wants behind <calcPr>
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes"),
    *("webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)


class TemplateWorkbook:
    """The workbook part of a package. Raises PackageError or ProblemsError where the package is no usual workbook."""

    def __init__(self, package: EditablePackage, faults: TemplateFaults) -> None:
        self.package = package
        self.part = find_workbook(package)
        if TYPES not in package:
            raise MissingPart(TYPES)
        if self.part not in package.find_related("", "officeDocument"):
            raise NoWorkbook()
        self.root = package.root(self.part)
        if self.root.tag != f"{{{MAIN}}}workbook":
            what = local_name(self.root)
            message = f"模板的主体是 {what},不是通常的 .xlsx 工作簿(Strict Open XML 也不行)"
            remedy = "在 Excel/WPS 中另存为“Excel 工作簿(*.xlsx)”。"
            faults.add(BROKEN, message, found=str(self.root.tag), expected=f"{{{MAIN}}}workbook", remedy=remedy)
            raise faults.to_error()
        self.all_sheets: list[SheetPart] = []  # chart sheets among them
        self.sheets: list[SheetPart] = []
        for sheet in list_sheets(package, self.part):
            faults.sheets[sheet.name] = len(self.all_sheets)
            self.all_sheets.append(sheet)
            if sheet.kind == "worksheet":
                self.sheets.append(sheet)

    @property
    def epoch_1904(self) -> bool:
        """Whether days are counted from 1904, as old Macs did."""
        settings = self.root.find(f"{{{MAIN}}}workbookPr")
        return settings is not None and settings.get("date1904") in ("1", "true")

    def names(self) -> dict[tuple[str, str], CellFormula]:
        """The defined names, each with the sheet that it is for ("" for all), all folded; those that are formulas."""
        found = {}
        for element in self.root.iter(f"{{{MAIN}}}definedName"):
            with suppress(FormulaError):
                key = self._sheet_of(element), element.get("name", "").casefold()
                found[key] = parse_formula(element.text or "")
        return found

    def _sheet_of(self, name: etree._Element) -> str:
        """The sheet that a name is for; "" for all."""
        own = name.get("localSheetId", "")
        return self.all_sheets[int(own)].name.casefold() if own.isdecimal() and int(own) < len(self.all_sheets) else ""

    def move_names(self, layouts: Mapping[str, Layout], faults: TemplateFaults) -> None:
        """Let every defined name follow the rows; print areas and the like stay one range."""
        for element in list(self.root.iter(f"{{{MAIN}}}definedName")):
            try:
                formula = parse_formula(element.text or "")
            except FormulaError:
                continue
            name = element.get("name", "")
            key = self._sheet_of(element)
            is_range = name in _ONE_RANGE
            here = Here(key, whole=True, outline=is_range, union=not is_range)
            gone = formula.references and not any(ref.runs(here, layouts) for ref in formula.references)
            parent = element.getparent()
            if gone and name in _ONE_RANGE and parent is not None:
                parent.remove(element)
                continue
            try:
                element.text = formula.text_at(here, layouts)
            except ScatteredError as error:
                faults.add_scattered(f"名称“{name}”的 {formula.text}", error)
        for element in list(self.root.iter(f"{{{MAIN}}}definedNames")):
            if not len(element):
                self.root.remove(element)

    def hide_sheets(self, names: Sequence[str]) -> None:
        """Hide the sheets of some names, as long as one stays in sight."""
        sheets = list(self.root.iter(f"{{{MAIN}}}sheet"))
        hidden = [sheet for sheet in sheets if sheet.get("name") in names]
        if any(sheet not in hidden and sheet.get("state", "visible") == "visible" for sheet in sheets):
            for sheet in hidden:
                sheet.set("state", "hidden")

    def calculate_on_opening(self) -> None:
        """Have the spreadsheet calculate every formula when it opens the file, in an order it finds itself."""
        settings = self.root.find(f"{{{MAIN}}}calcPr")
        if settings is None:
            settings = etree.Element(f"{{{MAIN}}}calcPr")
            names = [local_name(child) for child in self.root]
            at = next((index for index, name in enumerate(names) if name in _AFTER_CALCULATION), len(names))
            self.root.insert(at, settings)
        settings.set("fullCalcOnLoad", "1")
        for chain in self.package.find_related(self.part, "calcChain"):
            self.package.remove(chain, self.part)
