"""docs/year/decisions.md and objections.md: what they show is what is printed, on the county of the example."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from workspaces import small, write_book

from stardb.cli import main

YEAR = Path(__file__).resolve().parents[2] / "docs/year"
DECISIONS, OBJECTIONS = ((YEAR / f"{name}.md").read_text(encoding="utf-8") for name in ("decisions", "objections"))
ROSTER = [["乡镇", "村", "收入(万元)", "换届"], ["甲镇", "东庄", 20, "是"], ["甲镇", "西庄", 12, "是"]]


def build(root: Path) -> Path:
    """The county of the example, with the calendar of the page on objections."""
    (rules,) = re.findall(r"```yaml\n(scheme: 红星支部.*?)```", DECISIONS, re.DOTALL)
    (calendar,) = re.findall(r"```yaml\n(holidays.*?)```", OBJECTIONS, re.DOTALL)
    small(root, rules, roster=ROSTER, checked=[], more=calendar)
    write_book(root / "data/2022/检查.xlsx", {"名册": ROSTER})
    return root


def consoles(page: str) -> list[str]:
    return re.findall(r"^```console\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def check(console: str, county: Path) -> None:
    """Run the command; every line shown is printed, in order."""
    command, *shown = console.rstrip("\n").splitlines()
    arguments = [str(county) if part == "岚县" else part for part in shlex.split(command)[2:]]
    printed = CliRunner().invoke(main, arguments).output.replace(str(county), "岚县").splitlines()
    rest = iter(line.rstrip() for line in printed)
    for line in shown:
        assert line == "…" or line.rstrip() in rest, "\n".join([line, *printed])


def test_the_decisions_of_the_page_are_written_one_after_another(tmp_path: Path) -> None:
    county = build(tmp_path)
    assert len(consoles(DECISIONS)) == 5
    for console in consoles(DECISIONS):
        check(console, county)


@pytest.fixture
def with_objections(tmp_path: Path) -> Path:
    """The county after the first decision, with the objections of the page's table in the form."""
    county = build(tmp_path)
    for console in consoles(DECISIONS)[:2]:
        check(console, county)
    table = re.findall(r"\| 编号 \| 收到日期 .*?\n\| ---.*?\n((?:\|.*\n)+)", OBJECTIONS)[0]
    rows = [[cell.strip() or None for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    path = county / "decisions/2022/异议.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    first = next(row for row in range(1, 30) if str(sheet.cell(row, 1).value).startswith("例")) + 1
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    book.save(path)
    return county


def test_the_objections_of_the_page_stand_as_it_shows(with_objections: Path) -> None:
    (console,) = consoles(OBJECTIONS)
    check(console, with_objections)


@pytest.mark.parametrize(("page", "codes"), [(DECISIONS, range(250, 254)), (OBJECTIONS, range(260, 266))])
def test_every_code_of_theirs_is_on_the_page(page: str, codes: range) -> None:
    assert [code for code in (f"D{number}" for number in codes) if f"[{code}]" not in page] == []
