"""A full report opened in LibreOffice: it loads, reckons the totals anew, and they are those worked out by hand."""

import csv
import io
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from stardb.rendering.workbook import render_workbook

TOWNSHIPS = [
    {
        "name": "城关镇",
        "villages": [{"name": "东关", "score": Decimal("90.5")}, {"name": "西关", "score": Decimal("80")}],
    },
    {"name": "柳河乡", "villages": []},
    {"name": "太平镇", "villages": [{"name": "太平", "score": Decimal("70")}]},
]


def template() -> bytes:
    """Villages by township with subtotals, ranks, a total, a chart, formats, a filter and a print set-up."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet, summary = book.add_worksheet("得分 明细"), book.add_worksheet("汇总")
    head, cell = (
        book.add_format({"bold": True, "bg_color": "#C00000", "font_color": "white"}),
        book.add_format({"border": 1}),
    )
    sheet.merge_range("A1:E1", "{{ title }}", head)
    sheet.write_row("A2", ["村", "得分", "名次", "占比", "日期"], head)
    sheet.write("A3", "{% for t in townships %}")
    sheet.write("A4", "{{ t.name }}", head)
    sheet.write_formula("B4", "=SUM(B6:B6)", head)
    sheet.write("A5", "{% for v in t.villages %}")
    sheet.write_row("A6", ["{{ v.name }}", "{{ v.score }}"], cell)
    sheet.write_formula("C6", "=RANK(B6,$B$6:$B$6)", cell)
    sheet.write_formula("D6", "=IF(B4=0,0,B6/B4)", cell)
    sheet.write("E6", "{{ day }}", book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write("A7", "{% endfor %}")
    sheet.write("A8", "{% endfor %}")
    sheet.write_row("A9", ["合计"], head)
    sheet.write_formula("B9", "=SUM(B6:B6)", head)
    sheet.write_formula("C9", "=COUNT($B$6:$B$6)", head)
    sheet.conditional_format("B6", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D6", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.autofilter("A2:E6")
    sheet.print_area("A1:E9")
    sheet.write_comment("B9", "各村之和")
    sheet.set_column("A:E", 14)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "='得分 明细'!$A$6:$A$6", "values": "='得分 明细'!$B$6:$B$6"})
    sheet.insert_chart("A12", chart)
    summary.write_formula("A1", "='得分 明细'!B9")
    summary.write_formula("A2", "=SUM('得分 明细'!$B$6:$B$6)/3")
    book.close()
    return stream.getvalue()


@pytest.mark.tools
def test_libreoffice_reckons_the_totals_worked_out_by_hand(tmp_path: Path, soffice: list[str]) -> None:
    report = render_workbook(template(), {"title": "五星", "townships": TOWNSHIPS, "day": date(2025, 3, 1)})
    (tmp_path / "报表.xlsx").write_bytes(report)
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [*soffice, "--convert-to", every_sheet, "--outdir", str(tmp_path), "报表.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    with open(tmp_path / "报表-得分 明细.csv", encoding="utf-8") as stream:
        rows = [row[:5] for row in csv.reader(stream)]
    assert rows == [
        ["五星", "", "", "", ""],
        ["村", "得分", "名次", "占比", "日期"],
        ["城关镇", "170.5", "", "", ""],
        ["东关", "90.5", "1", "0.530791788856305", "2025-03-01"],
        ["西关", "80", "2", "0.469208211143695", "2025-03-01"],
        ["柳河乡", "0", "", "", ""],
        ["太平镇", "70", "", "", ""],
        ["太平", "70", "3", "1", "2025-03-01"],
        ["合计", "240.5", "3", "", ""],
    ]
    with open(tmp_path / "报表-汇总.csv", encoding="utf-8") as stream:
        assert [row[0] for row in csv.reader(stream)] == ["240.5", "80.1666666666667"]
