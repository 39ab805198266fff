"""A full report opened in LibreOffice: it loads, reckons the totals anew, and they are those worked out by hand."""

import csv
import io
import re
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from stardb.problems import Problem
from stardb.rendering.number_text import NumberText
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


FORMULAS = [
    *("=SUM(B3)", "=AVERAGE(B3:B3)", "=MEDIAN(B3)", "=MAX(C3)", "=MIN(D3)", "=COUNT(A3:E3)", "=COUNTA(A3:E3)"),
    *('=COUNTIF(B3,">=80")', '=COUNTIF(C3,">=50%")', '=COUNTIF(A3,"西关")', '=COUNTIF(F3,"待定")', "=COUNTBLANK(E3)"),
    *('=SUMIF(A3,"西关",B3)', '=SUMIF(B3,">75")', '=SUMIFS(B3,F3,"良",C3,">0.1")', '=AVERAGEIF(F3,"良",B3)'),
    *(
        '=COUNTIFS(B3,">=70",C3,"<50%")',
        '=_xlfn.MAXIFS(B3,F3,"良")',
        "=SUMPRODUCT(B3,C3)",
        "=SUMPRODUCT((B3>=75)*(C3<0.5))",
    ),
    *("=LARGE(B3,2)", "=SMALL(B3,1)", "=RANK(80.5,B3)", "=RANK(80.5,B3,1)", '=VLOOKUP("太平",A3:F3,2,FALSE)'),
    *(
        "=INDEX(A3,MATCH(MAX(B3),B3,0))",
        "=INDEX(A3:B3,2,2)",
        "=ROUND(AVERAGE(C3),3)",
        "=ROUNDUP(7.21,1)",
        "=ROUNDDOWN(-7.29,1)",
    ),
    *(
        "=INT(-2.5)",
        "=ABS(-3)",
        "=MOD(-7,3)",
        "=MOD(7,-3)",
        '=IF(SUM(B3)>200,"多","少")',
        "=IF(1>2,1)",
        "=1/0",
        "=A2+1",
    ),
    *(
        '=IFERROR(1/0,"无")',
        "=ISERROR(1/0)",
        "=ISNUMBER(B2)",
        "=ISBLANK(Z99)",
        "=AND(1<2,2<3)",
        "=OR(1>2,FALSE)",
        "=NOT(1>2)",
    ),
    *(
        '="共"&COUNT(B3)&"个"',
        '=LEFT("五星支部",2)&RIGHT("五星支部",2)&MID("五星支部",2,2)',
        '=LEN("五星")',
        '=TRIM(" a  b ")',
    ),
    *(
        '=CONCATENATE("a",1)',
        "=ROWS(A3:A3)",
        "=SUBTOTAL(9,B3)",
        "=SUBTOTAL(103,A3)",
        '=IF(Z99="","空","满")',
        "=Z99",
    ),
    *(
        '="A"="a"',
        "=Z99=0",
        '=Z99=""',
        "=2^1",
        "=-2*3%",
        '=IF("a"<1,1,2)',
        "=TRUE+1",
        "=SUM(分数)/COUNT(分数)",
        "=PRODUCT(B3)",
    ),
    *("=_xlfn.IFS(1>2,1,2>1,2)", "=SUM(B3,5,TRUE)", "=COUNT(B3,A3)", "=MAX(E3)", "=AVERAGE(Z90:Z99)", "=SUM(B3:C3)"),
]


def published() -> list[dict[str, object]]:
    """Three villages: a score, a share, a day, a length of time and a word, as a scheme publishes them."""
    shares, days, months = (
        ("9%", "50%", "93.75%"),
        (date(2022, 11, 30), date(2020, 2, 29), date(2021, 1, 1)),
        (42, 7, 120),
    )
    return [
        {
            "n": name,
            "s": score,
            "p": NumberText(share, Decimal(share[:-1]) / 100, "0.00%", "%"),
            "d": NumberText(str(day), day, "yyyy-mm-dd"),
            "m": NumberText(f"{month}个月", Decimal(month), '0"个月"', '"个月"'),
            "w": word,
        }
        for name, score, share, day, month, word in zip(
            ("东关", "西关", "太平"), (90, Decimal("80.5"), 70), shares, days, months, ("优", "良", "待定"), strict=True
        )
    ]


def without_results(report: bytes) -> bytes:
    """The report without the values stored with formulas: LibreOffice believes them otherwise."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb'(?: t="(?:str|e|b|n)")?><f>([^<]*)</f><v>[^<]*</v>', rb"><f>\1</f>", data)
            new.writestr(name, data)
    return stream.getvalue()


def test_values_stored_with_formulas_are_those_libreoffice_comes_to(tmp_path: Path, soffice: list[str]) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("表")
    sheet.write_row("A1", ["村", "分"])
    sheet.write("A2", "{% for r in rows %}")
    sheet.write_row("A3", ["{{ r.n }}", "{{ r.s }}", "{{ r.p }}", "{{ r.d }}", "{{ r.m }}", "{{ r.w }}"])
    sheet.write("G3", '=IF(C3>=50%,"过半","不过")')
    sheet.write("A4", "{% endfor %}")
    for row, formula in enumerate(FORMULAS, 10):
        sheet.write_formula(f"A{row}", formula.replace("A2+1", "A1+1").replace("B2)", "B1)"))
    book.define_name("分数", "=表!$B$3")
    book.close()
    notes: list[Problem] = []
    report = render_workbook(stream.getvalue(), {"rows": published()}, notes=notes)
    assert [note.found for note in notes] == ["=2^1"]
    (tmp_path / "报表.xlsx").write_bytes(report)
    (tmp_path / "无值.xlsx").write_bytes(without_results(report))
    command = [*soffice, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "又"), "无值.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    stored, again = (
        openpyxl.load_workbook(path, data_only=True)["表"]
        for path in (tmp_path / "报表.xlsx", tmp_path / "又/无值.xlsx")
    )
    formulas = openpyxl.load_workbook(tmp_path / "报表.xlsx")["表"]
    wrong = []
    for row in formulas.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("=") and "^" not in cell.value:
                ours, theirs = stored[cell.coordinate].value, again[cell.coordinate].value
                are_numbers = all(isinstance(value, int | float) for value in (ours, theirs))
                if ours != theirs and not (are_numbers and ours == pytest.approx(theirs, rel=1e-13)):
                    wrong.append((cell.value, ours, theirs))
    assert wrong == []
    assert [stored[f"G{row}"].value for row in (2, 3, 4)] == ["不过", "过半", "过半"]
