"""What a clerk is told of a template that is wrong: the cell, what is wrong, and all of it at once."""

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter

from stardb.problems import Problem, ProblemsError
from stardb.rendering.workbook import render_workbook


def book(cells: dict[str, object], sheet: str = "表", **options: Any) -> bytes:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    page = workbook.add_worksheet(sheet)
    for address, value in cells.items():
        page.write(address, value)
    if "header" in options:
        page.set_header(options["header"])
    workbook.close()
    return stream.getvalue()


def told(template: bytes, **context: object) -> list[Problem]:
    with pytest.raises(ProblemsError) as caught:
        render_workbook(template, context, name="报表.xlsx")
    return list(caught.value.problems)


def short(template: bytes, **context: object) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.cell) for problem in told(template, **context)]


def test_all_faults_are_told_at_once_each_with_its_cell() -> None:
    template = book(
        {
            "A1": "{{ titel }}",
            "A2": "{% for row in rows %}",
            "A3": "{{ row.naem }}",
            "B3": "{{ row.name|uppper }}",
            "C3": "{{ row.score + }}",
            "A4": "{% endfor %}",
            "A5": "{{ 1 / 0 }}",
        }
    )
    found = short(template, title="题", rows=[{"name": "甲", "score": 1}])
    assert found == [("T103", "A1"), ("T103", "B3"), ("T102", "C3")]
    template = book(
        {
            "A1": "{{ titel }}",
            "A2": "{% for row in rows %}",
            "A3": "{{ row.naem }}",
            "A4": "{% endfor %}",
            "A5": "{{ 1 / 0 }}",
        }
    )
    found = short(template, title="题", rows=[{"name": "甲"}])
    assert found == [("T103", "A1"), ("T103", "A3"), ("T102", "A5")]


def test_an_unknown_name_suggests_the_one_perhaps_meant() -> None:
    (fault,) = told(book({"B2": "{{ titel }}"}), title="题")
    assert str(fault.place) == "报表.xlsx!表!B2"
    assert "没有“titel”这个名称" in fault.message
    assert "title" in fault.message
    (fault,) = told(book({"A1": "{{ row.naem * 2 }}"}), row={"name": 1})
    assert "name" in fault.message


def test_a_name_asked_about_may_be_missing() -> None:
    render_workbook(
        book({"A1": "{{ note|default('无') }}", "A2": "{% if extra is defined %}{{ extra }}{% endif %}"}), {}
    )


def test_unmatched_directives_are_told_where_they_stand() -> None:
    assert short(book({"A1": "{% for r in rows %}", "A2": "{{ r }}"}), rows=[]) == [("T102", "A1")]
    assert short(book({"A1": "x", "B3": "{% endfor %}"})) == [("T102", "B3")]
    assert short(book({"A1": "{% if 1 %}", "A2": "{% endfor %}", "A3": "{% endif %}"})) == [("T102", "A2")]
    assert short(book({"A1": "{% else %}"})) == [("T102", "A1")]


def test_a_directive_shares_its_row_with_nothing() -> None:
    (fault,) = told(book({"A1": "{% for r in rows %}", "C1": "备注", "A2": "{{ r }}", "A3": "{% endfor %}"}), rows=[])
    assert (fault.code, fault.place.cell) == ("T102", "A1")
    assert "C1" in fault.message


def test_full_width_signs_are_recognised() -> None:
    (fault,) = told(book({"A1": "{{ row.name|default(“无”) }}"}), row={})
    assert "全角" in fault.message


@pytest.mark.parametrize(
    "text",
    [
        "{{ name",
        "{% for x in y %}{{ x }}",
        "{% include 'a' %}",
        "{% block b %}{% endblock %}",
        "{% while x %}",
        "{% extends 'x' %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ name.append(1) }}",
        "{% for x in 5 %}{% endfor %}",
        "{{ range(999999999) }}",
        "{{ lipsum() }}",
        "{{ [1, 2]|random }}",
    ],
)
def test_what_is_wrong_or_forbidden_is_told_and_never_a_traceback(text: str) -> None:
    found = told(book({"D4": text}), name=[], y=[], x=1)
    assert {problem.place.cell for problem in found} == {"D4"}
    assert {problem.code for problem in found} <= {"T102", "T103"}
    assert all(problem.message and problem.remedy for problem in found)


def test_jinja_in_a_formula_is_told() -> None:
    (fault,) = told(book({"A1": '="共{{ n }}个"'}), n=1)
    assert (fault.code, fault.place.cell) == ("T102", "A1")


def test_a_fault_in_a_header_says_which() -> None:
    (fault,) = told(book({"A1": 1}, header="&C{{ titel }}"), title="题")
    assert (fault.code, fault.place.cell) == ("T103", "页眉")


def test_a_fault_in_a_loop_over_a_missing_field_is_told_at_the_loop() -> None:
    template = book(
        {
            "A1": "{% for t in ts %}",
            "A2": "{% for v in t.vilages %}",
            "A3": "{{ v }}",
            "A4": "{% endfor %}",
            "A5": "{% endfor %}",
        }
    )
    assert short(template, ts=[{"villages": []}]) == [("T103", "A2")]


def test_more_rows_than_a_sheet_holds_is_told() -> None:
    template = book(
        {
            "A1": "{% for a in range(3) %}",
            "A2": "x",
            "A400000": "blank rows between belong to the block",
            "A400001": "{% endfor %}",
        }
    )
    assert [problem.code for problem in told(template)] == ["T102"]


def test_files_that_are_no_workbook_are_told() -> None:
    good = book({"A1": 1})
    bad = [b"", b"no zip at all", good[: len(good) // 2], b"\xd0\xcf\x11\xe0" + b"\0" * 600, _zip({"a.txt": b"x"})]
    for data in bad:
        (fault,) = told(data)
        assert fault.code == "T101"
        assert fault.place.file == "报表.xlsx"


def test_parts_that_are_no_xml_or_missing_are_told() -> None:
    parts = _parts(book({"A1": "{{ x }}"}))
    sheet = "xl/worksheets/sheet1.xml"
    assert [p.code for p in told(_zip(parts | {sheet: b"<worksheet>"}), x=1)] == ["T101"]
    assert [p.code for p in told(_zip({k: v for k, v in parts.items() if k != sheet}), x=1)] == ["T101"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", '<row r="1"', '<row r="first"'),
        ("xl/worksheets/sheet1.xml", 'r="B1"', 'r="-1"'),
        ("xl/worksheets/sheet1.xml", "<v>0</v>", "<v>nought</v>"),
        ("xl/workbook.xml", "<sheets>", "<sheets><sheets>"),
        ("xl/workbook.xml", "main", "nain"),
        ("_rels/.rels", "officeDocument", "otherDocument"),
    ],
)
def test_a_damaged_part_is_told_and_never_a_traceback(part: str, old: str, new: str) -> None:
    parts = _parts(book({"A1": "{{ x }}", "B1": 5}))
    damaged = parts[part].decode().replace(old, new)
    assert damaged.encode() != parts[part]
    assert {problem.code for problem in told(_zip(parts | {part: damaged.encode()}), x=1)} == {"T101"}


def test_entities_are_not_expanded() -> None:
    parts = _parts(book({"A1": "{{ x }}"}))
    strings = parts["xl/sharedStrings.xml"].decode()
    head, tail = strings.split("?>", 1)
    bomb = f'{head}?><!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/passwd">]>{tail.replace("{{ x }}", "&a;{{ x }}")}'
    (fault,) = told(_zip(parts | {"xl/sharedStrings.xml": bomb.encode()}), x=1)
    assert fault.code == "T101"
    assert "DTD" in fault.message


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()
