"""The formats spreadsheets come in."""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import xlsxwriter
from corpus.building import FILE, HEADER, READ, ROWS, Rows, both, content, edited, sheet, swap, texts
from corpus.case import Build, Case, Fault
from corpus.scheme import checked
from corpus.xlsb import xlsb


def written(rows: Rows = ROWS, delimiter: str = ",") -> str:
    """The rows as Excel saves them as text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(texts(rows))
    return out.getvalue()


def page(rows: Rows = ROWS, head: str = '<meta charset="utf-8">') -> str:
    """The rows as a web page with one table."""
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in texts(rows))
    return f"<html><head>{head}</head><body><table border=1>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


MSO = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Excel.Sheet>
<style>td {mso-number-format:General; color:red}</style><script>var a = "<table><tr><td>乡镇</td></tr></table>";</script>
</head><body><table x:str>
<tr><td colspan=6 align=center>村级<br>检查表</td></tr>
<tr><td rowspan=2>乡镇</td><td rowspan=2>村</td><td colspan=2>基本情况</td><td rowspan=2>合格率</td><td rowspan=2>换届</td></tr>
<tr><td>党员</td><td>收入<br>(万元)</td></tr>
<tr><td rowspan=2>东村镇</td><td>李家村</td><td x:num="35">35</td><td x:num="12.5">12.50</td><td x:num="0.85">85%</td><td>√</td></tr>
<tr><td>王家村</td><td x:num>28</td><td x:num>3</td><td x:num="0.9">90%</td><td>&times;</td></tr>
<tr><td>西村镇</td><td>赵家村</td><td x:num>20</td><td>0</td><td x:num="0.75">75%</td><td>√&nbsp;</td></tr>
</table></body></html>"""

XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="表"><Table>{}</Table></Worksheet></Workbook>"""

MHTML = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="----=_Next"

------=_Next
Content-Location: file:///C:/book.htm
Content-Transfer-Encoding: 8bit
Content-Type: text/html; charset="utf-8"

{}
------=_Next--
"""


def xml_2003() -> str:
    """The rows as Excel 2003 saves them as XML."""

    def cell(value: object) -> str:
        kind = "String" if isinstance(value, str) else "Number"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>'

    return XML_2003.format("".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in ROWS))


def shared_texts(folder: Path) -> None:
    """A workbook whose texts stand in a table of their own, as Excel writes them."""
    with xlsxwriter.Workbook(folder / "检查.xlsx") as book:
        place, bold = book.add_worksheet("表"), book.add_format({"bold": True})
        for i, row in enumerate(ROWS):
            place.write_row(i, 0, row)
        place.write_rich_string("B2", "李", bold, "家", "村")


def encrypted(password: str) -> Build:
    """The workbook with a password to open it."""

    def build(folder: Path) -> None:
        from msoffcrypto.format.ooxml import OOXMLFile

        sheet(file="明.xlsx")(folder)
        with (folder / "明.xlsx").open("rb") as plain, (folder / f"{FILE}.xlsx").open("wb") as locked:
            OOXMLFile(plain).encrypt(password, locked)
        (folder / "明.xlsx").unlink()

    return build


def protect(place: Any) -> None:
    place.protection.set_password("1234")
    place.protection.enable()


STRICT = {
    "xl/workbook.xml": swap(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    "xl/worksheets/sheet1.xml": swap(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    "xl/_rels/workbook.xml.rels": swap(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
        "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    ),
    "_rels/.rels": swap(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    ),
}
PHONETIC = '<si><t>王家村</t><rPh sb="0" eb="1"><t>ワン</t></rPh></si>'
MACRO = {
    "[Content_Types].xml": swap(
        "openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml"
    ),
    "xl/vbaProject.bin": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}
ID = "14119919491204002X"
TYPED: Rows = [
    ["乡镇", "村", "成立", "合格率", "换届"],
    ["东村镇", "李家村", dt.date(2022, 6, 18), 0.85, True],
    [None, "王家村", dt.date(2021, 1, 5), 0.905, False],
]
RARE = [HEADER, ["东村镇", "㳇家村", *ROWS[1][2:]]]

CASES = [
    Case("xlsx", ".xlsx", sheet(), READ),
    Case("xlsm", ".xlsm", edited(sheet(), MACRO, named="检查.xlsm"), READ),
    Case("xls", ".xls", sheet(), READ, office="xls"),
    Case("WPS的et", ".xls", sheet(), READ, office="et"),
    Case("xlsb", ".xlsb", xlsb("检查.xlsb", ROWS), READ),
    Case("ods", ".ods", sheet(), READ, office="ods"),
    Case("csv不带BOM", ".csv，UTF-8", content("检查.csv", written().encode()), READ),
    Case("csv带BOM", ".csv，UTF-8带BOM", content("检查.csv", written().encode("utf-8-sig")), READ),
    Case("csv是GB18030", ".csv，GB18030", content("检查.csv", written().encode("gb18030")), READ),
    Case(
        "csv里的生僻字",
        ".csv，GB18030",
        content("检查.csv", written(RARE).encode("gb18030")),
        {"东村镇/㳇家村": READ["东村镇/李家村"]},
    ),
    Case(
        "csv里带引号的千分位与换行",
        ".csv，UTF-8",
        content(
            "检查.csv",
            '乡镇,村,党员,"收入\n(元)",合格率,换届\n东村镇,李家村,"1,000","1,234.50",85%,是\n\n,,,,,\n'.encode(),
        ),
        {"东村镇/李家村": {"党员": "1000", "收入": "1234.5元", "合格率": "85%", "换届": "是"}},
    ),
    Case("Unicode文本", ".csv，UTF-8", content("检查.csv", written(delimiter="\t").encode("utf-16")), READ),
    Case(
        "csv有标题行", ".csv，GB18030", content("检查.csv", ("村级检查表\r\n\r\n" + written()).encode("gb18030")), READ
    ),
    Case("csv用分号", ".csv，UTF-8", content("检查.csv", b"sep=;\r\n" + written(delimiter=";").encode()), READ),
    Case(
        "编码坏了的csv",
        ".csv，GB18030",
        both(sheet(), content("坏.csv", written().encode("gb18030").replace(b"35", b"\xff\xff"))),
        READ,
        faults=[Fault("D150/D103", "坏.csv")],
    ),
    Case(
        "csv里防止变成数的写法",
        ".csv，GB18030",
        content("检查.csv", f'乡镇,村,身份证号\r\n东村镇,李家村,="{ID}"\r\n东村镇,王家村,{ID}\t\r\n'.encode("gb18030")),
        {"东村镇/李家村": {"身份证号": ID}, "东村镇/王家村": {"身份证号": ID}},
        tables=checked(身份证号={"type": "citizen_id"}),
    ),
    *(
        Case(
            f"{office}里的日期、百分数与合并",
            f".{office}",
            sheet(
                TYPED,
                merges=["A2:A3"],
                formats={"C2": "yyyy-mm-dd", "C3": 'yyyy"年"m"月"d"日"', "D2": "0%", "D3": "0.0%"},
            ),
            {
                "东村镇/李家村": {"成立": "2022-06-18", "合格率": "85%", "换届": "是"},
                "东村镇/王家村": {"成立": "2021-01-05", "合格率": "90.5%", "换届": "否"},
            },
            tables=checked("合格率", "换届", 成立={"type": "date"}),
            office=office,
        )
        for office in ("xls", "ods")
    ),
    Case("网页存成的xls", "网页存成的.xls", content("检查.xls", page().encode()), READ),
    Case("没有写明编码的网页", "网页存成的.xls", content("检查.xls", page(head="").encode("gb18030")), READ),
    Case("Excel另存的网页", "网页存成的.xls", content("检查.xls", MSO.encode("gb18030")), READ),
    Case(
        "网页里跨行数写多了",
        "网页存成的.xls",
        content("检查.xls", MSO.replace("<td>西村镇", "<td rowspan=9>西村镇").encode("gb18030")),
        READ,
    ),
    Case("单个文件网页", "网页存成的.xls", content("检查.xls", MHTML.format(page()).encode()), READ),
    Case(
        "表格套在排版的表格里",
        "网页存成的.xls",
        content("检查.xls", f"<table><tr><td>检查表</td></tr><tr><td>{page()}</td></tr></table>".encode()),
        READ,
    ),
    Case("2003年的XML表格", "网页存成的.xls", content("检查.xls", xml_2003().encode()), READ),
    Case("csv存成的xls", "文本存成的.xls", content("检查.xls", written().encode("gb18030")), READ),
    Case("制表符文本存成的xls", "文本存成的.xls", content("检查.xls", written(delimiter="\t").encode("gb18030")), READ),
    Case("xlsx改名xls", "名不副实的扩展名", sheet(file="检查.xls"), READ),
    Case("csv改名xlsx", "名不副实的扩展名", content("检查.xlsx", written().encode("utf-8-sig")), READ),
    Case("密码在工作区里给了", "打开密码", encrypted("东村2022"), READ, passwords=("123456", "东村2022")),
    Case(
        "没有能打开的密码",
        "打开密码",
        both(encrypted("东村2022"), sheet(file="另一份.xlsx")),
        READ,
        faults=[Fault("D102", "检查.xlsx", "密码")],
        passwords=("123456",),
        secrets=("123456", "东村2022"),
    ),
    Case("只设了编辑保护", "打开密码", sheet(change=protect), READ),
    Case("LibreOffice另存的", "别的软件写的工作簿", sheet(), READ, office="xlsx"),
    Case("格里有几种字体", "别的软件写的工作簿", shared_texts, READ),
    Case(
        "格里有注音",
        "别的软件写的工作簿",
        edited(shared_texts, {"xl/sharedStrings.xml": swap("<si><t>王家村</t></si>", PHONETIC)}),
        READ,
    ),
    Case("严格的Open XML", "别的软件写的工作簿", edited(sheet(), STRICT), READ),
    Case(
        "文字里的回车记号",
        "别的软件写的工作簿",
        edited(shared_texts, {"xl/sharedStrings.xml": swap("<t>党员</t>", "<t>党员_x000D_\n人数</t>")}),
        READ,
    ),
]
