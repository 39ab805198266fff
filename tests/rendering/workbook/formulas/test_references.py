"""References to repeated rows: they mean all copies whatever they stand in, or the template is refused with the cell."""

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from stardb.problems import Problem, ProblemsError
from stardb.rendering.number_text import DAY, NumberText
from stardb.rendering.workbook import render_workbook
from stardb.rendering.workbook.formulas.functions.function_catalogue import FUNCTIONS

ROWS = [{"n": "东关", "s": 90}, {"n": "西关", "s": 80}, {"n": "太平", "s": 70}]
TOWNSHIPS = [
    {"name": "甲", "villages": [{"n": "a", "s": 90}, {"n": "b", "s": 80}]},
    {"name": "丙", "villages": [{"n": "c", "s": 70}]},
]
"""Below: a row each, a row of their township before them. Villages stand in rows 2, 3 and 5."""


def book(nested: bool = False, **options: Any) -> bytes:
    """A repeated row 3 (A: name, B: score; C3 a formula), nested in townships or not, and row 6 below: a formula in B6."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet("表")
    if nested:
        for row, text in enumerate(["{% for t in townships %}", "{{ t.name }}", "{% for r in t.villages %}"], 1):
            sheet.write(f"A{row}", text)
        sheet.write_row("A4", ["{{ r.n }}", "{{ r.s }}"])
        sheet.write("A5", "{% endfor %}")
        sheet.write("A6", "{% endfor %}")
    else:
        sheet.write("A2", "{% for r in rows %}")
        sheet.write_row("A3", ["{{ r.n }}", "{{ r.s }}"])
        sheet.write("A4", "{% endfor %}")
    for cell, text in options.get("cells", {}).items():
        sheet.write(cell, text)
    if "array" in options:
        sheet.write_array_formula("B8", options["array"])
    for name, text in options.get("names", {}).items():
        workbook.define_name(name, text)
    if "chart" in options:
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": options["chart"], "categories": "=表!$A$3"})
        sheet.insert_chart("E1", chart)
    if "rule" in options:
        sheet.conditional_format(
            "B3", {"type": "formula", "criteria": options["rule"], "format": workbook.add_format()}
        )
    if "choices" in options:
        sheet.data_validation("F8", {"validate": "list", "source": options["choices"]})
    if "sparkline" in options:
        sheet.add_sparkline("D8", {"range": options["sparkline"]})
    if "area" in options:
        sheet.print_area(options["area"])
    workbook.close()
    return stream.getvalue()


CONTEXT: dict[str, object] = {"rows": ROWS, "townships": TOWNSHIPS}


def formula(text: str, nested: bool = False) -> str:
    """How a formula in B8 reads in the report."""
    made = render_workbook(book(nested, cells={"B8": text}), CONTEXT)
    sheet = openpyxl.load_workbook(io.BytesIO(made))["表"]
    (found,) = [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str) and c.value[0] == "="]
    return str(found)


def told(template: bytes) -> Problem:
    with pytest.raises(ProblemsError) as caught:
        render_workbook(template, CONTEXT, name="报表.xlsx")
    (problem,) = caught.value.problems
    return problem


def part(template: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(render_workbook(template, CONTEXT))).read(name).decode()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('=COUNTIF(B3,">=80")', '=COUNTIF(B2:B4,">=80")'),
        ('=COUNTIF((B3),">=80")', '=COUNTIF((B2:B4),">=80")'),
        ("=SUMPRODUCT(B3)", "=SUMPRODUCT(B2:B4)"),
        ("=SUMPRODUCT((B3>=80)*(B3<90))", "=SUMPRODUCT((B2:B4>=80)*(B2:B4<90))"),
        ("=SUMPRODUCT(ROUND(B3,0)/COUNTIF(B3,B3))", "=SUMPRODUCT(ROUND(B2:B4,0)/COUNTIF(B2:B4,B2:B4))"),
        ('=SUMIFS(B3,A3,"东关",$B$3,">1")', '=SUMIFS(B2:B4,A2:A4,"东关",$B$2:$B$4,">1")'),
        ("=VLOOKUP(A8,A3:B3,2,0)", "=VLOOKUP(A8,A2:B4,2,0)"),
        ("=INDEX(B3,MATCH(MAX(B3),B3,0))", "=INDEX(B2:B4,MATCH(MAX(B2:B4),B2:B4,0))"),
        ("=PERCENTILE(B3,0.5)", "=PERCENTILE(B2:B4,0.5)"),
        ("=ROUND(AVERAGE(B3),1)", "=ROUND(AVERAGE(B2:B4),1)"),
        ("=ROW(B3)", "=ROW(B2)"),
        ("=B3", "=B2"),
    ],
)
def test_a_cell_of_a_repeated_row_means_all_its_copies_whatever_function_it_stands_in(
    written: str, expected: str
) -> None:
    assert formula(written) == expected


@pytest.mark.parametrize(
    "written", ["=ROUND(B3,1)", "=IF(B3>80,1,0)", '=TEXT(B3,"0")', "=SUM(B3*2)", "=MYFUNCTION(B3)"]
)
def test_where_one_cell_alone_can_stand_the_template_is_refused(written: str) -> None:
    problem = told(book(cells={"B8": written}))
    assert (problem.code, str(problem.place)) == ("T102", "报表.xlsx!表!B8")
    assert "B3 所在的行会重复" in problem.message


def test_in_its_own_turn_the_same_formula_is_fine() -> None:
    made = render_workbook(book(cells={"C3": '=IF(B3>=80,ROUND(B3,1),"")'}), CONTEXT)
    sheet = openpyxl.load_workbook(io.BytesIO(made))["表"]
    assert [sheet[f"C{row}"].value for row in (2, 3, 4)] == [f'=IF(B{r}>=80,ROUND(B{r},1),"")' for r in (2, 3, 4)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("=SUM(B4)", "=SUM(B2:B3,B5)"),
        ('=COUNTIF(B4,">75")', '=(COUNTIF(B2:B3,">75")+COUNTIF(B5,">75"))'),
        ('=SUMIF(A4:A4,"a",B4:B4)*2', '=(SUMIF(A2:A3,"a",B2:B3)+SUMIF(A5:A5,"a",B5:B5))*2'),
        ("=SUMPRODUCT(B4,B4)", "=(SUMPRODUCT(B2:B3,B2:B3)+SUMPRODUCT(B5,B5))"),
        ("=LARGE(B4:B4,1)", "=LARGE((B2:B3,B5:B5),1)"),
        ("=COUNTIF(B4:B5,9)", "=(COUNTIF(B2:B3,9)+COUNTIF(B5:B5,9))"),
    ],
)
def test_over_copies_that_lie_apart_nothing_between_is_counted(written: str, expected: str) -> None:
    assert formula(written, nested=True) == expected


@pytest.mark.parametrize("written", ['=AVERAGEIF(B4:B4,">1")', "=PERCENTILE(B4,0.5)", "=IRR(B4)"])
def test_what_takes_one_area_alone_is_refused_over_copies_that_lie_apart(written: str) -> None:
    problem = told(book(True, cells={"B8": written}))
    assert (problem.code, problem.place.cell) == ("T102", "B8")
    assert "隔着别的行" in problem.message


def test_an_array_formula_takes_all_copies() -> None:
    text = part(book(array="{=SUM(IF(B3>75,1,0))}"), "xl/worksheets/sheet1.xml")
    assert '<f t="array" ref="B8">SUM(IF(B2:B4&gt;75,1,0))</f>' in text


def test_names_cover_all_copies_even_those_that_lie_apart() -> None:
    names = {"分数": "=表!$B$3", "总": "=SUM(表!$B$3)"}
    text = part(book(names=names, cells={"B8": "=SUM(分数)", "C8": '=COUNTIF(分数,">=80")'}), "xl/workbook.xml")
    assert ">表!$B$2:$B$4<" in text
    assert ">SUM(表!$B$2:$B$4)<" in text
    text = part(book(True, names={"分数": "=表!$B$4"}), "xl/workbook.xml")
    assert ">表!$B$2:$B$3,表!$B$5<" in text


def test_a_formula_with_a_name_has_its_value() -> None:
    made = render_workbook(book(names={"分数": "=表!$B$3"}, cells={"B8": "=SUM(分数)/COUNT(分数)"}), CONTEXT)
    sheet = openpyxl.load_workbook(io.BytesIO(made), data_only=True)["表"]
    assert 80 in [cell.value for row in sheet.iter_rows() for cell in row if cell.row > 4]


def test_charts_cover_all_copies() -> None:
    text = part(book(chart="=表!$B$3"), "xl/charts/chart1.xml")
    assert re.findall("<c:f>(.*?)</c:f>", text) == ["表!$A$2:$A$4", "表!$B$2:$B$4"]
    assert re.findall("<c:v>(.*?)</c:v>", text)[-3:] == ["90", "80", "70"]


def test_validation_lists_sparklines_and_print_areas_cover_all_copies() -> None:
    template = book(choices="=$A$3", sparkline="表!B3", area="A3:B3", rule="=B3=MAX($B$3)")
    text = part(template, "xl/worksheets/sheet1.xml")
    assert "<formula1>$A$2:$A$4</formula1>" in text
    assert "<xm:f>表!B2:B4</xm:f>" in text
    assert "<formula>B2=MAX($B$2:$B$4)</formula>" in text
    assert "表!$A$2:$B$4" in part(template, "xl/workbook.xml")


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"choices": "=$A$4"}, "数据验证"),
        ({"sparkline": "表!B4"}, "迷你图"),
    ],
)
def test_what_takes_one_stretch_is_refused_over_several(options: dict[str, str], what: str) -> None:
    problem = told(book(True, **options))
    assert problem.code == "T102"
    assert what in problem.message
    assert problem.place.cell in ("F8", "D8")


@pytest.mark.parametrize(
    "text",
    [
        "｛｛ 县 ｝｝",
        "{ { 县 } }",
        "｛{ 县 }｝",
        "{｛县｝}",
        "{{ rows|length }} ｛｛ 县 ｝｝",
        "县 }}",
        "｛% if 县 %｝",
        "{ % for x in y % }",
    ],
)
def test_braces_that_are_no_marks_are_told_with_their_cell(text: str) -> None:
    problem = told(book(cells={"D8": text}))
    assert (problem.code, problem.place.cell) == ("T102", "D8")
    assert "花括号" in problem.message or "没有写完" in problem.message


def test_braces_in_ordinary_texts_are_left_alone() -> None:
    render_workbook(book(cells={"D8": "{占比100%}，见｛附件｝ {}", "D9": "{{ rows|length }}%（{x}）"}), CONTEXT)


def test_a_function_beyond_those_calculated_here_is_told_with_its_cell_and_calculated_on_opening() -> None:
    notes: list[Problem] = []
    template = book(cells={"B8": '=TEXT(SUM(B3),"0")', "C3": "=B3*2", "C8": "=SUM(C3)"})
    made = render_workbook(template, CONTEXT, name="报表.xlsx", notes=notes)
    assert [(note.code, str(note.place)) for note in notes] == [("T111", "报表.xlsx!表!B8")]
    assert b'fullCalcOnLoad="1"' in zipfile.ZipFile(io.BytesIO(made)).read("xl/workbook.xml")


@pytest.mark.parametrize(
    ("written", "areas"),
    [
        ("=VLOOKUP(A8,A4:B4,2,0)", ["A4:B4"]),
        ("=INDEX(B4,MATCH(MAX(B4),B4,0))", ["B4", "B4"]),
        ("=INDEX(B2:B4,MATCH(MAX(B2:B4),B2:B4,0))", []),
        ("=SUM(B4)", []),
    ],
)
def test_an_area_searched_over_rows_that_lie_between_is_told_once_with_its_cell(written: str, areas: list[str]) -> None:
    notes: list[Problem] = []
    made = render_workbook(book(True, cells={"B8": written}), CONTEXT, name="报表.xlsx", notes=notes)
    found = [(note.code, str(note.place), note.found) for note in notes]
    assert found == [("T112", "报表.xlsx!表!B8", area) for area in dict.fromkeys(areas)]
    assert made


def test_links_of_a_template_to_other_files_are_told() -> None:
    notes: list[Problem] = []
    stream = io.BytesIO(book())
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
            f' Type="{kind}externalLinkPath" Target="file:///D:/%E5%8E%BB%E5%B9%B4.xlsx" TargetMode="External"/>'
            "</Relationships>",
        )
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        assert rels not in package.namelist()
        package.writestr(
            rels,
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
            f' Type="{kind}hyperlink" Target="http://example.org" TargetMode="External"/></Relationships>',
        )
    render_workbook(stream.getvalue(), CONTEXT, name="报表.xlsx", notes=notes)
    assert [(note.code, str(note.place), note.found) for note in notes] == [("T110", "报表.xlsx", "去年.xlsx")]


def test_the_docs_list_the_functions_calculated_here() -> None:
    page = (Path(__file__).resolve().parents[4] / "docs/reports.md").read_text(encoding="utf-8")
    listed = page.partition("<!-- 生成：公式函数 -->")[2].partition("<!-- 生成止 -->")[0]
    assert re.findall("`(.*?)`", listed) == list(FUNCTIONS)


def test_shares_days_and_times_are_numbers_with_their_format_and_formulas_on_them_likewise() -> None:
    rows = [
        {"n": NumberText("9%", Decimal("0.09"), "0%", "%"), "s": NumberText("2022-11-30", date(2022, 11, 30), DAY)},
        {
            "n": NumberText("94.5%", Decimal("0.945"), "0.0%", "%"),
            "s": NumberText("2021-01-31", date(2021, 1, 31), DAY),
        },
    ]
    cells = {"A8": "=AVERAGE(A3)", "B8": "=MAX(B3)", "C8": '=COUNTIF(A3,">=50%")', "D8": "共{{ rows[0].n }}"}
    made = render_workbook(book(cells=cells), {"rows": rows})
    sheet = openpyxl.load_workbook(io.BytesIO(made), data_only=True)["表"]
    shown = [(sheet[cell].value, sheet[cell].number_format) for cell in ("A2", "A3", "B2", "B3", "A7", "B7", "C7")]
    assert shown == [
        (0.09, "0%"),
        (0.945, "0.0%"),
        (datetime(2022, 11, 30), DAY),
        (datetime(2021, 1, 31), DAY),
        (0.5175, "0.00%"),
        (datetime(2022, 11, 30), DAY),
        (1, "General"),
    ]
    assert sheet["D7"].value == "共9%"
    assert sheet["B2"].alignment.shrinkToFit
