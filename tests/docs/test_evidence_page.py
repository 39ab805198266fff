"""docs/year/evidence.md: its county is built as the page says, and answers as the page shows."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner
from workspaces import write_book

from stardb.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs/year/evidence.md"


def build(root: Path, text: str) -> Path:
    """The county of the page: its rules, its files of evidence, the one workbook."""
    (rules,) = re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    (root / "rules").mkdir(parents=True)
    (root / "rules/红星评定.yaml").write_text(rules, encoding="utf-8")
    (root / "stardb.yaml").write_text("county: 岚县\nperiod: 2024\nschemes: [红星评定]\n", encoding="utf-8")
    lines = text.split("<!-- 数据 -->")[1].strip().split("\n\n")[0].splitlines()
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    sheets = {"名册": [row[:2] for row in (head, *rows)], "检查表": [head, *rows]}
    write_book(root / "data/2024/检查.xlsx", sheets)
    (tree,) = re.findall(r"^```text\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    above: list[str] = []
    for line in tree.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        above[depth:] = [line.strip().rstrip("/")]
        if not line.endswith("/"):
            path = root.joinpath(*above)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("材料", encoding="utf-8")
    return root


def test_what_is_shown_is_what_is_printed(tmp_path):
    text = PAGE.read_text(encoding="utf-8")
    root = build(tmp_path / "county", text)
    (console,) = re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    command, *shown = console.rstrip("\n").splitlines()
    arguments = [str(root) if part == "岚县" else part for part in shlex.split(command)[2:]]
    printed = [line.rstrip() for line in CliRunner().invoke(main, arguments).output.splitlines()]
    assert [line.rstrip() for line in shown] == [line for line in printed if line]


def test_the_results_are_as_the_page_says(tmp_path):
    root = build(tmp_path / "county", PAGE.read_text(encoding="utf-8"))
    told = CliRunner().invoke(main, ["run", "-C", str(root)])
    assert "“集体收人.pdf”不是一个指标的名称，像是“集体收入”" in told.output
    assert "东村镇“集体收入”没有佐证材料的：下庄；照算。" in told.output
    assert "东村镇“村务公开”没有佐证材料的：下庄；这一项待定。" in told.output
    assert "东村镇“组织生活”没有佐证材料的：下庄；这一项按0分计。" in told.output
    assert (root / "results/2024/红星评定 佐证材料.xlsx").is_file()
