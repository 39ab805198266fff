"""A small workspace rated by month and year: a village has its star in a month without an accident."""

from collections.abc import Sequence
from pathlib import Path

from workspaces import write_book

MONTHLY = """\
scheme: 平安星
subject: 村
basis: 试行办法
valid_from: 2020-01-01
every: [month, year]
tables:
  名册:
    key: 村
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
  月报:
    key: 村
    many: true
    period: 所属月
    columns:
      村: {type: text, required: true}
      所属月: {type: number, required: true, between: [1, 12]}
      事故: {type: number, unit: 起, required: true}
values:
  事故数: {sum_of: 月报, from: 事故, unit: 起, basis: 第一条}
grade: {name: 评定, from: 事故数, bands: {0起: 平安, 1起以上: 有事故}, basis: 第二条}
publish: [事故数]
"""
"""A village without an accident in the period is 平安, with one 有事故."""

VILLAGES = [["乡镇", "村"], ["甲镇", "东庄"], ["甲镇", "西庄"]]
HEAD = ["村", "所属月", "事故"]

Rows = Sequence[Sequence[object]]


def monthly(root: Path, period: str = "2022", more: str = "", rules: str = MONTHLY) -> Path:
    """A workspace of the scheme with its roster in data/2022."""
    (root / "rules").mkdir(parents=True, exist_ok=True)
    (root / "rules" / "peace.yaml").write_text(rules, encoding="utf-8")
    settings = f"county: 小县\nperiod: {period}\nschemes: [peace]\n{more}"
    (root / "stardb.yaml").write_text(settings, encoding="utf-8")
    write_book(root / "data" / "2022" / "名册.xlsx", {"名册": VILLAGES})
    return root


def report(root: Path, folder: str, rows: Rows, head: Sequence[str] = HEAD, file: str = "月报.xlsx") -> None:
    """A workbook of 月报 in a folder of data."""
    write_book(root / "data" / folder / file, {"月报": [list(head), *rows]})
