"""What formulas refer to after filling, and which results are stored with them."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from stardb.problems import ProblemsError
from stardb.rendering.workbook import render_workbook

Cells = Mapping[str, object]


def template(**sheets: Cells) -> bytes:
    """A workbook with these sheets of cells by address; text starting with `=` is a formula."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    for name, cells in sheets.items():
        sheet = workbook.add_worksheet(name)
        for address, value in cells.items():
            sheet.write(address, value)
    workbook.close()
    return stream.getvalue()


def patched(data: bytes, part: str, old: str, new: str) -> bytes:
    """The package with one part's text changed, for what XlsxWriter does not write itself."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            assert name != part or old.encode() in text
            target.writestr(name, text.replace(old.encode(), new.encode()) if name == part else text)
    return stream.getvalue()


def formulas(data: bytes, context: Mapping[str, object], sheet: str = "表") -> dict[str, Any]:
    """The formulas of a sheet of the report by address."""
    workbook = openpyxl.load_workbook(io.BytesIO(render_workbook(data, context)))
    values = ((cell.coordinate, cell.value) for row in workbook[sheet].iter_rows() for cell in row)
    return {address: value for address, value in values if isinstance(value, str) and value.startswith("=")}


def results(data: bytes, context: Mapping[str, object], sheet: str = "表") -> dict[str, Any]:
    """The stored results of a sheet's formulas, by address; None where none is stored."""
    report = render_workbook(data, context)
    values = openpyxl.load_workbook(io.BytesIO(report), data_only=True)[sheet]
    return {address: values[address].value for address in formulas(data, context, sheet)}


def block(**more: object) -> Cells:
    """Heading in row 1, one repeated row 3 (A: name, B: score, C: weight), total in row 5."""
    return {
        "A1": "村",
        "A2": "{% for r in rows %}",
        "A3": "{{ r.n }}",
        "B3": "{{ r.s }}",
        "C3": 2,
        "A4": "{% endfor %}",
    } | more


ROWS = [{"n": "东关", "s": 90}, {"n": "西关", "s": Decimal("80.5")}, {"n": "太平", "s": 70}]


def rows(count: int) -> dict[str, Sequence[object]]:
    return {"rows": [{"n": f"村{i}", "s": i} for i in range(count)]}


def test_a_reference_in_the_same_row_is_the_copys_own() -> None:
    found = formulas(template(表=block(D3="=B3*C3+$C3")), {"rows": ROWS})
    assert found == {"D2": "=B2*C2+$C2", "D3": "=B3*C3+$C3", "D4": "=B4*C4+$C4"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("=SUM(B3:B3)", "=SUM(B2:B4)"),
        ("=SUM(B2:B4)", "=SUM(B2:B4)"),
        ("=SUM($B$3:$B$3)", "=SUM($B$2:$B$4)"),
        ("=SUM(B3)", "=SUM(B2:B4)"),
        ("=SUMIF(A3:A3,A1,B3:B3)", "=SUMIF(A2:A4,A1,B2:B4)"),
        ("=SUM(A1:B3)", "=SUM(A1:B4)"),
        ("=B3", "=B2"),
        ("=SUM(B:B)", "=SUM(B:B)"),
        ("=SUM(3:3)", "=SUM(2:4)"),
        ("=SUM(B3:B1000)", "=SUM(B2:B1000)"),
        ('=LOG10(B1)&"B3:B3"', '=LOG10(B1)&"B3:B3"'),
        ("=A1+B7", "=A1+B7"),
        ("=SUM(表!B3:B3)+SUM('表'!B3:B3)", "=SUM(表!B2:B4)+SUM('表'!B2:B4)"),
    ],
)
def test_a_reference_from_below_the_block(written: str, expected: str) -> None:
    assert formulas(template(表=block(B6=written)), {"rows": ROWS}) == {"B6": expected}  # 2 rows less, 2 more


def test_absolute_ranges_in_the_repeated_row_cover_all_copies() -> None:
    found = formulas(template(表=block(D3="=RANK(B3,$B$3:$B$3)", E3="=B3/SUM(B$3:B$3)")), {"rows": ROWS})
    assert [found[f"D{row}"] for row in (2, 3, 4)] == [f"=RANK(B{row},$B$2:$B$4)" for row in (2, 3, 4)]
    assert found["E3"] == "=B3/SUM(B$2:B$4)"


def test_a_running_total_runs_from_the_first_copy_to_its_own() -> None:
    found = formulas(template(表=block(D3="=SUM(B$3:B3)")), {"rows": ROWS})
    assert found == {"D2": "=SUM(B$2:B2)", "D3": "=SUM(B$2:B3)", "D4": "=SUM(B$2:B4)"}


def test_other_sheets_follow_quoted_or_not() -> None:
    data = template(
        **{"得分 明细": block(), "表": {"A1": "=SUM('得分 明细'!$B$3:$B$3)", "A2": "='得分 明细'!B5", "A3": "=B5"}}
    )
    assert formulas(data, {"rows": ROWS}) == {"A1": "=SUM('得分 明细'!$B$2:$B$4)", "A2": "='得分 明细'!B5", "A3": "=B5"}
    assert formulas(data, rows(10))["A2"] == "='得分 明细'!B12"


NESTED: Cells = {
    "A1": "{% for t in townships %}",
    "A2": "{{ t.name }}",
    "B2": "=SUM(B4:B4)",
    "A3": "{% for v in t.villages %}",
    "A4": "{{ v.name }}",
    "B4": "{{ v.score }}",
    "C4": "=B4/B2",
    "A5": "{% endfor %}",
    "A6": "{% endfor %}",
    "A7": "合计",
    "B7": "=SUM(B4:B4)",
    "C7": '=COUNTIF(B4:B4,">75")',
}
TOWNSHIPS = {
    "townships": [
        {"name": "甲", "villages": [{"name": "a", "score": 90}, {"name": "b", "score": 80}]},
        {"name": "乙", "villages": []},
        {"name": "丙", "villages": [{"name": "c", "score": 70}]},
    ]
}


def test_subtotals_cover_their_own_villages_and_the_total_counts_none_twice() -> None:
    found = formulas(template(表=NESTED), TOWNSHIPS)
    assert found["B1"] == "=SUM(B2:B3)"  # 甲: a, b
    assert found["B4"] == "=SUM(B8:B8)"  # 乙 has no village: a blank row below everything
    assert found["B5"] == "=SUM(B6:B6)"  # 丙: c
    assert found["B7"] == "=SUM(B2:B3,B6:B6)"
    assert found["C7"] == '=(COUNTIF(B2:B3,">75")+COUNTIF(B6:B6,">75"))'
    assert (found["C2"], found["C3"], found["C6"]) == ("=B2/B1", "=B3/B1", "=B6/B5")


def test_stored_results_of_subtotals_and_totals() -> None:
    found = results(template(表=NESTED), TOWNSHIPS)
    assert (found["B1"], found["B4"], found["B5"], found["B7"]) == (170, 0, 70, 240)
    assert found["C6"] == 1


def test_a_sum_over_no_rows_is_zero_and_refers_to_no_error() -> None:
    data = template(表=block(A5="合计", B5="=SUM(B3:B3)", C5="=COUNTA(A3:A3)", D5="=AVERAGE(B3:B3)"))
    assert formulas(data, {"rows": []}) == {"B2": "=SUM(B3:B3)", "C2": "=COUNTA(A3:A3)", "D2": "=AVERAGE(B3:B3)"}
    assert results(data, {"rows": []}) == {"B2": 0, "C2": 0, "D2": "#DIV/0!"}


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=SUM(B3:B3)", 240.5),
        ("=SUM(B3:C3)", 246.5),
        ("=AVERAGE(B3:B3)", 80.1666666666667),
        ("=MAX(B3:B3)-MIN(B3:B3)", 20),
        ("=COUNT(A3:B3)", 3),
        ("=COUNTA(A1:A3)", 4),
        ('=COUNTIF(B3:B3,">=80")', 2),
        ('=COUNTIF(A3:A3,"东关")', 1),
        ("=ROUND(SUM(B3:B3)/7,2)", 34.36),
        ("=-(2+3)*4%", -0.2),
        ("=IF(B4>1,2,3)", 3),
        ("=1/0", "#DIV/0!"),
        ("=A1+1", "#VALUE!"),
        ('=IFERROR(1/0,"无")&"！"', "无！"),
        ("=LARGE(B3:B3,2)", 80.5),
        ("=RANK(80.5,B3:B3)", 2),
        ('=SUMIF(A3:A3,"西关",B3:B3)', 80.5),
        ('=COUNTIFS(A3:A3,"<>太平",B3:B3,">60")', 2),
        ("=SUMPRODUCT(B3,C3)", 481),
        ("=SUMPRODUCT((B3>=80)*1)", 2),
        ('=VLOOKUP("太平",A3:C3,2,FALSE)', 70),
        ("=INDEX(A3:A3,MATCH(MIN(B3:B3),B3:B3,0))", "太平"),
        ("=MEDIAN(B3)", 80.5),
        ('=TEXT(SUM(B3:B3),"0")', None),
        ("=TODAY()", None),
    ],
)
def test_simple_results_are_stored_and_all_others_left_to_the_spreadsheet(
    formula: str, result: float | str | None
) -> None:
    assert results(template(表=block(B6=formula)), {"rows": ROWS})["B6"] == result


def test_tenths_add_up_exactly() -> None:
    data = template(表=block(B6="=SUM(B3:B3)"))
    assert results(data, {"rows": [{"n": "", "s": 0.1}, {"n": "", "s": 0.2}]})["B5"] == 0.3


def test_no_stale_result_is_left_on_any_sheet() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    workbook.add_worksheet("数").write("A1", "{{ x }}")
    workbook.add_worksheet("表").write_formula("A1", "=IF(数!A1>5,1,2)", None, 999)
    workbook.close()
    report = render_workbook(stream.getvalue(), {"x": 9})
    assert b"999" not in zipfile.ZipFile(io.BytesIO(report)).read("xl/worksheets/sheet2.xml")
    assert b'fullCalcOnLoad="1"' in zipfile.ZipFile(io.BytesIO(report)).read("xl/workbook.xml")


def test_the_calculation_chain_goes_with_its_content_type_and_link() -> None:
    data = template(表=block(B6="=SUM(B3:B3)"))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    data = patched(data, "[Content_Types].xml", "</Types>", override)
    data = patched(data, "xl/_rels/workbook.xml.rels", "</Relationships>", link)
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(
            "xl/calcChain.xml", '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        )
    report = zipfile.ZipFile(io.BytesIO(render_workbook(stream.getvalue(), {"rows": ROWS})))
    assert "xl/calcChain.xml" not in report.namelist()
    assert b"calcChain" not in report.read("[Content_Types].xml") + report.read("xl/_rels/workbook.xml.rels")


def test_shared_formulas_are_written_out() -> None:
    data = template(表=block(D3="=B3+1", E3="=C3+1", D6="=B6+1", D7="=B7+1"))
    part = "xl/worksheets/sheet1.xml"
    data = patched(data, part, "<f>B3+1</f>", '<f t="shared" ref="D3:E3" si="0">B3+1</f>')
    data = patched(data, part, "<f>C3+1</f>", '<f t="shared" si="0"/>')
    data = patched(data, part, "<f>B6+1</f>", '<f t="shared" ref="D6:D7" si="1">B6+$B$3</f>')
    data = patched(data, part, "<f>B7+1</f>", '<f t="shared" si="1"/>')
    found = formulas(data, {"rows": ROWS[:2]})
    assert found == {
        "D2": "=B2+1",
        "E2": "=C2+1",
        "D3": "=B3+1",
        "E3": "=C3+1",
        "D5": "=B5+$B$2",
        "D6": "=B6+$B$2",
    }


def test_an_array_formula_keeps_to_its_own_copy() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet("表")
    for address, value in block().items():
        sheet.write(address, value)
    sheet.write_array_formula("D3:D3", "{=SUM(B3*C3)}", None, 7)
    workbook.close()
    report = zipfile.ZipFile(io.BytesIO(render_workbook(stream.getvalue(), {"rows": ROWS})))
    found = re.findall(rb'<f t="array" ref="(\w+)">(.*?)</f>', report.read("xl/worksheets/sheet1.xml"))
    assert found == [(b"D2", b"SUM(B2*C2)"), (b"D3", b"SUM(B3*C3)"), (b"D4", b"SUM(B4*C4)")]


def test_what_an_array_formula_left_in_other_cells_is_no_content() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet("表")
    sheet.write("A1", "{{ x }}")
    sheet.write_array_formula("B1:C1", "{=A1*{1,2}}", None, 7)
    sheet.write("C1", 999)
    workbook.close()
    report = zipfile.ZipFile(io.BytesIO(render_workbook(stream.getvalue(), {"x": 1})))
    assert b"999" not in report.read("xl/worksheets/sheet1.xml")


def test_a_formula_that_grew_past_what_a_cell_holds_is_told() -> None:
    context = {"townships": [{"name": "乡", "villages": [{"name": "村", "score": 1}]}] * 1500}
    with pytest.raises(ProblemsError) as caught:
        render_workbook(template(表=NESTED), context, name="大.xlsx")
    assert [str(p.place) for p in caught.value.problems] == ["大.xlsx!表!B7", "大.xlsx!表!C7"]
    assert "SUMIF" in caught.value.problems[0].remedy
