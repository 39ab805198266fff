"""One worksheet on its way from template to report."""

from collections.abc import Mapping

from stardb.ooxml import EditablePackage, SheetPart, local_name, serialise
from stardb.rendering.workbook.formulas.calculator import Calculator, ReportGrid
from stardb.rendering.workbook.row_layout import Layout, Trace
from stardb.rendering.workbook.shared_strings import SharedStrings
from stardb.rendering.workbook.templates.name_check import check_names
from stardb.rendering.workbook.templates.plan_run import find_faults, run_plan
from stardb.rendering.workbook.templates.sheet_plan import make_plan
from stardb.rendering.workbook.templates.single_texts import TextFiller
from stardb.rendering.workbook.templates.template_faults import BROKEN, TemplateFaults
from stardb.rendering.workbook.templates.template_rows import read_rows
from stardb.rendering.workbook.templates.workbook_environment import WorkbookEnvironment
from stardb.rendering.workbook.writing.drawings import move_comments, move_drawing
from stardb.rendering.workbook.writing.number_formats import NumberFormats
from stardb.rendering.workbook.writing.range_mover import RangeMover
from stardb.rendering.workbook.writing.row_heights import CellStyles, RowHeights
from stardb.rendering.workbook.writing.row_writer import CellWriter, RowWriter
from stardb.rendering.workbook.writing.sheet_tables import keep_one_row, move_table
from stardb.rendering.workbook.writing.unused_columns import find_unused_columns, hide_columns

__all__ = ["SheetReport"]

_MARKER = "@@stardb-rows@@"


class SheetReport:
    """A worksheet: read at once, then `run`, `settle`, `write` in that order."""

    def __init__(
        self,
        package: EditablePackage,
        sheet: SheetPart,
        strings: SharedStrings,
        environment: WorkbookEnvironment,
        faults: TemplateFaults,
    ) -> None:
        self.package, self.name, self.key, self.part = package, sheet.name, sheet.name.casefold(), sheet.path
        self.strings, self.environment, self.faults = strings, environment, faults
        self.root = package.root(self.part)
        data = next((child for child in self.root if local_name(child) == "sheetData"), None)
        if data is None:
            faults.add(BROKEN, f"工作表“{self.name}”里没有单元格数据", self.name, found=self.part)
            raise faults.to_error()
        self.data = data
        before = len(faults.found)
        self.plan = make_plan(read_rows(data, strings, faults, self.name), environment, faults, self.name)
        self.sound = len(faults.found) == before
        self.headers_changed = False
        self.trace = Trace(self.plan.bands)
        self.layout = Layout.of_fixed_rows()

    @property
    def is_live(self) -> bool:
        """Whether any of its cells is for Jinja."""
        return bool(self.plan.directives) or any(cell.is_live for row in self.plan.rows if row for cell in row.cells)

    @property
    def is_empty(self) -> bool:
        """Whether, for what Jinja made of it, no row of it came out: a sheet for what a scheme may not have."""
        return self.is_live and not any(self.plan.rows[emission.band] is not None for emission in self.trace.emissions)

    def run(self, context: Mapping[str, object], texts: TextFiller) -> None:
        """Make the report's rows and headers; faults are noted."""
        self.headers_changed = texts.fill_headers(self.root, self.name)
        if not self.is_live:
            for band in range(len(self.plan.bands)):
                self.trace.emit(band)
            return
        known = set(context) | set(self.environment.globals)
        unknown = check_names(self.plan, self.environment, known, self.faults, self.name)
        if not self.sound:
            return
        if unknown:
            find_faults(self.plan, self.environment, context, self.faults, self.name, unknown)
        else:
            self.trace = run_plan(self.plan, self.environment, context, self.faults, self.name)

    def settle(self) -> ReportGrid:
        """Fix where every row stands; returns the report's cells."""
        for table in self.package.find_related(self.part, "table"):
            keep_one_row(self.package.root(table), self.plan, self.trace)
        self.layout = Layout(self.plan.bands, self.trace, self.plan.directives)
        return ReportGrid(self.plan, self.trace)

    def write(
        self, layouts: Mapping[str, Layout], calculator: Calculator, styles: CellStyles, formats: NumberFormats
    ) -> None:
        """Write the sheet and what hangs on it; a sheet nothing changed in keeps its bytes."""
        hide_columns(self.root, find_unused_columns(self.plan, self.trace))
        rows = self._rows(layouts, calculator, styles, formats) if self.is_live or self._has_formulas() else None
        before = b"" if rows is not None or self.headers_changed else serialise(self.root)
        if rows is not None:
            del self.data[:]
            self.data.text = _MARKER
        RangeMover(self.root, self.name, layouts, self.faults).move()
        after = serialise(self.root)
        if after != before:
            head, _, tail = after.decode().partition(_MARKER) if rows is not None else (after.decode(), "", "")
            self.package.put(self.part, "".join([head, *(rows or []), tail]).encode())
        for table in self.package.find_related(self.part, "table"):
            with self.package.editing(table) as root:
                move_table(root, self.name, layouts, calculator, self.faults)
        for drawing in self.package.find_related(self.part, "drawing"):
            with self.package.editing(drawing) as root:
                move_drawing(root, self.layout, layouts, self.name, self.faults)
        if self.layout.has_moves:
            move_comments(self.package, self.part, self.layout)

    def _has_formulas(self) -> bool:
        return any(cell.formula is not None for row in self.plan.rows if row for cell in row.cells)

    def _rows(
        self, layouts: Mapping[str, Layout], calculator: Calculator, styles: CellStyles, formats: NumberFormats
    ) -> list[str]:
        cells = CellWriter(self.strings, f"{self.data.prefix}:" if self.data.prefix else "", calculator.epoch_1904)
        writer = RowWriter(self.name, cells, layouts, RowHeights(self.root, styles), calculator, formats, self.faults)
        return [
            writer.write(row, emission)
            for emission in self.trace.emissions
            if (row := self.plan.rows[emission.band]) is not None
        ]
