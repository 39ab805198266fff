"""Filling a workbook template: the order in which it is read, run and written."""

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from stardb.ooxml import EditablePackage, PackageError, file_name_of
from stardb.problems import Problem
from stardb.rendering.workbook.formulas.calculator import Calculator
from stardb.rendering.workbook.formulas.functions.function_catalogue import FUNCTIONS
from stardb.rendering.workbook.shared_strings import SharedStrings
from stardb.rendering.workbook.sheet_report import SheetReport
from stardb.rendering.workbook.template_workbook import TemplateWorkbook
from stardb.rendering.workbook.templates.single_texts import TextFiller
from stardb.rendering.workbook.templates.template_faults import BROKEN, LINKED, TemplateFaults
from stardb.rendering.workbook.templates.workbook_environment import WorkbookEnvironment, has_jinja
from stardb.rendering.workbook.writing.charts import move_chart
from stardb.rendering.workbook.writing.number_formats import NumberFormats
from stardb.rendering.workbook.writing.row_heights import CellStyles

__all__ = ["render_workbook"]

_MALFORMED = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, etree.LxmlError)


def render_workbook(
    template: bytes,
    context: Mapping[str, object],
    *,
    name: str = "",
    filters: Mapping[str, Callable[..., Any]] | None = None,
    notes: list[Problem] | None = None,
    subject_names: set[str] | None = None,
) -> bytes:
    """Fill an .xlsx template and return the report as .xlsx bytes; the same input gives the same bytes.

    `template` is the file's content, `context` the names its cells may use, `name` the file's name for the places of
    problems, `filters` more Jinja filters by name. What should be known of a template that works is added to `notes` (T110,
    T111, T112), and the names that it asks subjects' rows for to `subject_names`. Raises ProblemsError with every fault found
    (T101, T102, T103).
    """
    faults = TemplateFaults(name)
    faults.stop_if_no_package(template)
    try:
        rendering = _Rendering(EditablePackage(template), context, filters or {}, faults)
        report = rendering.report()
    except PackageError as error:
        raise faults.to_package_error(error) from error
    except _MALFORMED as error:  # parts that are XML, but not what a workbook has there
        faults.add(BROKEN, f"模板的内部结构有误({type(error).__name__}: {error})", found=str(error))
        raise faults.to_error() from error
    if notes is not None:
        notes += faults.notes
    if subject_names is not None:
        subject_names |= rendering.environment.subject_names
    return report


class _Rendering:
    def __init__(
        self,
        package: EditablePackage,
        context: Mapping[str, object],
        filters: Mapping[str, Callable[..., Any]],
        faults: TemplateFaults,
    ) -> None:
        self.package, self.context, self.faults = package, context, faults
        self.environment = WorkbookEnvironment(filters)
        self.book = TemplateWorkbook(package, faults)
        self.strings = SharedStrings(package, self.book.part)
        self.sheets = [
            SheetReport(package, sheet, self.strings, self.environment, faults) for sheet in self.book.sheets
        ]
        self.texts = TextFiller(self.environment, context, faults)

    def report(self) -> bytes:
        self._note_links()
        for sheet in self.sheets:
            sheet.run(self.context, self.texts)
        self._fill_drawings()
        self.faults.stop_if_any()
        if any(sheet.is_live or sheet.headers_changed for sheet in self.sheets):
            self._write()
        self.faults.stop_if_any()
        return self.package.to_bytes()

    def _note_links(self) -> None:
        """Note other files that the template leads to: a spreadsheet may fetch them when the report is opened."""
        names = set()
        for part in self.package.names:
            for link in self.package.relations(part).values():
                if link.is_external and link.kind != "hyperlink":
                    names.add(file_name_of(link.target) or link.target)
        for name in sorted(names):
            message = f"模板里的公式、图表或图片取自别的文件“{name}”，那里的内容不会随结果更新"
            self.faults.note(LINKED, message, found=name)
        if any(part.lower() == "xl/connections.xml" for part in self.package.names):
            self.faults.note(LINKED, "模板里有取自外部的数据连接，打开结果时可能去取数", found="数据连接")

    def _write(self) -> None:
        grids = {sheet.key: sheet.settle() for sheet in self.sheets}
        layouts = {sheet.key: sheet.layout for sheet in self.sheets}
        calculator = Calculator(grids, layouts, self.book.epoch_1904, FUNCTIONS, self.book.names())
        styles, formats = CellStyles(self.package, self.book.part), NumberFormats(self.package, self.book.part)
        for sheet in self.sheets:
            sheet.write(layouts, calculator, styles, formats)
        formats.save()
        for chart in self._charts():
            with self.package.editing(chart) as root:
                move_chart(root, layouts, calculator, self.faults)
        self.book.move_names(layouts, self.faults)
        self.book.hide_sheets([sheet.name for sheet in self.sheets if sheet.is_empty])
        self.book.calculate_on_opening()
        self.package.save(self.book.part)
        self._retire_strings()
        self.strings.save()

    def _fill_drawings(self) -> None:
        """Fill texts in shapes and chart titles, each under the name of the sheet it is on."""
        for sheet in self.book.all_sheets:
            for drawing in self.package.find_related(sheet.path, "drawing"):
                charts = self.package.find_related(drawing, "chart") + self.package.find_related(drawing, "chartEx")
                for part, place in [(drawing, "图形"), *((chart, "图表") for chart in charts)]:
                    with self.package.editing(part) as root:
                        self.texts.fill_drawing(root, sheet.name, place)

    def _charts(self) -> list[str]:
        return [part for part in self.package.names if part.startswith("xl/charts/") and _is_chart(part)]

    def _retire_strings(self) -> None:
        """Template texts are not to be found in the report's file."""
        for number, _ in enumerate(self.strings.items):
            if has_jinja("".join(text for _, text in self.strings.runs(number))):
                self.strings.retire(number)


def _is_chart(part: str) -> bool:
    base = part.removeprefix("xl/charts/")
    return "/" not in base and base.startswith("chart") and base.endswith(".xml")
