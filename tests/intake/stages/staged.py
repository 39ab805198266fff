"""A small workspace whose 检查表 is filled in by three stages."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workspaces import write_book

from stardb.workspace import Inputs, open_workspace, read_inputs

RULES = """\
scheme: 小星
subject: 支部
basis: 试行办法
valid_from: 2020-01-01
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
    STAGES
    columns:
      乡镇: {type: text}
      村: {type: text, required: true}
      得分: {type: number, between: [0, 100]}
values:
  成绩: {formula: 得分, basis: 第一条}
level: {name: 星级, from: 成绩, bands: {90: 3, 60: 1, 0: 0}, basis: 第二条}
publish: 成绩
"""
ROSTER = [["乡镇", "村"], ["甲镇", "东庄"], ["甲镇", "西庄"], ["乙镇", "南庄"]]
HEAD = ["乡镇", "村", "得分"]

Rows = Sequence[Sequence[Any]]


def make(root: Path, stages: str, files: Mapping[str, Rows], rules: str = RULES, head: Sequence[str] = HEAD) -> Inputs:
    """What is read of a workspace with these files: path below data/2022 -> rows of 检查表 below its header."""
    (root / "rules").mkdir(parents=True)
    (root / "rules/little.yaml").write_text(rules.replace("STAGES", stages), encoding="utf-8")
    settings = "county: 小县\nperiod: 2022\nschemes: [little]\nstages: [自评, 镇评, 县核]\n"
    (root / "stardb.yaml").write_text(settings, encoding="utf-8")
    write_book(root / "data/2022/名册.xlsx", {"名册": ROSTER})
    for name, rows in files.items():
        write_book(root / "data/2022" / name, {"检查表": [head, *rows]})
    return read_inputs(open_workspace(root))


def column(found: Inputs, name: str = "得分") -> list[Any]:
    """The values of a column of 检查表, in the order of the roster."""
    table = found.intakes["little"].tables.single["检查表"]
    return [table.columns[name].at(i) for i in range(len(table))]


def told(found: Inputs, code: str) -> list[tuple[str, str]]:
    """Where a code is reported and what was found, in order."""
    return [(str(one.place), one.found) for one in found.problems if one.code == code]
