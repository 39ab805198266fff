"""Workspaces to test with: the sample county, and small ones written on the spot."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stardb.ledger import LedgerEntry
from stardb.scoring import Appraisal
from stardb.workspace import Contents, appraise, create_workspace, open_workspace, read_inputs, run
from stardb.workspace.folder.open_ledger import open_ledger

sys.path.insert(0, str(Path(__file__).parent.parent / "data"))  # the facts the sample's workbooks were written from

SCHEME = """\
scheme: 小星
subject: 支部
basis: 试行办法
valid_from: 2020-01-01
parameters:
  达标分: {values: {2020-01-01: 12分}, basis: 试行}
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      户数: {type: number, unit: 户, required: true}
  检查表:
    key: [乡镇, 村]
    columns:
      乡镇: {type: text}
      村: {type: text, required: true}
      收入: {type: money, unit: 万元, between: [0元, 1000万元]}
      换届: {type: yes_no}
stars:
  红星:
    full: 20
    award: 得分 ≥ 达标分
    basis: 第一条
    indicators:
      集体收入: {from: 收入, points: 10, bands: {20万元: 10, 10万元: 6, 0元: 0}, basis: 第二条}
      按期换届: {from: 换届, points: 10, yes: 10, basis: 第三条}
level: {name: 星数, earned: [红星], basis: 第四条}
grade: {name: 等次, from: 星数, choices: {1: 红星支部, 0: 未获星}}
entitlements:
  奖补: {from: 等次, choices: {红星支部: 1000元}, otherwise: 0元, unit: 元/年, basis: 第五条}
"""
"""A branch wins the one star with 12 of 20 points: up to 10 by income, 10 for holding its election."""

ROSTER = [["乡镇", "村", "户数"], ["甲镇", "东庄", 80], ["甲镇", "西庄", 120], ["乙镇", "南庄", 60]]
CHECKED = [
    ["乡镇", "村", "收入(万元)", "换届"],
    ["甲镇", "东庄", 20, "是"],
    ["甲镇", "西庄", 12, "否"],
    ["乙镇", "南庄", 9.9, "是"],
]

Rows = Sequence[Sequence[Any]]


def write_book(path: Path, sheets: Mapping[str, Rows]) -> None:
    """A workbook with these rows in these sheets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)


def set_cell(path: Path, sheet: str, cell: str, value: Any) -> None:
    """Change one cell of a workbook."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def small(
    root: Path,
    rules: str = SCHEME,
    roster: Rows = ROSTER,
    checked: Rows = CHECKED,
    period: str = "2022",
    more: str = "",
) -> Path:
    """A workspace of one scheme and one workbook with 名册 and 检查表; `more` is added to its settings."""
    (root / "rules").mkdir(parents=True, exist_ok=True)
    (root / "rules" / "little.yaml").write_text(rules, encoding="utf-8")
    settings = f"county: 小县\nperiod: {period}\nschemes: [little]\n{more}"
    (root / "stardb.yaml").write_text(settings, encoding="utf-8")
    write_book(root / "data" / period / "检查.xlsx", {"名册": roster, "检查表": checked})
    return root


def judge(root: Path, period: str | None = None, keep: bool = True) -> dict[str, Appraisal]:
    """Read and score, and keep the results in the ledger; nothing is rendered."""
    workspace = open_workspace(root, period)
    found = read_inputs(workspace)
    made, _ = appraise(found)
    if keep:
        ledger = open_ledger(workspace)
        ledger.place(ledger.keep([LedgerEntry(name, appraisal, "数据") for name, appraisal in made.items()]))
    return made


def where(appraisal: Appraisal, township: str, village: str) -> int:
    """The subject of a village."""
    villages = appraisal.columns["村"]
    places = enumerate(appraisal.subjects.groups)
    (i,) = [i for i, group in places if group == township and villages.at(i) == village]
    return i


def results(appraisal: Appraisal, i: int) -> dict[str, str]:
    """A subject's published results as people read them."""
    return {step.name: appraisal.text(step.name, i) for step in appraisal.result_steps()}


@cache
def _sample(folder: Path) -> Path:
    root = folder / "sample" / "岚县"
    create_workspace(root, Contents(county=True))
    return root


@cache
def _judged(root: Path) -> dict[str, dict[str, Appraisal]]:
    return {period: judge(root, period) for period in ("2022", "2023")}


@cache
def _ran(root: Path) -> Path:
    ran = root.with_name("已运行")
    shutil.copytree(root, ran, ignore=shutil.ignore_patterns("*.sqlite"))
    for period in ("2022", "2023"):
        run(open_workspace(ran, period))
    return ran


# A folder's conftest.py imports the fixtures it wants; each is made once a session however many import it.


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the sample county. Only for reading: copy it to change it."""
    return _sample(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def judged(sample: Path) -> dict[str, dict[str, Appraisal]]:
    """The sample county's appraisals: period -> scheme -> Appraisal, 2022 kept before 2023 was reckoned."""
    return _judged(sample)


@pytest.fixture(scope="session")
def ran(sample: Path) -> Path:
    """The sample county after `stardb run` for 2022 and 2023. Only for reading."""
    return _ran(sample)
