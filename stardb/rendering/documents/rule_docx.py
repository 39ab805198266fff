"""A rule file as a .docx to be filed and signed."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.run import Run

from stardb.ooxml import EditablePackage
from stardb.rendering.views.rule_document import RuleClause, RuleDocument, RuleSection

__all__ = ["render_rule_docx"]

_WIDTHS = (Cm(4.6), Cm(12.4), Cm(7.6), Cm(1.4))
_HEADS = ("条款", "规定", "依据与说明", "行")
_GREY = RGBColor(0x5B, 0x66, 0x73)


def render_rule_docx(document: RuleDocument) -> bytes:
    """The document: A4 across, a table a part, its head on each page; last the lines to sign."""
    made = Document()
    _lay_out(made)
    title = made.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(title.add_run(f"{document.title}评定规则"), 18, bold=True)
    about = made.add_paragraph()
    about.alignment = WD_ALIGN_PARAGRAPH.CENTER
    examples = f"　有{document.examples}条的数值是示例，待议定" if document.examples else ""
    origin = f"{document.department}　" if document.department else ""
    _write(about.add_run(f"{origin}{document.file}　版本 {document.version}{examples}"), 9.5, colour=_GREY)
    for section in document.sections:
        _add_section(made, section)
    made.add_paragraph()
    signed = made.add_table(rows=1, cols=4)
    for cell, word in zip(signed.rows[0].cells, ("拟稿：", "审核：", "批准：", "日期："), strict=True):
        _write(cell.paragraphs[0].add_run(word), 11)
    properties = made.core_properties
    properties.title, properties.author, properties.comments = f"{document.title}评定规则", document.department, ""
    content = BytesIO()
    made.save(content)
    return EditablePackage(content.getvalue()).to_bytes()


def _lay_out(made: DocxDocument) -> None:
    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(1.8)
    page.top_margin = page.bottom_margin = Cm(1.6)
    normal = made.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(1.5)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def _add_section(made: DocxDocument, section: RuleSection) -> None:
    heading = made.add_paragraph()
    heading.paragraph_format.space_before, heading.paragraph_format.keep_with_next = Pt(10), True
    _write(heading.add_run(section.title), 13, bold=True)
    table = made.add_table(rows=1, cols=len(_HEADS))
    table.style, table.autofit = "Table Grid", False
    for cell, word in zip(table.rows[0].cells, _HEADS, strict=True):
        _write(cell.paragraphs[0].add_run(word), 10.5, bold=True)
    _repeat(table.rows[0])
    for clause in section.clauses:
        _add_clause(table, clause)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = width


def _add_clause(table: Table, clause: RuleClause) -> None:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _keep_together(row)
    name, lines, basis, line = row.cells
    name.paragraphs[0].paragraph_format.left_indent = Cm(0.5 * clause.depth)
    _write(name.paragraphs[0].add_run(clause.name), 10.5, bold=not clause.depth)
    if clause.is_example:
        _write(name.paragraphs[0].add_run("（示例）"), 9, colour=_GREY)
    _add_lines(lines, clause.lines)
    _add_lines(basis, [clause.basis] if clause.basis else [])
    if clause.note:
        note = basis.add_paragraph() if clause.basis else basis.paragraphs[0]
        _write(note.add_run(clause.note), 9, colour=_GREY)
    _write(line.paragraphs[0].add_run(str(clause.line)), 9, colour=_GREY)


def _add_lines(cell: _Cell, lines: Sequence[str]) -> None:
    for number, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        _write(paragraph.add_run(text), 10.5)


def _write(run: Run, size: float, bold: bool = False, colour: RGBColor | None = None) -> None:
    run.font.size, run.font.bold = Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    if colour is not None:
        run.font.color.rgb = colour


def _repeat(row: _Row) -> None:
    """Have a row stand on each page that its table goes on to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_together(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
