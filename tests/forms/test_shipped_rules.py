"""The form of every rule file there is: within Excel's limits, and read again without a word when nothing is filled in."""

import re
import warnings
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree

from stardb.books import Sheet, read_book
from stardb.forms import FormSource, find_recipients, plan_forms, write_form
from stardb.intake import read_tables
from stardb.intake.matching.form_id import FormId, version_of
from stardb.quantity import read_period
from stardb.rulebook import Scheme, load_scheme

RULES = Path(__file__).parents[2] / "rules"
FILES = sorted(path for path in RULES.rglob("*.yaml") if not path.name.endswith(".cases.yaml"))
VALUES = {
    "text": "甲乙",
    "number": 1,
    "percent": "50%",
    "money": "1元",
    "date": "2022-06-18",
    "year": 2022,
    "yes_no": "是",
    "citizen_id": "141199197001010018",
    "duration": "12个月",
}


def source(path: Path) -> FormSource:
    """A scheme with one subject."""
    loaded = (load_scheme(path, path.name, read_period(str(year))).scheme for year in (2023, 2024, 2012))
    scheme = next(scheme for scheme in loaded if scheme is not None)
    cells = [spec.words[0] if spec.words else VALUES[spec.type] for spec in scheme.roster.columns.values()]
    roster = Sheet("名册.xlsx", "名册", [list(scheme.roster.columns), cells])
    tables = read_tables([roster], {next(iter(scheme.tables)): scheme.roster}, "2023").tables
    return FormSource(path.stem, version_of(scheme.text), scheme, tables, settled=False, period="2024")


@cache
def form(path: Path) -> tuple[Scheme, bytes]:
    one = source(path)
    sheets = [sheet for recipient in find_recipients([one]) for sheet in plan_forms([one], recipient, "2024")]
    order = [*one.scheme.filled_in]
    sheets.sort(key=lambda sheet: order.index(sheet.table))  # the county's own and a township's, in one workbook
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # XlsxWriter leaves out what Excel would not take, and only warns
        return one.scheme, write_form(sheets, "2024")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_form_keeps_within_excel_s_limits(path: Path) -> None:
    scheme, data = form(path)
    book = openpyxl.load_workbook(BytesIO(data))
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert len(sheets) == len(scheme.filled_in)
    for sheet, table in zip(sheets, scheme.filled_in, strict=True):
        assert len(sheet.title) <= 31
        assert not re.search(r"[\\/*?:\[\]]", sheet.title)
        assert sheet.protection.sheet
        stamp = FormId.from_text(sheet.defined_names["_stardb_form"].value[1:-1].replace('"&"', "").replace('""', '"'))
        assert stamp
        assert (stamp.period, stamp.versions, stamp.table) == ("2024", {path.stem: version_of(scheme.text)}, table)
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= 32
            assert max(len(text or "") for text in (rule.prompt, rule.error, rule.formula1, rule.formula2)) <= 255


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_form_s_parts_are_well_formed(path: Path) -> None:
    with ZipFile(BytesIO(form(path)[1])) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_empty_form_has_its_subject_and_nothing_else(path: Path) -> None:
    scheme, data = form(path)
    sheets, problems = read_book(data, "表.xlsx")
    assert problems == []
    found = read_tables(sheets, scheme.filled_in, "2024")
    said = {p.code for p in found.problems}
    assert said <= {
        "D121",
        "D145",
        "D147",
        "D148",
        "D225",
        "D235",
    }  # nothing filled in: required cells, tables of which there is no row
    assert len(found.tables.subjects) == 1
    assert all(len(table) == 0 for table in found.tables.many.values())
