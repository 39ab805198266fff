"""Packages to read and to change: their parts, relations and XML."""

import zipfile
from io import BytesIO

import pytest

from stardb.ooxml import (
    TYPES,
    EditablePackage,
    MissingPart,
    NoWorkbook,
    Package,
    PackageError,
    XmlError,
    cell_name,
    file_name_of,
    find_workbook,
    list_sheets,
    parse_cell,
    parse_xml,
    quote_sheet,
    read_constants,
    walk,
    write_constants,
)

RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def links(*targets: str, kind: str = "worksheet") -> str:
    found = (f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{t}"/>' for i, t in enumerate(targets, 1))
    return f'<Relationships xmlns="{RELS}">{"".join(found)}</Relationships>'


def made(parts: dict[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


BOOK = {
    TYPES: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": links("xl/workbook.xml", kind="officeDocument"),
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="r1"/>'
    '<sheet name="藏" sheetId="2" state="hidden" r:id="r9"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": links("worksheets/sheet1.xml"),
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
}


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("./worksheets/../worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets/%E8%A1%A8%201.xml", "xl/worksheets/表 1.xml"),
        ("../../etc/passwd", "../etc/passwd"),
    ],
)
def test_the_target_of_a_relation_leads_from_the_folder_of_its_part(target: str, path: str) -> None:
    package = Package(made(BOOK | {"xl/_rels/workbook.xml.rels": links(target)}))
    assert [link.target for link in package.relations("xl/workbook.xml").values()] == [path]


def test_a_target_outside_of_the_package_is_no_part() -> None:
    package = Package(made(BOOK | {"xl/_rels/workbook.xml.rels": links("../../xl/workbook.xml")}))
    assert package.find_related("xl/workbook.xml", "worksheet") == []


def test_the_sheets_are_listed_with_their_parts() -> None:
    package = Package(made(BOOK))
    found = [(s.name, s.kind, s.path, s.is_visible) for s in list_sheets(package, find_workbook(package))]
    assert found == [("表", "worksheet", "xl/worksheets/sheet1.xml", True), ("藏", "", "", False)]


def test_what_is_missing_is_named() -> None:
    with pytest.raises(MissingPart, match=r"xl/none\.xml"):
        Package(made(BOOK)).read("xl/none.xml")
    with pytest.raises(NoWorkbook):
        find_workbook(Package(made({"a.txt": ""})))


def test_what_is_not_touched_keeps_its_bytes_and_its_place() -> None:
    package = EditablePackage(made(BOOK))
    package.put("xl/worksheets/sheet1.xml", b"<x/>")
    after = Package(package.to_bytes())
    assert after.names == list(BOOK)
    assert {name for name, text in BOOK.items() if after.read(name).decode() != text} == {"xl/worksheets/sheet1.xml"}
    assert package.to_bytes() == package.to_bytes()


def test_a_part_added_is_found_by_its_relation_and_gone_once_removed() -> None:
    package = EditablePackage(made(BOOK))
    assert package.add("xl/注 1.xml", b"<a/>", "text/xml", "xl/workbook.xml", "comments") == "rId1"
    after = EditablePackage(package.to_bytes())
    assert after.find_related("xl/workbook.xml", "comments") == ["xl/注 1.xml"]
    assert b'Target="/xl/%E6%B3%A8%201.xml"' in after.read("xl/_rels/workbook.xml.rels")
    after.remove("xl/注 1.xml", "xl/workbook.xml")
    left = Package(after.to_bytes())
    assert left.names == list(BOOK)
    assert b"comments" not in left.read("xl/_rels/workbook.xml.rels")
    assert b"Override" not in left.read(TYPES)


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "<a/>".encode("utf-16"),
        "<a/>".encode("utf-16-le"),
        b'<?xml version="1.0" encoding="UTF-7"?><a/>',
        '<?xml version="1.0" encoding="UTF-32"?><a/>'.encode("utf-32-be"),
        b"<a><b></a>",
        b"",
    ],
)
def test_xml_that_could_hide_something_or_is_cut_off_is_refused(xml: bytes) -> None:
    with pytest.raises(XmlError):
        parse_xml(xml)
    with pytest.raises(XmlError):
        list(walk(xml, ["{*}a"]))


def test_names_of_cells() -> None:
    assert parse_cell("AB12") == (11, 27)
    assert cell_name(12, 27) == "AB12"
    for wrong in ("A0", "12", "A", "A1B", "AAAA1", "a1"):
        with pytest.raises(PackageError):
            parse_cell(wrong)
    assert quote_sheet("甲'乙") == "'甲''乙'!"


def test_texts_kept_in_names_come_back() -> None:
    text = '引号"，' * 70
    assert read_constants(write_constants(text)) == text


def test_the_name_of_a_file_by_its_address() -> None:
    assert file_name_of("file:///C:\\数据\\%E5%8E%BB%E5%B9%B4.xlsx") == "去年.xlsx"
