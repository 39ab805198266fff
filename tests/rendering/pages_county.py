"""Counties to make pages of: one of five branches with one star, and the sample county in both its years."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from stardb.books import read_books
from stardb.intake import MissingSubject, UnknownSubject, read_tables
from stardb.problems import Place, Problem, problem
from stardb.quantity import Frequency, find_period, read_period
from stardb.rendering import Setting, build_view, render_pages
from stardb.rulebook import load_scheme, load_text
from stardb.scoring import Appraisal, History, Past, score

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "reports" / "pages"
SETTING = Setting("小县", "小县县委组织部")
WICKED = "<script>window.hit=1</script>"
PROBLEMS = (problem("D121", "“收入”没有填。", Place("data/2022/检查.xlsx", "检查表", "C6"), found="<b>空</b>"),)

LISTED = (
    *(replace(problem("D122", f"第{row}行读不懂。", Place("data/2022/一.xlsx", "检查表", f"C{row}")), group="甲镇")
      for row in range(2, 6)),
    replace(problem("D141", "重复填报。", Place("data/2022/二.xlsx", "检查表", "B5")), group="乙镇"),
    problem("R602", "没有写依据", Place("rules/little.yaml", line=9, column=3)),
)  # fmt: skip
"""Four cells of a column of 甲镇, one of 乙镇, and one of the rule file."""

MISSING = (MissingSubject("甲镇/西庄", "甲镇", "检查表", Place("data/2022/一.xlsx", "名册", "B3")),)
UNKNOWN = (
    UnknownSubject("乙镇/南壮", "乙镇", "检查表", Place("data/2022/二.xlsx", "检查表", "B4"), ("南庄", WICKED), 2),
)

SCHEME = """\
scheme: 小星
subject: 支部
basis: 试行办法
valid_from: 2022-01-01
parameters:
  达标分: {values: {2022-01-01: 12分}, basis: 试行}
  奖金: {values: {2022-01-01: 1000元}, basis: 县级奖补, example: true}
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
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
  奖补: {from: 等次, choices: {红星支部: 奖金}, otherwise: 0元, unit: 元/年, basis: 第五条}
"""
"""The one star is won with 12 of 20 points: up to 10 by income, 10 for holding the election."""

CHECKED: list[list[Any]] = [
    ["乡镇", "村", "收入(万元)", "换届"],
    ["甲镇", "东庄", 20, "是"],
    ["甲镇", "西庄", 12, "否"],
    ["乙镇", "南庄", 9.9, "是"],
    ["乙镇", WICKED, 30, "是"],
    ["乙镇", "北庄", None, "是"],
]
"""东庄 and the wicked one win the star, 西庄 and 南庄 do not, 北庄 is undecided for a blank."""


def little_county(folder: Path) -> Appraisal:
    """The county of five branches, from a workbook written into `folder`."""
    (folder / "data" / "2022").mkdir(parents=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {"名册": [row[:2] for row in CHECKED], "检查表": CHECKED}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "data" / "2022" / "检查.xlsx")
    scheme = load_text(SCHEME, "rules/little.yaml", read_period("2022")).scheme
    assert scheme
    sheets = read_books(folder / "data" / "2022", folder).sheets
    return score(scheme, read_tables(sheets, scheme.tables).tables, History())


@cache
def sample_county(year: int) -> tuple[tuple[str, Appraisal, Sequence[Problem]], ...]:
    """The sample county's appraisals of 2022, or of 2023 upon those."""
    before = {name: past for name, past, _ in sample_county(year - 1)} if year > 2022 else {}
    books = read_books(ROOT / "data" / str(year), ROOT)
    sheets, faults = books.sheets, [*books.problems]
    made = []
    for name in ("secretary-star-level", "five-star-branch"):
        day = date(year, 12, 31)
        loaded = load_scheme(
            ROOT / "rules" / f"{name}.yaml", f"rules/{name}.yaml", find_period(day, Frequency.YEAR), day
        )
        assert loaded.scheme
        intake = read_tables(sheets, loaded.scheme.tables)
        past = tuple(Past(old.period, old.scheme.as_of, old.record()) for old in [before.get(name)] if old)
        appraisal = score(loaded.scheme, intake.tables, History(past))
        made.append((name, appraisal, (*loaded.problems, *faults, *intake.problems)))
    return tuple(made)


@cache
def sample_pages(year: int) -> dict[str, str]:
    """The sample county's pages."""
    setting = Setting("岚县", "中共岚县县委组织部")
    shown = [(name, made, build_view(made, problems, setting)) for name, made, problems in sample_county(year)]
    pages = render_pages(shown, [TEMPLATES], setting)
    return {path: page.decode() for path, page in pages.items()}
