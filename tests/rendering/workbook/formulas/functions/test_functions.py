"""What each function comes to is stored as Excel would show it; what programs see differently is left to them.

The cells: A1:A5 are 3, 1, 2, the text 甲 and nothing, B1:B5 are 10, 20, 30, 40 and 0.
"""

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from stardb.rendering.workbook import render_workbook

CELLS = {
    "A1": 3,
    "A2": 1,
    "A3": 2,
    "A4": "甲",
    "B1": 10,
    "B2": 20,
    "B3": 30,
    "B4": 40,
    "B5": 0,
    "C1": "07",
    "C2": "乙",
    "A7": "{{ x }}",
}

STORED = [
    # values where another kind is wanted
    ('="3"+1', 4),
    ('="三"+1', "#VALUE!"),
    ('="3月"+1', None),  # a day to some programs
    ('="inf"+1', "#VALUE!"),
    ("=TRUE+1", 2),
    ("=A5+1", 1),
    ('=A1&"个"', "3个"),
    ('=(1/4)&"年"', "0.25年"),
    ('=TRUE&""', None),  # TRUE or 真
    ('=IF("true",1,2)', 1),
    ('=IF("是",1,2)', "#VALUE!"),
    # comparisons
    ('="A"="a"', True),
    ("=A5=0", True),
    ('=A5=""', True),
    ("=A5=1", False),
    ('="甲">1', True),  # texts come after numbers
    ('="甲"<"乙"', None),  # by code or by pinyin
    ('="甲"<="甲"', True),
    ('=A5<"甲"', True),
    ("=A5<1", True),
    ("=TRUE>1", None),
    ("=(1/0)=1", "#DIV/0!"),
    # what COUNTIF is asked
    ('=COUNTIF(B1:B4,"20")', 1),
    ('=COUNTIF(B1:B4,">1000%")', 3),
    ('=COUNTIF(A1:A4,"?")', None),
    ('=COUNTIF(A1:A4,">甲")', None),
    ("=COUNTIF(A1:A4,TRUE)", None),
    ("=COUNTIF(A1:A4,1/0)", "#DIV/0!"),
    ("=COUNTIF(3,3)", None),
    ('=COUNTIFS(C2:C2,"<>5")', 1),
    ('=COUNTIFS(C1:C2,">5")', None),  # 07 may be a number
    ("=SUMIF(A1:A3,1,B1:B2)", None),
    # more of those below
    ("=ROUND(2.5,16)", None),
    ("=ROUND(2.5)", 3),
    ("=VLOOKUP(1,7,1,FALSE)", None),
    ("=ROW(7)", None),
    # of one number
    ("=ROUND(2.5,0)", 3),
    ("=ROUND(-2.5,0)", -3),
    ("=ROUND(1234,-2)", 1200),
    ("=ROUNDUP(2.1,0)", 3),
    ("=ROUNDDOWN(-2.9,0)", -2),
    ("=INT(-1.5)", -2),
    ("=ABS(-4)", 4),
    ("=MOD(-7,3)", 2),  # the sign of the divisor
    ("=MOD(7,0)", "#DIV/0!"),
    # of order
    ("=RANK(3,A1:A3)", 1),
    ("=RANK(3,A1:A3,1)", 3),
    ("=RANK(9,A1:A3)", None),  # not among them: programs differ
    ("=LARGE(A1:A3,2)", 2),
    ("=SMALL(A1:A3,3)", 3),
    ("=SMALL(A1:A3,4)", "#NUM!"),
    ("=LARGE(5,1)", None),
    # that choose and ask
    ("=IF(A1>A2,1)", 1),
    ("=IF(A1<A2,1)", False),
    ("=IFS(A1<0,1,A1=3,2)", 2),
    ("=IFS(A1<0,1,A1=4,2)", "#N/A"),
    ("=IFS(A1<0,1,TRUE)", None),
    ("=IFERROR(A1/B5,7)", 7),
    ("=IFERROR(A1/2,7)", 1.5),
    ("=ISERROR(A1/B5)", True),
    ("=ISERROR(A1)", False),
    ("=ISNUMBER(A4)", False),
    ("=ISTEXT(A4)", True),
    ("=ISTEXT(A1/B5)", False),
    ("=ISBLANK(A5)", True),
    ("=ISBLANK(A1/B5)", False),
    ("=AND(A1>2,A2>2)", False),
    ("=OR(A1>2,A2>2)", True),
    ("=NOT(A1>2)", False),
    ("=AND(A5:A5)", "#VALUE!"),  # nothing to ask
    # that find
    ("=MATCH(2,A1:A3,0)", 3),
    ("=MATCH(9,A1:A3,0)", "#N/A"),
    ("=MATCH(2,A1:A3,1)", None),
    ('=MATCH("甲*",A1:A4,0)', None),
    ("=VLOOKUP(1,A1:B3,2,FALSE)", 20),
    ("=VLOOKUP(1,A1:B3,3,FALSE)", "#REF!"),
    ("=VLOOKUP(1,A1:B3,2,TRUE)", None),
    ("=INDEX(A1:B3,3,2)", 30),
    ("=INDEX(A1:B1,2)", 10),
    ("=INDEX(A1:B3,4,1)", "#REF!"),
    ("=INDEX(A1:B3,0,1)", None),
    ("=ROW(A3)", 3),
    ("=ROWS(A1:A4)", 4),
    # of texts
    ('=TRIM("  东  村 ")', "东 村"),
    ('=LEN("东村")', 2),
    ('=LEN("𠮷村")', 3),  # counted in UTF-16, as Excel does
    ('=LEFT("东村镇",2)', "东村"),
    ('=LEFT("东村镇")', "东"),
    ('=RIGHT("东村镇",2)', "村镇"),
    ('=RIGHT("东村镇",-1)', "#VALUE!"),
    ('=MID("东村镇",2,1)', "村"),
    ('=MID("东村镇",0,1)', "#VALUE!"),
    ('=CONCATENATE(A4,"乙",A1)', "甲乙3"),
    # of all cells of an area
    ("=SUM(A1:A5)", 6),
    ("=AVERAGE(A5:A5)", "#DIV/0!"),
    ("=MEDIAN(B1:B4)", 25),
    ("=MEDIAN(A5:A5)", "#NUM!"),
    ("=PRODUCT(A1:A3,2)", 12),
    ("=COUNT(A1:A5)", 3),
    ("=COUNTA(A1:A5)", 4),
    ("=COUNTBLANK(A1:A5)", 1),
    ("=SUBTOTAL(9,B1:B4)", 100),
    ("=SUBTOTAL(7,B1:B4)", None),
    ("=SUMPRODUCT(A1:A3,B1:B3)", 110),  # 30 + 20 + 60
    ("=SUMPRODUCT(A1:A3,B1:B2)", None),
    # of the cells that fit
    ('=COUNTIF(A1:A4,"<>甲")', 3),
    ("=COUNTIF(A1:A4,2)", 1),
    ('=COUNTIF(B1:B4,"<=20")', 2),
    ('=COUNTIF(B1:B4,"<>20")', 3),
    ('=COUNTIFS(A1:A3,">1",B1:B3,">10")', 1),
    ('=COUNTIFS(A1:A3,">1",B1:B2,">10")', "#VALUE!"),
    ('=COUNTIFS(A1:A3,">1",B1:B3)', None),
    ('=SUMIF(A1:A3,">1")', 5),
    ('=AVERAGEIF(A1:A3,">1",B1:B3)', 20),
    ('=SUMIFS(B1:B3,A1:A3,">1")', 40),
    ('=MAXIFS(B1:B3,A1:A3,">1")', 30),
    ('=MINIFS(B1:B3,A1:A3,"<3")', 20),
    ('=AVERAGEIFS(B1:B3,A1:A3,">9")', "#DIV/0!"),
]


@pytest.fixture(scope="module")
def stored() -> dict[str, Any]:
    """Formula -> the result stored with it; all of them in one workbook."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet("表")
    for address, value in CELLS.items():
        sheet.write(address, value)
    for row, (formula, _) in enumerate(STORED):
        sheet.write_formula(row, 3, formula, None, "stale")
    workbook.close()
    report = openpyxl.load_workbook(io.BytesIO(render_workbook(stream.getvalue(), {"x": 1})), data_only=True)["表"]
    return {formula: report.cell(row + 1, 4).value for row, (formula, _) in enumerate(STORED)}


@pytest.mark.parametrize(("formula", "result"), STORED)
def test_the_result_is_that_of_a_spreadsheet_or_left_to_it(
    stored: dict[str, Any], formula: str, result: object
) -> None:
    assert (stored[formula], type(stored[formula]) is bool) == (result, type(result) is bool)
