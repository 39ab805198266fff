"""What a township types must be readable: each cell of the sample gives back its fact, each header is known."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
import yaml
from samplecounty.branches import facts
from samplecounty.habits import COUNTY, OF
from samplecounty.headers import headings
from samplecounty.next_year import secretaries_2023
from samplecounty.secretaries import secretaries_2022
from samplecounty.spelling import SYNONYMS, Cell, write
from samplecounty.tables import BRANCH_TABLES, SECRETARY_TABLES, TABLES

from stardb.quantity.from_text import EPOCH, read_date, read_quantity, read_yes_no, tidy

RULES = Path(__file__).resolve().parents[2] / "rules"


@pytest.fixture(scope="module")
def declared() -> dict[str, dict]:
    """The tables of both rule files."""
    found = {}
    for name in ("secretary-star-level.yaml", "five-star-branch.yaml"):
        found |= yaml.safe_load((RULES / name).read_text(encoding="utf-8"))["tables"]
    return found


def test_the_tables_are_those_of_the_rules(declared):
    assert list(declared) == ["书记花名册", "任职经历", "表彰", "支部名册", *BRANCH_TABLES]
    for table, columns in TABLES.items():
        assert [column.name for column in columns] == list(declared[table]["columns"])
        for column in columns:
            assert set(column.aliases) <= set(declared[table]["columns"][column.name].get("aliases", [])), column.name


def test_every_header_is_the_rules_word_or_an_alias(declared):
    for table in TABLES:
        for town, habits in {"": COUNTY, **OF}.items():
            for heading in headings(town, table, habits):
                if heading.column is None:
                    assert heading.name in ("序号", "备注", "联系电话", "性别", "出生年月", "自评得分", "包村干部")
                    continue
                column = declared[table]["columns"][heading.name]
                known = {tidy(name) for name in (heading.name, *column.get("aliases", []))}
                printed = tidy(heading.text)
                assert printed in known or re.sub(r"\([^()]*\)$", "", printed) in known, heading.text


def test_synonyms_are_the_rules_choices(declared):
    allowed: dict[str, set[str]] = {}
    for table in declared.values():
        for column in table["columns"].values():
            for word, others in column.get("choices", {}).items():
                allowed.setdefault(word, set()).update(others)
    for word, others in SYNONYMS.items():
        assert set(others) <= allowed[word]


def amount(cell: Cell, header: str) -> Fraction:
    """What a careful person reads: a number in the unit written beside it, or else over it."""
    if cell.format == "percent":
        return Fraction(str(cell.value))
    unit = next((u for u in ("%", "万元", "元") if f"({u})" in tidy(header)), "")
    return read_quantity(f"{cell.value}{'' if isinstance(cell.value, str) else unit}")[1]


@pytest.mark.parametrize("period", [2022, 2023])
def test_every_fact_of_the_checklists_can_be_read_back(period):
    for (town, village), of_branch in facts(period).items():
        habits = OF[town]
        for table, values in of_branch.items():
            rng = Random(f"{town}/{village}/{table}")
            for heading in headings(town, table, habits):
                if heading.column is None or heading.name not in values:
                    continue
                fact, cell = values[heading.name], write(heading.column, values[heading.name], habits, rng)
                if cell.value is None:
                    assert heading.column.blank
                    assert not fact
                elif isinstance(fact, bool):
                    assert read_yes_no(str(cell.value)) is fact
                elif isinstance(fact, str):
                    assert cell.value == fact or cell.value in SYNONYMS[fact]
                else:
                    scale = {"percent": Fraction(1, 100), "money": Fraction(10_000)}.get(heading.column.kind, 1)
                    assert amount(cell, heading.text) == Fraction(Decimal(fact)) * scale, (town, heading.text, cell)


@pytest.mark.parametrize("everyone", [secretaries_2022(), secretaries_2023()], ids=["2022", "2023"])
def test_every_date_can_be_read_back(everyone):
    start, end = (column for column in SECRETARY_TABLES["任职经历"] if column.name in ("起", "止"))
    for (town, village), secretary in everyone.items():
        rng = Random(f"{town}/{village}")
        for post in secretary.posts:
            for column, fact in ((start, post.start), (end, post.end)):
                cell = write(column, fact, OF[town], rng)
                if fact is None:
                    assert cell.value in (None, "至今")
                elif isinstance(cell.value, date):
                    assert cell.value == fact
                else:
                    assert read_date(str(cell.value)) == (fact - EPOCH).days, (town, village, cell)
