"""The workbooks on disk: what a fresh build writes, invented people only, and a few cells by hand."""

import re
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from samplecounty.books import write_all
from samplecounty.faults import FAULTS
from samplecounty.habits import OF
from samplecounty.next_year import secretaries_2023
from samplecounty.places import branches
from samplecounty.secretaries import secretaries_2022
from samplesystems import SYSTEMS, write_systems

from stardb.quantity.from_text import read_citizen_id

DATA = Path(__file__).resolve().parents[2] / "data"


def parts(path: Path) -> dict[str, bytes]:
    """The members of a workbook: the compressed bytes depend on the zlib at hand, these do not."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_fresh_build_equals_the_files_on_disk(tmp_path):
    fresh = {path.relative_to(tmp_path) for path in write_all(tmp_path)}
    kept = {path.relative_to(DATA) for year in ("2022", "2023") for path in (DATA / year).iterdir()}
    assert fresh == kept
    assert len(kept) == 38
    for name in sorted(fresh):
        assert parts(tmp_path / name) == parts(DATA / name), f"{name}: run data/make_sample.py"


def test_a_fresh_build_of_the_other_schemes_equals_the_files_on_disk(tmp_path):
    fresh = {path.relative_to(tmp_path) for path in write_systems(tmp_path)}
    assert fresh == {path.relative_to(DATA / "systems") for path in (DATA / "systems").rglob("*.xlsx")}
    assert {path.parts[0] for path in fresh} == set(SYSTEMS)
    for name in sorted(fresh):
        assert parts(tmp_path / name) == parts(DATA / "systems" / name), f"{name}: run data/make_sample.py"


def test_two_builds_give_the_same_bytes(tmp_path):
    one, two = list(write_all(tmp_path / "one")), list(write_all(tmp_path / "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_branches():
    found = branches()
    assert len(found) == 144
    assert sum(branch.kind == "社区" for branch in found) == 8
    assert sum(branch.members[2022] for branch in found if branch.kind == "村") == 4538
    twice = [name for name in {b.village for b in found} if sum(b.village == name for b in found) == 2]
    assert sorted(twice) == sorted(["白家庄", "阳湾", "阳寨", "阳坡"])


def test_nobody_is_real():
    people = {s.person.id: s.person for year in (secretaries_2022(), secretaries_2023()) for s in year.values()}
    assert len(people) == 150
    for number, person in people.items():
        assert read_citizen_id(number) == number
        assert number.startswith("141199"), "no division has this code"
        assert re.fullmatch("[一-龥]某某", person.name)
        assert 1954 <= person.born.year <= 1999


@cache
def book(path: str) -> Workbook:
    return load_workbook(DATA / path, data_only=True)


@pytest.mark.parametrize(
    ("path", "sheet", "cell", "expected"),
    [
        ("2022/00 县委组织部 支部名册.xlsx", "支部名册", "B4", "东村镇"),
        ("2022/00 县委组织部 支部名册.xlsx", "支部名册", "B5", None),  # merged over its villages
        ("2022/01 东村镇 五星支部创建.xlsx", "支部过硬检查表", "A2", "乡镇:东村镇    填表日期:2022年12月31日"),
        ("2022/01 东村镇 五星支部创建.xlsx", "支部过硬检查表", "B4", "东村村"),  # 东村 on the roster
        ("2023/01 东村镇 五星支部创建.xlsx", "支部过硬检查表", "A2", "乡镇:东村镇    填表日期:2023年12月31日"),
        ("2022/02 岚城镇 书记星级评定.xlsx", "2.任职经历", "E3", "起止时间"),
        ("2022/02 岚城镇 书记星级评定.xlsx", "2.任职经历", "E4", "起"),
        ("2022/03 普明镇 五星支部创建.xlsx", "产业兴旺", "D4", 105400),  # under (元)
        ("2022/04 界河口镇 五星支部创建.xlsx", "生态宜居检查表", "A2", "乡镇名称：界河口镇"),
        # the faults, as README.md lists them
        ("2022/03 普明镇 五星支部创建.xlsx", "产业兴旺", "D18", None),
        ("2022/04 界河口镇 五星支部创建.xlsx", "生态宜居检查表", "G5", 108),
        ("2022/07 梁家庄乡 五星支部创建.xlsx", "产业兴旺检查表", "I13", "3~5"),
        ("2022/05 上明乡 五星支部创建.xlsx", "生态宜居检查表", "G17", "基本"),
        ("2022/03 普明镇 五星支部创建.xlsx", "文明幸福", "C13", "卢家洼"),
        ("2022/01 东村镇 五星支部创建.xlsx", "平安法治检查表", "J17", "是"),
        ("2022/01 东村镇 五星支部创建.xlsx", "平安法治检查表", "J18", "否"),
        ("2022/02 岚城镇 五星支部创建.xlsx", "文明幸福检查表", "J12", "#DIV/0!"),
        ("2022/09 社科乡 五星支部创建.xlsx", "生态宜居检查表", "C8", "葛铺"),
        ("2022/09 社科乡 五星支部创建.xlsx", "生态宜居检查表", "C9", "葛铺"),
        ("2023/09 社科乡 五星支部创建.xlsx", "文明幸福检查表", "D12", "已修订"),
        ("2023/02 岚城镇 五星支部创建.xlsx", "生态宜居检查表", "D12", "185%"),
    ],
)
def test_cells(path, sheet, cell, expected):
    assert book(path)[sheet][cell].value == expected


def test_the_missing_row_of_2023():
    rows = book("2023/01 东村镇 五星支部创建.xlsx")["生态宜居检查表"]["B"]
    communities = [cell.value for cell in rows if str(cell.value).endswith("社区")]
    assert communities == ["第一社区", "第二社区", "第三社区", "第四社区", "第五社区", "第七社区", "第八社区"]


def test_every_township_has_its_own_ways():
    assert len({(h.date, h.money, h.percent, h.yes_no, h.header, h.town) for h in OF.values()}) == 9
    assert len({h.date for h in OF.values()}) == 9


def test_the_readme_lists_every_fault():
    text = (DATA / "README.md").read_text(encoding="utf-8")
    for year, faults in FAULTS.items():
        for fault in faults:
            habits = OF[fault.town]
            sheet = habits.star_sheet.format(star=fault.table[:4])
            row = f"| {year} | {habits.number:02d} {fault.town} 五星支部创建 | {sheet} | {fault.village} |"
            assert row in text
