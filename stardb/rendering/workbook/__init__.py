"""Reports from .xlsx templates that people lay out in Excel or WPS, with Jinja in the cells.

The template is filled on the XML of its parts: what needs no change is copied byte for byte, and nothing is lost.
Formats, validation, filters, charts, merges, print areas, names, notes and sparklines move and grow with their rows.

**Cells.** `{{ row.score }}` alone in a cell keeps the value's type: numbers (a Decimal exactly), truth values, dates
(as day numbers: give the cell a date format), None and "" as an empty cell. Whole numbers of more than 15 digits become
text, so that no digit of an identity number is lost. Mixed text, `第{{ n }}名` or `{% if x %}是{% endif %}`, gives
text; fonts within a cell stay. Text from data is never a formula, even if it starts with `=`. `row.count` is a
dict's entry before its method. `{# … #}` is a remark. A formula holds no Jinja: fill a cell, and refer to that.

**Rows.** A directive stands alone in its row, and that row vanishes: `{% for row in rows %}` … `{% else %}` (shown for
no rows) … `{% endfor %}`; `{% if … %}` … `{% elif … %}` … `{% else %}` … `{% endif %}`; `{% set name = … %}`. They
nest; `loop` is there; blank rows between are repeated too. What is set within a loop is gone after each turn
(`namespace()` helps).

A row whose height nobody set is made as tall as its wrapped texts need, because WPS and LibreOffice do not fit rows on
opening; one made taller or lower by hand keeps its height.

**References** mean, in the report, the copies of the rows they name in the template:
- from a copy of a row, `C5` or `C5:E5` of the same turn of the loop: its own (`=C5*D5`);
- from outside, `SUM(D5:D5)`, `COUNTIF(D5,">=80")`, or `SUM(D4:D6)` with the directive rows: all copies, whatever function it
  is; a single cell in no function: the first copy. From a row of an outer loop: the copies within its own turn (a
  township's subtotal). Where a function takes one cell alone (`ROUND(D5,1)`), the template is refused;
- with `$` before the row: all copies, wherever it stands (`RANK(D5,$D$5:$D$5)`); `SUM(D$5:D5)` is a running total;
- where other rows lie between the copies (subtotals between villages): SUM, COUNT, AVERAGE, MIN, MAX, RANK and their
  like get each stretch (`SUM(D6:D8,D10:D12)`), COUNTIF, SUMIF, SUMPRODUCT are written once for each, so nothing is counted
  twice; VLOOKUP, MATCH, INDEX get first to last; with others the template is refused;
- of no copies: a blank row below the sheet's last, so that SUM gives 0. Formats, merges and the like then go;
- of rows outside all blocks: those rows. Other sheets' references (`得分明细!$B$5:$B$5`) mean all copies.
Conditional formats and validations cover exactly the copies. A merge, link, sparkline or page break in a repeated row
is repeated. A picture, chart or note moves with its row, keeps its size, and stands at the first copy of that row.

**Elsewhere.** Headers and footers (`&C{{ title }}`), chart titles and texts in shapes take Jinja, row directives apart.
Sheet names stay. The results of formulas are stored with them where their functions are those of `formulas/functions`, and reported
otherwise; on opening all is calculated anew.

Not followed: pivot tables, references by text (`INDIRECT`), form controls, and a reference from one sheet's repeated
rows to the matching repeated rows of another (fill in the value instead).
"""

from stardb.rendering.workbook.workbook_report import render_workbook

__all__ = ["render_workbook"]
