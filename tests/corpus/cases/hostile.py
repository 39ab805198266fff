"""Hostile workbooks: each arrives beside a good workbook, which must be read all the same."""

import io
import struct
import zipfile
from pathlib import Path

from corpus.building import READ, both, content, edited, sheet, swap, whole
from corpus.case import Build, Case, Fault
from corpus.cases.unseen import SHEET, reckoned
from corpus.scheme import checked

BAD = "坏.xlsx"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
ENTITIES = f'<!DOCTYPE x [<!ENTITY l0 "哈哈哈哈">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'
LINKED = {
    "xl/externalLinks/externalLink1.xml": whole(
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships" r:id="rId1"><sheetNames><sheetName val="表"/></sheetNames></externalBook></externalLink>'
    ),
    "xl/externalLinks/_rels/externalLink1.xml.rels": whole(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        'Target="file:///C:/Users/zhang/Desktop/上年台账.xlsx" TargetMode="External"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": swap(
        "</Relationships>",
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" '
        'Target="externalLinks/externalLink1.xml"/></Relationships>',
    ),
    "xl/workbook.xml": swap(
        "</sheets>",
        '</sheets><externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships" r:id="rId99"/></externalReferences>',
    ),
    "[Content_Types].xml": swap(
        "</Types>",
        '<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/></Types>',
    ),
}


def beside(bad: Build) -> Build:
    """The bad one beside a good one."""
    return both(sheet(), bad)


def told(*codes: str, file: str = BAD) -> list[Fault]:
    """One problem of the bad file, of one of these codes."""
    return [Fault("/".join(codes), file)]


def bomb(folder: Path) -> None:
    """A workbook whose sheet unpacks to a gigabyte of blanks, which pack to a megabyte."""
    sheet(file=BAD)(folder)
    with zipfile.ZipFile(folder / BAD) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    start, end = parts.pop(SHEET).split(b"<sheetData>")
    with zipfile.ZipFile(folder / BAD, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in parts.items():
            package.writestr(name, part)
        with package.open(SHEET, "w", force_zip64=True) as out:
            out.write(start + b"<sheetData>")
            for _ in range(1_000):
                out.write(b" " * 1_000_000)
            out.write(end)


def understated_bomb(folder: Path) -> None:
    """The same, whose package says that the sheet has a thousand bytes."""
    bomb(folder)
    with zipfile.ZipFile(folder / BAD) as package:
        size = package.getinfo(SHEET).file_size
    data = (folder / BAD).read_bytes()
    for width, number in (("<Q", 8), ("<I", 4)):
        data = data.replace(struct.pack(width, size), (1_000).to_bytes(number, "little"))
    (folder / BAD).write_bytes(data)


def nested(folder: Path) -> None:
    """A zip of zips, renamed."""
    data = bytes(10_000_000)
    for _ in range(5):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("a.zip", data)
        data = out.getvalue()
    (folder / BAD).write_bytes(data)


def claims_all(part: bytes) -> bytes:
    """A sheet of few cells that says it is full."""
    return part.replace(b'<dimension ref="A1:F4"/>', b'<dimension ref="A1:XFD1048576"/>')


def blank_rows(part: bytes) -> bytes:
    """A million formatted rows without a value below the data."""
    rows = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (i, i) for i in range(5, 1_000_001)
    )
    return part.replace(b"</sheetData>", rows + b"</sheetData>")


def far_cell(part: bytes) -> bytes:
    """A slip of the hand in the very last cell."""
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return part.replace(b"</sheetData>", cell)


def many_merges(part: bytes) -> bytes:
    """Fifty thousand merged cells to the right of the table."""
    merges = b"".join(b'<mergeCell ref="H%d:I%d"/>' % (i, i) for i in range(1, 50_001))
    return part.replace(b"</sheetData>", b'</sheetData><mergeCells count="50000">' + merges + b"</mergeCells>")


def ods_bomb(folder: Path) -> None:
    """A few bytes of .ods that stand for a million rows of sixteen thousand cells."""
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="表">{row}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(folder / "坏.ods", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")


WIDE_PAGE = (
    "<table><tr><td colspan=999999999 rowspan=999999999>乡镇</td></tr>" + "<tr><td>1</td></tr>" * 20 + "</table>"
).encode()


def entities(declared: str, used: str) -> dict[str, object]:
    """A sheet that declares entities and uses one in its first cell."""

    def change(part: bytes) -> bytes:
        start, end = part.split(b"<t>", 1)
        return declared.encode() + start + b"<t>" + used.encode() + end

    return {SHEET: change}


CASES = [
    Case("解开有1GB的工作簿", "压缩炸弹", beside(bomb), READ, faults=told("D155")),
    Case("谎报大小的压缩炸弹", "压缩炸弹", beside(understated_bomb), READ, faults=told("D155", "D101")),
    Case("套了几层的压缩包", "压缩炸弹", beside(nested), READ, faults=told("D101", "D103", "D155")),
    Case("自称占满的工作表", "占满的已用区域", edited(sheet(), {SHEET: claims_all}), READ),
    Case("一百万行空格子", "占满的已用区域", edited(sheet(), {SHEET: blank_rows}), READ),
    Case(
        "最远处有一个格",
        "占满的已用区域",
        beside(edited(sheet(file=BAD), {SHEET: far_cell}, BAD)),
        READ,
        faults=[Fault("D107", "", "XFD1048576")],
    ),
    Case("五万处合并", "占满的已用区域", edited(sheet(), {SHEET: many_merges}), READ),
    Case("ods的重复行列", "占满的已用区域", beside(ods_bomb), READ, faults=[Fault("D107/D155/D101")]),
    Case(
        "网页的超大跨度", "占满的已用区域", beside(content("坏.xls", WIDE_PAGE)), READ, faults=[Fault("D107/D155/D103")]
    ),
    Case(
        "取自别的工作簿的值",
        "外部链接",
        edited(reckoned("D2", "[1]表!$A$1", "12.5"), LINKED),
        READ,
        faults=[Fault("D153", "检查.xlsx", "上年台账.xlsx")],
        secrets=("C:/Users",),
    ),
    Case(
        "带宏的工作簿只读数据",
        "宏",
        edited(
            sheet(),
            {
                "[Content_Types].xml": swap(
                    "openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml"
                ),
                "xl/vbaProject.bin": whole(b'Sub Auto_Open()\nShell "calc"\nEnd Sub'),
            },
            named="检查.xlsm",
        ),
        READ,
    ),
    Case(
        "十亿次大笑",
        "XML实体",
        beside(edited(sheet(file=BAD), entities(ENTITIES, "&l9;"), BAD)),
        READ,
        faults=told("D101", "D155"),
    ),
    Case(
        "引到外面文件的实体",
        "XML实体",
        beside(edited(sheet(file=BAD), entities(OUTSIDE, "&out;"), BAD)),
        READ,
        faults=told("D101", "D155"),
        secrets=("root:",),
    ),
    Case(
        "名称格里是公式的文字",
        "名称格里的公式",
        sheet([["乡镇", "村", "备注"], ["东村镇", "李家村", "'=cmd|' /C calc'!A0"], ["东村镇", "'+2+3", "@SUM(1)"]]),
        {"东村镇/李家村": {"备注": "'=cmd|' /C calc'!A0"}},
        faults=[Fault("D143", "B3")],
        tables=checked(备注={"type": "text"}),
    ),
    Case(
        "工作表名像一条路径",
        "工作表名里的路径",
        edited(sheet(), {"xl/workbook.xml": swap('name="表"', 'name="../../etc/表"')}),
        READ,
    ),
]
