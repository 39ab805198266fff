"""Workspaces of which something is changed, and the states before and after: what tests of comparing stand on."""

from pathlib import Path

from workspaces import Rows, small

from stardb.comparison import Changes, RatedState, compare_states, make_read_cells, make_state
from stardb.workspace import appraise, open_workspace, read_inputs

STARS = """\
scheme: 五星
subject: 村
basis: 试行办法
valid_from: 2020-01-01
parameters:
  收入线: {values: {2020-01-01: 20万元}, basis: 试行}
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
      三务: {type: yes_no}
      平安: {type: yes_no}
      电话: {type: text, private: true}
stars:
  富裕星: 收入 ≥ 收入线
  班子星: 换届 = 是
  公开星: 三务 = 是
  平安星: 平安 = 是
level: {name: 星级, earned: [富裕星, 班子星, 公开星, 平安星], basis: 第五条}
entitlements:
  补贴:
    from: 星级
    choices: {4: 800元, 3: 500元, 2: 300元}
    otherwise: 0元
    unit: 元/月
    basis: 第六条
"""
"""Four stars; three bring 500元 a month, four 800元: 300元 more."""

VILLAGES = [["乡镇", "村"], ["东镇", "甲村"], ["东镇", "乙村"], ["西镇", "丙村"]]
FACTS = [
    ["乡镇", "村", "收入(万元)", "换届", "三务", "平安", "电话"],
    ["东镇", "甲村", 18, "是", "是", "是", "13912345678"],
    ["东镇", "乙村", 25, "是", "是", "是", "13812345678"],
    ["西镇", "丙村", 30, "是", "否", "是", "13712345678"],
]
"""甲村 three stars (no 富裕星), 乙村 four, 丙村 three (no 公开星)."""

BOOK = "检查.xlsx"


def make_county(root: Path, rules: str = STARS, facts: Rows = FACTS, villages: Rows = VILLAGES, more: str = "") -> Path:
    """A workspace of three villages and four stars."""
    return small(root, rules, villages, facts, more=more)


def rate(root: Path, period: str | None = None, secret: str = "") -> RatedState:
    """The workspace's one scheme as it is rated now."""
    found = read_inputs(open_workspace(root, period))
    made, _ = appraise(found)
    (name,) = made
    tables, specs = found.intakes[name].tables, made[name].scheme.filled_in
    cells = make_read_cells(
        tables, specs, found.books.sheets, lambda text: f"{secret}{hash_of(text)}", lambda: secret or "a"
    )
    return make_state(made[name], cells=cells)


def hash_of(text: str) -> str:
    """Something that tells whether two texts are alike and nothing else."""
    return str(sum(ord(letter) * (i + 1) for i, letter in enumerate(text)))


def compare_with(before: RatedState, root: Path) -> Changes:
    """What differs from a state now."""
    return compare_states(before, rate(root))
