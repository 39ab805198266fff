"""docs/year/decisions.md: its two villages are rated as the page says, without decisions, with one, with both."""

import re
from pathlib import Path

from deciding import HEAD
from workspaces import small, write_book

from stardb.workspace import open_workspace, run

PAGE = Path(__file__).resolve().parents[2] / "docs/year/decisions.md"
ROSTER = [["乡镇", "村", "收入(万元)", "换届"], ["甲镇", "东庄", 20, "是"], ["甲镇", "西庄", 12, "是"]]
GROUNDS = ["县委组织部", "小组发〔2022〕3号", "2022-12-20", "李四"]


def rows_of(number: int) -> list[list[str]]:
    """The decisions of the page's how manieth table of them, with whom and when added."""
    tables = re.findall(r"\| 编号 \| 办法 .*?\n\| ---.*?\n((?:\|.*\n)+)", PAGE.read_text(encoding="utf-8"))
    return [[cell.strip() for cell in line.strip("|\n").split("|")] + GROUNDS for line in tables[number].splitlines()]


def rate(root: Path, rows: list[list[str]]) -> dict[str, str]:
    """The grade and the money of each village."""
    (rules,) = re.findall(r"```yaml\n(scheme: 红星支部.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    small(root, rules, roster=ROSTER, checked=[])
    write_book(root / "data" / "2022" / "检查.xlsx", {"名册": ROSTER})
    if rows:
        write_book(root / "decisions" / "2022" / "裁定.xlsx", {"裁定": [HEAD, *rows]})
    outcome = run(open_workspace(root))
    assert [one.message for one in outcome.problems if one.place.file.startswith("decisions")] == []
    made = outcome.appraisals["little"]
    return {
        name: f"{made.text('总分', i)} {made.text('等次', i)} {made.text('奖补', i)}"
        for i, name in enumerate(made.subjects.names)
    }


def test_the_two_villages_come_out_as_the_page_says(tmp_path: Path) -> None:
    assert rate(tmp_path / "1", []) == {"东庄": "20分 红星支部 1000元", "西庄": "16分 未获星 0元"}
    assert rate(tmp_path / "2", rows_of(0)) == {"东庄": "20分 待定 待定", "西庄": "20分 待定 待定"}
    assert rate(tmp_path / "3", rows_of(1)) == {"东庄": "20分 未获星 0元", "西庄": "20分 红星支部 1000元"}


def test_every_code_of_a_decision_that_does_not_hold_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [code for code in (f"D{number}" for number in range(240, 249)) if f"[{code}]" not in page] == []
