"""Templates that would go on for ever, or make more than any machine holds, are stopped; the line or the cell is named."""

import io
import os
from pathlib import Path

import openpyxl
import pytest

from stardb.problems import ProblemsError
from stardb.rendering.pages.page_environment import PageEnvironment
from stardb.rendering.pages.page_faults import PageFaults
from stardb.rendering.workbook import render_workbook

ENDLESS = [
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
    "{% for i in range(9999) %}{% for j in range(9999)|map('string')|select %}{% endfor %}{% endfor %}",
    "{% for i in range(9999) recursive %}{{ loop(range(9999)) }}{% endfor %}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    "{% set n = namespace(x='x') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x='x') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x=7) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "{% set b = 'x' * 9999999 %}{% for i in range(99999) %}{{ b }}{% endfor %}",
    "{% set b = range(99999)|list %}{% for i in range(99999) %}{{ 5 in b }}{% endfor %}",
    "{% filter center(10**9) %}x{% endfilter %}",
    "{{ 'x' * 10**9 }}",
    "{{ [0] * 10**9 }}",
    "{{ 2 ** 1000000000 }}",
    "{{ 'x'.ljust(10**9) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (10**9, 1) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '{:{}}'.format(1, 10**9) }}",
    "{{ 'x'|center(10**9) }}",
    "{{ 'x'|replace('', 'y' * 9999999) }}",
    "{{ range(100000)|join('x' * 100000) }}",
    "{{ range(100000)|map('string')|join('x' * 100000) }}",
    "{{ [['x' * 9999999] * 1000]|string }}",
    "{{ [['x' * 9999999] * 1000] }}",
    "{{ 1.5|round(10**9) }}",
    "{{ (5).to_bytes(10**9, 'big') }}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "[" * 5000 + " }}",
    "{{ " + "9" * 6000 + " }}",
    "{{ x" + ".x" * 5000 + " }}",
    "{% for i in [1] %}" * 30 + "{% endfor %}" * 30,
]
IDS = [text[:40] for text in ENDLESS]


def _make(environment: PageEnvironment) -> None:
    if not environment.faults.found:
        environment.page("页.html", {})
    environment.faults.stop_if_any()


@pytest.mark.parametrize("text", ENDLESS, ids=IDS)
def test_a_page(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "pages"
    folder.mkdir(parents=True)
    (folder / "页.html").write_text(f"头\n{text}", encoding="utf-8")
    faults = PageFaults()
    environment = PageEnvironment([folder], {}, faults)
    environment.check_writing()
    with pytest.raises(ProblemsError) as caught:
        _make(environment)
    (fault,) = caught.value.problems
    assert (fault.code, fault.place.file) == ("T102", "reports/pages/页.html")
    assert fault.place.line in (1, 2)


@pytest.mark.parametrize("text", ENDLESS, ids=IDS)
def test_a_cell(text: str) -> None:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "头"
    book.active["B2"] = text
    book.save(content)
    with pytest.raises(ProblemsError) as caught:
        render_workbook(content.getvalue(), {}, name="表.xlsx")
    fault = caught.value.problems[0]
    assert (fault.code, fault.place.file) == ("T102", "表.xlsx")
    assert fault.place.cell in ("B2", "") if "[1]" in text else fault.place.cell == "B2"


def test_rows() -> None:
    lines = ["{% for i in range(9999) %}", "{% for j in range(9999) %}", "{% endfor %}", "{% endfor %}"]
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row, line in enumerate(lines, 1):
        book.active.cell(row, 1).value = line
    book.save(content)
    with pytest.raises(ProblemsError) as caught:
        render_workbook(content.getvalue(), {}, name="表.xlsx")
    assert [(p.code, p.place.cell) for p in caught.value.problems] == [("T102", "A2")]


def test_much_data_is_no_endless_loop(tmp_path: Path) -> None:
    """Every row beside every other of its township, as a summary may do; what is allowed grows with the data."""
    rows = [{"乡镇": str(i % 30), "名称": str(i)} for i in range(3000)]
    folder = tmp_path / "reports" / "pages"
    folder.mkdir(parents=True)
    text = "{% for t in range(30) %}{% for r in 行 if r.乡镇 == t ~ '' %}{{ loop.index }} {{ r.名称 ~ '、' }}{% endfor %}{% endfor %}"
    (folder / "页.html").write_text(text, encoding="utf-8")
    faults = PageFaults()
    page = PageEnvironment([folder], {}, faults).page("页.html", {"行": rows})
    faults.stop_if_any()
    assert page.count("、") == 3000


@pytest.mark.parametrize("kind", ["pipe", "folder", "outside", "nothing"])
@pytest.mark.parametrize("name", ["style.css", "index.html"])
def test_what_is_no_file_or_lies_outside_is_not_read(tmp_path: Path, kind: str, name: str) -> None:
    folder = tmp_path / "县" / "reports" / "pages"
    folder.mkdir(parents=True)
    (tmp_path / "秘密.css").write_text("body { secret: 1 }", encoding="utf-8")
    path = folder / name
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / ("秘密.css" if kind == "outside" else "没有.css"))
    faults = PageFaults()
    environment = PageEnvironment([folder], {}, faults)
    (fault,) = faults.found.values()
    assert (fault.code, fault.place.file) == ("T101", f"reports/pages/{name}")
    assert "secret" not in environment.texts.get(name, "")


def test_a_link_within_the_workspace_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "县" / "reports" / "pages"
    folder.mkdir(parents=True)
    (tmp_path / "县" / "样式.css").write_text("body {}", encoding="utf-8")
    (folder / "style.css").symlink_to(tmp_path / "县" / "样式.css")
    faults = PageFaults()
    assert PageEnvironment([folder], {}, faults).texts["style.css"] == "body {}"
    assert not faults.found
